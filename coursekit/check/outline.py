"""The outline of a text: headings in order, no stray indents, nothing nested deeper than readers follow.

The title is the first heading, so the text starts with `##` and skips no level: people who cannot see the
page move about by its headings.
"""

import re
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from coursekit.check.texts import Text, texts
from coursekit.load.course import Loaded
from coursekit.model.dialect import blocks, too_far
from coursekit.model.problem import Problem

_DEEP = re.compile(r"^(?:[ \t]*(?:>|[-*+]|\d+[.)])(?=\s|>)){9,}|^[ \t]{41,}\S", re.MULTILINE)
"""Nine quotes or lists inside one another; no reader follows, and the parser would stop reading."""
_BLANK = re.compile(r"[ \t]*")


def check(loaded: Loaded) -> Iterator[Problem]:
    """Yield a problem for each heading out of order, each stray indent and whatever is nested too deeply."""
    for text in texts(loaded):
        if not text.inline:
            deep = list(_DEEP.finditer(text.text))
            for found in deep:
                message = "Lists or quotes are nested too deeply here."
                yield text.problem(found.start(), "nested", message, "Start a new paragraph.")
            if not deep:
                yield from _headings(text, blocks(text.text))
                yield from _indents(text)


def line_starts(text: str) -> list[int]:
    """The offset at which each line begins."""
    return [0, *(found.end() for found in re.finditer("\n", text))]


def _headings(text: Text, tokens: Sequence[Token]) -> Iterator[Problem]:
    above, starts = 1, line_starts(text.text)
    for token in tokens:
        if token.type == "heading_open" and token.map and not token.level:
            level, start = int(token.tag[1]), starts[token.map[0]]
            if level == 1:
                hint = "Use “##”; the title in the head is the first-level heading."
                yield text.problem(start, "heading", "A first-level heading stands in the text.", hint)
            elif level > above + 1:
                hint = f"Use “{'#' * (above + 1)}”."
                message = f"This heading skips a level after “{'#' * above}”."
                yield text.problem(start, "heading", message, hint)
            above = level
        elif token.type == "heading_open" and token.map:
            message = "This heading stands inside a list, a quotation or a box."
            hint = "Take it out of there, or write it in bold: **…**."
            yield text.problem(starts[token.map[0]], "heading", message, hint)


def _indents(text: Text) -> Iterator[Problem]:
    """What is indented further than the list or box it could belong to."""
    starts = line_starts(text.text)
    for line in too_far(text.text):
        start = _BLANK.match(text.text, starts[line]).end()  # type: ignore[union-attr]
        message = "This paragraph is indented but stands in no list and no box: it would look like code."
        yield text.problem(start, "indented", message, "Take out the spaces, or open the box above it.")
