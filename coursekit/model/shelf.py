"""What one text takes from the rest of the project, and nothing more.

An output is remade when its shelf changes, so a shelf holds exactly what the text names.
"""

from coursekit.model.base import Frozen, PlaceCode
from coursekit.model.facts import Contact, Fact, Place
from coursekit.model.school import School


class PlaceLink(Frozen):
    """A link to one place's version of a page."""

    place: PlaceCode
    name: str
    url: str


class Shelf(Frozen):
    """The records that a text's references name."""

    place: Place | None = None
    facts: dict[str, Fact] = {}
    contacts: dict[str, Contact] = {}
    """By id."""
    here: dict[str, tuple[str, ...]] = {}
    """For `here(kind)`: the ids of the place's own contacts."""
    school: School | None = None
    by_place: dict[str, tuple[PlaceLink, ...]] = {}
    links: dict[str, str] = {}
    """Targets as written in the text, and where they lead."""
