"""What every question carries, and what the types with options share."""

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from coursekit.model.base import AsTyped, Frozen, Id, Line, PlaceCode, Prose
from coursekit.model.wording import Override

Location = tuple[str | int, ...]
"""Keys and positions that lead from a question, or a session’s plan, to one of its parts."""


class Option(Frozen):
    """One answer to choose, with the reason that is shown for it, right or wrong."""

    id: Id
    text: AsTyped
    correct: bool = False
    reason: Prose
    misconception: Line | None = None
    """What somebody who picks a wrong option believes; for the trainer."""
    fixed: bool = False
    """Keeps its position when the options are shuffled."""


class QuestionBase(Frozen):
    """What every question carries, whatever its type."""

    id: Id
    draft: bool = False
    """Not finished: shown in the preview, never built; its reasons may be missing."""
    stem: Prose
    objective: Id | None = None
    places: tuple[PlaceCode, ...] = ()
    """Only where the answer depends on local rules; empty for everywhere."""
    facts: tuple[Id, ...] = ()
    """What the answer rests on."""
    facilitator: Prose | None = None
    answer_space: Annotated[int, Field(ge=0, le=30)] = 0
    """Ruled lines on the paper version."""
    points: Annotated[int, Field(ge=0, le=20)] = 1
    wording: tuple[Override, ...] = ()

    def texts(self) -> Iterator[tuple[Location, str]]:
        """Yield every piece of text a learner reads, with its location in the question."""
        yield ("stem",), self.stem

    def notes(self) -> Iterator[tuple[Location, str]]:
        """Yield every piece of text that only the trainer reads."""
        if self.facilitator:
            yield ("facilitator",), self.facilitator


class ChoiceQuestion(QuestionBase):
    """A question answered by choosing among options."""

    options: tuple[Option, ...]

    def texts(self) -> Iterator[tuple[Location, str]]:
        """Yield the stem, then each option's text and reason."""
        yield from super().texts()
        for index, option in enumerate(self.options):
            yield ("options", index, "text"), option.text
            yield ("options", index, "reason"), option.reason

    def notes(self) -> Iterator[tuple[Location, str]]:
        """Yield the note, then the misconception behind each option."""
        yield from super().notes()
        for index, option in enumerate(self.options):
            if option.misconception:
                yield ("options", index, "misconception"), option.misconception
