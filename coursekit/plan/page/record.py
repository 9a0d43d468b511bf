"""The record of completion that a reader fills in."""

from collections.abc import Iterator
from typing import Any

from coursekit import __version__
from coursekit.catalogue import Catalogue
from coursekit.model.base import Frozen
from coursekit.plan.modules import ModuleCard, cards
from coursekit.plan.page.base import Asked, Kind
from coursekit.plan.page.details import YOUR_SCHOOL
from coursekit.render.site.page import PageInputs


class Other(Frozen):
    """A session or a set, as the record lists it."""

    id: str
    title: str
    note: str


class RecordInputs(PageInputs):
    """The record of completion."""

    modules: tuple[ModuleCard, ...]
    others: tuple[Other, ...]
    """Sessions with a group that belong to no module, and sets."""
    version: str


def _fields(asked: Asked) -> dict[str, Any]:
    return {
        "modules": tuple(cards(asked.library)),
        "others": tuple(_others(asked.library)),
        "version": __version__,
    }


def _others(library: Catalogue) -> Iterator[Other]:
    heads = [page.head for page in library.course.pages if page.module is None]
    for head in sorted(heads, key=lambda head: (head.kind == "set", head.order, head.id)):
        if head.kind in {"session", "set"}:
            with_whom = "with a group · " if head.kind == "session" else ""
            yield Other(id=head.id, title=head.title, note=f"{with_whom}{head.minutes} minutes")


KIND = Kind(group=YOUR_SCHOOL, template="site/record.html.j2", inputs=RecordInputs, fields=_fields)
