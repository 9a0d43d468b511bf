"""The list of all pages, which is also the page of the search."""

from coursekit.model.base import Frozen
from coursekit.model.report_errors import error_link
from coursekit.render.site.page import Link, source
from coursekit.render.templates import template

TEMPLATE = "site/search.html.j2"


class Entry(Frozen):
    """A page of the list, for the nearest place first; a link's `note` is its place."""

    page: Link
    begins_module: bool = False
    elsewhere: tuple[Link, ...] = ()
    """The same page for other places."""


class Group(Frozen):
    """Pages of one sort."""

    title: str
    entries: tuple[Entry, ...]


class PlaceOption(Frozen):
    """A place to search for."""

    slug: str
    name: str


class ContentsInputs(Frozen):
    """Every page of the site."""

    groups: tuple[Group, ...]
    places: tuple[PlaceOption, ...]
    default: str
    """The slug of the place whose pages carry no place in their name."""
    is_chosen: bool
    """Whether that is the school's own place."""
    help_url: str
    leave_url: str
    report_errors: str | None = None


def render(inputs: ContentsInputs) -> bytes:
    """Return the engine's source of the page."""
    html = template(TEMPLATE).render(**dict(inputs))
    head: dict[str, str | bool] = {
        "title": "Search",
        "kind": "search",
        "help": inputs.help_url,
        "leave": inputs.leave_url,
        "wrong": error_link(inputs.report_errors, "search", None) or "",
    }
    return source(html, head)
