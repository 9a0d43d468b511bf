"""Something to think about; no answer is right, and none is kept."""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from coursekit.model.base import Prose
from coursekit.model.question.base import Location, QuestionBase


class Reflection(QuestionBase):
    """A question for oneself. What is typed stays in the box and is never kept or sent."""

    type: Literal["reflection"]
    points: Annotated[int, Field(ge=0, le=0)] = 0
    answer_space: Annotated[int, Field(ge=0, le=30)] = 4
    note: Prose
    """Shown when the learner is ready: what others have found, or what to do with the thought."""

    def texts(self) -> Iterator[tuple[Location, str]]:
        """Yield the stem and the note."""
        yield from super().texts()
        yield ("note",), self.note
