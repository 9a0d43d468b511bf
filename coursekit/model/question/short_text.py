"""A short answer in the learner's own words."""

from collections.abc import Iterator
from typing import Literal

from coursekit.model.question.answer import Answer
from coursekit.model.question.base import Location, QuestionBase


class ShortText(QuestionBase, Answer):
    """A word or a few, typed; for terms that adults must be able to say themselves."""

    type: Literal["short_text"]

    def texts(self) -> Iterator[tuple[Location, str]]:
        """Yield the stem and everything about the answer."""
        yield from super().texts()
        yield from self.answer_texts()
