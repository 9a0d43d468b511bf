"""What one text takes from the rest of the project, and nothing more.

An output is remade when its shelf changes, so a shelf holds exactly what the text names.
"""

from datetime import date
from itertools import chain

from coursekit.model.apps import App
from coursekit.model.base import Frozen, PlaceCode
from coursekit.model.changes import Change
from coursekit.model.doors import Door
from coursekit.model.drawing import Drawing
from coursekit.model.facts import Contact, Fact, Place
from coursekit.model.picture import Picture
from coursekit.model.rules import Rule
from coursekit.model.school import School


class PlaceLink(Frozen):
    """A link to one place's version of a page."""

    place: PlaceCode
    name: str
    title: str
    """The page's heading, for paper, where nobody can follow the link."""
    url: str
    own: bool
    """Whether it is the reader's own, as far as anybody knows: of the page's place, or of the school's."""


class CountryNumbers(Frozen):
    """A country's emergency number and first doors, for the lists where no place is chosen."""

    place: str
    contact: Contact
    """Its emergency number."""
    doors: dict[Door, Contact] = {}


class Shelf(Frozen):
    """The records that a text's references name."""

    place: Place | None = None
    facts: dict[str, Fact] = {}
    changes: dict[str, Change] = {}
    """Entries of the change log; the facts they rest on are among the facts."""
    contacts: dict[str, Contact] = {}
    """By id."""
    here: dict[str, tuple[str, ...]] = {}
    """For `here(kinds)`: the ids of the place's own contacts of the first of these kinds it has."""
    doors: dict[str, tuple[str, ...]] = {}
    """For `door(name)`: the ids of the place's first door, and of who is open when that one is closed."""
    topics: dict[str, tuple[Fact, ...]] = {}
    """For `facts(topic)`: the place's own facts, in the order of the files."""
    apps: dict[str, tuple[App, ...]] = {}
    """For `apps(kinds)`: the apps of these kinds, kind by kind, in the order of the file."""
    rules: dict[str, Rule] = {}
    """By id; the fact with which one ends in this place is among the facts."""
    place_names: dict[PlaceCode, str] = {}
    """Of the places these facts hold in."""
    school: School | None = None
    labels: dict[str, str] = {}
    """What its contacts are called, by key and in the order in which they are shown."""
    by_place: dict[str, tuple[PlaceLink, ...]] = {}
    """For `by_place(page)`: the one for the text's own place, or all, the reader's own first."""
    drawings: dict[str, Drawing] = {}
    """By id; the facts of charts are among the facts."""
    pictures: dict[str, Picture] = {}
    """By the names of their files."""
    links: dict[str, str] = {}
    """Targets as written in the text, and where they lead."""

    @property
    def lang(self) -> str:
        """The language of a text for this place."""
        return self.place.lang if self.place else "en-GB"

    def review_by(self, own: date) -> date:
        """The first day on which something on the page, or the page itself, is to be looked at again."""
        records = (
            *self.facts.values(),
            *self.contacts.values(),
            *self.rules.values(),
            *chain(*self.topics.values(), *self.apps.values()),
        )
        return min((own, *(record.review_by for record in records)))
