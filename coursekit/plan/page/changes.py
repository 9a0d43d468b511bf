"""What changed in a place, and what was taken back."""

from collections.abc import Iterator
from typing import Any

from coursekit.model.changes import Change
from coursekit.model.facts import Fact, Place
from coursekit.model.withdrawn import Withdrawn
from coursekit.plan.data import feed_path, withdrawn_in
from coursekit.plan.page.base import Asked, Kind
from coursekit.plan.page.sources import WORDS
from coursekit.render.print.handout import HandoutInputs
from coursekit.render.site.page import Link, PageInputs
from coursekit.render.slides.deck import DeckInputs


class ChangesInputs(PageInputs):
    """The changes of a place."""

    changes: tuple[Change, ...]
    briefings: dict[str, tuple[Link, ...]]
    """Sheet and slides of those that staff are briefed on, by the id of the change."""
    facts: dict[str, Fact]
    """The facts that the changes rest on, by id."""
    withdrawn: tuple[Withdrawn, ...]
    """What was taken back, newest first."""


def _fields(asked: Asked) -> dict[str, Any]:
    library, place = asked.library, asked.place or asked.library.default_place
    changes = [change for change in library.course.changes if place.code in change.places]
    return {
        "changes": tuple(sorted(changes, key=lambda change: change.since, reverse=True)),
        "briefings": {
            change.id: found for change in changes if (found := tuple(_files(asked, place, change)))
        },
        "facts": {id_: library.facts[id_] for change in changes for id_ in change.facts},
        "withdrawn": withdrawn_in(library, place),
        "feed": feed_path(place),
    }


def _files(asked: Asked, place: Place, change: Change) -> Iterator[Link]:
    for file in asked.files if change.brief else ():
        is_paper = isinstance(file.inputs, DeckInputs | HandoutInputs)
        if is_paper and file.place == place.code and f"change:{change.id}" in file.uses:
            what = "Slides" if file.kind == "slides" else "One side"
            yield Link(title=what, url=file.path, note=file.listing.form if file.listing else "")


def _shows(inputs: ChangesInputs) -> Iterator[str]:
    yield from (f"change:{change.id}" for change in inputs.changes)
    yield from (f"withdrawn record:{record.id}" for record in inputs.withdrawn)
    yield from (f"fact:{id_}" for id_ in inputs.facts)


KIND = Kind(group=WORDS, template="site/changes.html.j2", inputs=ChangesInputs, fields=_fields, shows=_shows)
