"""Finished outputs read back as one kind of list: what a reader meets, part by part, in reading order."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any
from xml.etree.ElementTree import Element

import docx
import html5lib
from docx.table import Table
from lxml import etree
from office import notes, opened
from pdfs import Tagged, tagged


@dataclass(frozen=True, slots=True)
class Part:
    """Something a reader meets.

    `kind` is `heading`, `text`, `list`, `table`, `box` (a fold as well), `link`, `control` (a field, a button
    or something to choose from), `picture`, `other`, or `end`, where a section ends. `text` has single
    spaces; `level` is a heading's.
    """

    kind: str
    text: str = ""
    level: int = 0
    empty: bool = False
    """Whether neither words nor a picture nor anything to fill in is in it."""


Parts = list[Part]


def parts(path: str, data: bytes) -> Iterator[tuple[str, Parts]]:
    """Yield every page of a finished output, with its name: one for most, all those of a package."""
    ending = next((ending for ending in READERS if path.endswith(ending)), None)
    if ending:
        yield from READERS[ending](path, data)


# --- Pages -------------------------------------------------------------------------------------------------

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_KINDS = {"ul": "list", "ol": "list", "dl": "list", "table": "table", "a": "link", "img": "picture"}
_KINDS |= dict.fromkeys(("svg", "canvas"), "picture")
_KINDS |= dict.fromkeys(("input", "textarea", "select", "button", "iframe"), "control")
_MAY_NOT_BE_EMPTY = {
    *_HEADINGS,
    *("p", "ul", "ol", "li", "dl", "dt", "table", "caption", "section", "article", "aside", "details"),
    *("summary", "figure", "blockquote", "a", "button", "nav", "fieldset", "legend"),
}
_BLOCKS = {*_HEADINGS, "p", "li", "dt", "dd", "td", "th", "summary", "caption", "legend", "figcaption", "div"}
_BOXES = {"admonition", "card", "contact-card"}
_SECTIONS = {"main", "article", "section", "aside", "nav", "footer", "details", "td"}
_UNSEEN = {"script", "style", "template", "head"}
_HOLDS = {"img", "svg", "canvas", "input", "textarea", "select", "iframe", "button"}


def page(data: bytes | str) -> Parts:
    """The parts of a web page as a browser without scripts reads it."""
    text = data.decode() if isinstance(data, bytes) else data
    root = html5lib.parse(text, treebuilder="etree", namespaceHTMLElements=False)
    return list(_elements(root.find("body")))


def _elements(element: Element) -> Iterator[Part]:
    for child in element:
        if not isinstance(child.tag, str) or child.tag in _UNSEEN or "hidden" in child.attrib:
            continue
        yield from _element(child)
        yield from _elements(child)
        if child.tag in _SECTIONS:
            yield Part("end")


def _element(element: Element) -> Iterator[Part]:
    tag, text, kind = element.tag, _words(element), _kind(element)
    live = {"role", "aria-live", "data-for"} & set(element.attrib)
    must = tag in _MAY_NOT_BE_EMPTY or kind == "box"
    said = "" if tag == "details" and text == _words(element.find("summary")) else text
    empty = must and not said and not live and not any(inner.tag in _HOLDS for inner in element.iter())
    if kind == "text" and (_has_blocks(element) or not (text or empty)):
        kind = "other"
    if kind == "picture":
        text = element.get("alt", "") or element.get("aria-label", "") or text
    if kind != "other" or empty:
        yield Part(kind, text, _HEADINGS.get(tag, 0), empty)


def _kind(element: Element) -> str:
    if element.tag in _HEADINGS:
        return "heading"
    if element.tag == "details" or _BOXES & set(element.get("class", "").split()):
        return "box"
    return _KINDS.get(element.tag, "text" if element.tag in _BLOCKS else "other")


def _has_blocks(element: Element) -> bool:
    return any(
        inner.tag in _BLOCKS | {"ul", "ol", "dl", "table", "section"}
        for inner in element.iter()
        if inner is not element
    )


def _words(element: Element) -> str:
    return " ".join("".join(_pieces(element)).split())


def _pieces(element: Element) -> Iterator[str]:
    if not isinstance(element.tag, str) or element.tag in _UNSEEN or "hidden" in element.attrib:
        return
    if element.tag in _BLOCKS or element.tag in {"br", "option"}:
        yield " "
    yield element.text or ""
    for child in element:
        yield from _pieces(child)
        yield child.tail or ""


# --- Paper -------------------------------------------------------------------------------------------------

_TAGS = {"L": "list", "Table": "table", "Link": "link", "Figure": "picture", "Form": "control"}
_LINES = {"P", "LBody", "TD", "TH", "Caption"}
_FULL = {"H", "H1", "H2", "H3", "H4", "H5", "H6", "L", "LI", "Table", "TR", "Link", "BlockQuote"}
"""What is never empty. (The writer of PDFs makes empty paragraphs of the rest of a line after a field.)"""


def paper(data: bytes) -> Parts:
    """The parts of a PDF as its tags tell them; a text that runs on to a new page is one."""
    found: Parts = []
    last = -1
    for part, page in (part for tag in tagged(data) for part in _tags(tag)):
        if part.kind == "text" and found and found[-1].kind == "text" and -1 < last < page:
            part = replace(part, text=f"{found.pop().text} {part.text}")
        found.append(part)
        last = page
    return found


def _tags(tag: Tagged) -> Iterator[tuple[Part, int]]:
    """The parts of an element, each with the page on which it ends."""
    text = " ".join(tag.text.split())
    kind = "heading" if re.fullmatch(r"H\d?", tag.name) else _TAGS.get(tag.name, "other")
    inner = {below.name for below in tag.below()}
    if tag.name in _LINES and not inner & {"P", "L", "Table"}:
        kind = "text"
    nothing = not tag.kids if tag.name == "P" else tag.name in _FULL and not inner & {"Figure", "Form"}
    empty = nothing and not text
    if (kind != "other" and (text or kind in {"control", "picture"})) or empty:
        level = int(tag.name[1:] or 0) if kind == "heading" else 0
        yield Part(kind, tag.alternative or text, level, empty), tag.page
    for kid in tag.kids:
        yield from _tags(kid)


# --- Word files, slides and plain text ---------------------------------------------------------------------


def letter(data: bytes) -> Parts:
    """The parts of a Word file."""
    found: Parts = []
    for block in docx.Document(io.BytesIO(data)).iter_inner_content():
        if isinstance(block, Table):
            cells = [cell.text for row in block.rows for cell in row.cells]
            found.append(Part("table", " ".join(cells), empty=not any(cells)))
            found += [Part("text", cell) for cell in cells if cell.strip()]
            continue
        style = str(block.style.name) if block.style else ""
        level = re.fullmatch(r"Heading (\d)|Title", style)
        kind = "heading" if level else "list" if style.startswith("List") else "text"
        empty = kind != "text" and not block.text.strip()
        found.append(
            Part(kind, " ".join(block.text.split()), int((level and level[1]) or 1) if level else 0, empty)
        )
    return found


def deck(data: bytes) -> Iterator[tuple[str, Parts]]:
    """The parts of each slide, its notes after it."""
    for number, slide in enumerate(opened(data).slides, 1):
        found: Parts = []
        for shape in slide.shapes:
            if shape.shape_type == 13:
                found.append(Part("picture", shape.name))
            elif shape.has_text_frame:
                lines = [" ".join(paragraph.text.split()) for paragraph in shape.text_frame.paragraphs]
                found += [Part("text", line) for line in lines if line]
                found += [Part("box", empty=True)] if shape.is_placeholder and not any(lines) else []
        found += [Part("text", line) for line in notes(slide).split("\n") if line.strip()]
        yield f"slide {number}", found


def plain(data: bytes) -> Parts:
    """The paragraphs of a plain text."""
    return [
        Part("text", " ".join(text.split())) for text in re.split(r"\n\s*\n", data.decode()) if text.strip()
    ]


def cells(data: bytes) -> Parts:
    """The cells of a table."""
    return [
        Part("text", " ".join(cell.split()))
        for row in csv.reader(io.StringIO(data.decode("utf-8-sig")))
        for cell in row
    ]


# --- Packages ----------------------------------------------------------------------------------------------


def package(path: str, data: bytes) -> Iterator[tuple[str, Parts]]:
    """Every page and every text of a package."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in sorted(archive.namelist()):
            for inner, found in parts(name, archive.read(name)):
                yield f"{name} {inner}".strip(), found


