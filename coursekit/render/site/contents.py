"""The list of all pages, which is also the page of the search."""

from coursekit.model.base import Frozen
from coursekit.render.site.page import Link, source
from coursekit.render.templates import template

TEMPLATE = "site/search.html.j2"


class Group(Frozen):
    """Pages of one sort. In `links`, `note` is the place, and `current` marks a module's first page."""

    title: str
    links: tuple[Link, ...]


class ContentsInputs(Frozen):
    """Every page of the site."""

    groups: tuple[Group, ...]
    help_url: str
    leave_url: str


def render(inputs: ContentsInputs) -> bytes:
    """Return the engine's source of the page."""
    links = [link for group in inputs.groups for link in group.links]
    html = template(TEMPLATE).render(groups=inputs.groups, links=links)
    head: dict[str, str | bool] = {"title": "Search", "kind": "search", "help": inputs.help_url, "leave": inputs.leave_url}
    return source(html, head)
