"""YAML that cuts a text, or joins two, without a word: what the reader takes for its own signs.

The tokens tell where texts end; what is left of their lines was typed by somebody.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

import yaml
from yaml import tokens as kinds

from coursekit.load.yaml_words import DOUBLE, Place, Said

_VALUE = re.compile(
    r"-?[a-z0-9][\w./:-]*|https?://\S+|[A-Z]{2,3}(?:-[A-Z]{3})?|A\d|Letter|[\w-]+\.\w{3}|\+?\d[\d ]*",
    re.ASCII,
)
"""A value that is no text: an id, a number, a day, a place. A comment may stand after it."""
_MARK = re.compile(r"(?:[-*+•]|1[.)])\s+\S")
_LIST = "Line it up with the “- ” above; to keep lines as they are, write “|” after the key."


def traps(text: str, loader: Any) -> Iterator[Said]:
    """Yield what a YAML text loses, up to the first error of its reader, who reports it."""
    lines = text.split("\n")
    brackets: list[list[yaml.ScalarToken] | None] = []
    try:
        for token in yaml.scan(text, Loader=loader):
            yield from _cut(token, lines)
            if isinstance(token, (kinds.AnchorToken, kinds.TagToken)):
                yield from _sign(token, lines)
            elif isinstance(token, kinds.FlowSequenceStartToken):
                brackets.append([])
            elif isinstance(token, kinds.FlowMappingStartToken):
                brackets.append(None)
            elif isinstance(token, (kinds.FlowSequenceEndToken, kinds.FlowMappingEndToken)):
                yield from _comma(brackets.pop() if brackets else None)
            elif isinstance(token, kinds.ScalarToken):
                if brackets and brackets[-1] is not None:
                    brackets[-1].append(token)
                yield from _joined(token, lines)
    except (yaml.YAMLError, RecursionError, ValueError):
        return


def _cut(token: Any, lines: Sequence[str]) -> Iterator[Said]:
    """A comment that begins where a text would go on."""
    end = token.end_mark
    rest = lines[end.line][end.column :] if end.line < len(lines) else ""
    if not re.match(r"\s+#", rest):
        return
    comment = rest.strip()
    place = Place(end.line, end.column + len(rest) - len(rest.lstrip()))
    if isinstance(token, (kinds.ValueToken, kinds.BlockEntryToken)) and re.match(r"#[^\s#]", comment):
        message = f"“{_short(comment)}” is read as a comment, and nothing is left"
        yield place, message, f"Put it in double quotes: {_in_quotes(comment)}."
    elif isinstance(token, kinds.ScalarToken) and token.plain and _cuts(token.value, comment):
        message = f"“{_short(comment)}” is read as a comment, and the text ends before it"
        yield place, message, f"{DOUBLE} A comment stands on a line of its own."


def _cuts(value: str, comment: str) -> bool:
    return not _VALUE.fullmatch(value) or bool(re.match(r"#[^\s#]", comment))


def _in_quotes(comment: str) -> str:
    """What was typed, up to a comment of its own, in quotes."""
    value = re.split(r"\s+#\s", comment, maxsplit=1)[0].replace("\\", "\\\\").replace('"', '\\"')
    return f'"{value}"'


def _sign(token: Any, lines: Sequence[str]) -> Iterator[Said]:
    start, end = token.start_mark, token.end_mark
    typed = lines[start.line][start.column : end.column] if start.line == end.line else ""
    rest = lines[end.line][end.column :].strip() if end.line < len(lines) else ""
    hint = DOUBLE if (rest and rest[0] not in "[{") or typed.startswith("!") else "Take it out."
    yield start, f"“{_short(typed)}” at the beginning is read as a sign for the program and not shown", hint


def _comma(items: list[yaml.ScalarToken] | None) -> Iterator[Said]:
    """A comma inside one text, in a list between brackets: the text goes on with a small letter."""
    for first, second in zip(items or [], (items or [])[1:], strict=False):
        sentence = first.plain and first.value[:1].isupper() and " " in first.value
        if sentence and second.plain and second.value[:1].islower():
            message = f"The comma ends the text before “{_short(second.value)}”, which becomes another one"
            yield second.start_mark, message, "Put each text between the brackets in double quotes."


def _joined(token: yaml.ScalarToken, lines: Sequence[str]) -> Iterator[Said]:
    """Lines of a list that are read as the end of the text above them."""
    first, last = token.start_mark.line, token.end_mark.line
    if not (token.plain or token.style == ">") or first == last:
        return
    for number in range(first + 1, min(last + 1, len(lines))):
        line = lines[number]
        below = number > first + 1 or token.plain
        if below and _MARK.match(line.strip()) and (token.plain or _goes_on(lines[number - 1], line)):
            said = f"“{_short(line.strip())}” is read as a part of the text above"
            hint = _LIST if token.plain else "Write “|” in place of “>”, which joins lines."
            yield Place(number, len(line) - len(line.lstrip())), said, hint
            return


def _goes_on(above: str, line: str) -> bool:
    """Whether a folded text joins a line to the one above it: both are indented alike."""
    indent = len(line) - len(line.lstrip())
    return bool(above.strip()) and len(above) - len(above.lstrip()) == indent


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"
