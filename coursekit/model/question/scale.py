"""How sure somebody felt then, and feels now."""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from coursekit.model.base import LineAsTyped, Prose
from coursekit.model.question.base import Location, QuestionBase


class Scale(QuestionBase):
    """A statement rated twice after the course: as it was before, and as it is now. Unscored."""

    type: Literal["scale"]
    points: Annotated[int, Field(ge=0, le=0)] = 0
    low: LineAsTyped
    high: LineAsTyped
    marks: Annotated[int, Field(ge=3, le=7)] = 5
    """Positions from `low` to `high`."""
    rows: Annotated[tuple[LineAsTyped, ...], Field(min_length=1, max_length=2)] = ("Before", "Now")
    note: Prose

    def texts(self) -> Iterator[tuple[Location, str]]:
        """Yield the stem, the ends of the scale, its rows and the note."""
        yield from super().texts()
        yield ("low",), self.low
        yield ("high",), self.high
        for index, row in enumerate(self.rows):
            yield ("rows", index), row
        yield ("note",), self.note
