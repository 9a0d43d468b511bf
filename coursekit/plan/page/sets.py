"""The tracks through the course, and every set with its minutes."""

from collections.abc import Iterator
from typing import Any, get_args

from coursekit.catalogue import Catalogue
from coursekit.model.base import Frozen
from coursekit.model.study_set import SetGroup
from coursekit.plan.page.base import Asked, Kind
from coursekit.render.site.page import Link, PageInputs

HEADINGS: dict[SetGroup, str] = {
    "everybody": "For everybody",
    "role": "For one role",
    "briefing": "Seven-minute briefings",
}
assert set(HEADINGS) == set(get_args(SetGroup))  # noqa: S101 (a heading for each)


class SetList(Frozen):
    """The sets under one heading."""

    title: str
    sets: tuple[Link, ...]


class SetsInputs(PageInputs):
    """The list of sets."""

    set_lists: tuple[SetList, ...]


def set_lists(library: Catalogue) -> Iterator[SetList]:
    """Yield every set by its group, in the order of its pages."""
    for group, title in HEADINGS.items():
        pages = [page for page in library.course.pages if page.head.set and page.head.set.group == group]
        links = [
            Link(title=page.head.title, url=f"{page.head.slug}.html", note=f"{page.head.minutes} minutes")
            for page in sorted(pages, key=lambda page: (page.head.order, page.path))
        ]
        if links:
            yield SetList(title=title, sets=tuple(links))


def _fields(asked: Asked) -> dict[str, Any]:
    return {"set_lists": tuple(set_lists(asked.library))}


KIND = Kind(group="The course", template="site/sets.html.j2", inputs=SetsInputs, fields=_fields)
