"""The planner: what a lead does in which month, whatever the year."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from coursekit.model.base import Frozen, Id, Line, PlaceCode, Prose

Month = Annotated[int, Field(ge=0, le=12)]
"""Counted from the first month of the school year; 0 is the month before it."""


class Task(Frozen):
    """Something to do, once a year in each of its months."""

    id: Id
    months: Annotated[tuple[Month, ...], Field(min_length=1)]
    title: Line
    """What a calendar shows, to anybody who looks over a shoulder: neutral."""
    what: Prose
    who: Line


class Planner(Frozen):
    """The file `course/planner.yml`."""

    schema_: Annotated[Literal[1], Field(alias="schema")] = 1
    dated: date
    """The day on which the tasks were last changed; calendars compare it with what they hold."""
    first_month: dict[PlaceCode, Annotated[int, Field(ge=1, le=12)]]
    """The calendar month that stands for month 1 in each place. Nobody's own year: schools move the days."""
    tasks: Annotated[tuple[Task, ...], Field(min_length=1)]
