"""The course's one dialect of Markdown, as a parser: what is checked is read in the way it is drawn.

It is CommonMark, so that what writers know from GitHub, Word's exports and every preview means the same here,
with tables and with boxes (`!!! do "Title"` and an indented text). HTML is text, and so are entities.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

BOXES = ("do", "say", "case", "law", "care", "unsure")
"""The kinds of box that the course's readers know."""

_BOX = re.compile(r'!!! ?(?P<kind>[\w-]+)(?: +"(?P<title>[^"]*)")? *$')
_INSIDE = 4
"""Spaces before the text of a box."""


def _box(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 (the library calls it)
    """A line with `!!!`, and all lines below it that are indented."""
    opening = _BOX.match(state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]])
    if not opening:
        return False
    if not silent:
        state.line = _inside(state, opening, start, end)
    return True


def _inside(state: StateBlock, opening: re.Match[str], start: int, end: int) -> int:
    """Put the box's tokens in and return the line below it."""
    indent, outer_end, parent = state.sCount[start] + _INSIDE, state.lineMax, state.parentType
    line = start + 1
    while line < end and (state.isEmpty(line) or state.sCount[line] >= indent):
        line += 1
    token = state.push("box_open", "div", 1)
    token.attrs, token.info, token.map = (
        {"class": f"admonition {opening['kind'].lower()}"},
        opening["kind"],
        [start, line],
    )
    title = opening["kind"].capitalize() if opening["title"] is None else opening["title"].strip()
    if title:
        state.push("box_title_open", "p", 1).attrs = {"class": "admonition-title"}
        words = state.push("inline", "", 0)
        words.content, words.map, words.children = title, [start, start + 1], []
        state.push("box_title_close", "p", -1)
    state.parentType, state.lineMax, state.blkIndent = "blockquote", line, state.blkIndent + _INSIDE
    state.md.block.tokenize(state, start + 1, line)
    state.parentType, state.lineMax, state.blkIndent = parent, outer_end, state.blkIndent - _INSIDE
    state.push("box_close", "div", -1)
    return line


def _parser() -> MarkdownIt:
    md = MarkdownIt("commonmark", {"xhtmlOut": False, "maxNesting": 60})
    md.enable("table")
    md.disable(["html_block", "html_inline", "entity", "code", "reference"])
    md.block.ruler.before("fence", "box", _box, {"alt": ["paragraph", "blockquote", "list"]})
    # Where a link leads is checked and resolved by the path that the author typed.
    md.validateLink = lambda _url: True  # type: ignore[method-assign]
    md.normalizeLink = md.normalizeLinkText = lambda url: url  # type: ignore[method-assign]
    return md


PARSER = _parser()


def parse(text: str) -> list[Token]:
    """The blocks of a text as tokens; `map` has the lines of each, counted from 0."""
    return PARSER.parse(text)


def parse_line(text: str) -> list[Token]:
    """A text of one line: no mark at its beginning makes a list, a heading or a quotation of it."""
    return PARSER.parseInline(re.sub(r"[ \t\n]+", " ", text).strip())


def slug(words: str) -> str:
    """A heading's words as an author writes them in a link: `Whom to tell` is `#whom-to-tell`."""
    return re.sub(r"[\s-]+", "-", re.sub(r"[^\w\s-]", "", words).strip().lower())


_OPENS = re.compile(
    r"(?:>|#{1,6}(?=\s|$)|[-+*](?=\s|$)|!!!|~~~|([-*_])(?=(?:\s*\1){2,}\s*$))|(?P<digits>\d{1,9})(?=[.)](?:\s|$))"
)


def unblocked(text: str) -> str:
    r"""Escape a mark that would make a block of the text wherever it is put: `> 18` becomes `\> 18`."""
    found = _OPENS.match(text)
    digits = (found["digits"] or "") if found else ""
    return f"{digits}\\{text[len(digits) :]}" if found else text
