"""A self-review: aspects of a school's year, each at one of four levels, for its lead to go through."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from coursekit.model.base import Frozen, Id, Line
from coursekit.model.wording import Override

Location = tuple[str | int, ...]
FourLines = Annotated[tuple[Line, ...], Field(min_length=4, max_length=4)]
"""One for each level, from the lowest up."""


class Aspect(Frozen):
    """Something to look at: a question, what each level looks like, and what could show it."""

    id: Id
    title: Line
    asks: Line
    levels: FourLines
    evidence: Line
    """What could show the level."""
    facts: tuple[Id, ...] = ()
    """What guidance says of it. A page shows those that hold in its place; where none does, it says so."""

    def texts(self) -> Iterator[tuple[Location, str]]:
        """Yield every piece of text with its location."""
        yield ("title",), self.title
        yield ("asks",), self.asks
        yield from ((("levels", index), text) for index, text in enumerate(self.levels))
        yield ("evidence",), self.evidence


class SelfReview(Frozen):
    """A file of `course/year/`."""

    schema_: Annotated[Literal[1], Field(alias="schema")]
    id: Id
    report: Line
    """The title of the report that is made of it."""
    levels: FourLines
    """What the four levels are called."""
    questions: tuple[Line, ...] = ()
    """What whoever reads the report may ask."""
    review_by: date
    aspects: Annotated[tuple[Aspect, ...], Field(min_length=1)]
    wording: tuple[Override, ...] = ()

    def texts(self) -> Iterator[tuple[Location, str]]:
        """Yield every piece of text with its location."""
        yield ("report",), self.report
        yield from ((("levels", index), text) for index, text in enumerate(self.levels))
        yield from ((("questions", index), text) for index, text in enumerate(self.questions))
        for index, aspect in enumerate(self.aspects):
            yield from ((("aspects", index, *where), text) for where, text in aspect.texts())
