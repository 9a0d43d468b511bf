"""Everything there is to print or take away for a place, as the site lists it: by readers, in all sizes."""

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from coursekit.model.base import Frozen, Paper
from coursekit.model.facts import Place
from coursekit.plan.artefact import Artefact
from coursekit.render.print.handout import HandoutInputs
from coursekit.render.print.quiz_paper import PaperInputs
from coursekit.render.print.session import CARDS, SessionInputs
from coursekit.render.site.page import Link

FAMILIES, STAFF, LEADS = "For parents and carers", "For all staff", "For safeguarding leads and trainers"
SESSIONS, QUESTIONS = "For sessions, module by module", "Question papers with answer notes"
GROUPS = (FAMILIES, STAFF, LEADS, SESSIONS, QUESTIONS)
TAKEN_AWAY = {"handout", "paper", "slides", "letter", "planner"}
"""The kinds of file that people print, fill in or change; a library writes each of them."""

FORMS = {"pdf": "PDF", "pptx": "PowerPoint", "docx": "Word", "txt": "Plain text", "ics": "Calendar"}
"""What a link calls a file, by its ending."""
PAPERS = {"A4": "A4", "Letter": "US Letter"}
BIG = {"A4": "A3", "Letter": "Tabloid"}
OTHER_PAPER = ("-letter.pdf", "-a4.pdf")
"""What the name of a file ends in that is not on the usual paper."""
SMALL = {"A4": "A5", "Letter": "half Letter"}


class Printable(Frozen):
    """Something to print, in each of its sizes."""

    title: str
    note: str
    preview: str | None = None
    """A picture of it."""
    files: tuple[Link, ...]


class PrintableGroup(Frozen):
    """Printables for the same readers."""

    title: str
    printables: tuple[Printable, ...]


def printables(files: Iterable[Artefact], place: Place | None) -> Iterator[PrintableGroup]:
    """Yield what there is for this place and for everywhere, grouped by who reads it."""
    found: dict[str, dict[str, list[Artefact]]] = {group: {} for group in GROUPS}
    for file in sorted(nearest(files, place), key=_order):
        if file.kind in TAKEN_AWAY:
            found[_group(file)].setdefault(_id(file), []).append(file)
    for group, things in found.items():
        if things:
            yield PrintableGroup(title=group, printables=tuple(map(_printable, things.values())))


def nearest(files: Iterable[Artefact], place: Place | None) -> list[Artefact]:
    """The files for a place and for everywhere; of one thing that has both, the place's own alone."""
    code = place.code if place else None
    taken = [file for file in files if file.place in {None, code}]
    own = {_everywhere(file, place) for file in taken if file.place and place}
    return [file for file in taken if file.place or _everywhere(file, place) not in own]


def _everywhere(file: Artefact, place: Place | None) -> str:
    """The path of a file without its place and its paper: the same for the version for everywhere."""
    path = re.sub("|".join(map(re.escape, OTHER_PAPER)), ".pdf", file.path)
    return path.replace(f".{place.code}.", ".").replace(f"-{place.slug}", "") if place else path


def readers(file: Artefact) -> tuple[str, ...]:
    """Whom a file is for: a printed handout says it, the rest is for those who run the course."""
    printed = file.kind == "handout" and isinstance(file.inputs, HandoutInputs)
    return file.inputs.head.audience if printed else ("leads", "trainers")  # type: ignore[attr-defined]


def is_shortlisted(file: Artefact, paper: Paper) -> bool:
    """Whether the pages of an audience name a file: in its usual size, on the paper that its readers have."""
    return _is_usual(file) and getattr(file.inputs, "paper", paper) == paper


def _is_usual(file: Artefact) -> bool:
    if isinstance(file.inputs, HandoutInputs):
        return file.inputs.size == "usual"
    return file.inputs.form == "A" if isinstance(file.inputs, PaperInputs) else file.kind != "handout"


def has_preview(file: Artefact) -> bool:
    """Whether lists show a picture of it: a PDF in the size and on the paper that most people take."""
    usual = _is_usual(file) or isinstance(file.inputs, SessionInputs)
    return usual and file.path.endswith(".pdf") and not file.path.endswith(OTHER_PAPER)


def preview_path(file: Artefact) -> str:
    """Where the picture of a printable is."""
    return f"{file.path.removesuffix('.pdf')}.png"


def form_of(file: Artefact) -> str:
    """What a link calls a file."""
    return FORMS[file.path.rpartition(".")[2]]


def _group(file: Artefact) -> str:
    if isinstance(file.inputs, HandoutInputs):
        audience = file.inputs.head.audience
        return FAMILIES if "parents" in audience else STAFF if "staff" in audience else LEADS
    if file.kind == "planner":
        return LEADS
    return QUESTIONS if isinstance(file.inputs, PaperInputs) else SESSIONS


def _id(file: Artefact) -> str:
    """The same for all sizes and forms of one thing."""
    if isinstance(file.inputs, HandoutInputs):
        return file.inputs.head.id
    if isinstance(file.inputs, SessionInputs):
        return f"{file.inputs.head.id} {file.title}"
    if isinstance(file.inputs, PaperInputs):
        return f"{file.inputs.quiz.id} {file.place}"
    return file.title if file.kind == "slides" else file.path


def _order(file: Artefact) -> list[str]:
    """Sorts numbers in names by their value, and each thing’s sizes as they were made."""
    return [
        part.zfill(4) if part.isdigit() else part
        for part in re.split(r"(\d+)", PurePosixPath(file.path).name.removesuffix(".pdf"))
    ]


def _printable(files: list[Artefact]) -> Printable:
    first = files[0]
    return Printable(
        title=_title(first),
        note=_note(first),
        preview=preview_path(first) if has_preview(first) else None,
        files=tuple(Link(title=size_of(file), url=file.path) for file in files),
    )


def _title(file: Artefact) -> str:
    return f"Slides with notes: {file.title}" if file.kind == "slides" else file.title


def _note(file: Artefact) -> str:
    """What somebody wants to know before choosing it."""
    if not isinstance(file.inputs, HandoutInputs):
        return "fronts and backs" if CARDS in file.templates else ""
    head = file.inputs.head
    sides = {0: "", 1: "one side"}.get(head.sides, "two sides")
    fills = "to fill in on screen or by hand" if head.parts else ""
    return ", ".join(filter(None, (sides, fills)))


def size_of(file: Artefact) -> str:
    """The form of a file, and the paper it is for."""
    if not file.path.endswith(".pdf"):
        return form_of(file)
    paper = file.inputs.paper  # type: ignore[attr-defined]
    if CARDS in file.templates:
        return f"PDF, {SMALL[paper]}"
    if isinstance(file.inputs, HandoutInputs) and file.inputs.size == "big":
        return f"PDF, {BIG[paper]}"
    if isinstance(file.inputs, HandoutInputs) and file.inputs.size == "large":
        return f"PDF, large print, {PAPERS[paper]}"
    if isinstance(file.inputs, PaperInputs) and file.inputs.form == "B":
        return f"PDF, {PAPERS[paper]}, form B"
    return f"PDF, {PAPERS[paper]}"
