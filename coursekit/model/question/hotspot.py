"""A place to find in a picture."""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from coursekit.model.base import Prose
from coursekit.model.picture import Shown, shown_in
from coursekit.model.question.base import Location, Option
from coursekit.model.question.single import Single

Per = Annotated[int, Field(ge=0, le=100)]
"""Per cent of the picture’s width or height."""


class Spot(Option):
    """A part of the picture to point at, and in its `text` the same in words."""

    at: tuple[Per, Per, Per, Per]
    """From the left, from above, width and height."""
    fixed: bool = True


class Hotspot(Single):
    """A place to find in a picture: one best answer, chosen by pointing at it or by its words.

    Whatever cannot point takes it as the question with options that it is.
    """

    type: Literal["hotspot"]  # type: ignore[assignment]  # each type has its own word
    picture: Prose
    """One picture, as a text names it."""
    options: Annotated[tuple[Spot, ...], Field(min_length=2, max_length=5)]

    @property
    def shown(self) -> Shown:
        """The picture; `check` has seen that there is one."""
        return next(shown_in(self.picture), Shown("", "", False, 0, False))

    def texts(self) -> Iterator[tuple[Location, str]]:
        """Yield the picture, then what any question with options has."""
        yield ("picture",), self.picture
        yield from super().texts()
