"""A text with gaps to fill."""

import re
from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from coursekit.model.base import Id, Prose
from coursekit.model.question.answer import Answer
from coursekit.model.question.base import Location, QuestionBase

MARK = re.compile(r"\[\[([a-z0-9-]+)\]\]")
"""The mark of a gap in the text."""


class Gap(Answer):
    """A gap, named in the text as `[[id]]`."""

    id: Id
    choose: bool = True
    """The reader chooses from the first right answer and the foreseen wrong ones; false: types it."""

    @property
    def choices(self) -> tuple[str, ...]:
        """What there is to choose from."""
        return (self.accept[0], *(wrong.answers[0] for wrong in self.wrong))


class Cloze(QuestionBase):
    """A text with gaps to fill, by choosing or by typing."""

    type: Literal["cloze"]
    text: Prose
    """With `[[id]]` where a gap is."""
    gaps: Annotated[tuple[Gap, ...], Field(min_length=1, max_length=6)]

    def texts(self) -> Iterator[tuple[Location, str]]:
        """Yield the stem, the text, and everything about each gap."""
        yield from super().texts()
        yield ("text",), self.text
        for index, gap in enumerate(self.gaps):
            for where, text in gap.answer_texts():
                yield ("gaps", index, *where), text
