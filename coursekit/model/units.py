"""A text cut into units for translators, and put together again with what stands for each unit.

A unit is what a reader takes as one piece: a paragraph, an item, a heading, a cell of a table, the title of a
box. What is not a unit (marks, indents, paragraphs of references alone, messages in fences) stays as it is.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise

from markdown_it.token import Token

from coursekit.model.dialect import blocks, unblocked

Say = Callable[[str, str], str]
"""Returns what stands for a unit, of its context and its English."""

_REFERENCE = re.compile(r"\{\{.*?\}\}")
_LOCKED = re.compile(r"\{\{.*?\}\}|\{\w+\}|\]\([^)\n]*\)|<[^>\n]*>")
_CONTEXTS = {
    "paragraph_open": "paragraph",
    "heading_open": "heading",
    "th_open": "cell",
    "td_open": "cell",
    "box_title_open": "box title",
}


@dataclass(frozen=True, slots=True)
class Unit:
    """What is translated in one piece.

    `context` says what it is on the page; the same words in another context are another unit. `line` counts
    from 1 in the text it stands in.
    """

    context: str
    english: str
    line: int

    @property
    def key(self) -> tuple[str, str]:
        """What it is known by: its English is part of it, so that no translation outlives its English."""
        return self.context, self.english


@dataclass(frozen=True, slots=True)
class _Span:
    """Where a unit stands: its lines, counted from 0, and its ends on the first and the last."""

    unit: Unit
    begin: int
    end: int
    first: int
    last: int


def units(text: str) -> list[Unit]:
    """The units of a Markdown text, in their order."""
    return [span.unit for span in _spans(text)]


def put(text: str, say: Say) -> str:
    """Return the text with every unit replaced by what `say` returns for it, on one line."""
    lines = text.split("\n")
    for span in reversed(list(_spans(text))):
        said = " ".join(say(*span.unit.key).split())
        if span.unit.context == "paragraph":
            said = unblocked(said)
        written = f"{lines[span.begin][: span.first]}{said}{lines[span.end - 1][span.last :]}"
        lines[span.begin : span.end] = [written]
    return "\n".join(lines)


def _spans(text: str) -> Iterator[_Span]:
    lines = text.split("\n")
    inlines = [(before.type, token) for before, token in pairwise(blocks(text)) if token.type == "inline"]
    for _, on_one_line in groupby(inlines, key=lambda found: found[1].map):
        after = 0  # cells share a line: each is looked for behind the one before
        for opening, token in on_one_line:
            span = _span(lines, opening, token, after)
            if span:
                after = span.last if span.begin + 1 == span.end else 0
                yield span


def _span(lines: list[str], opening: str, token: Token, after: int) -> _Span | None:
    if not token.map or not token.content.strip():
        return None
    begin, end = token.map
    typed = [line.strip() for line in token.content.strip().split("\n")]
    end = begin + len(typed)
    first = lines[begin].find(typed[0], after)
    at = lines[end - 1].rfind(typed[-1]) if len(typed) > 1 else first
    english = " ".join(" ".join(typed).split())
    if first < 0 or at < 0 or not re.search(r"\w", _REFERENCE.sub("", english)):
        return None  # a title that the box's kind gives, or references alone
    unit = Unit(_CONTEXTS.get(opening, "paragraph"), english, begin + 1)
    return _Span(unit, begin, end, first, at + len(typed[-1]))


def locked(text: str) -> list[str]:
    """What a translation must keep as it is: references, places to fill in, where links lead; sorted."""
    return sorted(re.sub(r"\s+", " ", found) for found in _LOCKED.findall(text))
