"""The change log of facts: what is different, since when, and who needs to know."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated

from pydantic import Field

from coursekit.model.base import Frozen, Id, Line, PartialDate, Prose
from coursekit.model.checked import Places
from coursekit.model.question.base import Location
from coursekit.model.quiz import Audience
from coursekit.model.wording import Override


class Brief(Frozen):
    """Seven minutes in a meeting about a change: what is new, words to say aloud, what to do from now on."""

    title: Line
    new: Annotated[tuple[Line, ...], Field(min_length=1, max_length=3)]
    """What is new, in lines of a slide."""
    scene: Prose
    """A moment in which somebody has to say something because of it."""
    say: Prose
    """One good way to say it, without quotation marks."""
    do: Annotated[tuple[Line, ...], Field(min_length=1, max_length=4)]
    """What a member of staff does from now on, in lines of a slide."""

    def texts(self) -> Iterator[tuple[Location, str]]:
        """Yield every piece of text with its location."""
        for key in ("title", "scene", "say"):
            yield (key,), getattr(self, key)
        yield from ((("new", index), line) for index, line in enumerate(self.new))
        yield from ((("do", index), line) for index, line in enumerate(self.do))


class Change(Frozen):
    """Something that is no longer as it was."""

    id: Id
    what: Prose
    since: PartialDate
    """When it began to hold, was passed or was published, as far as the source says."""
    logged: date
    """When it came into the course; a later edition lists what was logged after an earlier one."""
    who: Annotated[tuple[Audience, ...], Field(min_length=1)]
    places: Places
    facts: Annotated[tuple[Id, ...], Field(min_length=1)]
    """The facts it rests on."""
    brief: Brief | None = None
    """For a change on which staff must act: a sheet of one side and three slides, for each of its places."""
    wording: tuple[Override, ...] = ()
