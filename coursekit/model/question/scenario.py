"""A small story with decisions; every ending says whom to tell."""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field, model_validator

from coursekit.model.base import AsTyped, Frozen, Id, Line, Prose
from coursekit.model.question.base import Location, QuestionBase


class Choice(Frozen):
    """A way on from one step of a scenario."""

    id: Id
    text: AsTyped
    reason: Prose
    next: Id
    best: bool = False
    misconception: Line | None = None


class Step(Frozen):
    """A moment of a scenario: either choices to make, or an ending that says whom to tell."""

    id: Id
    text: Prose
    choices: tuple[Choice, ...] = ()
    tell: Prose | None = None

    @model_validator(mode="after")
    def decides_or_ends(self) -> "Step":
        """A step without choices ends the story, and every ending says whom to tell."""
        if bool(self.choices) == bool(self.tell):
            raise ValueError(
                "a step has either choices, or is an ending that says whom to tell",
                "Write “choices:”, or “tell:” with whom to tell, and not both.",
            )
        return self


class Scenario(QuestionBase):
    """A small story with decisions; its first step is the start."""

    type: Literal["scenario"]
    title: Line
    steps: Annotated[tuple[Step, ...], Field(min_length=2, max_length=30)]

    def texts(self) -> Iterator[tuple[Location, str]]:
        """Yield the stem, then each step with its choices."""
        yield from super().texts()
        for index, step in enumerate(self.steps):
            yield ("steps", index, "text"), step.text
            if step.tell:
                yield ("steps", index, "tell"), step.tell
            for number, choice in enumerate(step.choices):
                yield ("steps", index, "choices", number, "text"), choice.text
                yield ("steps", index, "choices", number, "reason"), choice.reason

    def notes(self) -> Iterator[tuple[Location, str]]:
        """Yield the note, then the misconception behind each choice."""
        yield from super().notes()
        for index, step in enumerate(self.steps):
            for number, choice in enumerate(step.choices):
                if choice.misconception:
                    yield ("steps", index, "choices", number, "misconception"), choice.misconception