def _markup(data: bytes) -> Iterator[tuple[str, Parts]]:
    """Questions in XML: each text, with what stands in its line and with the markup that is in it."""
    waiting = [etree.fromstring(data)]
    while waiting:
        element = waiting.pop()
        if any((text or "").strip() for text in (element.text, *(child.tail for child in element))):
            yield (
                etree.QName(element).localname,
                _fragment(" ".join(element.itertext(etree.Element)) if len(element) else element.text),
            )
        else:
            waiting += [child for child in element if isinstance(child.tag, str)]


def _values(data: bytes) -> Iterator[tuple[str, Parts]]:
    for value in _strings(json.loads(data)):
        yield "", _fragment(value)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _strings(inner)


def _fragment(text: str) -> Parts:
    return (
        page(text)
        if re.search(r"<(?:p|ul|ol|div|table|h\d)\b", text)
        else [Part("text", " ".join(text.split()))]
    )


def _one(read: Callable[[bytes], Parts]) -> Callable[[str, bytes], Iterable[tuple[str, Parts]]]:
    return lambda _, data: [("", read(data))]


READERS: dict[str, Callable[[str, bytes], Iterable[tuple[str, Parts]]]] = {
    ".html": _one(page),
    ".pdf": _one(paper),
    ".docx": _one(letter),
    ".txt": _one(plain),
    ".ics": _one(plain),
    ".gift": _one(plain),
    ".csv": _one(cells),
    ".pptx": lambda _, data: deck(data),
    ".xml": lambda _, data: _markup(data),
    ".json": lambda _, data: _values(data),
    ".zip": package,
    ".h5p": package,
    ".imscc": package,
}
"""How to read a file, by the end of its name; pictures, styles and scripts hold nothing to read."""
