"""The course's texts as other programs take them: plain words, a small safe part of HTML, or XML elements.

A package stands alone, so nothing in it links to our pages; links to helplines and sources stay.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from html.parser import HTMLParser
from xml.etree.ElementTree import Element, SubElement, tostring

from markupsafe import Markup

from coursekit.model.picture import Picture
from coursekit.model.shelf import Shelf
from coursekit.render.pixels import TEMPLATE as PIXELS
from coursekit.render.references import Writer, reference_templates

TEMPLATES = (*reference_templates("export"), PIXELS)
"""What the texts' references and pictures are drawn with."""

_TABLE = frozenset(("table", "thead", "tbody", "tr", "th", "td"))
_LISTS = frozenset(("ul", "ol", "li", "dl", "dt", "dd"))
BLOCKS = frozenset(("p", "blockquote", "pre", "h2", "h3", "h4", "h5", "div", "hr")) | _LISTS | _TABLE
INLINE = frozenset(("em", "strong", "code", "sub", "sup", "br", "a", "img"))
"""Every element that may reach a platform; of any other only the words are left."""

Row = tuple[tuple[str, str], ...]
"""Texts, each with the plain sign that follows it."""

_VOID = frozenset(("br", "hr", "img"))
_KEPT = {"a": ("href",), "img": ("src", "alt", "width", "height")}
"""The attributes that stay, of those that our own templates write."""
_TARGETS = ("https://", "http://", "tel:", "mailto:")


class Texts:
    """Writes the texts of one package; `at` is where it keeps pictures, None where words stand for them."""

    def __init__(self, shelf: Shelf, at: str | None = None) -> None:
        self._write = Writer(shelf.model_copy(update={"links": {}}), "export", at=at)

    @property
    def at(self) -> str | None:
        """Where pictures lie, as a text of the package writes it."""
        return self._write.at

    def picture(self, id_: str) -> Picture | None:
        """A picture that the package is to hold."""
        found = self._write.shelf.pictures.get(id_)
        if found and found not in self._write.pictures:
            self._write.pictures.append(found)
        return found

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """Those that the texts written so far show."""
        return tuple(self._write.pictures)

    def blocks(self, text: str) -> Element:
        """A `div` with the text's paragraphs, lists and so on; none of its words stand outside of them."""
        return tree(self._write.block(text) if "{{" in text or "![" in text else _unbound(text))

    def html(self, text: str) -> str:
        """The text as HTML in blocks."""
        return inner(self.blocks(text))

    def inline(self, text: str) -> str:
        """The text as HTML without blocks: they become lines."""
        return inner(flat(self.blocks(text)))

    def reason(self, verdict: str, text: str) -> Element:
        """A verdict and a reason as one paragraph: Canvas shows the first and leaves out what follows."""
        paragraph = flat(self.blocks(text))
        paragraph.tag = "p"
        strong = Element("strong")
        strong.text, strong.tail = verdict, f" {paragraph.text or ''}"
        paragraph.text = None
        paragraph.insert(0, strong)
        return paragraph

    def listed(self, verdict: str, reasons: Iterable[Row]) -> Element:
        """A verdict and a line for each reason, in one paragraph; a sign follows each text."""
        paragraph = Element("p")
        SubElement(paragraph, "strong").text = verdict
        _append(paragraph, " ")
        for number, row in enumerate(reasons):
            if number:
                _append(paragraph, " ")
                SubElement(paragraph, "br")
            for text, sign in row:
                line = flat(self.blocks(text))
                _append(paragraph, line.text or "")
                paragraph.extend(line)
                _append(paragraph, sign)
        return paragraph

    def plain(self, text: str) -> str:
        """The words alone, a line a block."""
        return words(self.blocks(text))


@lru_cache(maxsize=4096)
def _unbound(text: str) -> Markup:
    """A text that names no record is the same in every format and for every place: it is made once."""
    return Writer(Shelf(), "export").block(text)


class _Tree(HTMLParser):
    """Builds elements of what our Markdown and our templates have written, which is always balanced."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("div")
        self.open: list[tuple[str, Element]] = [("", self.root)]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        parent = self.open[-1][1]
        href = dict(attrs).get("href") or ""
        kept = href.startswith(_TARGETS) if tag == "a" else tag in BLOCKS | INLINE
        written = {name: value or "" for name, value in attrs if name in _KEPT.get(tag, ())}
        here = SubElement(parent, tag, written) if kept else parent
        if tag not in _VOID:
            self.open.append((tag, here))

    def handle_endtag(self, tag: str) -> None:
        if len(self.open) > 1 and self.open[-1][0] == tag:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        _append(self.open[-1][1], data)


def tree(html: Markup) -> Element:
    """The fragment as elements inside a `div`, without anything a platform could refuse or obey."""
    parser = _Tree()
    parser.feed(html)
    parser.close()
    return parser.root


def _append(element: Element, text: str) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def inner(element: Element) -> str:
    """What stands inside an element, as HTML."""
    html: str = tostring(element, encoding="unicode", method="html")
    return html.removeprefix(f"<{element.tag}>").removesuffix(f"</{element.tag}>").strip()


def words(element: Element) -> str:
    """The words of an element: a line a block, items of lists with a dash before them."""
    lines = "".join(_lines(element)).split("\n")
    return "\n".join(line for line in (re.sub(r"[ \t]+", " ", line).strip() for line in lines) if line)


def _lines(element: Element, *, kept: bool = False) -> list[str]:
    kept = kept or element.tag == "pre"
    parts = [_spaced(element.text, kept=kept)]
    for child in element:
        edge = "\n" if child.tag in BLOCKS | {"br"} else ""
        parts += [edge, "- " if child.tag == "li" else "", *_lines(child, kept=kept)]
        parts += [edge, _spaced(child.tail, kept=kept)]
    return parts


def _spaced(text: str | None, *, kept: bool) -> str:
    return (text or "") if kept else re.sub(r"[ \t\n\r]+", " ", text or "")


def flat(element: Element) -> Element:
    """The element without blocks: a line break between two of them."""
    made = Element("div")
    _flatten(element, made)
    while len(made) and made[-1].tag == "br" and not (made[-1].tail or "").strip():
        made.remove(made[-1])
    _tidy(made)
    return made


def _tidy(made: Element) -> None:
    """One space before each line break and none behind it, whatever blocks the lines were."""
    made.text = re.sub("^ +", "", made.text or "")
    before: Element | None = None
    for child in made:
        if child.tag == "br":
            child.tail = re.sub("^ +", "", child.tail or "")
            words = (made.text if before is None else before.tail) or ""
            spaced = f"{words.rstrip(' ')} "
            if before is None:
                made.text = spaced
            else:
                before.tail = spaced
        before = child
    if before is None:
        made.text = made.text.rstrip(" ")
    elif before.tail:
        before.tail = before.tail.rstrip(" ")


def _flatten(element: Element, into: Element) -> None:
    if element.tag == "li":
        _append(into, "• ")
    _append(into, _spaced(element.text, kept=False))
    for child in element:
        if child.tag in BLOCKS:
            if len(into) or (into.text or "").strip():
                _break(into)
            _flatten(child, into)
        else:
            copy = SubElement(into, child.tag, dict(child.attrib))
            _flatten(child, copy)
        _append(into, _spaced(child.tail, kept=False))


def _break(into: Element) -> None:
    if not (len(into) and into[-1].tag == "br" and not (into[-1].tail or "").strip()):
        SubElement(into, "br")
