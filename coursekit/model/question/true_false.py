"""A statement that is true or false."""

from collections.abc import Iterator
from typing import Literal

from coursekit.model.base import Frozen, Line, Prose
from coursekit.model.question.base import Location, Option, QuestionBase


class Side(Frozen):
    """The reason shown to somebody who chose this side."""

    reason: Prose
    misconception: Line | None = None


class TrueFalse(QuestionBase):
    """A statement that is true or false."""

    type: Literal["true_false"]
    answer: bool
    if_true: Side
    if_false: Side

    @property
    def options(self) -> tuple[Option, Option]:
        """The two sides as ordinary options, so that every output treats them alike."""
        return (
            Option(id="true", text="True", correct=self.answer, fixed=True, **self.if_true.model_dump()),
            Option(
                id="false", text="False", correct=not self.answer, fixed=True, **self.if_false.model_dump()
            ),
        )

    def texts(self) -> Iterator[tuple[Location, str]]:
        """Yield the statement and both reasons."""
        yield from super().texts()
        yield ("if_true", "reason"), self.if_true.reason
        yield ("if_false", "reason"), self.if_false.reason

    def notes(self) -> Iterator[tuple[Location, str]]:
        """Yield the note, then the misconception behind the wrong side."""
        yield from super().notes()
        for key, side in (("if_true", self.if_true), ("if_false", self.if_false)):
            if side.misconception:
                yield (key, "misconception"), side.misconception
