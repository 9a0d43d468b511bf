"""The pages of the site: one source for the engine a page and place."""

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from coursekit.catalogue import Catalogue, Variant
from coursekit.model.course import Page, PageHead
from coursekit.model.facts import ContactKind, Place
from coursekit.model.quiz import Quiz
from coursekit.model.shelf import Shelf
from coursekit.plan import emergencies
from coursekit.plan.artefact import Artefact
from coursekit.plan.contents import plan_contents
from coursekit.plan.modules import pages_beside
from coursekit.plan.page import KINDS
from coursekit.plan.page.base import Asked
from coursekit.plan.rehearsed import rehearsal_files
from coursekit.plan.translated import Versions, plan_translated
from coursekit.plan.ways import help_url, leave_url, url_of
from coursekit.render.references import reference_templates
from coursekit.render.site.page import Link


def plan_pages(library: Catalogue, files: tuple[Artefact, ...]) -> Iterator[Artefact]:
    """Yield the source of every page; `files` are the downloads that pages link to."""
    versions = Versions(library)
    for variant in library.pages:
        if isinstance(variant.source, Page):
            yield _page(Asked(library, variant, variant.source, files, versions))
    yield from plan_translated(versions, lambda variant, page: _page(Asked(library, variant, page, files)))
    yield plan_contents(library)


def _page(asked: Asked) -> Artefact:
    library, variant, page, kind = asked.library, asked.variant, asked.page, KINDS[asked.head.kind]
    inputs = kind.inputs(**_shared(asked), **kind.fields(asked))
    uses = (
        *library.uses(inputs.shelf),
        *((f"quiz:{inputs.quiz.id}",) if inputs.quiz else ()),
        *kind.shows(inputs),
        *emergencies.uses(inputs.emergencies),
    )
    read = library.files((*uses, *kind.counts(library)))
    said = rehearsal_files(library, page.head.session)
    return Artefact(
        path=variant.url,
        source=f"{variant.slug}.md",
        kind="page",
        title=variant.tab_title,
        recipe="coursekit.render.site.page:render",
        inputs=inputs,
        sources=tuple(sorted({page.path, *read, *said, *library.review_files(variant)})),
        uses=tuple(sorted(set(uses))),
        templates=(kind.template, *reference_templates("site")),
        lang=variant.place.lang if variant.place else "en-GB",
        place=variant.place.code if variant.place else None,
    )


def _shared(asked: Asked) -> dict[str, Any]:
    """The fields that pages of every kind have."""
    library, variant, page, place = asked.library, asked.variant, asked.page, asked.place
    quiz = _quiz(library, page, place)
    text = library.text_for(page.text, place)
    shelf = _shelf(asked, text, quiz)
    return {
        "template": KINDS[asked.head.kind].template,
        "head": page.head.model_copy(
            update={"title": variant.title, "slug": variant.slug, "tab_title": variant.tab_title}
        ),
        "text": text,
        "shelf": shelf,
        "slug": variant.slug,
        "home": place.slug if place and place != library.default_place else "",
        "help_url": help_url(library, place),
        "leave_url": leave_url(library, place),
        "review": library.review(variant),
        "report_errors": library.course.school.report_errors,
        "languages": asked.versions.links(page, variant.url) if asked.versions else (),
        "quiz": quiz,
        "record_url": url_of(library, "record", place) if quiz or page.head.set else None,
        "module": _module(library, page, place),
        "parts": tuple(_parts(library, variant, page)),
        "places": tuple(link for link in library.by_place(page.head.id) if link.url != variant.url),
        "emergencies": tuple(emergencies.emergencies(library)) if _lists_emergencies(shelf) else (),
    }


def _shelf(asked: Asked, text: str, quiz: Quiz | None) -> Shelf:
    """The records that the page shows."""
    kind, head, place = KINDS[asked.head.kind], asked.head, asked.place
    return asked.library.shelf(
        [text, *_texts(head), *kind.texts(asked), *(quiz.texts() if quiz else ())],
        str(PurePosixPath(asked.page.path).parent),
        place,
        kinds=kind.contacts,
        facts=(*(quiz.facts if quiz else ()), *kind.facts(asked)),
        headings=asked.page.text if text != asked.page.text else "",
    )


def _texts(head: PageHead) -> Iterator[str]:
    """The texts of a page's head."""
    yield head.lede or ""
    if plan := head.session or head.set:
        yield from (text for _, text in plan.texts())


def _quiz(library: Catalogue, page: Page, place: Place | None) -> Quiz | None:
    """The page's quiz with the questions that hold for its place; the default place adds its own."""
    if page.head.quiz is None:
        return None
    school = library.course.school.place
    return library.quizzes[page.head.quiz].for_place(place.code if place else school)


def _module(library: Catalogue, page: Page, place: Place | None) -> Link | None:
    home = next((other for other in pages_beside(library, page) if other.head.kind == "module"), None)
    if home is None or home == page:
        return None
    variant = library.variant(home.path, place)
    return Link(title=variant.title, url=variant.url) if variant else None


def _parts(library: Catalogue, variant: Variant, page: Page) -> Iterator[Link]:
    """The module's pages in order. Pages of one place are named only to readers of that place."""
    here = variant.place.code if variant.place else library.course.school.place
    for other in pages_beside(library, page):
        if other.head.place not in (None, here):
            continue
        found = library.variant(other.path, variant.place)
        if found:
            aside = other.head.kind not in STEPS
            yield Link(title=found.title, url=found.url, current=other == page, aside=aside)


STEPS = frozenset({"module", "lesson", "rehearsal"})
"""Kinds of page on the way through a module; its check is a lesson and the last of them."""


def _lists_emergencies(shelf: Shelf) -> bool:
    """Whether readers choose among the numbers of all countries: their own place has none that is sure."""
    return shelf.here.get(ContactKind.EMERGENCY) == ()
