"""The door for an audience: its modules, and a short list of its files."""

from collections.abc import Iterator
from typing import Any

from coursekit.catalogue import link_name
from coursekit.model.base import Frozen, Paper
from coursekit.model.course import PageHead
from coursekit.plan.artefact import Artefact, Listing
from coursekit.plan.modules import ModuleCard, cards
from coursekit.plan.page.base import Asked, Kind
from coursekit.plan.page.home import TO_RUN
from coursekit.plan.page.sets import SetList, set_lists
from coursekit.plan.printables import form_of, nearest
from coursekit.plan.ways import url_of
from coursekit.render.print.handout import HandoutInputs
from coursekit.render.print.quiz_paper import PaperInputs
from coursekit.render.print.session import SessionInputs
from coursekit.render.site.page import Link, PageInputs
from coursekit.render.slides.deck import DeckInputs


class DoorCard(Frozen):
    """What an audience comes for, with its pages and files."""

    title: str
    text: str
    rows: tuple[Link, ...]


class AudienceInputs(PageInputs):
    """A page for an audience."""

    door_cards: tuple[DoorCard, ...]
    set_lists: tuple[SetList, ...]
    """For those who run the course: every set."""
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
    runs = bool({"leads", "trainers"} & set(asked.head.audience))
    return {
        "door_cards": tuple(_door_cards(asked)),
        "set_lists": tuple(set_lists(asked.library)) if runs else (),
        "modules": tuple(cards(asked.library, asked.head.audience)),
        "handouts": tuple(found.get("handout", ())),
        "papers": tuple(found.get("paper", ())),
        "slides": tuple(found.get("slides", ())),
        "letters": tuple(found.get("letter", ())),
        "planners": tuple(found.get("planner", ())),
        "packages_url": url_of(asked.library, "packages", asked.place),
        "printables_url": url_of(asked.library, "handouts", asked.place),
    }


def _door_cards(asked: Asked) -> Iterator[DoorCard]:
    """The doors of the page, each with links to what it names: of a paper that of the page's place."""
    for door in asked.head.doors:
        rows = tuple(link for id_ in door.items for link in _rows(asked, id_))
        yield DoorCard(title=door.title, text=door.text, rows=rows)


def _rows(asked: Asked, id_: str) -> Iterator[Link]:
    """A page with its minutes, and what a session takes into the room; or a handout of the page's place."""
    library, where = asked.library, asked.place or asked.library.default_place
    page = next((page for page in library.course.pages if page.head.id == id_), None)
    variant = library.variant(page.path, where) if page else None
    if page and variant:
        note = f"{page.head.minutes} min" if page.head.minutes else ""
        yield Link(title=variant.title, url=variant.url, note=note)
    for file in nearest(asked.files, where):
        if file.listing and file.listing.paper in (None, library.paper_size(where)):
            if page and page.head.session and page.path in file.sources:
                name = _in_the_room(file.inputs, link_name(where) if file.place else "")
                yield from [Link(title=name, url=file.path, note=form_of(file))] if name else ()
            elif not page and _is_handout(file, id_):
                yield Link(title=file.title, url=file.path, note=file.listing.note.partition(",")[0])


def _is_handout(file: Artefact, id_: str) -> bool:
    """Whether a file is this handout to print, in its usual size."""
    inputs = file.inputs
    if not (isinstance(inputs, HandoutInputs) and file.path.endswith(".pdf")):
        return False
    return inputs.head.id == id_ and inputs.size == "usual"


def _in_the_room(inputs: object, place: str) -> str:
    """What a trainer calls a file of a session; nothing for the cards and for slides on paper."""
    match inputs:
        case SessionInputs() if inputs.text:
            return "Plan to print"
        case DeckInputs() if place:
            return f"Slides for {place}"
        case PaperInputs():
            return "Question sheet" if inputs.half == "questions" else "Answer notes, apart"
    return ""


def _files(asked: Asked) -> Iterator[tuple[str, Link]]:
    """The files that this audience takes, for the page's place, each with its kind."""
    library = asked.library
    for file in nearest(asked.files, asked.place or library.default_place):
        if _is_for(file.listing, asked.head, library.paper_size(asked.place)):
            own = library.places.get(file.place or "")
            where = link_name(own) if own else "Every place"
            form = file.listing.form if file.kind == "paper" and file.listing else form_of(file)
            yield file.kind, Link(title=file.title, url=file.path, note=f"{where} · {form}")


def _is_for(listing: Listing | None, head: PageHead, paper: Paper) -> bool:
    """Whether its short list has a file: in its usual size, on the paper that its readers have."""
    if listing is None or not listing.is_shortlisted or listing.paper not in (None, paper):
        return False
    return bool(set(head.audience) & set(listing.readers))


KIND = Kind(group=TO_RUN, template="site/audience.html.j2", inputs=AudienceInputs, fields=_fields)
