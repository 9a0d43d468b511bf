"""A set: an ordered choice of parts of the course, with a short text of its own for one role or time."""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from coursekit.model.base import Frozen, Line, Prose
from coursekit.model.question.base import Location
from coursekit.model.quiz import Audience

SetGroup = Literal["everybody", "role", "briefing"]
"""Under which heading it is listed: for all staff, for one role, or seven minutes for a meeting."""


class SetPart(Frozen):
    """A part of a set: a page to read, or something to do that needs none."""

    what: Line
    minutes: Annotated[int, Field(ge=1, le=120)]
    page: str | None = None
    """The id of the page, where it is one."""


class SetSlide(Frozen):
    """A slide of a set."""

    title: Line
    way: Literal["talk", "discuss", "task", "reflect"] = "talk"
    lines: Annotated[tuple[Line, ...], Field(min_length=1, max_length=5)]
    script: Prose
    """What is said with it; the slide’s notes."""


class StudySet(Frozen):
    """What the page of a set has in its head. With slides, its text is a sheet of one side too."""

    group: SetGroup
    parts: tuple[SetPart, ...] = ()
    slides: Annotated[tuple[SetSlide, ...], Field(max_length=12)] = ()
    track: Audience | None = None
    """The audience whose package for learning platforms is this set."""

    def texts(self) -> Iterator[tuple[Location, str]]:
        """Yield every piece of text with its location."""
        for index, part in enumerate(self.parts):
            yield ("parts", index, "what"), part.what
        for index, slide in enumerate(self.slides):
            yield ("slides", index, "title"), slide.title
            yield from ((("slides", index, "lines", n), line) for n, line in enumerate(slide.lines))
            yield ("slides", index, "script"), slide.script
