"""The course's one dialect of Markdown, as a parser: what is checked is read in the way it is drawn.

It is CommonMark, so that what writers know from GitHub, Word's exports and every preview means the same here,
with tables and with boxes (`!!! do "Title"` and an indented text). HTML is text, and so are entities.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline, escape
from markdown_it.token import Token

BOXES = ("do", "say", "case", "law", "care", "unsure", "more", "danger")
"""The kinds of box that the course's readers know."""

_BOX = re.compile(r'!!! ?(?P<kind>[\w-]+)(?: +"(?P<title>[^"]*)")? *$')
_INSIDE = 4
"""Spaces before the text of a box."""


def _box(state: StateBlock, start: int, end: int, silent: bool) -> bool:
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


_ITEM = re.compile(r"(?:[-*+]|\d{1,9}[.)])\s")
_FAR = 4
"""Spaces that make code of a paragraph in every preview."""


def _far(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    """Take note of a block that is indented further than what it stands in, and read it like any other."""
    begin = state.bMarks[start] + state.tShift[start]
    nested = state.parentType == "list" and _ITEM.match(state.src, begin)
    if not silent and state.sCount[start] - state.blkIndent >= _FAR and not nested:
        state.env.setdefault("far", set()).add(start)
    return False


_SIGNS = frozenset("\\`*_{}[]()<>#+-.!|~\n")


def _escape(state: StateInline, silent: bool) -> bool:
    """A backslash before a mark, or at the end of a line; before any other sign it stands for itself."""
    return state.src[state.pos + 1 : state.pos + 2] in _SIGNS and escape(state, silent)


DECORATIVE = "decorative"
"""What stands in braces behind a picture that says nothing: nobody has to hear of it."""


def _decorative(state: StateCore) -> None:
    """Take note of `{decorative}` right behind a picture, and take it out of the words."""
    for inline in (token for token in state.tokens if token.children):
        children = inline.children or []
        for picture, after in pairwise(children):
            if picture.type == "image" and after.type == "text" and after.content.startswith(_MARKED):
                picture.meta[DECORATIVE] = True
                after.content = after.content.removeprefix(_MARKED)
        inline.children = [token for token in children if token.type != "text" or token.content]


_MARKED = f"{{{DECORATIVE}}}"


def _parser() -> MarkdownIt:
    md = MarkdownIt("commonmark", {"xhtmlOut": False, "maxNesting": 60})
    md.enable("table")
    md.disable(["html_block", "html_inline", "entity", "code", "reference"])
    md.block.ruler.before("fence", "box", _box, {"alt": ["paragraph", "blockquote", "list"]})
    md.block.ruler.before("table", "far", _far)
    md.inline.ruler.at("escape", _escape)
    md.core.ruler.push("decorative", _decorative)
    # Where a link leads is checked and resolved by the path that the author typed.
    md.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005
    md.normalizeLink = lambda url: url  # type: ignore[method-assign]
    return md


PARSER = _parser()


def parse(text: str) -> list[Token]:
    """The blocks of a text as tokens, to be changed; `map` has the lines of each, counted from 0."""
    return PARSER.parse(text)


def blocks(text: str) -> Sequence[Token]:
    """The same to be looked at only: a text that many rules look at is read once."""
    return _read(text)[0]


def too_far(text: str) -> Sequence[int]:
    """The lines, counted from 0, where a block begins that would look like code elsewhere."""
    return _read(text)[1]


@lru_cache(maxsize=8192)  # more than the texts of a course: each rule goes through all of them
def _read(text: str) -> tuple[Sequence[Token], Sequence[int]]:
    env: dict[str, set[int]] = {}
    tokens = PARSER.parse(text, env)
    return tuple(tokens), sorted(env.get("far", ()))


def parse_line(text: str) -> list[Token]:
    """A text of one line: no mark at its beginning makes a list, a heading or a quotation of it."""
    return PARSER.parseInline(re.sub(r"[ \t\n]+", " ", text).strip())


def links_in(text: str) -> Iterator[str]:
    """Yield where each link of a text leads, as its author typed it."""
    if "](" in text or "<" in text:
        for token in (child for inline in blocks(text) for child in inline.children or ()):
            if token.type == "link_open" and token.attrs.get("href"):
                yield str(token.attrs["href"])


def first_paragraph(text: str) -> tuple[str, str]:
    """The words a text begins with, up to the first list, message or empty line, and what follows them."""
    tokens = blocks(text)
    if not tokens or tokens[0].type != "paragraph_open" or not tokens[0].map:
        return text, ""
    lines = text.split("\n")
    cut = tokens[0].map[1]
    return "\n".join(lines[:cut]), "\n".join(lines[cut:]).strip("\n")


def section_starts(text: str) -> list[int]:
    """The line, counted from 0, of each second-level heading that is in no list, box or message."""
    return [
        token.map[0]
        for token in blocks(text)
        if token.type == "heading_open" and token.tag == "h2" and token.level == 0 and token.map
    ]


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
