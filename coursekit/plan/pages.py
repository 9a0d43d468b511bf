"""The pages of the site: one source for the engine a page and place."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from coursekit import __version__
from coursekit.model.course import Page, PageHead, PageKind
from coursekit.model.facts import ContactKind, Place
from coursekit.model.kinds import complete
from coursekit.model.quiz import Quiz
from coursekit.model.shelf import CountryNumbers, Shelf
from coursekit.plan import figures, ledger
from coursekit.plan.accessibility import accessibility
from coursekit.plan.artefact import Artefact
from coursekit.plan.downloads import downloads, forms, session_files
from coursekit.plan.library import Library, Variant, link_name
from coursekit.plan.printables import printables
from coursekit.render.references import reference_templates
from coursekit.render.site.contents import TEMPLATE as CONTENTS_TEMPLATE
from coursekit.render.site.contents import ContentsInputs, Entry, Group, PlaceOption
from coursekit.render.site.engine import Places
from coursekit.render.site.page import (
    Accessibility,
    Link,
    LocalDetails,
    ModuleCard,
    PageInputs,
    PlaceChoice,
    template_of,
)


def plan_pages(library: Library, files: tuple[Artefact, ...]) -> Iterator[Artefact]:
    """Yield the source of every page; `files` are the downloads that pages link to."""
    for variant in library.pages:
        if isinstance(variant.source, Page):
            yield _page(library, variant, variant.source, files)
    yield _contents(library)


LISTINGS = frozenset({"handouts", "packages"})
"""The kinds of page that list files with their sizes."""

GROUPS: dict[str, tuple[str, ...]] = {
    "Help": ("help",),
    "The course": ("module", "lesson", "session"),
    "The law, place by place": ("law",),
    "Who to tell, place by place": ("report",),
    "For families": ("parents",),
    "Papers to print, place by place": ("handouts",),
    "Words, sources and changes": ("glossary", "sources", "figures", "changes"),
    "Records and your school": ("record", "register", "details"),
    "For those who run it": ("home", "audience", "about", "places", "accessibility", "device", "packages"),
}
"""The list of all pages: its headings, and the kinds of page below each."""
complete(PageKind, (kind for kinds in GROUPS.values() for kind in kinds), "GROUPS in coursekit/plan/pages.py")


def _contents(library: Library) -> Artefact:
    """The list of all pages, made of their titles alone."""
    entries = (f"search entry:{entry.id}" for entry in library.course.searched)
    inputs = ContentsInputs(
        groups=tuple(
            Group(title=title, entries=tuple(_listed(library, kinds))) for title, kinds in GROUPS.items()
        ),
        places=tuple(PlaceOption(slug=place.slug, name=link_name(place)) for place in library.open_places),
        default=library.default_place.slug,
        is_chosen=library.course.school.place is not None,
        help_url=help_url(library, None),
        leave_url=leave_url(library, None),
        report_errors=library.course.school.report_errors,
    )
    return Artefact(
        path="search.html",
        name="search.md",
        kind="aggregate",
        title="Search",
        recipe="coursekit.render.site.contents:render",
        inputs=inputs,
        sources=tuple(sorted({*(page.path for page in library.course.pages), *library.files(entries)})),
        templates=(CONTENTS_TEMPLATE,),
    )


def _listed(library: Library, kinds: tuple[str, ...]) -> Iterator[Entry]:
    """The pages of these kinds in the order of the course, each once with its versions for other places."""
    versions: dict[str, list[Variant]] = {}
    for variant in sorted(library.pages, key=library.nearest):
        if isinstance(variant.source, Page) and variant.source.head.kind in kinds:
            versions.setdefault(variant.source.head.id, []).append(variant)
    found = sorted(versions.values(), key=lambda variants: _position(library, variants[0]))
    for first, *others in found:
        yield Entry(
            page=_place_link(first),
            begins_module=first.source.head.kind == "module",  # type: ignore[union-attr]
            elsewhere=tuple(map(_place_link, others)),
        )


def _place_link(variant: Variant) -> Link:
    return Link(title=variant.title, url=variant.url, note=link_name(variant.place) if variant.place else "")


def _position(library: Library, variant: Variant) -> tuple[int, int, str]:
    page = variant.source
    assert isinstance(page, Page)  # noqa: S101 (only pages are listed)
    return _module_number(library, page), page.head.order, variant.url


def _module_number(library: Library, page: Page) -> int:
    numbers = [other.head.number for other in _module_pages(library, page) if other.head.number]
    return numbers[0] if numbers else 0


def _page(library: Library, variant: Variant, page: Page, files: tuple[Artefact, ...]) -> Artefact:
    inputs = _inputs(library, variant, page, files)
    uses = (
        *library.uses(inputs.shelf),
        *((f"quiz:{inputs.quiz.id}",) if inputs.quiz else ()),
        *(ledger.uses(inputs.ledger) if inputs.ledger else ()),
        *(("school:school",) if inputs.local else ()),
    )
    counted = figures.counted(library) if inputs.figures else ()
    return Artefact(
        path=variant.url,
        name=f"{variant.slug}.md",
        kind="page",
        title=variant.tab_title,
        recipe="coursekit.render.site.page:render",
        inputs=inputs,
        sources=tuple(sorted({page.path, *library.files((*uses, *counted)), *library.review_files(variant)})),
        uses=tuple(sorted({*uses, *_numbers_used(inputs.emergencies)})),
        templates=(template_of(page.head), *reference_templates("site")),
        lang=variant.place.lang if variant.place else "en-GB",
        place=variant.place.code if variant.place else None,
    )


def _inputs(library: Library, variant: Variant, page: Page, files: tuple[Artefact, ...]) -> PageInputs:
    quiz = _quiz(library, page, variant.place)
    text = library.text_for(page.text, variant.place)
    shelf = library.shelf(
        [text, *_texts(page.head), *(quiz.texts() if quiz else ())],
        _folder(page.path),
        variant.place,
        kinds=_kinds(page.head),
        facts=(*(quiz.facts if quiz else ()), *_in_short(page.head, variant.place)),
        headings=page.text if text != page.text else "",
    )
    return PageInputs(
        head=page.head.model_copy(
            update={"title": variant.title, "slug": variant.slug, "tab_title": variant.tab_title}
        ),
        text=text,
        shelf=shelf,
        slug=variant.slug,
        home=variant.place.slug if variant.place and variant.place != library.default_place else "",
        help_url=help_url(library, variant.place),
        leave_url=leave_url(library, variant.place),
        review=library.review(variant),
        report_errors=library.course.school.report_errors,
        quiz=quiz,
        module=_module(library, page, variant.place),
        parts=tuple(_parts(library, variant, page)),
        places=tuple(link for link in library.by_place(page.head.id) if link.url != variant.url),
        modules=tuple(_cards(library, page.head)),
        doors=tuple(_doors(library)) if page.head.kind == "home" else (),
        handouts=tuple(downloads(library, page.head, variant.place, files, "handout")),
        papers=tuple(downloads(library, page.head, variant.place, files, "paper")),
        slides=tuple(downloads(library, page.head, variant.place, files, "slides")),
        session_files=tuple(session_files(page, files)),
        letters=tuple(downloads(library, page.head, variant.place, files, "letter")),
        planners=tuple(downloads(library, page.head, variant.place, files, "planner")),
        packages_url=_list_url(library, page.head, variant.place, "packages"),
        forms=tuple(forms(library, files, variant.place)) if page.head.kind == "packages" else (),
        printables=tuple(printables(files, variant.place)) if page.head.kind == "handouts" else (),
        printables_url=_list_url(library, page.head, variant.place, "handouts"),
        choices=tuple(_choices(library, page.head)),
        ledger=ledger.of(library, page.head, variant.place),
        version=__version__ if page.head.kind in {"record", "packages"} else "",
        local=_local(library) if page.head.kind == "details" else None,
        figures=figures.figures(library) if page.head.kind == "figures" else None,
        accessibility=_accessibility(library, files) if page.head.kind == "accessibility" else None,
        emergencies=tuple(emergencies(library)) if _lists_emergencies(page.head, shelf) else (),
    )


def _in_short(head: PageHead, place: Place | None) -> tuple[str, ...]:
    return place.in_short if place and head.kind == "law" else ()


def help_url(library: Library, place: Place | None) -> str:
    """Where “Help now” leads for readers of this place."""
    page = next(page for page in library.course.pages if page.head.kind == "help")
    variant = library.variant(page.path, place)
    return variant.url if variant else "help.html"


def leave_url(library: Library, place: Place | None) -> str:
    """Where “Leave this page” leads readers of this place."""
    return (place or library.default_place).leave_to.url


def places(library: Library) -> Places | None:
    """Which pages every place has, for the script that leads a reader to their own."""
    page = next((page for page in library.course.pages if page.head.kind == "places"), None)
    if page is None:
        return None
    every = {place.slug for place in library.open_places}
    served: dict[str, set[str]] = {}
    for variant in library.pages:
        if variant.source.head.each_place and variant.place:
            served.setdefault(variant.source.head.slug, set()).add(variant.place.slug)
    return Places(
        url=f"{page.head.slug}.html",
        default=library.default_place.slug,
        names={place.slug: link_name(place) for place in library.open_places},
        pages=tuple(sorted(slug for slug, found in served.items() if found == every)),
    )


def _choices(library: Library, head: PageHead) -> Iterator[PlaceChoice]:
    """Each place with its own pages, on the page where readers choose one."""
    if head.kind != "places":
        return
    for place in library.open_places:
        doors = [
            (list(PLACE_DOORS).index(page.head.kind), page.head.order, variant.url, page.head)
            for variant in library.pages
            if variant.place == place
            and isinstance(page := variant.source, Page)
            and page.head.kind in PLACE_DOORS
        ]
        yield PlaceChoice(
            slug=place.slug,
            name=link_name(place),
            links=tuple(
                Link(title=PLACE_DOORS[head.kind] or head.nav_title or head.title, url=url)
                for _, _, url, head in sorted(doors, key=lambda door: door[:3])
            ),
        )


PLACE_DOORS = {
    "help": "Help now",
    "report": "Who to tell",
    "law": "The law",
    "audience": "",
    "handouts": "Everything to print",
    "changes": "What changed",
    "sources": "Sources",
}
"""The kinds of page that lead into a place, with what a link to them says; without words, their own title."""


def _folder(path: str) -> str:
    return str(PurePosixPath(path).parent)


def _texts(head: PageHead) -> Iterator[str]:
    """The texts of a page's head."""
    yield head.lede or ""
    if head.session:
        yield from (text for _, text in head.session.texts())


