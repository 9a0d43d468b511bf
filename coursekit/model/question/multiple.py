"""Every answer that applies."""

from typing import Annotated, Literal

from pydantic import Field

from coursekit.model.question.base import ChoiceQuestion, Option


class Multiple(ChoiceQuestion):
    """Every answer that applies."""

    type: Literal["multiple"]
    options: Annotated[tuple[Option, ...], Field(min_length=2, max_length=8)]
    scoring: Literal["all_or_nothing", "partial"] = "all_or_nothing"
