"""What one kind of page is: where it is listed, what draws it, and what it shows that no other kind does."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from coursekit.catalogue import Catalogue, Variant
from coursekit.model.course import Page, PageHead
from coursekit.model.facts import ContactKind, Place
from coursekit.plan.artefact import Artefact
from coursekit.plan.translated import Versions
from coursekit.render.site.page import PageInputs


@dataclass(frozen=True)
class Asked:
    """A page to plan for a place, and what may stand on it; `files` are the downloads that it can link to."""

    library: Catalogue
    variant: Variant
    page: Page
    files: tuple[Artefact, ...]
    versions: Versions | None = None
    """The languages that pages come in; None while a page is planned in one of them."""

    @property
    def head(self) -> PageHead:
        """Its front matter."""
        return self.page.head

    @property
    def place(self) -> Place | None:
        """The place that it is for."""
        return self.variant.place


@dataclass(frozen=True)
class Kind:
    """A kind of page.

    `group` is its heading in the list of all pages, `template` draws it. `fields` gives the fields of its
    `inputs` that it has besides those of every page. `contacts` are kinds of contact and `facts` the facts
    that it shows without its text naming them; `texts` are texts that it shows besides its own. `shows` are
    the records that its fields show, as `fact:id` and so on, and `counts` those that it counts only. `lists`
    are the paths of the files whose sizes stand on it.
    """

    group: str
    template: str = "site/lesson.html.j2"
    inputs: type[PageInputs] = PageInputs
    fields: Callable[[Asked], dict[str, Any]] = lambda _: {}
    contacts: tuple[ContactKind, ...] = ()
    facts: Callable[[Asked], Iterable[str]] = lambda _: ()
    texts: Callable[[Asked], Iterable[str]] = lambda _: ()
    shows: Callable[[Any], Iterable[str]] = lambda _: ()
    counts: Callable[[Catalogue], Iterable[str]] = lambda _: ()
    lists: Callable[[Any], Iterable[str]] = lambda _: ()
