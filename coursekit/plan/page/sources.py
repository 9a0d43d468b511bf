"""What every line of a place rests on, the doubtful ones first."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from coursekit.catalogue import Catalogue
from coursekit.model.base import Frozen, Line, Prose
from coursekit.model.facts import Contact, Fact, Place
from coursekit.model.words import Term
from coursekit.plan.page.base import Asked, Kind
from coursekit.render.site.page import PageInputs

WORDS = "Words, sources and changes"


class Claim(Frozen):
    """One line of the course and how sure it is."""

    record: Fact | Contact | Term
    text: Prose
    standing_note: str = ""


class SourceClaims(Frozen):
    """A source with every claim that rests on it."""

    title: Line
    url: Line
    dated: Line
    claims: tuple[Claim, ...]


class SourcesInputs(PageInputs):
    """The sources of a place."""

    sources: tuple[SourceClaims, ...]
    disputed: tuple[Claim, ...]
    unverified: tuple[Claim, ...]
    counts: dict[str, int]
    """Claims by confidence."""


def _fields(asked: Asked) -> dict[str, Any]:
    place = asked.place or asked.library.default_place
    claims = [_claim(record) for record in _records(asked.library, place)]
    return {
        "sources": tuple(_by_source(claims)),
        "disputed": tuple(found for found in claims if found.record.disputed),
        "unverified": tuple(found for found in claims if found.record.confidence == "unverified"),
        "counts": Counter(found.record.confidence for found in claims),
    }


def _records(library: Catalogue, place: Place) -> Iterator[Fact | Contact | Term]:
    """Everything that holds in a place, and for `INT` what holds everywhere."""
    course = library.course
    yield from (fact for fact in course.facts if place.code in fact.places)
    yield from (contact for contact in course.contacts if place.code in contact.places)
    yield from (term for term in course.terms if place.code in term.places)


def _claim(record: Fact | Contact | Term) -> Claim:
    """What a record says, in one line."""
    if isinstance(record, Fact):
        return Claim(record=record, text=record.text, standing_note=record.standing_note)
    if isinstance(record, Contact):
        return Claim(record=record, text=f"{record.name}: {record.does}")
    return Claim(record=record, text=f"{record.term}: {record.meaning}")


def _by_source(claims: list[Claim]) -> Iterator[SourceClaims]:
    """The sources in the order of their titles, each with its claims."""
    grouped: dict[tuple[str, str, str], list[Claim]] = {}
    for found in claims:
        source = found.record.source
        grouped.setdefault((source.title, source.url, source.dated), []).append(found)
    for (title, url, dated), found_there in sorted(
        grouped.items(), key=lambda entry: (entry[0][0].casefold(), entry[0])
    ):
        yield SourceClaims(title=title, url=url, dated=dated, claims=tuple(found_there))


def _shows(inputs: SourcesInputs) -> Iterator[str]:
    for source in inputs.sources:
        for claim in source.claims:
            yield f"{type(claim.record).__name__.lower()}:{claim.record.id}"


KIND = Kind(group=WORDS, template="site/sources.html.j2", inputs=SourcesInputs, fields=_fields, shows=_shows)
