"""Plain words for what PyYAML's readers say: libyaml's, in use wherever it is installed, and its own."""

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

import yaml

Said = tuple[Any, str, str]
"""The mark where it stands, what is wrong, and what to do."""

DOUBLE = "Put the whole text in double quotes."

_WORDS: tuple[tuple[str, str, str], ...] = (
    ("unexpected end of stream", "A quotation mark is opened here and never closed",
     "Close it, or double it inside the text."),
    ("hexa?decimal|unknown escape", "A backslash stands inside double quotes",
     "Write it twice, or use single quotes."),
    ("expected comment or line break|comment or a line break|chomping",
     "A “>” or “|” at the beginning says that the text starts on the next line", DOUBLE),
    ("alphabetic or numeric|undefined alias",
     "A “*” or “&” at the beginning points to another part of the file", DOUBLE),
    ("mapping keys are not allowed", "A “? ” at the beginning starts a key", DOUBLE),
    ("sequence entries are not allowed", "A “- ” right after a key starts a list on the same line",
     "Put each “- ” on a line of its own below the key; put a text that begins with it in double quotes."),
    ("node content|cannot start any token", "A text cannot begin with this sign", DOUBLE),
    ("document start", "The line “...” above ends the file", "Remove that line."),
    ("could not find expected ':'", "A key without its colon, or a sentence that is not indented",
     "Write “key: value”, and indent the lines that belong to it."),
)  # fmt: skip
_TAB = ("A tab stands where spaces are needed", "Take it out and indent with spaces.")
_ODD = (
    "A space of another kind stands here, as word processors type it",
    "Replace it with an ordinary space.",
)
_WIDE = ("This colon is of another kind", "Type an ordinary colon and a space.")
_KEY = re.compile(r"[ \t]*(?:- +)*[\w-]+:(?:\s|$)")


def in_plain_words(error: yaml.MarkedYAMLError, lines: Sequence[str]) -> Said:
    """Say where and what is wrong in a text of these lines, and what to do about it."""
    mark: Any = error.problem_mark or error.context_mark
    start: Any = error.context_mark or error.problem_mark
    said = error.problem or ""
    if "expected ':'" in said or "end of stream" in said:
        mark = start
    here = lines[mark.line] if mark.line < len(lines) else ""
    above = next((number for number in range(mark.line - 1, -1, -1) if lines[number].strip()), 0)
    if found := _unseen(here):
        return mark, *found
    if found := _unseen(lines[above]):
        return Place(above, 0), *found
    if "mapping values" in said:
        return mark, *_colon(here, mark.column)
    if "',' or" in said:
        return _brackets(start, mark, here)
    if "expected key" in said or "block end" in said or "'-' indicator" in said:
        return mark, *_out_of_line(error, here, mark.column)
    if "expected ':'" in said and re.match(r"\s*(?:- +)*[\w-]+:\S", here):
        return mark, "A key’s colon has no space after it", "Put a space after the colon."
    for pattern, message, hint in _WORDS:
        if re.search(pattern, said):
            return mark, message, hint
    return mark, f"This cannot be read as YAML: {said}", f"Compare it with the authors’ guide. {DOUBLE}"


class Place:
    """A line and column, counted from 0, like a mark of the reader."""

    def __init__(self, line: int, column: int) -> None:
        self.line, self.column = line, column


def odd_space(text: str) -> bool:
    """Whether there is a space in it that is none for YAML, such as the one that does not break a line."""
    return any(sign != " " and (unicodedata.category(sign) in {"Zs", "Cf"}) for sign in text)


def _unseen(line: str) -> tuple[str, str] | None:
    """What nobody can see in the indent of a line, or between a key and its value."""
    opening = re.match(r"\s*(?:-\s+)*(?:[\w-]+:\s*)?", line)
    gaps = opening[0] if opening else ""
    if "\t" in gaps:
        return _TAB
    if odd_space(gaps) or odd_space(line[: len(line) - len(line.lstrip())]):
        return _ODD
    return _WIDE if re.match(r"\s*(?:- +)*[\w-]+\s*：", line) else None


def _colon(line: str, column: int) -> tuple[str, str]:
    if (key := _KEY.match(line)) and column <= key.end():
        message = "This key is indented further than the one above, whose text it would continue"
        return message, "Line it up with the key above, or put the text above in double quotes."
    return "A colon followed by a space starts a new key here", DOUBLE


def _brackets(start: Any, mark: Any, line: str) -> Said:
    """Something is wrong between brackets or braces that open at `start`."""
    if mark.line > start.line:
        return (
            start,
            "What is opened here is never closed",
            "Close it on the same line, or put the text in double quotes.",
        )
    if quoted := _quoted(line, mark.column):
        return mark, *quoted
    return mark, "A colon followed by a space starts a new key here", DOUBLE


def _out_of_line(error: yaml.MarkedYAMLError, line: str, column: int) -> tuple[str, str]:
    if quoted := _quoted(line, column):
        return quoted
    if "collection" in (error.context or ""):
        return (
            "This line does not fit the list above it",
            "Line it up with the “- ” above, or with the list’s key.",
        )
    return "The indentation does not fit the lines above", "Line it up with the key, or the text, above."


def _quoted(line: str, column: int) -> tuple[str, str] | None:
    """A quotation mark has ended the text before this column; say how to keep all of it."""
    if not (found := re.match(r"(.*?(?:[:,\[{]|^\s*-)\s*)([\"']).*?\2\s*$", line[:column])):
        return None
    text = re.split(r",\s+[\w-]+:\s|[}\]]\s*$", line[found.end(1) :])[0]
    ending = "The text ends at its second quotation mark, before the end of the line"
    if "{{" in text and text[0] == '"':
        return ending, "Put single quotes around the whole text in place of the double ones."
    if "'" not in text:
        return ending, "Put single quotes around the whole text, and keep the marks inside."
    if '"' not in text:
        return ending, "Put double quotes around the whole text in place of the single ones."
    return ending, "Write “|” after the key, and the text on the next line, indented by two more spaces."
