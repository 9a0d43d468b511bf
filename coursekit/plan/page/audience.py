"""The door for an audience: its modules, and a short list of its files."""

from collections.abc import Iterator
from typing import Any

from coursekit.catalogue import link_name
from coursekit.model.base import Paper
from coursekit.model.course import PageHead
from coursekit.plan.artefact import Listing
from coursekit.plan.modules import ModuleCard, cards
from coursekit.plan.page.base import Asked, Kind
from coursekit.plan.page.home import TO_RUN
from coursekit.plan.printables import form_of, nearest
from coursekit.plan.ways import url_of
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
    found: dict[str, list[Link]] = {}
    for kind, link in _files(asked):
        found.setdefault(kind, []).append(link)
    return {
        "modules": tuple(cards(asked.library, asked.head.audience)),
        "handouts": tuple(found.get("handout", ())),
        "papers": tuple(found.get("paper", ())),
        "slides": tuple(found.get("slides", ())),
        "letters": tuple(found.get("letter", ())),
        "planners": tuple(found.get("planner", ())),
        "packages_url": url_of(asked.library, "packages", asked.place),
        "printables_url": url_of(asked.library, "handouts", asked.place),
    }


def _files(asked: Asked) -> Iterator[tuple[str, Link]]:
    """The files that this audience takes, for the page's place, each with its kind."""
    library = asked.library
    for file in nearest(asked.files, asked.place or library.default_place):
        if _is_for(file.listing, asked.head, library.paper_size(asked.place)):
            own = library.places.get(file.place or "")
            where = link_name(own) if own else "Every place"
            yield file.kind, Link(title=file.title, url=file.path, note=f"{where} · {form_of(file)}")


def _is_for(listing: Listing | None, head: PageHead, paper: Paper) -> bool:
    """Whether its short list has a file: in its usual size, on the paper that its readers have."""
    if listing is None or not listing.is_shortlisted or listing.paper not in (None, paper):
        return False
    return bool(set(head.audience) & set(listing.readers))


KIND = Kind(group=TO_RUN, template="site/audience.html.j2", inputs=AudienceInputs, fields=_fields)
