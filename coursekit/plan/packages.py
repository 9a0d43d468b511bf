"""Packages that hold our own pages: each quiz, the course, and the track of each audience."""

from collections.abc import Iterator
from typing import Any, get_args

from coursekit import __version__
from coursekit.catalogue import Catalogue, Variant
from coursekit.export import FORMATS
from coursekit.export.base import PRODUCT
from coursekit.export.course import CourseInputs, CoursePage, CoursePart, CourseQuiz
from coursekit.export.format import Format
from coursekit.export.shell import PagesInputs
from coursekit.export.site_files import ASSETS, PICTURES
from coursekit.model.course import Page
from coursekit.model.facts import Place
from coursekit.model.quiz import Audience, Quiz
from coursekit.plan.artefact import SITE, Artefact
from coursekit.plan.quiz_files import file_title, package_title, places_of, quiz_slug
from coursekit.plan.ways import help_url, leave_url

TRACKS: dict[str, str] = {
    "course": "The course",
    "parents": "Parents and carers",
    "staff": "All staff, the hour",
    "staff-long": "All staff, the long course",
    "leads": "Safeguarding leads",
    "trainers": "Trainers",
}
"""The whole course, and a track for each audience; what platforms call them."""


def plan_packages(library: Catalogue) -> Iterator[Artefact]:
    """Yield every package that is made of pages, in a stable order.

    The whole course, and the tracks that most people take, are made for every place; the long tracks of few
    for the school's own, since the course of a place has all that is in them.
    """
    for quiz in library.course.quizzes:
        for place in places_of(library, quiz):
            yield from (_quiz(library, quiz, place, form) for form in FORMATS if form.of == "quiz")
    assert set(get_args(Audience)) == set(TRACKS) - {"course", "staff-long"}  # noqa: S101 (a track for each audience)
    for track in TRACKS:
        others = [place for place in library.open_places if place != library.default_place]
        for place in (None, *(others if track in _EACH_PLACE else ())):
            yield from _course(library, track, place)


_EACH_PLACE = ("course", "parents", "staff")


def _quiz(library: Catalogue, quiz: Quiz, place: Place | None, form: Format) -> Artefact:
    taken = quiz.for_place(place.code if place else None)
    shelf = library.shelf(taken.texts(), "course", place, facts=taken.facts)
    slug, where = quiz_slug(library, quiz), f".{place.code}" if place else ""
    uses = (f"quiz:{quiz.id}", *library.uses(shelf))
    inputs = PagesInputs(
        quiz=taken,
        shelf=shelf,
        title=package_title(quiz, place),
        shelf_mark=f"{quiz.id}{where}",
        **_ways(library, place),
    )
    path = f"packages/{slug}/{slug}"
    needs, takes = _made_of(form, f"{path}{where}", (inputs.help_url, *inputs.helps))
    return Artefact(
        path=f"{path}{where}.{form.ending}",
        everywhere=f"{path}.{form.ending}",
        kind="package",
        title=file_title(library, quiz),
        recipe=form.recipe,
        inputs=inputs,
        sources=(*library.files(uses), inputs.help_url, *inputs.helps),
        uses=uses,
        templates=form.templates,
        assets=form.assets,
        place=place.code if place else None,
        losses=form.losses(inputs),
        format=form.notes.name,
        needs=needs,
        takes=takes,
    )


def _course(library: Catalogue, track: str, place: Place | None) -> Iterator[Artefact]:
    inputs = _inputs(library, track, place)
    pages = {page.quiz for part in inputs.parts for page in part.pages}
    uses = tuple(f"quiz:{id_}" for id_ in sorted(filter(None, pages)))
    shared = {
        "kind": "package",
        "title": TRACKS[track],
        "inputs": inputs,
        "sources": (*library.files(uses), *inputs.urls),
        "uses": uses,
        "place": place.code if place else None,
    }
    path, where = f"packages/course/{track}", f".{place.code}" if place else ""
    for form in (form for form in FORMATS if form.of == "course"):
        needs, takes = _made_of(form, f"{path}{where}", inputs.urls)
        yield Artefact(
            path=f"{path}{where}.{form.ending}",
            everywhere=f"{path}.{form.ending}",
            recipe=form.recipe,
            templates=form.templates,
            assets=form.assets,
            losses=form.losses(inputs),
            format=form.notes.name,
            needs=needs,
            takes=takes,
            **shared,  # type: ignore[arg-type]
        )


