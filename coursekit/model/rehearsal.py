"""What people say aloud: spoken rehearsals of a module, and the sentences that they take away."""

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from coursekit.model.base import Frozen, Id, Line, Prose
from coursekit.model.question.base import Location


class Rehearsal(Frozen):
    """A moment in which an adult has to say something, to be said aloud twice.

    Learners gain from a good example first and from a poor one after it, so every output shows `model` before
    `contrast`.
    """

    id: Id
    title: Line
    scene: Prose
    """Where, who speaks, and what is said to them."""
    rule: Line
    """What the words must do."""
    model: Prose
    """One good way to say it, a paragraph for each breath; without quotation marks."""
    contrast: Line
    """Well-meant words, without quotation marks."""
    closes: Line
    """Which door they close, and why."""
    hear: Annotated[tuple[Line, ...], Field(min_length=3, max_length=5)]
    """What a listener should hear: the rubric."""
    again: Line
    """What is different in the second turn."""
    objectives: Annotated[tuple[Annotated[int, Field(ge=1)], ...], Field(min_length=1)]
    """The objectives of the module that it serves, counted from 1."""

    @property
    def heard(self) -> int:
        """How many words somebody else reads aloud before people speak: the rule, the model, the contrast."""
        return sum(len(text.split()) for text in (self.rule, self.model, self.contrast, self.closes))


class Aloud(Frozen):
    """What the page of a module's rehearsals holds besides its text."""

    rehearsals: Annotated[tuple[Rehearsal, ...], Field(min_length=3)]
    says: Annotated[tuple[Line, ...], Field(min_length=2, max_length=4)]
    """What goes on “If …”: “a child says: Don’t tell anyone”. The reader writes what they say then."""

    def texts(self) -> Iterator[tuple[Location, str]]:
        """Yield every piece of text with its location."""
        for index, rehearsal in enumerate(self.rehearsals):
            here = ("rehearsals", index)
            for key in ("title", "scene", "rule", "model", "contrast", "closes", "again"):
                yield (*here, key), getattr(rehearsal, key)
            yield from (((*here, "hear", number), line) for number, line in enumerate(rehearsal.hear))
        yield from ((("says", index), line) for index, line in enumerate(self.says))
