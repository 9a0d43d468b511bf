"""The list of all pages, which is also the page of the search."""

from coursekit.model.base import Frozen
from coursekit.model.search import SearchAlias
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


class ContentsInputs(Frozen):
    """Every page of the site."""

    groups: tuple[Group, ...]
    aliases: tuple[SearchAlias, ...]
    help_url: str
    leave_url: str


def render(inputs: ContentsInputs) -> bytes:
    """Return the engine's source of the page."""
    entries = [entry for group in inputs.groups for entry in group.entries]
    links = [link for entry in entries for link in (entry.page, *entry.elsewhere)]
    html = template(TEMPLATE).render(groups=inputs.groups, links=links, aliases=inputs.aliases)
    head: dict[str, str | bool] = {"title": "Search", "kind": "search", "help": inputs.help_url, "leave": inputs.leave_url}
    return source(html, head)
