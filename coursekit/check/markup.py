"""Marks that mean something elsewhere and nothing here: named with their line, never shown as they stand.

What is served is in the authors' guide: lists, quotations, tables, messages between three backticks, boxes,
bold and slanted words, links. A text is read by the parser that draws it; what it leaves as words and looks
like a mark is what its author will want to know of.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from html import unescape
from itertools import zip_longest

from markdown_it.rules_block.table import escapedSplit
from markdown_it.token import Token

from coursekit.check.marks import LIST, MARKS, SIGN, TAGS
from coursekit.check.outline import line_starts
from coursekit.check.prose import TEXTS
from coursekit.check.texts import all_texts
from coursekit.load.course import Loaded
from coursekit.model.dialect import BOXES, blocks, parse_line
from coursekit.model.problem import Problem
from coursekit.model.question.cloze import MARK

Complaint = tuple[int, str, str]
"""Offset, message and hint."""

_COMPILED = tuple(
    (re.compile(pattern, re.MULTILINE | re.DOTALL if "-->" in pattern else re.MULTILINE), message, hint)
    for pattern, message, hint in MARKS
)
_ENTITY = re.compile(r"&(?:#\d+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);")
_AUTOLINK = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]{1,31}:[^<>\s]*>")
_CODE = re.compile(r"(?<![`\\])(`+)(?!`)(?:.*?[^`])\1(?!`)|\\[!-/:-@\[-`{-~]", re.DOTALL)
"""Words between backticks, and signs after a backslash: they are meant as they stand."""

_DRAWN = {"mermaid", "math", "geojson", "topojson", "stl", "plantuml", "dot", "graphviz"}
"""Languages of messages from which other programs make a picture."""
_BULLET = r"[•●○▪■□◦‣⁃∙➢➤►▶→⇒➔✓✔✗✘☐☑☒★☆◆♦❖①-⑳❶-❿\uf0b7\uf0a7\uf0d8]"
_BULLETS = re.compile(rf"^[ \t>]*(?:{_BULLET}[ \t\xa0]*|[·o–—§][ \t\xa0]+)(?=\S)", re.MULTILINE)
_BULLET_LINE = re.compile(rf"{_BULLET}[ \t\xa0]*")
_RUN = r"(?:^[ \t]*{}[^\n]*(?:\n|\Z)){{2,}}"
_LETTERED = re.compile(
    _RUN.format(r"(?:\([A-Za-z0-9]{1,4}\)|[A-Za-z]\)|[A-Za-z]\.|(?:[ivx]{2,4}|[IVX]{2,4})[.)])[ \t\xa0]+\S"),
    re.MULTILINE,
)
_CLOSE = re.compile(_RUN.format(r"(?:-[^\W\d]|\d{1,2}[.)][^\W\d])"), re.MULTILINE)
"""List marks without their space, on two lines or more."""
_LATE_NUMBER = re.compile(r"\n[ \t]*(\d{1,2}[.)])[ \t]+\S")


def check(loaded: Loaded) -> Iterator[Problem]:
    """Yield a problem for each mark that would be shown as it stands, or do what its author did not see."""
    for text in all_texts(loaded):
        seen: set[int] = set()
        is_title, in_quiz = text.role == "title", text.owner.kind == "quiz"
        for start, message, hint in _complaints(text.text, text.inline, is_title, in_quiz):
            if start not in seen:
                seen.add(start)
                yield text.problem(start, "markup", f"{message}.", hint)
    for quiz in loaded.course.quizzes:
        origin = loaded.origin("quiz", quiz.id)
        for index, question in enumerate(quiz.questions):
            if (tokens := blocks(question.stem)) and tokens[0].type != "paragraph_open":
                message = (
                    "A question begins with a sentence, and this one with a list, a quotation or a heading."
                )
                hint = "Write the sentence first; a number or mark at its beginning goes out."
                yield origin.problem(("questions", index, "stem"), "markup", message, hint)


@lru_cache(maxsize=TEXTS)
def _complaints(text: str, inline: bool, is_title: bool, in_quiz: bool) -> tuple[Complaint, ...]:
    tokens = parse_line(text) if inline else blocks(text)
    open_text = masked(text, tokens)
    found = [*_marks(open_text), *_left_over(open_text, tokens, in_quiz)]
    if is_title and any(token.type != "text" for line in tokens for token in line.children or ()):
        found.append((0, "A title is plain words, and its marks would be shown", "Take the marks out."))
    found += _one_line(text) if inline else [*_lists(open_text), *_blocks(text, tokens)]
    return tuple(sorted(found))


def masked(text: str, tokens: Sequence[Token]) -> str:
    """The text without what is meant as it stands: messages, words between backticks, escaped signs."""
    lines = text.split("\n")
    for token in tokens:
        if token.type == "fence" and token.map:
            lines[slice(*token.map)] = [" " * len(line) for line in lines[slice(*token.map)]]
    return _CODE.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), "\n".join(lines))


def _marks(text: str) -> Iterator[Complaint]:
    text = _AUTOLINK.sub(lambda found: " " * len(found[0]), text)
    for pattern, message, hint in _COMPILED:
        for found in pattern.finditer(text):
            said = " ".join(found[0].split())
            said = f"“{said if len(said) <= 40 else said[:39] + '…'}”"
            start = found.start() + len(found[0]) - len(found[0].lstrip())
            yield (
                start,
                message.format(said),
                hint or TAGS.get(found[0].strip("</>").split()[0].lower(), SIGN),
            )
        if "<" in pattern.pattern:  # a comment is reported once, and not again for the tags in it
            text = pattern.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
    for found in _ENTITY.finditer(text):
        if unescape(found[0]) != found[0]:
            yield found.start(), f"“{found[0]}” would be shown as it stands", "Type the sign itself."


def _lists(text: str) -> Iterator[Complaint]:
    """Lines that look like a list and would run into one paragraph."""
    for found in _BULLETS.finditer(text):
        start = found.end() - len(found[0].lstrip())
        yield start, f"“{found[0].strip()}” makes no list here", LIST
    for found in _LETTERED.finditer(text):
        yield found.start(), "These lines would run into one paragraph", LIST
    for found in _CLOSE.finditer(text):
        yield found.start(), "A list needs a space after its mark", LIST


def _one_line(text: str) -> Iterator[Complaint]:
    if found := _BULLET_LINE.match(text):
        yield 0, f"“{found[0].strip()}” makes no list here", "Take it out; this is one line."
    if "\n" in text and [token.type for token in blocks(text)][1:] != ["inline", "paragraph_close"]:
        message = "Only one paragraph can stand here, without lists, quotations or empty lines"
        yield 0, message, "Say it in one paragraph."


def _left_over(open_text: str, tokens: Sequence[Token], in_quiz: bool) -> Iterator[Complaint]:
    """Marks that the parser has left among the words, because their partner is missing."""
    words = " ".join(
        child.content for token in tokens for child in token.children or () if child.type == "text"
    )
    for sign in ("**", "`", "](", "] ["):
        if sign in words and (start := open_text.find(sign)) >= 0:
            if sign in {"**", "`"}:
                start = _alone(open_text) if sign == "**" else start
                yield (start, f"“{sign}” stands here without its partner",
                       "Close it, with no space between it and the words.")  # fmt: skip
            else:
                yield (
                    start,
                    "This link cannot be read",
                    "Write [words](page.md); put < and > around a path with spaces.",
                )
    for found in re.finditer(r"\[\[[^\]\n]+\]\]|\]\[[^\]\n]*\]", open_text):
        if found[0] in words and not (in_quiz and MARK.fullmatch(found[0])):
            yield found.start(), f"“{found[0]}” makes no link here", "Write [words](page.md)."


def _alone(text: str) -> int:
    """The last of an odd number of `**`, where a reader would look for its partner; else the first."""
    found = [match.start() for match in re.finditer(r"\*\*", text)]
    return found[-1] if len(found) % 2 else found[0]


def _blocks(text: str, tokens: Sequence[Token]) -> Iterator[Complaint]:
    lines, starts = text.split("\n"), line_starts(text)
    for number, (token, following) in enumerate(zip_longest(tokens, tokens[1:])):
        start = starts[token.map[0]] if token.map else 0
        if token.type == "heading_open" and token.markup in {"-", "="}:
            yield start, *_underlined(token, following)
        elif token.type == "box_open":
            yield from ((start, *complaint) for complaint in _box(token, tokens[number + 1 : number + 5]))
        elif token.type == "fence" and token.map and not _is_closed(token, lines):
            yield (
                start,
                "A message is opened here and never closed",
                f"Close it with a line of {token.markup}.",
            )
        elif token.type == "fence" and token.info.strip().lower() in _DRAWN:
            yield start, f"“{token.info.strip()}” draws nothing here", "Say in words what it shows."
        elif token.type == "table_open" and token.map:
            yield from _cells(starts, lines, token.map)
        elif token.type == "paragraph_open" and following and token.map:
            yield from ((start, *complaint) for complaint in _paragraph(following.content))


def _underlined(heading: Token, inline: Token | None) -> tuple[str, str]:
    words = " ".join((inline.content if inline else "").split())
    if heading.markup == "=":
        return (
            "The line of “=” below makes a first-level heading of this",
            f"Write “## {words}” for a heading.",
        )
    return (
        "The line of “-” right below makes a heading of this",
        f"Leave an empty line above the “---” for a line across; for a heading write “## {words}”.",
    )


def _box(box: Token, inside: Sequence[Token]) -> Iterator[tuple[str, str]]:
    """What is wrong with a box, by its name and the first tokens in it."""
    if box.info.lower() not in BOXES:
        yield f"There is no box “{box.info}”", f"Choose one of: {', '.join(BOXES)}."
    inside = inside[3:] if inside[0].type == "box_title_open" else inside
    if inside[0].type == "box_close":
        yield "This box is empty", "Indent its text below by four spaces."


def _is_closed(fence: Token, lines: Sequence[str]) -> bool:
    assert fence.map is not None  # noqa: S101 (a fence always has its lines)
    last = lines[fence.map[1] - 1].strip(" >")
    return fence.map[1] - fence.map[0] > 1 and set(last) == {fence.markup[0]}


def _cells(starts: Sequence[int], lines: Sequence[str], rows: Sequence[int]) -> Iterator[Complaint]:
    """The parser drops the cells that stand beyond the last column."""
    counts = [
        len(escapedSplit(line.strip(" >").removeprefix("|").removesuffix("|")))
        for line in lines[slice(*rows)]
    ]
    for number, count in enumerate(counts):
        if count > counts[0]:
            hint = "Give the first row a cell for it, or put a backslash before a “|” that is a sign."
            yield (
                starts[rows[0] + number],
                f"This row has {count} cells, and the first row {counts[0]}",
                hint,
            )


def _paragraph(content: str) -> Iterator[tuple[str, str]]:
    """What a paragraph begins with when it was meant as something else."""
    if re.match(r"!!!", content):
        yield (
            "This box cannot be read",
            'Write !!! do "Title" with straight quotes, and indent its text below.',
        )
    rows = [line for line in content.split("\n") if re.match(r"\|.*\||[^|`]+ \| ", line)]
    if len(rows) > 1 or content.startswith("|"):
        yield "This table has no line below its first row", "Write a line such as |---|---| there."
    if late := _LATE_NUMBER.search("\n" + content):
        hint = "Leave an empty line above it for a list; else move the number into the line above."
        yield f"“{late[1]}” makes no list here", hint
