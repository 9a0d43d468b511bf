"""Things that belong together, paired by the learner."""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from coursekit.model.base import AsTyped, Frozen, Id, Line, LineAsTyped, Prose
from coursekit.model.question.base import Location, QuestionBase


class Pair(Frozen):
    """Something to place (`left`) and where it belongs (`right`), with the reason why."""

    id: Id
    left: AsTyped
    right: LineAsTyped
    reason: Prose


class Distractor(Frozen):
    """A place where nothing belongs."""

    id: Id
    right: LineAsTyped
    reason: Prose
    misconception: Line | None = None


class Match(QuestionBase):
    """Things that belong together; several may belong to the same place."""

    type: Literal["match"]
    pairs: Annotated[tuple[Pair, ...], Field(min_length=2, max_length=8)]
    distractors: Annotated[tuple[Distractor, ...], Field(max_length=4)] = ()

    @property
    def rights(self) -> tuple[str, ...]:
        """Every place to choose from, each one once."""
        places = (*(pair.right for pair in self.pairs), *(other.right for other in self.distractors))
        return tuple(dict.fromkeys(places))

    def texts(self) -> Iterator[tuple[Location, str]]:
        """Yield the stem, each pair with its reason, and each place where nothing belongs."""
        yield from super().texts()
        for index, pair in enumerate(self.pairs):
            for key in ("left", "right", "reason"):
                yield ("pairs", index, key), getattr(pair, key)
        for index, distractor in enumerate(self.distractors):
            yield ("distractors", index, "right"), distractor.right
            yield ("distractors", index, "reason"), distractor.reason
