"""What every printable shows besides its own text: its age, its sources and the way to the website."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from typing import Any

from coursekit.model.base import Frozen
from coursekit.model.facts import Checked, Fact
from coursekit.render.references import Writer


class SourceLine(Frozen):
    """A source at the foot of a sheet, with the numbers of the facts that come from it."""

    numbers: tuple[int, ...]
    fact: Fact
    """The first of them; the others have the same source."""


def source_lines(facts: Iterable[Fact]) -> list[SourceLine]:
    """Group the facts shown by the page and the standing of their source, numbered as in the text."""
    lines: dict[tuple[object, ...], SourceLine] = {}
    for number, fact in enumerate(facts, 1):
        key = (fact.source, fact.confidence, fact.checked)
        before = lines.get(key)
        numbers = (*before.numbers, number) if before else (number,)
        lines[key] = SourceLine(numbers=numbers, fact=before.fact if before else fact)
    return list(lines.values())


def checked_on(write: Writer) -> date | None:
    """The day of the oldest check among everything shown, so that a sheet never looks younger than it is."""
    return min((record.checked for record in _shown(write)), default=None)


def _shown(write: Writer) -> Iterator[Checked]:
    yield from write.shown
    yield from (contact for contact in write.shelf.contacts.values() if contact.confidence != "unverified")


@cache
def qr(address: str) -> str:
    """A QR code as the address of an image that needs no file."""
    import segno

    code: Any = segno.make(address, error="m", micro=False)
    uri: str = code.svg_data_uri(border=0, dark="#000")
    return uri
