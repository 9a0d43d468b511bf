"""What the pages on words, sources and changes list."""

from collections import Counter
from collections.abc import Iterator

from coursekit.model.base import Frozen, Line, PlaceCode, Prose
from coursekit.model.changes import Change
from coursekit.model.facts import Contact, Fact
from coursekit.model.withdrawn import Withdrawn
from coursekit.model.wording import Override
from coursekit.model.words import Term


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


class Ledger(Frozen):
    """The records such a page is made of; each page fills what it shows."""

    terms: tuple[Term, ...] = ()
    sources: tuple[SourceClaims, ...] = ()
    disputed: tuple[Claim, ...] = ()
    unverified: tuple[Claim, ...] = ()
    counts: dict[str, int] = {}
    """Claims by confidence."""
    changes: tuple[Change, ...] = ()
    withdrawn: tuple[Withdrawn, ...] = ()
    """What was taken back, newest first."""
    feed: str = ""
    """Where the same is as a feed."""
    facts: dict[str, Fact] = {}
    """The facts that the changes rest on, by id."""
    place_names: dict[PlaceCode, str] = {}
    exceptions: tuple[tuple[Line, Override], ...] = ()
    """Words that stand somewhere against our own rules: where, and why."""


def claim(record: Fact | Contact | Term) -> Claim:
    """What a record says, in one line."""
    if isinstance(record, Fact):
        return Claim(record=record, text=record.text, standing_note=record.standing_note)
    if isinstance(record, Contact):
        return Claim(record=record, text=f"{record.name}: {record.does}")
    return Claim(record=record, text=f"{record.term}: {record.meaning}")


def of_sources(records: tuple[Fact | Contact | Term, ...], place_names: dict[str, str]) -> Ledger:
    """Everything a place's claims rest on, the doubtful ones picked out."""
    claims = [claim(record) for record in records]
    return Ledger(
        sources=tuple(_by_source(claims)),
        disputed=tuple(found for found in claims if found.record.disputed),
        unverified=tuple(found for found in claims if found.record.confidence == "unverified"),
        counts=Counter(found.record.confidence for found in claims),
        place_names=place_names,
    )


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
