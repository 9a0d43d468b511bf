"""The door for an audience: its modules, and a short list of its files."""

from collections.abc import Iterator
from typing import Any

from coursekit.model.base import Paper
from coursekit.model.course import PageHead
from coursekit.plan.artefact import Listing
from coursekit.plan.library import link_name
from coursekit.plan.modules import ModuleCard, cards
from coursekit.plan.page.base import Asked, Kind
from coursekit.plan.page.home import TO_RUN
from coursekit.plan.printables import form_of, nearest
from coursekit.render.site.page import Link, PageInputs


class AudienceInputs(PageInputs):
    """A page for an audience."""

    modules: tuple[ModuleCard, ...]
    handouts: tuple[Link, ...]
    papers: tuple[Link, ...]
    slides: tuple[Link, ...]
    letters: tuple[Link, ...]
    planners: tuple[Link, ...]
    packages_url: str | None
    """The page that lists the packages."""
    printables_url: str | None
    """The page that lists everything to print."""


def _fields(asked: Asked) -> dict[str, Any]:
    return {
        "modules": tuple(cards(asked.library, asked.head.audience)),
        "handouts": tuple(_files(asked, "handout")),
        "papers": tuple(_files(asked, "paper")),
        "slides": tuple(_files(asked, "slides")),
        "letters": tuple(_files(asked, "letter")),
        "planners": tuple(_files(asked, "planner")),
        "packages_url": _list_url(asked, "packages"),
        "printables_url": _list_url(asked, "handouts"),
    }


def _files(asked: Asked, kind: str) -> Iterator[Link]:
    """The files of a kind that this audience takes, for the page's place."""
    library = asked.library
    for file in nearest(asked.files, asked.place or library.default_place):
        if file.kind == kind and _is_for(file.listing, asked.head, library.paper_size(asked.place)):
            own = library.places.get(file.place or "")
            where = link_name(own) if own else "Every place"
            yield Link(title=file.title, url=file.path, note=f"{where} · {form_of(file)}")


def _is_for(listing: Listing | None, head: PageHead, paper: Paper) -> bool:
    """Whether its short list has a file: in its usual size, on the paper that its readers have."""
    if listing is None or not listing.is_shortlisted or listing.paper not in (None, paper):
        return False
    return bool(set(head.audience) & set(listing.readers))


def _list_url(asked: Asked, kind: str) -> str | None:
    """The list of all files of a sort."""
    page = next((page for page in asked.library.course.pages if page.head.kind == kind), None)
    variant = asked.library.variant(page.path, asked.place) if page else None
    return variant.url if variant else None


KIND = Kind(group=TO_RUN, template="site/audience.html.j2", inputs=AudienceInputs, fields=_fields)
