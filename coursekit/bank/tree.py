"""What a text of another tool says, as a small tree: paragraphs, lists, words with their marks.

Anything else in its HTML (scripts, styles, forms, pictures) is left out and named in `Words.lost`.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from coursekit.bank.clean import printable_only

Inline = "str | Mark | Break"


@dataclass(frozen=True, slots=True)
class Mark:
    """Words that are `strong`, `em` or `code`."""

    name: str
    inside: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Break:
    """The end of a line inside a paragraph."""


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a text that stands on lines of its own.

    `kind` is `p`, `ul`, `ol`, `li`, `blockquote`, `pre`, `hr`, `table`, `tr` or `td`.
    """

    kind: str
    inside: tuple[Any, ...] = ()
    """Words, of `p`, `pre` and `td`; else blocks."""
    loose: bool = False
    """Whether the items of a list are paragraphs."""


_MARKS = {"b": "strong", "strong": "strong", "em": "em", "i": "em", "code": "code", "tt": "code"}
_LISTS = {"ul": "ul", "ol": "ol", "dl": "ul", "menu": "ul", "dir": "ul"}
_WHOLE = frozenset(("blockquote", "pre", "hr", "table", *_LISTS))
_BOXES = frozenset((
    "address", "article", "aside", "body", "center", "dd", "details", "div", "dt", "fieldset",
    "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "html",
    "legend", "li", "main", "nav", "option", "p", "section", "summary", "tbody", "td", "tfoot", "th",
    "thead", "tr",
))  # fmt: skip
_GONE = frozenset(("script", "style", "head", "template", "noscript", "title", "link", "meta"))
_MEDIA = {
    "img": "src", "image": "src", "object": "data", "embed": "src", "iframe": "src", "audio": "src",
    "video": "src", "source": "src", "svg": "", "math": "", "canvas": "", "applet": "", "map": "",
}  # fmt: skip
_DEEPEST = 12
"""What is nested further is read for its words alone."""


class Reader:
    """Reads HTML; collects what it leaves out."""

    def __init__(self) -> None:
        self.lost: list[str] = []

    def blocks(self, root: Any) -> tuple[Block, ...]:
        """The blocks inside an element."""
        return tuple(self._blocks(root, 0))

    def _blocks(self, element: Any, depth: int) -> Iterator[Block]:
        """Blocks as they stand; words between them are paragraphs of their own."""
        waiting: list[Any] = [_text(element.text)]
        for child in element:
            name = tag(child)
            if name in _WHOLE or name in _BOXES:
                yield from _paragraph(waiting)
                waiting = []
                yield from self._block(child, name, depth + 1)
            else:
                waiting += self._inline(child, name, depth + 1)
            waiting.append(_text(child.tail))
        yield from _paragraph(waiting)

    def _block(self, element: Any, name: str, depth: int) -> Iterator[Block]:
        if depth > _DEEPEST:
            yield from _paragraph([_text("".join(words_of(element)))])
        elif name in _LISTS:
            yield from self._list(element, name, depth)
        elif name == "blockquote":
            inside = tuple(self._blocks(element, depth))
            if inside:
                yield Block("blockquote", inside)
        elif name == "pre":
            text = "".join(_lines_of(element)).replace("\r", "").strip("\n")
            if text.strip():
                yield Block("pre", (text,))
        elif name == "hr":
            yield Block("hr")
        elif name == "table":
            yield from self._table(element, depth)
        elif re.fullmatch("h[1-6]", name):
            yield from _paragraph([Mark("strong", tuple(_merged(self._all(element, depth))))])
        else:
            yield from self._blocks(element, depth)

    def _list(self, element: Any, name: str, depth: int) -> Iterator[Block]:
        items = [child for child in element if tag(child) not in {"", *_GONE}]
        made = [Block("li", tuple(self._blocks(child, depth))) for child in items]
        made = [item for item in made if item.inside]
        loose = any(len(item.inside) > 1 and item.inside[1].kind == "p" for item in made)
        if made:
            yield Block(_LISTS[name], tuple(made), loose)

    def _table(self, element: Any, depth: int) -> Iterator[Block]:
        rows = [
            Block("tr", tuple(Block("td", tuple(_merged(self._all(cell, depth)))) for cell in row))
            for row in element.iter("tr")
            if len(row)
        ]
        if rows:
            yield Block("table", tuple(rows))

    def _all(self, element: Any, depth: int) -> Iterator[Any]:
        yield _text(element.text)
        for child in element:
            yield from self._inline(child, tag(child), depth + 1)
            yield _text(child.tail)

    def _inline(self, element: Any, name: str, depth: int) -> Iterator[Any]:
        if name in _MEDIA:
            yield from self._media(element, name)
        elif name == "br":
            yield Break()
        elif name in _GONE or not name:
            if name in {"script", "style"}:
                self.lost.append(f"a {name} (not run, not kept)")
        elif depth > _DEEPEST:
            yield _text("".join(words_of(element)))
        elif name in _MARKS:
            inside = tuple(_merged(self._all(element, depth)))
            code = ("".join(words_of(element)),) if _MARKS[name] == "code" else inside
            yield Mark(_MARKS[name], code) if any(_said(inside)) else " "
        else:
            if name == "a" and (element.get("href") or "").strip():
                self.lost.append(f"a link to {_short(element.get('href'))} (its words stay)")
            yield from self._all(element, depth)

    def _media(self, element: Any, name: str) -> Iterator[Any]:
        """A picture or a film is named as lost; the words that stand for it stay."""
        what = next(filter(None, map(element.get, (_MEDIA[name] or "src", "src", "href"))), "")
        kind = {"img": "picture", "image": "picture", "svg": "picture", "math": "formula"}.get(name, name)
        self.lost.append(f"a {kind}{f' ({_short(what)})' if what else ''}")
        alternative = (element.get("alt") or "").strip()
        yield (
            f"[{alternative}]" if alternative else _text("".join(words_of(element))) if name == "math" else ""
        )


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 60 else flat[:59] + "…"


