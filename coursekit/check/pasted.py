"""What word processors paste: it looks right in an editor, and would run together or be shown raw."""

import re
from collections.abc import Iterator

from coursekit.check.marks import LIST
from coursekit.check.markup import masked
from coursekit.check.outline import line_starts
from coursekit.check.prose import ODD_SPACES
from coursekit.check.texts import Text, all_texts
from coursekit.load.course import Loaded
from coursekit.model.dialect import blocks
from coursekit.model.problem import Problem

_ODD = f"[{ODD_SPACES}]"
_SIGN = r"(?:#{1,6}|[-*+]|\d{1,2}[.)])"
_ODD_SPACE = re.compile(
    rf"^[ \t>]*{_ODD}*{_SIGN}(?={_ODD})|^[ \t>]*{_ODD}+[ \t]*{_SIGN}(?=\s)|^{_ODD}{{2,}}(?=\S)", re.MULTILINE
)
"""Beside the mark of a heading or a list, or in place of the four spaces under a box."""
_COUNTED = re.compile(
    r"^[ \t]*(?!1[.)])(?P<word>(?:[^\W\d_]+ )?\(?)1(?P<sign>\W?)[ \t\xa0]+\S[^\n]*\n"
    r"[ \t]*(?P=word)2(?P=sign)[ \t\xa0]+\S",
    re.MULTILINE,
)
"""“Step 1: …” over “Step 2: …”, and numbers with another sign behind them or none."""
_WORDS = re.compile(r"[^\W\d_]{2,}")
_ENDS = re.compile(r"[.,!?:…][”’\"')]*$")
_PASTED = 130
"""Characters: nobody breaks lines by hand behind so many, but a paragraph that was pasted has them."""


def check(loaded: Loaded) -> Iterator[Problem]:
    """Yield a problem, or a warning where only a person can tell, for what was typed for another program."""
    for text in all_texts(loaded):
        if text.role == "title" and re.fullmatch("“[^“”]+”", text.text):
            message = "These quotation marks are shown with the title."
            hint = 'Take them out; where YAML wants some, type straight ones (").'
            yield text.problem(0, "quoted-title", message, hint, severity="warning")
        if not text.inline:
            yield from _spaces(text)
            starts = line_starts(text.text)
            for token, inline in zip(tokens := blocks(text.text), tokens[1:], strict=False):
                if token.type == "paragraph_open" and token.map:
                    start = starts[token.map[0]]
                    yield from _paragraph(text, start, inline.content, alone=not token.level)


def _spaces(text: Text) -> Iterator[Problem]:
    open_text = masked(text.text, blocks(text.text))
    for found in _ODD_SPACE.finditer(open_text):
        message = "A space of another kind stands here, as word processors type it."
        yield text.problem(found.start(), "markup", message, "Replace it with an ordinary space.")
    for found in _COUNTED.finditer(open_text):
        yield text.problem(found.start(), "markup", "These lines would run into one paragraph.", LIST)


def _paragraph(text: Text, start: int, content: str, *, alone: bool) -> Iterator[Problem]:
    lines = content.split("\n")
    if sum("\t" in line.strip() for line in lines) > 1:
        message = "This looks like a table, and its lines would run into one paragraph."
        hint = "Write each line as | one | two |, and |---|---| below the first."
        yield text.problem(start, "markup", message, hint)
    elif len(lines) > 1 and max(map(len, lines)) > _PASTED and all(map(_ENDS.search, lines[:-1])):
        message = "These lines run into one paragraph."
        hint = "Leave an empty line between paragraphs; end a line with a backslash for a new line."
        yield text.problem(start, "run-on", message, hint, severity="warning")
    elif (
        alone
        and len(lines) == 1
        and content.isupper()
        and content[0] != "#"
        and len(_WORDS.findall(content)) > 1
    ):
        message = "This looks like a heading, and is a paragraph in capitals."
        hint = f"Write “## {content.capitalize()}” for a heading; capitals are hard to read."
        yield text.problem(start, "capitals", message, hint, severity="warning")
