"""The pages made of facts alone: the glossary, the sources and what changed."""

from collections.abc import Iterator

from coursekit.model.course import PageHead
from coursekit.model.facts import Contact, Fact, Place
from coursekit.model.words import Term
from coursekit.plan.data import feed_path, withdrawn_in
from coursekit.plan.library import Library
from coursekit.render.site.ledger import Ledger, of_sources


def of(library: Library, head: PageHead, place: Place | None) -> Ledger | None:
    """What a page of this kind lists for a place; None for a page that lists nothing."""
    if head.kind == "glossary":
        terms = sorted(library.course.terms, key=lambda term: term.term.casefold())
        exceptions = tuple(library.course.overrides())
        return Ledger(terms=tuple(terms), place_names=library.place_names, exceptions=exceptions)
    if head.kind == "sources" and place:
        return of_sources(tuple(_records(library, place)), library.place_names)
    if head.kind == "changes" and place:
        changes = [change for change in library.course.changes if place.code in change.places]
        return Ledger(
            changes=tuple(sorted(changes, key=lambda change: change.since, reverse=True)),
            facts={id_: library.facts[id_] for change in changes for id_ in change.facts},
            withdrawn=withdrawn_in(library, place),
            feed=feed_path(place),
        )
    return None


def uses(ledger: Ledger) -> Iterator[str]:
    """The records a ledger shows, as `fact:id` and so on."""
    for term in ledger.terms:
        yield f"term:{term.id}"
    for change in ledger.changes:
        yield f"change:{change.id}"
    for record in ledger.withdrawn:
        yield f"withdrawn record:{record.id}"
    for id_ in ledger.facts:
        yield f"fact:{id_}"
    for source in ledger.sources:
        for claim in source.claims:
            yield f"{_kind(claim.record)}:{claim.record.id}"


def _kind(record: Fact | Contact | Term) -> str:
    return type(record).__name__.lower()


def _records(library: Library, place: Place) -> Iterator[Fact | Contact | Term]:
    """Everything that holds in a place, and for `INT` what holds everywhere."""
    course = library.course
    yield from (fact for fact in course.facts if place.code in fact.places)
    yield from (contact for contact in course.contacts if place.code in contact.places)
    yield from (term for term in course.terms if place.code in term.places)
