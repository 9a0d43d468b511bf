"""The modules and the order of their pages."""

from collections.abc import Iterator

from coursekit.catalogue import Catalogue
from coursekit.model.base import Frozen
from coursekit.model.course import Page
from coursekit.model.quiz import Audience


class ModuleCard(Frozen):
    """A module as a card of it, or a line of a list, says it."""

    id: str
    number: int
    title: str
    url: str
    lede: str
    minutes: int
    audience: tuple[str, ...]


def modules(library: Catalogue) -> list[Page]:
    """The first page of every module, in their order."""
    found = [page for page in library.course.pages if page.head.kind == "module"]
    return sorted(found, key=lambda page: (page.head.number or 0, page.path))


def cards(library: Catalogue, audience: tuple[Audience, ...] | None = None) -> Iterator[ModuleCard]:
    """The modules, or those that an audience takes."""
    for page in modules(library):
        if audience is None or set(audience) & set(page.head.audience):
            yield ModuleCard(
                id=page.head.id,
                number=page.head.number or 0,
                title=page.head.title,
                url=f"{page.head.slug}.html",
                lede=page.head.lede or "",
                minutes=page.head.minutes or 0,
                audience=page.head.audience,
            )


def pages_beside(library: Catalogue, page: Page) -> list[Page]:
    """The pages of a page's module, in order, itself among them; none where it has no module."""
    found = [other for other in library.course.pages if page.module and other.module == page.module]
    return sorted(found, key=lambda other: (other.head.kind != "module", other.head.order, other.path))


def number_of(library: Catalogue, page: Page) -> int:
    """The number of a page's module; 0 where it has none."""
    numbers = [other.head.number for other in pages_beside(library, page) if other.head.number]
    return numbers[0] if numbers else 0
