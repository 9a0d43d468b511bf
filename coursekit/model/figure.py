"""The figure behind a statistic, so that it can be drawn: how many, how sure, of whom and when."""

from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from coursekit.model.base import Frozen, Line

Unit = Literal["per cent", "reports", "offences", "cases", "people"]
"""What is counted: a chart has one unit."""
Number = Annotated[Decimal, Field(ge=0, le=10**9)]


class Figure(Frozen):
    """One number of a statistic. Its fact says it in words, and `check` compares the two."""

    value: Number
    unit: Unit
    low: Number | None = None
    high: Number | None = None
    """Between these it lies in nineteen of twenty such studies, where the source says so."""
    year: Annotated[int, Field(ge=1950, le=2100)]
    """When it was counted or asked: the last year, where there were several."""
    sample: Line
    """Who was asked or what was counted, such as “8,500 pupils in 24 countries”."""
    is_about: bool = False
    """Whether the source itself gives it as a rough number."""

    @model_validator(mode="after")
    def bounds_stand_around(self) -> Self:
        """One bound alone, or a value outside of its own bounds, would draw what nobody has found."""
        if (self.low is None) != (self.high is None):
            raise ValueError("low and high belong together", "Add the other one, or take both out.")
        if self.low is not None and self.high is not None and not self.low <= self.value <= self.high:
            raise ValueError("value must lie between low and high", "Compare the three with the source.")
        return self

    @property
    def said(self) -> str:
        """The number with its unit, such as `12 %`, as it stands at its bar."""
        about = "about " if self.is_about else ""
        return f"{about}{spelt(self.value)}{' %' if self.unit == 'per cent' else ''}"

    @property
    def told(self) -> str:
        """All that is known of it in one line."""
        between = f" (between {self.range})" if self.range else ""
        return f"{self.said}{between}, {self.year}, {self.sample}"

    @property
    def range(self) -> str:
        """How sure it is; empty where the source gives no bounds."""
        if self.low is None or self.high is None:
            return ""
        return f"{spelt(self.low)} and {spelt(self.high)}"


def spelt(number: Decimal) -> str:
    """A number as English texts write it: `12`, `2.5`, `291,273`."""
    return f"{number.normalize():,f}"