def _kinds(head: PageHead) -> tuple[str, ...]:
    return (ContactKind.EMERGENCY, ContactKind.CRISIS) if head.kind == "help" else ()


def _quiz(library: Library, page: Page, place: Place | None) -> Quiz | None:
    """The page's quiz with the questions that hold for its place; the default place adds its own."""
    if page.head.quiz is None:
        return None
    school = library.course.school.place
    return library.quizzes[page.head.quiz].for_place(place.code if place else school)


def _module(library: Library, page: Page, place: Place | None) -> Link | None:
    home = next((other for other in _module_pages(library, page) if other.head.kind == "module"), None)
    if home is None or home == page:
        return None
    variant = library.variant(home.path, place)
    return Link(title=variant.title, url=variant.url) if variant else None


def _module_pages(library: Library, page: Page) -> list[Page]:
    found = [other for other in library.course.pages if page.module and other.module == page.module]
    return sorted(found, key=lambda other: (other.head.kind != "module", other.head.order, other.path))


def _parts(library: Library, variant: Variant, page: Page) -> Iterator[Link]:
    """The module's pages in order. Pages of one place are named only to readers of that place."""
    here = variant.place.code if variant.place else library.course.school.place
    for other in _module_pages(library, page):
        if other.head.place not in (None, here):
            continue
        found = library.variant(other.path, variant.place)
        if found:
            yield Link(title=found.title, url=found.url, current=other == page)


