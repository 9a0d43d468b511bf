"""The first page: the modules, and a door for each audience."""

from collections.abc import Iterator
from typing import Any

from coursekit.catalogue import Catalogue
from coursekit.plan.modules import ModuleCard, cards
from coursekit.plan.page.base import Asked, Kind
from coursekit.render.site.page import Link, PageInputs

TO_RUN = "For those who run it"


class HomeInputs(PageInputs):
    """The home page."""

    modules: tuple[ModuleCard, ...]
    doors: tuple[Link, ...]


def _fields(asked: Asked) -> dict[str, Any]:
    return {"modules": tuple(cards(asked.library)), "doors": tuple(_doors(asked.library))}


def _doors(library: Catalogue) -> Iterator[Link]:
    found = [page for page in library.course.pages if page.head.kind == "audience"]
    for page in sorted(found, key=lambda page: page.head.order):
        yield Link(title=page.head.title, url=f"{page.head.slug}.html", note=page.head.lede or "")


KIND = Kind(group=TO_RUN, template="site/home.html.j2", inputs=HomeInputs, fields=_fields)
