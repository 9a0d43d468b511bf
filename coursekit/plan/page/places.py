"""Where readers choose their place."""

from collections.abc import Iterator
from typing import Any

from coursekit.catalogue import Catalogue, link_name
from coursekit.model.base import Frozen
from coursekit.model.course import Page
from coursekit.plan.page.base import Asked, Kind
from coursekit.plan.page.home import TO_RUN
from coursekit.render.site.page import Link, PageInputs

DOORS = {
    "help": "Help now",
    "report": "Who to tell",
    "law": "The law",
    "audience": "",
    "handouts": "Everything to print",
    "changes": "What changed",
    "sources": "Sources",
}
"""The kinds of page that lead into a place, with what a link to them says; without words, their own title."""


class PlaceChoice(Frozen):
    """A place to choose, with the doors into it."""

    slug: str
    name: str
    links: tuple[Link, ...]


class PlacesInputs(PageInputs):
    """The page where readers choose a place."""

    choices: tuple[PlaceChoice, ...]


def _fields(asked: Asked) -> dict[str, Any]:
    return {"choices": tuple(_choices(asked.library))}


def _choices(library: Catalogue) -> Iterator[PlaceChoice]:
    """Each place with its own pages."""
    for place in library.open_places:
        doors = [
            (list(DOORS).index(page.head.kind), page.head.order, variant.url, page.head)
            for variant in library.pages
            if variant.place == place and isinstance(page := variant.source, Page) and page.head.kind in DOORS
        ]
        yield PlaceChoice(
            slug=place.slug,
            name=link_name(place),
            links=tuple(
                Link(title=DOORS[head.kind] or head.nav_title or head.title, url=url)
                for _, _, url, head in sorted(doors, key=lambda door: door[:3])
            ),
        )


KIND = Kind(group=TO_RUN, template="site/places.html.j2", inputs=PlacesInputs, fields=_fields)