def _made_of(form: Format, path: str, urls: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What a package needs and takes: pages of the site, or the package that holds them already."""
    if form.again is None:
        return (SITE,), (*ASSETS, PICTURES, *urls)
    before = f"{path}.{form.again.ending}"
    return (before,), (before, *urls)  # the pages are named for what they show


def _inputs(library: Catalogue, track: str, place: Place | None) -> CourseInputs:
    parts = tuple(_parts(library, track, place))
    asked = [page.quiz for part in parts for page in part.pages if page.quiz]
    return CourseInputs(
        slug=track,
        title=f"{PRODUCT}: {TRACKS[track]}" + (f", {place.name}" if place else ""),
        lang=(place or library.default_place).lang,
        place_name=place.name if place else None,
        parts=parts,
        asked=tuple(_asked(library, library.quizzes[id_], place) for id_ in dict.fromkeys(asked)),
        **_ways(library, place),
    )


def _ways(library: Catalogue, place: Place | None) -> dict[str, Any]:
    """What every package of pages has (`PagesInside`)."""
    return {
        "help_url": help_url(library, place),
        "helps": _other_helps(library, place),
        "instead": _instead(library, place),
        "leave_url": leave_url(library, place),
        "version": __version__,
        "results": bool(library.course.school.question_results),
    }


def _other_helps(library: Catalogue, place: Place | None) -> tuple[str, ...]:
    """In a package for every place a reader chooses where the child lives, so every help page is there."""
    urls = () if place else (help_url(library, other) for other in library.open_places)
    return tuple(url for url in dict.fromkeys(urls) if url != help_url(library, None))


def _instead(library: Catalogue, place: Place | None) -> dict[str, str]:
    """The pages that this place has of its own, by those of no place in particular."""
    found = {}
    for page in library.course.pages:
        common, own = library.variant(page.path, None), library.variant(page.path, place)
        if common and own and common.url != own.url:
            found[common.url] = own.url
    return found


def _asked(library: Catalogue, quiz: Quiz, place: Place | None) -> CourseQuiz:
    """The quiz as its page shows it in this package: with the questions of the place that the page is for."""
    page = next((page for page in library.course.pages if page.head.quiz == quiz.id), None)
    variant = library.variant(page.path, place) if page else None
    here = (variant.place if variant else None) or place
    taken = quiz.for_place(here.code if here else library.course.school.place)
    shelf = library.shelf(taken.texts(), "course", place, facts=taken.facts)
    return CourseQuiz(quiz=taken, shelf=shelf, title=package_title(quiz, place))


def _parts(library: Catalogue, track: str, place: Place | None) -> Iterator[CoursePart]:
    """The modules or the set of a track, with what it is passed with; then what is looked up."""
    rest = [page for page in library.course.pages if page.module is None]
    if chosen := next((page for page in rest if page.head.set and page.head.set.track == track), None):
        pages = tuple(_pages(library, list(_of_set(library, chosen)), None, place, _TAUGHT))
        yield CoursePart(title=chosen.head.title, pages=pages)
    else:
        yield from _modules(library, track, place, rest)
    looked_up = ("help", "report", "law", "changes", "sources", "glossary", "about")
    pages = tuple(_pages(library, rest, track, place, looked_up))
    yield CoursePart(title="To look up", pages=pages, counts=False)


def _of_set(library: Catalogue, page: Page) -> Iterator[Page]:
    """A set and the pages of its parts, in order."""
    yield page
    for part in page.head.set.parts if page.head.set else ():
        yield from (other for other in library.course.pages if other.head.id == part.page)


def _modules(library: Catalogue, track: str, place: Place | None, rest: list[Page]) -> Iterator[CoursePart]:
    """The modules of a track; then the questions it is passed with, and those nobody has to answer."""
    modules = [page for page in library.course.pages if page.head.kind == "module" and _is_for(page, track)]
    for module in sorted(modules, key=lambda page: (page.head.number or 0, page.path)):
        inside = [page for page in library.course.pages if page.module == module.module]
        inside.sort(key=lambda page: (page.head.kind != "module", page.head.order, page.path))
        pages = tuple(_pages(library, inside, track, place, _TAUGHT))
        yield CoursePart(title=f"Module {module.head.number}: {module.head.title}", pages=pages)
    taken = {
        part.page for page in rest if page.head.set and page.head.set.track for part in page.head.set.parts
    }
    others = [page for page in rest if page.head.id not in taken]
    practice = tuple(_pages(library, others, track, place, ("lesson",), quiz=True))
    for title, counts in (("To finish", True), ("To look back", False)):
        pages = tuple(
            page for page in practice if (track != "parents" and _has_mark(library, page)) == counts
        )
        if pages:
            yield CoursePart(title=title, pages=pages, counts=counts)


def _has_mark(library: Catalogue, page: CoursePage) -> bool:
    """Whether a course is passed with the quiz of this page."""
    return page.quiz is not None and library.quizzes[page.quiz].settings.pass_mark is not None


_TAUGHT = ("set", "module", "lesson", "rehearsal", "parents", "session")


def _is_for(page: Page, track: str | None) -> bool:
    """Whether it belongs to a track; to what was chosen page by page all do."""
    if track in (None, "course") or not page.head.audience:
        return True
    return str(track).removesuffix("-long") in page.head.audience


def _pages(
    library: Catalogue,
    pages: list[Page],
    track: str | None,
    place: Place | None,
    kinds: tuple[str, ...],
    *,
    quiz: bool = False,
) -> Iterator[CoursePage]:
    """Each page once, as this place has it. `quiz`: only those that end with one."""
    here = place.code if place else library.default_place.code
    seen = set()
    for page in pages:
        head = page.head
        if head.kind not in kinds or not _is_for(page, track) or head.id in seen:
            continue
        if (quiz and not head.quiz) or head.place not in (None, here):
            continue
        variant = library.variant(page.path, place)
        if variant is not None:
            seen.add(head.id)
            yield _page(variant, page)


def _page(variant: Variant, page: Page) -> CoursePage:
    return CoursePage(
        url=variant.url,
        title=variant.title,
        tab_title=variant.tab_title,
        minutes=page.head.minutes or 0,
        quiz=page.head.quiz,
    )
