"""Names in the text: `{{ fact("ew-image-age-18") }}` and its kin.

Only the functions listed here are references. Whatever else has braces like theirs is a name that somebody
meant to write and that cannot be read: `strays` finds it, because a reader would see it in a number's place.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from coursekit.model.dialect import links_in

Function = Literal[
    "fact",
    "facts",
    "change",
    "contact",
    "here",
    "door",
    "apps",
    "rule",
    "place",
    "school",
    "by_place",
    "only_with",
    "drawing",
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


_GAP = r"[\s\\\u200b-\u200f\u2060\ufeff]*"
"""What may stand between two signs that belong together and was not meant to."""
_NAME = "|".join(FUNCTIONS)
_STRAY = re.compile(
    rf"(?P<opens>[{{｛﹛]{_GAP}[{{｛﹛]|[{{｛]{_GAP}[%#](?![\w-])"
    rf"|[{{(\[<]{_GAP}(?:{_NAME})\s*[(\[]?\s*[\"'“”„‘’«]|\b(?:{_NAME})[(\[]\s*[\"'“”„‘’«])"
    rf"|[}}｝﹜]{_GAP}[}}｝﹜]|[%#]{_GAP}[}}｝]|[｛｝﹛﹜]"
)
_CLOSE = re.compile(rf"[}}｝﹜](?:{_GAP}[}}｝﹜])*|$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Stray:
    """What looks like a part of a name and is none, with its offset."""

    text: str
    start: int


def strays(text: str) -> Iterator[Stray]:
    """Yield each piece of `text` that looks like a part of a reference and cannot be read as one."""
    if not _MAY_STRAY.search(text):
        return
    rest = text
    for found in references(text):
        rest = rest[: found.start] + " " * (found.end - found.start) + rest[found.end :]
        for at in (found.start - 1, found.end):
            if text[at : at + 1] in {"{", "}"} and at >= 0:
                yield Stray(text[at], at)
    position = 0
    while match := _STRAY.search(rest, position):
        close = _CLOSE.search(rest, match.end())
        position = close.end() if close and match["opens"] else match.end()
        yield Stray(" ".join(rest[match.start() : position].split()), match.start())


_MAY_STRAY = re.compile(r"[{}｛｝﹛﹜]|\w[(\[]\s*[\"'“”„‘’«]|[(\[<]\s*\w")


@dataclass(frozen=True, slots=True)
class Link:
    """The target of a Markdown link, with its offset."""

    target: str
    start: int


def links(text: str) -> Iterator[Link]:
    """Yield the targets of all links in `text`: inline, and typed between `<` and `>`."""
    position = 0
    for target in links_in(text):
        found = text.find(target.removeprefix("mailto:"), position)
        position = max(found, position)
        yield Link(target, position)


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