def tag(element: Any) -> str:
    """The name of an element without its namespace, in small letters; nothing for a comment."""
    name = element.tag
    return name.rpartition("}")[2].lower() if isinstance(name, str) else ""


def words_of(element: Any) -> Iterator[str]:
    """The words inside an element, without those of scripts and comments."""
    if tag(element) not in {"", "script", "style"}:
        yield element.text or ""
        for child in element.iterdescendants():
            if tag(child) not in {"", "script", "style"}:
                yield child.text or ""
            yield child.tail or ""


def _lines_of(element: Any) -> Iterator[str]:
    """The words of a message that is shown line by line."""
    yield element.text or ""
    for child in element.iterdescendants():
        yield "\n" if tag(child) in {"br", "p", "div"} else ""
        yield (child.text or "") if tag(child) else ""
        yield child.tail or ""


def _text(text: str | None) -> str:
    """Words as HTML shows them: the end of a line is kept as one, other white space is a space."""
    if not text:
        return ""
    return re.sub(r"[ \t\r\f]*\n[ \t\r\f\n]*", "\n", re.sub(r"[\t\r\f]", " ", text))


def _merged(inline: Iterable[Any]) -> list[Any]:
    """Neighbouring words are one piece; neighbours with the same mark as well."""
    made: list[Any] = []
    for piece in inline:
        last = made[-1] if made else None
        if isinstance(piece, str) and isinstance(last, str):
            made[-1] = last + piece
        elif isinstance(piece, Mark) and isinstance(last, Mark) and piece.name == last.name != "code":
            made[-1] = Mark(piece.name, tuple(_merged((*last.inside, *piece.inside))))
        elif piece != "":
            made.append(piece)
    return made


def _said(inline: Iterable[Any]) -> Iterator[str]:
    for piece in inline:
        if isinstance(piece, Mark):
            yield from _said(piece.inside)
        elif isinstance(piece, str) and piece.strip():
            yield piece


def _paragraph(waiting: list[Any]) -> Iterator[Block]:
    """A paragraph of these words, without white space and breaks at its ends; nothing without words."""
    inline = _merged(waiting)
    while inline and (
        isinstance(inline[-1], Break) or (isinstance(inline[-1], str) and not inline[-1].strip())
    ):
        inline.pop()
    while inline and (isinstance(inline[0], Break) or (isinstance(inline[0], str) and not inline[0].strip())):
        inline.pop(0)
    if inline and isinstance(inline[0], str):
        inline[0] = inline[0].lstrip()
    if inline and isinstance(inline[-1], str):
        inline[-1] = inline[-1].rstrip()
    if any(_said(inline)):
        yield Block("p", tuple(inline))


def parsed(html: str) -> Any:
    """A piece of HTML as an element around it; whatever it holds, nothing of it is run or fetched."""
    data = f"<div>{printable_only(html)}</div>".encode()
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    return etree.Element("div") if root is None else root