def _modules(library: Library) -> list[Page]:
    found = [page for page in library.course.pages if page.head.kind == "module"]
    return sorted(found, key=lambda page: (page.head.number or 0, page.path))


def _cards(library: Library, head: PageHead) -> Iterator[ModuleCard]:
    """The modules, on the home page and for each audience that takes them."""
    if head.kind not in {"home", "audience", "record"}:
        return
    for page in _modules(library):
        if head.kind != "audience" or set(head.audience) & set(page.head.audience):
            yield ModuleCard(
                id=page.head.id,
                number=page.head.number or 0,
                title=page.head.title,
                url=f"{page.head.slug}.html",
                lede=page.head.lede or "",
                minutes=page.head.minutes or 0,
                audience=page.head.audience,
            )


def _local(library: Library) -> LocalDetails:
    """What the form for the school's details starts from."""
    names = {place.code: link_name(place) for place in library.open_places}
    return LocalDetails(school=library.course.school, labels=library.labels(None), places=names)


def _doors(library: Library) -> Iterator[Link]:
    found = [page for page in library.course.pages if page.head.kind == "audience"]
    for page in sorted(found, key=lambda page: page.head.order):
        yield Link(title=page.head.title, url=f"{page.head.slug}.html", note=page.head.lede or "")


def _list_url(library: Library, head: PageHead, place: Place | None, kind: str) -> str | None:
    """The list of all files of a sort, from the pages for an audience, which show a short list or none."""
    page = next((page for page in library.course.pages if page.head.kind == kind), None)
    variant = library.variant(page.path, place) if page and head.kind == "audience" else None
    return variant.url if variant else None


def _accessibility(library: Library, files: tuple[Artefact, ...]) -> Accessibility:
    paths = [*(variant.url for variant in library.pages), *(file.path for file in files)]
    return accessibility(library.course.accessibility, paths)


def _lists_emergencies(head: PageHead, shelf: Shelf) -> bool:
    """Whether readers choose among the numbers of all countries: their own place has none that is sure."""
    return head.kind in {"help", "report"} and shelf.here.get(ContactKind.EMERGENCY) == ()


def _numbers_used(numbers: tuple[CountryNumbers, ...]) -> Iterator[str]:
    for entry in numbers:
        yield f"contact:{entry.contact.id}"
        yield from (f"contact:{contact.id}" for contact in entry.doors.values())


def emergencies(library: Library) -> Iterator[CountryNumbers]:
    """Every country's confirmed emergency number, each number once, with the first doors there."""
    served: dict[str, list[Place]] = {}
    for place in library.course.places:
        for id_ in place.of(ContactKind.EMERGENCY)[:1]:
            if library.contacts[id_].may_be_shown:
                served.setdefault(id_, []).append(place)
    for id_, places in served.items():
        british = all(place.code.startswith("GB-") for place in places)
        name = "United Kingdom" if british else ", ".join(place.name for place in places)
        doors = {door: library.contacts[places[0].door(door)[0]] for door in places[0].doors}
        yield CountryNumbers(place=name, contact=library.contacts[id_], doors=doors)
