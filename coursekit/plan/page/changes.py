"""What changed in a place, and what was taken back."""

from collections.abc import Iterator
from typing import Any

from coursekit.model.changes import Change
from coursekit.model.facts import Fact
from coursekit.model.withdrawn import Withdrawn
from coursekit.plan.data import feed_path, withdrawn_in
from coursekit.plan.page.base import Asked, Kind
from coursekit.plan.page.sources import WORDS
from coursekit.render.site.page import PageInputs


class ChangesInputs(PageInputs):
    """The changes of a place."""

    changes: tuple[Change, ...]
    facts: dict[str, Fact]
    """The facts that the changes rest on, by id."""
    withdrawn: tuple[Withdrawn, ...]
    """What was taken back, newest first."""


def _fields(asked: Asked) -> dict[str, Any]:
    library, place = asked.library, asked.place or asked.library.default_place
    changes = [change for change in library.course.changes if place.code in change.places]
    return {
        "changes": tuple(sorted(changes, key=lambda change: change.since, reverse=True)),
        "facts": {id_: library.facts[id_] for change in changes for id_ in change.facts},
        "withdrawn": withdrawn_in(library, place),
        "feed": feed_path(place),
    }


def _shows(inputs: ChangesInputs) -> Iterator[str]:
    yield from (f"change:{change.id}" for change in inputs.changes)
    yield from (f"withdrawn record:{record.id}" for record in inputs.withdrawn)
    yield from (f"fact:{id_}" for id_ in inputs.facts)


KIND = Kind(group=WORDS, template="site/changes.html.j2", inputs=ChangesInputs, fields=_fields, shows=_shows)
