"""One best answer."""

from typing import Annotated, Literal

from pydantic import Field

from coursekit.model.question.base import ChoiceQuestion, Option


class Single(ChoiceQuestion):
    """One best answer."""

    type: Literal["single"]
    options: Annotated[tuple[Option, ...], Field(min_length=2, max_length=6)]
