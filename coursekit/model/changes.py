"""The change log of facts: what is different, since when, and who needs to know."""

from datetime import date
from typing import Annotated

from pydantic import Field

from coursekit.model.base import Frozen, Id, PartialDate, Prose
from coursekit.model.checked import Places
from coursekit.model.quiz import Audience
from coursekit.model.wording import Override


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
    wording: tuple[Override, ...] = ()
