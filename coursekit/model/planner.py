"""The planner: what a lead does in which month, whatever the year."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from coursekit.model.base import Frozen, Id, Line, PageId, PlaceCode, Prose

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


class Refresher(Frozen):
    """Ten minutes in which old decisions come back in new scenes."""

    task: Id
    """The task that it is, and so its month."""
    page: PageId
    """The page with its questions."""
    after: Annotated[int, Field(ge=1, le=12)]
    """How many months after the yearly session: later for whoever was trained later."""
    meeting: Annotated[tuple[Id, ...], Field(min_length=1, max_length=5)]
    """The questions that fill the ten minutes of a meeting; a sheet of one side is made of them."""
    again: dict[Id, Id]
    """For each question, which decision it asks for once more: a question of a module, or the module."""


class Planner(Frozen):
    """The file `course/planner.yml`."""

    schema_: Annotated[Literal[1], Field(alias="schema")] = 1
    dated: date
    """The day on which the tasks were last changed; calendars compare it with what they hold."""
    first_month: dict[PlaceCode, Annotated[int, Field(ge=1, le=12)]]
    """The calendar month that stands for month 1 in each place. Nobody's own year: schools move the days."""
    tasks: Annotated[tuple[Task, ...], Field(min_length=1)]
    trained: Id | None = None
    """The task in which everybody is trained, from which refreshers are counted."""
    refreshers: tuple[Refresher, ...] = ()

    def months_of(self, task: str | None) -> tuple[int, ...]:
        """The months of a task; none for one that is not there."""
        return next((one.months for one in self.tasks if one.id == task), ())
