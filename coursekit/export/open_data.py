"""The facts, contacts and places as open data (JSON): to build on, with licence and schema."""

import json
from typing import Annotated, Any

from pydantic import Field

from coursekit.model.base import Frozen, Line, PlaceCode, Url
from coursekit.model.facts import Contact, Fact, Place
from coursekit.model.withdrawn import Withdrawn


class Licence(Frozen):
    """Under which terms others may use a file."""

    name: Line = "CC BY 4.0"
    url: Url = "https://creativecommons.org/licenses/by/4.0/"
    attribution: Line = "Trusted Adult authors"


ABOUT = (
    "Each row has its source, the day it was checked and how sure it is. confirmed: compared with "
    "the official source; secondary: reported by somebody else; unverified: neither, and not to be shown "
    "as a fact. Ids stay for ever; what was taken out is listed under withdrawn."
)


class _DataFile(Frozen):
    """What every file of open data begins with."""

    schema_: Annotated[Line, Field(alias="$schema")]
    version: Line
    """Of the course."""
    licence: Licence = Licence()
    about: Line = ABOUT
    place: PlaceCode | None = None
    """The place whose rows these are; left out in the files of all places."""


class FactsFile(_DataFile):
    """`data/facts.json`, and a file a place."""

    facts: tuple[Fact, ...]
    withdrawn: tuple[Withdrawn, ...] = ()


class ContactsFile(_DataFile):
    """`data/contacts.json`, and a file a place."""

    contacts: tuple[Contact, ...]
    withdrawn: tuple[Withdrawn, ...] = ()


class PlacesFile(_DataFile):
    """`data/places.json`."""

    places: tuple[Place, ...]


_OURS: dict[str, Any] = {"__all__": {"wording", "reserve"}}
"""What concerns nobody but the authors."""


def render(inputs: _DataFile) -> bytes:
    """Return a file as JSON; what a row does not have is left out."""
    left_out = {"facts": _OURS, "contacts": _OURS}
    data = inputs.model_dump(mode="json", by_alias=True, exclude_none=True, exclude=left_out)
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()
