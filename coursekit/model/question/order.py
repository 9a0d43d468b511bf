"""Steps to be put in order."""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from coursekit.model.base import AsTyped, Frozen, Id, Prose
from coursekit.model.question.base import Location, QuestionBase


class OrderStep(Frozen):
    """One step, with the reason why it stands where it stands."""

    id: Id
    text: AsTyped
    reason: Prose


class Order(QuestionBase):
    """Steps to be put in order; the file has them in the right one."""

    type: Literal["order"]
    steps: Annotated[tuple[OrderStep, ...], Field(min_length=3, max_length=7)]

    def texts(self) -> Iterator[tuple[Location, str]]:
        """Yield the stem, then each step with its reason."""
        yield from super().texts()
        for index, step in enumerate(self.steps):
            yield ("steps", index, "text"), step.text
            yield ("steps", index, "reason"), step.reason
