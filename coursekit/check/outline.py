"""The outline of a text: headings in order, no stray indents, nothing nested deeper than readers follow.

The title is the first heading, so the text starts with `##` and skips no level: people who cannot see the
page move about by its headings.
"""

import re
from collections.abc import Iterator

from coursekit.check.texts import texts
from coursekit.load.course import Loaded
from coursekit.model.problem import Problem

_DEEP = re.compile(r"^(?:[ \t]*(?:>|[-*+]|\d+[.)])(?=\s|>)){9,}|^[ \t]{41,}\S", re.MULTILINE)
"""Nine quotes or lists inside one another; the Markdown library would go on until the stack is full."""
_BLOCK = re.compile(r"(?:\A|\n[ \t]*\n)([ \t]*)(?=\S)|^([ \t]*)(?=(?:[-*+]|\d+[.)]|!!!)\s)", re.MULTILINE)
"""Where a paragraph begins, or a line that opens a list item or a box; with its indent."""
_OPENS = re.compile(r"(?:[-*+]|\d+[.)]|!!!)\s")
_HEADING = re.compile(r"^(#{1,6})\s", re.MULTILINE)


def check(loaded: Loaded) -> Iterator[Problem]:
    """Yield a problem for each heading out of order, each stray indent and whatever is nested too deeply."""
    for text in texts(loaded):
        for deep in _DEEP.finditer(text.text):
            message = "Lists or quotes are nested too deeply here."
            yield text.problem(deep.start(), "nested", message, "Start a new paragraph.")
        for start in _stray(text.text):
            message = "This paragraph is indented but stands in no list and no box: it would look like code."
            yield text.problem(start, "indented", message, "Take out the spaces, or open the box above it.")
        above = 1
        for heading in _HEADING.finditer(text.text):
            level = len(heading[1])
            if level == 1:
                hint = "Use “##”; the title in the head is the first-level heading."
                yield text.problem(
                    heading.start(), "heading", "A first-level heading stands in the text.", hint
                )
            elif level > above + 1:
                hint = f"Use “{'#' * (above + 1)}”."
                yield text.problem(
                    heading.start(), "heading", f"This heading skips a level after “{'#' * above}”.", hint
                )
            above = level


def _stray(text: str) -> Iterator[int]:
    """Yield where a paragraph begins that is indented further than the list or box it could belong to."""
    above: list[tuple[int, bool]] = []
    for block in _BLOCK.finditer(text):
        indent, start = len((block[1] or block[2] or "").expandtabs(4)), block.end()
        while above and above[-1][0] >= indent:
            above.pop()
        if indent >= 4 and not (above and above[-1][1] and indent - above[-1][0] < 8):
            yield start
        above.append((indent, bool(_OPENS.match(text, start))))
