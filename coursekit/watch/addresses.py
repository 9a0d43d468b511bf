"""The addresses behind the records, and what each record says of them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal
from urllib.parse import urlsplit

from coursekit.model.apps import App
from coursekit.model.course import Course
from coursekit.model.facts import Contact, Fact
from coursekit.model.words import Term

Role = Literal["read", "shown"]
"""`read`: what the record was compared with; `shown`: a further address that readers are sent to."""


@dataclass(frozen=True, slots=True)
class Watched:
    """A record and one of its addresses."""

    row: str
    """`fact:ew-s15`; the guide of an app is `app:whatsapp/report`."""
    title: str
    """What the source is called."""
    url: str
    role: Role
    claims: tuple[str, ...]
    """What the record says, in pieces that may stand apart on the page; a telephone number is one."""
    quotation: str = ""
    """The words that carry the claim, `…` where some are left out."""
    locator: str = ""
    """Where in the source the claim stands: a section, a paragraph, a heading."""
    places: tuple[str, ...] = ()
    checked: date = date.min
    """The day on which somebody last compared the record. A later day begins the watch anew."""
    review_by: date = date.max

    @property
    def host(self) -> str:
        """The server to ask, as `name:port`."""
        return host_of(self.url)


def host_of(url: str) -> str:
    """The server behind an address, with its port where it is not the usual one; empty where it has none.

    A final dot of the name is dropped: it is the same server.
    """
    try:
        parts = urlsplit(url)
        name, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return ""
    return f"{name}:{port}" if port not in (None, 80, 443) else name


def watched(course: Course) -> tuple[Watched, ...]:
    """Every record with each of its addresses, sorted by row and address."""
    rows = [*_facts(course.facts), *_contacts(course.contacts), *_terms(course.terms), *_apps(course.apps)]
    return tuple(sorted(rows, key=lambda row: (row.row, row.url)))


def by_host(rows: Iterable[Watched]) -> dict[str, dict[str, list[Watched]]]:
    """The rows of each address, the addresses of each server."""
    found: dict[str, dict[str, list[Watched]]] = {}
    for row in rows:
        found.setdefault(row.host, {}).setdefault(address(row.url), []).append(row)
    return found


def address(url: str) -> str:
    """What is asked of the server: the address without its fragment."""
    return url.partition("#")[0]


def _facts(facts: Iterable[Fact]) -> Iterator[Watched]:
    for fact in facts:
        yield from _both(fact, f"fact:{fact.id}", (fact.text,))


def _terms(terms: Iterable[Term]) -> Iterator[Watched]:
    for term in terms:
        yield from _both(term, f"term:{term.id}", (term.meaning,))


def _contacts(contacts: Iterable[Contact]) -> Iterator[Watched]:
    for contact in contacts:
        said = (contact.phone, contact.email, contact.hours, contact.cost, contact.does)
        yield from _both(contact, f"contact:{contact.id}", tuple(filter(None, said)), contact.url)


def _both(
    record: Fact | Term | Contact, row: str, claims: tuple[str, ...], also: str | None = None
) -> Iterator[Watched]:
    """The address that was compared, and those that readers are shown beside it, each once."""
    read = record.evidence or record.source.url
    compared = getattr(record, "compared", None)
    shown = {record.source.url, also or read} - {read}
    for url in (read, *sorted(shown)):
        first = url == read
        yield Watched(
            row=row,
            title=record.source.title,
            url=url,
            role="read" if first else "shown",
            claims=claims,
            quotation=getattr(compared, "says", None) or "" if first else "",
            locator=getattr(compared, "at", None) or "" if first else "",
            places=record.places,
            checked=record.checked,
            review_by=record.review_by,
        )


def _apps(apps: Iterable[App]) -> Iterator[Watched]:
    for app in apps:
        for key, guide in app.guides.items():
            yield Watched(
                row=f"app:{app.id}/{key}",
                title=guide.page.title,
                url=guide.page.url,
                role="read" if guide.steps else "shown",
                claims=guide.steps,
                places=app.places,
                checked=app.checked,
                review_by=app.review_by,
            )
