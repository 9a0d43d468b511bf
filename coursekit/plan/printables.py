"""Everything there is to print or take away for a place, as the site lists it: by readers, in all sizes."""

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from coursekit.model.base import Frozen
from coursekit.model.facts import Place
from coursekit.plan.artefact import Artefact, Listing
from coursekit.render.site.page import Link

FAMILIES, STAFF, LEADS = "For parents and carers", "For all staff", "For safeguarding leads and trainers"
SESSIONS, QUESTIONS = "For sessions, module by module", "Question papers with answer notes"
GROUPS = (FAMILIES, STAFF, LEADS, SESSIONS, QUESTIONS)

FORMS: dict[str, str] = {
    "pdf": "PDF",
    "pptx": "PowerPoint",
    "docx": "Word",
    "txt": "Plain text",
    "ics": "Calendar",
}
"""What a link calls a file, by its ending."""
PAPERS = {"A4": "A4", "Letter": "US Letter"}
"""What people call a paper."""


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
    found: dict[str, dict[str, list[tuple[Artefact, Listing]]]] = {group: {} for group in GROUPS}
    for file in sorted(nearest(files, place), key=_order):
        if file.listing:
            found[file.listing.group].setdefault(file.listing.thing, []).append((file, file.listing))
    for group, things in found.items():
        if things:
            yield PrintableGroup(title=group, printables=tuple(map(_printable, things.values())))


def nearest(files: Iterable[Artefact], place: Place | None) -> list[Artefact]:
    """The files for a place and for everywhere; of one thing that has both, the place's own alone."""
    taken = [file for file in files if file.place in {None, place.code if place else None}]
    own = {file.everywhere for file in taken if file.place}
    return [file for file in taken if file.place or (file.everywhere or file.path) not in own]


def preview_path(file: Artefact) -> str:
    """Where the picture of a printable is."""
    return f"{file.path.removesuffix('.pdf')}.png"


def form_of(file: Artefact) -> str:
    """What a link calls a file."""
    return FORMS[file.path.rpartition(".")[2]]


def _order(file: Artefact) -> list[str]:
    """Sorts numbers in names by their value, and each thing’s sizes as they were made."""
    return [
        part.zfill(4) if part.isdigit() else part
        for part in re.split(r"(\d+)", PurePosixPath(file.path).name.removesuffix(".pdf"))
    ]


def _printable(files: list[tuple[Artefact, Listing]]) -> Printable:
    first, listing = files[0]
    return Printable(
        title=listing.title,
        note=listing.note,
        preview=preview_path(first) if listing.has_preview else None,
        files=tuple(Link(title=listing.form, url=file.path) for file, listing in files),
    )
