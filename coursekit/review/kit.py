"""The kit: all sentences of a place that matter, or those that nobody has signed yet, in numbers."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from coursekit import __version__
from coursekit.load.course import Loaded
from coursekit.model.base import Frozen, Line, Paper, PlaceCode
from coursekit.model.facts import Contact, Fact, Place
from coursekit.model.review import Review, marks, review_path, sha256
from coursekit.model.shelf import Shelf
from coursekit.plan.artefact import Artefact
from coursekit.plan.plan import plan
from coursekit.render.plain import source_line
from coursekit.render.print import handout
from coursekit.render.print.handout import HandoutInputs
from coursekit.render.references import Writer
from coursekit.render.sentences import Seen, split
from coursekit.render.site import page
from coursekit.render.site.page import PageInputs

_ORDER = ("help", "report", "law", "card", "flowchart")
"""What a reader in need meets first comes first."""


@dataclass(frozen=True, slots=True)
class Signable:
    """A page or paper whose sentences are signed."""

    title: str
    order: int
    path: str
    shelf: Shelf
    review: Review
    sentences: tuple[Seen, ...]


def sentences(inputs: PageInputs | HandoutInputs) -> tuple[Seen, ...]:
    """The sentences of a page or paper as the reader of its place sees them, references resolved."""
    return page.sentences(inputs) if isinstance(inputs, PageInputs) else handout.sentences(inputs)


def signables(loaded: Loaded) -> Iterator[Signable]:
    """Yield every page and paper whose sentences are signed, in all places.

    A paper in large print or on Letter paper says the same as the usual one, and is left out.
    """
    planned = plan(loaded)
    found: dict[tuple[str, str], Signable] = {}
    for artefact in (*planned.pages, *planned.files):
        inputs = artefact.inputs
        if isinstance(inputs, PageInputs | HandoutInputs) and inputs.review is not None:
            found.setdefault((inputs.review.place, inputs.head.slug), _signable(artefact, inputs))
    yield from sorted(found.values(), key=lambda one: (one.order, one.path))


def _signable(artefact: Artefact, inputs: PageInputs | HandoutInputs) -> Signable:
    head = inputs.head
    kind = head.kind if isinstance(inputs, PageInputs) else inputs.head.template  # type: ignore[union-attr]
    what = "Page" if isinstance(inputs, PageInputs) else "Paper"
    assert inputs.review is not None  # noqa: S101 (asked only for these)
    return Signable(
        title=f"{what}: {head.title}",
        order=_ORDER.index(kind) if kind in _ORDER else len(_ORDER),
        path=artefact.path,
        shelf=inputs.shelf,
        review=inputs.review,
        sentences=sentences(inputs),
    )


class Entry(Frozen):
    """A sentence of a kit."""

    number: int
    words: Line
    sources: tuple[int, ...] = ()
    """Numbers of the lines in `Kit.sources`."""

    @property
    def sha256(self) -> str:
        """What it is known by."""
        return sha256(self.words)


class Section(Frozen):
    """The sentences of a kit under one heading of a page."""

    page: str
    heading: str
    entries: tuple[Entry, ...]


class Kit(Frozen):
    """What a professional is handed."""

    place: Place
    sections: tuple[Section, ...]
    sources: tuple[Line, ...] = ()
    total: int
    """How many sentences the place has, in this kit or not."""
    signed: bool
    """Whether anything of the place is signed already."""
    version: str = __version__
    paper: Paper = "A4"

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Its sentences, by number."""
        return tuple(chain.from_iterable(section.entries for section in self.sections))

    @property
    def code(self) -> str:
        """What tells this kit from any other: eight digits of the hash over its sentences."""
        return hashlib.sha256(" ".join(entry.sha256 for entry in self.entries).encode()).hexdigest()[:8]


def kit(loaded: Loaded, place: Place, *, every: bool = False) -> Kit:
    """The kit of a place: its unsigned sentences, or with `every` all of them."""
    found = [one for one in signables(loaded) if one.review.place == place.code]
    signed = marks(chain.from_iterable(one.review.signatures for one in found[:1]))
    sources = _Sources()
    wanted: dict[str, tuple[str, Seen, tuple[int, ...]]] = {}
    words = dict.fromkeys(seen.words for one in found for seen in one.sentences)
    for one in found:
        records = [(record, _claims(record, one.shelf)) for record in _records(one.shelf)]
        for seen in one.sentences:
            if seen.words not in wanted and (every or sha256(seen.words) not in signed):
                wanted[seen.words] = (one.title, seen, sources.of(seen.words, records))
    return Kit(
        place=place,
        sections=tuple(_sections(wanted.values())),
        sources=tuple(sources.lines),
        total=len(words),
        signed=bool(signed),
        paper=loaded.course.school.paper or place.paper,
    )


def _sections(wanted: Iterable[tuple[str, Seen, tuple[int, ...]]]) -> Iterator[Section]:
    """The sentences, numbered from 1, by page and heading; a heading met again goes on where it stood."""
    grouped: dict[tuple[str, str], list[tuple[str, tuple[int, ...]]]] = {}
    for title, seen, sources in wanted:
        grouped.setdefault((title, seen.section), []).append((seen.words, sources))
    number = 0
    for (title, heading), sentences_there in grouped.items():
        entries = tuple(
            Entry(number=number + index, words=words, sources=sources)
            for index, (words, sources) in enumerate(sentences_there, 1)
        )
        number += len(entries)
        yield Section(page=title, heading=heading, entries=entries)


def _records(shelf: Shelf) -> Iterator[Fact | Contact]:
    yield from shelf.facts.values()
    yield from chain.from_iterable(shelf.topics.values())
    yield from shelf.contacts.values()


def _claims(record: Fact | Contact, shelf: Shelf) -> frozenset[str]:
    """Words by which a sentence is known to rest on this record."""
    if isinstance(record, Contact):
        return frozenset(filter(None, (record.name, record.phone)))
    write = Writer(shelf, "plain")
    texts = (record.text, record.caveat, record.corrects)
    return frozenset(words for text in texts if text for words in split(write.line(text).striptags()))


class _Sources:
    """The sources of a kit, each once and numbered from 1 in the order of their sentences."""

    def __init__(self) -> None:
        self.lines: dict[str, int] = {}

    def of(self, words: str, records: Iterable[tuple[Fact | Contact, frozenset[str]]]) -> tuple[int, ...]:
        """The numbers of the sources that a sentence rests on."""
        lines = (source_line(record) for record, claims in records if any(claim in words for claim in claims))
        return tuple(dict.fromkeys(self.lines.setdefault(line, len(self.lines) + 1) for line in lines))


class KitList(Frozen):
    """The list beside a kit: what each of its numbers means, for `review sign`."""

    place: PlaceCode
    code: Line
    sentences: dict[int, Line]


def listed(made: Kit) -> KitList:
    """The list of a kit."""
    sentences = {entry.number: entry.words for entry in made.entries}
    return KitList(place=made.place.code, code=made.code, sentences=sentences)


def file_name(place: Place, ending: str) -> str:
    """`review-gb-eng.pdf`."""
    return f"review-{review_path(place.code).rpartition('/')[2].removesuffix('.yml')}{ending}"
