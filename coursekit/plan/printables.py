"""Everything there is to print for a place, as the site lists it: by readers, each in its sizes."""

import re
from collections.abc import Iterable, Iterator

from coursekit.model.facts import Place
from coursekit.plan.artefact import Artefact
from coursekit.render.print.handout import HandoutInputs
from coursekit.render.print.quiz_paper import PaperInputs
from coursekit.render.print.session import CARDS, SessionInputs
from coursekit.render.site.page import Link, Printable, PrintableGroup

FAMILIES, STAFF, LEADS = "For parents and carers", "For all staff", "For safeguarding leads and trainers"
SESSIONS, QUESTIONS = "For sessions, module by module", "Question papers with answer notes"
GROUPS = (FAMILIES, STAFF, LEADS, SESSIONS, QUESTIONS)

PAPERS = {"A4": "A4", "Letter": "US Letter"}
BIG = {"A4": "A3", "Letter": "Tabloid"}
SMALL = {"A4": "A5", "Letter": "half Letter"}


def printables(files: Iterable[Artefact], place: Place | None) -> Iterator[PrintableGroup]:
    """Yield the printables for this place and for everywhere, grouped by who reads them."""
    found: dict[str, dict[str, list[Artefact]]] = {group: {} for group in GROUPS}
    for file in sorted(files, key=_order):
        if file.path.endswith(".pdf") and file.place in {None, place.code if place else None}:
            found[_group(file)].setdefault(_id(file), []).append(file)
    for group, things in found.items():
        if things:
            yield PrintableGroup(title=group, printables=tuple(map(_printable, things.values())))


def readers(file: Artefact) -> tuple[str, ...]:
    """Whom a handout is for."""
    return file.inputs.head.audience if isinstance(file.inputs, HandoutInputs) else ("leads", "trainers")


def is_shortlisted(file: Artefact, place: Place) -> bool:
    """Whether the pages of an audience name a handout: in its usual size, for the default place."""
    usual = isinstance(file.inputs, HandoutInputs) and file.inputs.size == "usual"
    return usual and file.place in {None, place.code} and not file.path.endswith(("-letter.pdf", "-a4.pdf"))


def _group(file: Artefact) -> str:
    if isinstance(file.inputs, HandoutInputs):
        audience = file.inputs.head.audience
        return FAMILIES if "parents" in audience else STAFF if "staff" in audience else LEADS
    return SESSIONS if isinstance(file.inputs, SessionInputs) else QUESTIONS


def _id(file: Artefact) -> str:
    """The same for all sizes of one thing."""
    if isinstance(file.inputs, HandoutInputs):
        return file.inputs.head.id
    if isinstance(file.inputs, SessionInputs):
        return f"{file.inputs.head.id} {file.title}"
    return file.path


def _order(file: Artefact) -> list[str]:
    """Sorts numbers in names by their value, and each thing’s sizes as they were made."""
    return [
        part.zfill(4) if part.isdigit() else part
        for part in re.split(r"(\d+)", file.path.removesuffix(".pdf"))
    ]


def _printable(files: list[Artefact]) -> Printable:
    first = files[0]
    return Printable(
        title=first.inputs.title if isinstance(first.inputs, PaperInputs) else first.title,
        note=_note(first),
        files=tuple(Link(title=_size(file), url=file.path) for file in files),
    )


def _note(file: Artefact) -> str:
    """What somebody wants to know before choosing it."""
    if not isinstance(file.inputs, HandoutInputs):
        return "fronts and backs" if CARDS in file.templates else ""
    head = file.inputs.head
    sides = {0: "", 1: "one side"}.get(head.sides, "two sides")
    fills = "to fill in on screen or by hand" if head.parts else ""
    return ", ".join(filter(None, (sides, fills)))


def _size(file: Artefact) -> str:
    inputs = file.inputs
    if isinstance(inputs, SessionInputs):
        return f"PDF, {(SMALL if CARDS in file.templates else PAPERS)[inputs.paper]}"
    if isinstance(inputs, HandoutInputs) and inputs.size == "big":
        return f"PDF, {BIG[inputs.paper]}"
    if isinstance(inputs, HandoutInputs) and inputs.size == "large":
        return f"PDF, large print, {PAPERS[inputs.paper]}"
    assert isinstance(inputs, HandoutInputs | PaperInputs)  # noqa: S101 (nothing else is a PDF)
    return f"PDF, {PAPERS[inputs.paper]}"
