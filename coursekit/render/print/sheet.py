"""What every printable shows besides its own text: its age, its sources and the way to the website."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from coursekit.model.base import Frozen
from coursekit.model.facts import Fact
from coursekit.model.reference import Reference
from coursekit.render.compared import compared_all, compared_note
from coursekit.render.references import Writer


@dataclass
class PrintWriter(Writer):
    """Writes for paper."""

    cells: bool = False
    """Whether every contact stands in a cell of its own, as on the poster, and never in a sentence."""
    _opens: bool = False
    _fields: Counter[str] = field(default_factory=Counter)

    def _put(self, reference: Reference, alone: bool) -> str:
        self._opens = alone or self.cells
        return super()._put(reference, alone)

    def _draw(self, name: str, **values: object) -> str:
        return super()._draw(
            name, opens=self._opens, field=self.input_name, short_caveat=SHORT_CAVEAT, **values
        )

    def input_name(self, label: str) -> str:
        """A name for a field to fill in that no other field of the sheet has."""
        name = "-".join(_WORD.findall(label.casefold())) or "field"
        self._fields[name] += 1
        return name if self._fields[name] == 1 else f"{name}-{self._fields[name]}"

    def said(self, text: str) -> str:
        """A line of Markdown as a screen reader says it at a field."""
        return self.line(text).striptags()

    @property
    def compared(self) -> str:
        """How old the comparisons behind everything shown are, in one sentence."""
        return compared_all((*self.shown, *self.contacts))


_WORD = re.compile(r"[a-z0-9]+")


SHORT_CAVEAT = 60
"""Characters. A longer caveat stands at the foot, beside the number of its fact, and not in the sentence."""


class SourceLine(Frozen):
    """A source at the foot of a sheet, with the numbers of the facts that come from it."""

    numbers: tuple[int, ...]
    fact: Fact
    """The first of them; the others have the same source."""
    caveats: tuple[str, ...] = ()
    """Those too long to stand in the text."""


def source_lines(facts: Iterable[Fact]) -> list[SourceLine]:
    """Group the facts shown by the page and the standing of their source, numbered as in the text."""
    lines: dict[tuple[object, ...], SourceLine] = {}
    for number, fact in enumerate(facts, 1):
        key = (fact.source, fact.checked, compared_note(fact))
        before = lines.get(key)
        first = before or SourceLine(numbers=(), fact=fact)
        caveat = (fact.caveat,) if fact.caveat and len(fact.caveat) > SHORT_CAVEAT else ()
        lines[key] = SourceLine(
            numbers=(*first.numbers, number),
            fact=first.fact,
            caveats=tuple(dict.fromkeys((*first.caveats, *caveat))),
        )
    return list(lines.values())


@cache
def qr(address: str) -> str:
    """A QR code as the address of an image that needs no file."""
    import segno

    code: Any = segno.make(address, error="m", micro=False)
    uri: str = code.svg_data_uri(border=0, dark="#000")
    return uri
