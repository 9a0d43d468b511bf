"""Names in the text: `{{ fact("ew-image-age-18") }}` and its kin.

Only the functions listed here are references; any other `{{` is ordinary text and is shown as it stands.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal, get_args

Function = Literal[
    "fact", "facts", "change", "contact", "here", "door", "place", "school", "by_place", "only_with"
]
FUNCTIONS: tuple[str, ...] = get_args(Function)

_CALL = re.compile(r"\{\{\s*([A-Za-z_]+)\s*\(([^(){}\n]*)\)\s*\}\}")
_ARGUMENT = re.compile(r"""^\s*(["'“”])([^"'“”]*)["'“”]\s*$""")


@dataclass(frozen=True, slots=True)
class Reference:
    """A name in the text, with its offset; `argument` is None where it could not be read."""

    function: str
    argument: str | None
    start: int
    end: int

    def alone(self, text: str) -> bool:
        """Tell whether the reference has its line to itself."""
        line_start = text.rfind("\n", 0, self.start) + 1
        line_end = text.find("\n", self.end)
        rest = text[line_start : self.start] + text[self.end : line_end if line_end >= 0 else len(text)]
        return not rest.strip()


def references(text: str) -> Iterator[Reference]:
    """Yield everything in `text` that has the form of a reference, known function or not."""
    for match in _CALL.finditer(text):
        argument = _ARGUMENT.match(match[2])
        yield Reference(match[1], argument[2] if argument else None, match.start(), match.end())


def replace(text: str, put: Callable[[Reference], str]) -> str:
    """Return `text` with each reference to a known function replaced by what `put` returns for it."""
    parts, position = [], 0
    for reference in references(text):
        if reference.function in FUNCTIONS and reference.argument is not None:
            parts += [text[position : reference.start], put(reference)]
            position = reference.end
    return "".join(parts) + text[position:]


@dataclass(frozen=True, slots=True)
class Link:
    """The target of a Markdown link, with its offset."""

    target: str
    start: int


_LINK = re.compile(
    r"\]\(\s*<?((?:[^()\s<>]|\([^()\s]*\))+)"  # inline
    r"|^ {0,3}\[[^\]]+\]:\s*<?(\S+?)>?\s*$"  # by reference
    r"|<((?:https?|mailto):[^>\s]+)>",  # typed between angle brackets
    re.MULTILINE,
)


def links(text: str) -> Iterator[Link]:
    """Yield the targets of all links in `text`: inline, by reference, and typed between `<` and `>`."""
    for match in _LINK.finditer(text):
        group = match.lastindex or 1
        yield Link(match[group], match.start(group))


_HEADING = re.compile(r"^(#{1,6})\s")
_CONDITION = re.compile(r"""^\{\{\s*only_with\s*\(\s*["'“”]([^"'“”(){}]*)["'“”]\s*\)\s*\}\}$""")


def left_in(text: str, has: Callable[[str], bool]) -> str:
    """Return `text` without the sections that are not for this place.

    A section whose heading is followed by `{{ only_with("law regions") }}` stays where `has` is true of one
    of these names. It reaches to the next heading of its own level or a higher one.
    """
    kept: list[str] = []
    dropped_level = 0
    for line, following in _with_next_line(text):
        heading = _HEADING.match(line)
        if heading and dropped_level and len(heading[1]) <= dropped_level:
            dropped_level = 0
        if heading and not dropped_level and (condition := _CONDITION.match(following)):
            dropped_level = 0 if any(map(has, condition[1].split())) else len(heading[1])
        if not dropped_level and not _CONDITION.match(line.strip()):
            kept.append(line)
    return "\n".join(kept)


def _with_next_line(text: str) -> Iterator[tuple[str, str]]:
    """Yield each line with the next one that is not empty."""
    following = ""
    pairs = []
    for line in reversed(text.split("\n")):
        pairs.append((line, following))
        following = line.strip() or following
    return reversed(pairs)


_SECTION = re.compile(r"^##\s", re.MULTILINE)


def section_of(text: str, position: int) -> int:
    """The number of the second-level section that `position` lies in; 0 above the first."""
    return sum(1 for _ in _SECTION.finditer(text, 0, position))


def sections(text: str) -> list[tuple[int, str]]:
    """The second-level sections of `text`, each with its offset; first what stands above them."""
    starts = [0, *(match.start() for match in _SECTION.finditer(text))]
    ends = [*starts[1:], len(text)]
    return [(start, text[start:end]) for start, end in zip(starts, ends, strict=True)]
