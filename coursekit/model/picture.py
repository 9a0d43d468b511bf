"""Pictures that texts show: `![what it shows](pictures/name.svg)`.

A picture is known by the name of its file alone, so a text may name it from any folder.
"""

import base64
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from markdown_it.token import Token

from coursekit.model.base import Frozen, Line
from coursekit.model.dialect import DECORATIVE, blocks

FOLDERS = ("course/pictures", "quizzes/pictures")
"""Where pictures lie."""
MEDIA = {"svg": "image/svg+xml", "png": "image/png", "jpg": "image/jpeg"}
"""What is published, by the endings of its names."""
KINDS = ("svg", "png", "jpg", "jpeg", "webp")
"""The endings of what is read."""


class Picture(Frozen):
    """A picture as it is published: an SVG that is only a drawing, or pixels without a word about them."""

    id: Line
    """The name of its file, as texts write it."""
    name: Line
    """The name under which it is published."""
    data: str
    """In Base64 (RFC 4648)."""
    width: int
    height: int
    """In pixels of CSS."""
    is_photo: bool = False
    """Whether it was kept in a format of photographs."""

    @property
    def media(self) -> str:
        """The media type."""
        return MEDIA[self.name.rpartition(".")[2]]

    @property
    def pixels(self) -> str:
        """The name of its file where a drawing is given as pixels."""
        return self.name.replace(".svg", ".png")

    @property
    def content(self) -> bytes:
        """What its file holds."""
        return base64.b64decode(self.data)

    @property
    def url(self) -> str:
        """Its address without any file (RFC 2397)."""
        return f"data:{self.media};base64,{self.data}"


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture in a text: where it lies, what stands for it in words, and where it is named."""

    target: str
    words: str
    decorative: bool
    start: int
    alone: bool
    """Whether it has its paragraph to itself."""

    @property
    def id(self) -> str:
        """The name of its file."""
        return PurePosixPath(self.target).name


def shown_in(text: str, read: Sequence[Token] | None = None) -> Iterator[Shown]:
    """Yield each picture of a text; `read` are its tokens, where it is a text of one line."""
    if "![" not in text:
        return
    position = 0
    for inline in blocks(text) if read is None else read:
        children = inline.children or []
        for child in children:
            if child.type == "image":
                start = max(text.find("![", position), position)
                position = start + 2
                target = str(child.attrs.get("src", ""))
                words = "".join(part.content for part in child.children or ()).strip()
                yield Shown(target, words, DECORATIVE in child.meta, start, len(children) == 1)


_MARKS = re.compile(r"!\[[^\]]*\]\([^)]*\)(?:\{" + DECORATIVE + r"\})?")


def without(text: str, shown: Shown) -> str:
    """The text without one of its pictures."""
    found = _MARKS.match(text, shown.start)
    return f"{text[: shown.start]}{text[found.end() :]}".strip() if found else text


def folder_of(target: str, owner: str) -> str:
    """The folder that a text in the file `owner` means, as it wrote it: `pictures/…` is its part’s own."""
    folder = str(PurePosixPath(target).parent)
    if folder == "pictures":
        return f"{PurePosixPath(owner).parts[0]}/pictures"
    parts: list[str] = list(PurePosixPath(owner).parent.parts)
    for part in PurePosixPath(folder).parts:
        if part == ".." and parts:
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts)
