"""HTML to PDF/UA-1 with the project's own fonts; nothing is fetched, and nothing of the machine gets in."""

import hashlib
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, lru_cache
from typing import Any

from coursekit.model.letters import drawable
from coursekit.render.templates import TEMPLATES

FONTS = TEMPLATES / "fonts"


class PrintError(Exception):
    """WeasyPrint reported something that a reader would see: a missing file, font or style."""


def to_pdf(*ways: str, sides: int = 1, like: str = "") -> bytes:
    """Return the PDF/UA-1 file (ISO 14289-1) of a complete HTML document.

    Of several ways to write the document, the most generous first, the first that fits on so many sides is
    taken, or else the last. `like` names what is set alike, such as one handout for other places: the search
    begins where the last of them ended, and comes to the same end. Its `<input>` and `<textarea>` elements
    become fields to fill in.
    Raises PrintError for anything WeasyPrint warns about: a warning is a mistake in a template.
    """
    with _collected_warnings() as messages:
        html, document = _first_that_fits([drawable(way) for way in ways], sides, like)
        data: bytes = document.write_pdf(finisher=_finish, **_options(html))
    if messages:
        raise PrintError("; ".join(dict.fromkeys(messages)))
    return data


_ENDED: dict[tuple[str, int], int] = {}
"""Where the last search of each sort ended in this process, by what is set alike and the number of ways."""


def _first_that_fits(ways: list[str], sides: int, like: str) -> tuple[str, Any]:
    """Look for it from where its like was found: what fits in one way fits in every tighter one."""
    drawn = {}
    low, high = 0, len(ways) - 1
    way, leap = _ENDED.get((like, high), high // 2), 1
    while low < high:
        way = min(max(way, low), high - 1)
        drawn[way] = _laid_out(ways[way])
        if len(drawn[way].pages) <= sides:
            high, way = way, way - leap
        else:
            low, way = way + 1, way + leap
        leap *= 2
    _ENDED[like, len(ways) - 1] = low
    return ways[low], drawn.get(low) or _laid_out(ways[low])


def _laid_out(html: str) -> Any:
    """Lay a document out. The `<style>` elements of its head are parsed once a process: they cost much."""
    document = _weasyprint().HTML(string=html, url_fetcher=_fetcher())
    _without_dead_links(document.etree_element)
    head = document.etree_element.find("head")
    sheets, numerals = [], _numerals()
    for style in head.findall("style"):
        head.remove(style)
        sheet, own = _sheet(style.text or "")
        sheets.append(sheet)
        numerals.update(own)
    return document.render(stylesheets=sheets, counter_style=numerals, font_config=_fonts(), **_options(html))


def _without_dead_links(root: Any) -> None:
    """Make what looks like a link and leads nowhere on paper the words it holds.

    Only a full address leads anywhere from there. A `Link` tag without its target breaks PDF/UA (Matterhorn
    28-011), and a screen reader would promise a link. Headings lose their names: two texts on one paper both
    have a first heading.
    """
    for link in root.iter("a"):
        if not link.get("href", "").startswith(("https:", "http:", "mailto:", "tel:")):
            link.tag = "span"
            link.attrib.pop("href", None)
    for element in root.iter():
        if element.tag in _HEADINGS:
            element.attrib.pop("id", None)


_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


@lru_cache(maxsize=256)
def _sheet(css: str) -> tuple[Any, Any]:
    """A stylesheet, and its `@counter-style` rules, which WeasyPrint keeps apart.

    Raises PrintError for a mistake in it, each time: one that was only logged would be seen once a process.
    """
    numerals = _numerals()
    with _collected_warnings() as messages:
        sheet = _weasyprint().CSS(
            string=css, url_fetcher=_fetcher(), font_config=_fonts(), counter_style=numerals
        )
    if messages:
        raise PrintError("; ".join(dict.fromkeys(messages)))
    return sheet, numerals


def _numerals() -> Any:
    from weasyprint.css.counters import CounterStyle

    return CounterStyle()


def _options(html: str) -> dict[str, Any]:
    return {"pdf_variant": "pdf/ua-1", "pdf_identifier": _identifier(html), "pdf_forms": True}


def _finish(document: Any, pdf: Any) -> None:
    _name_every_glyph(document, pdf)
    _fill_in_with_our_font(document, pdf)


_ALIASES = ("Wingdings", "Wingdings2", "Wingdings3", "Webdings")


def _fill_in_with_our_font(document: Any, pdf: Any) -> None:
    """Let PDFium (Chrome, Edge) draw what is typed into a field with the font that lies in the file for it.

    PDFium takes a field's own font for the letters of one code page alone, and looks on the machine for one
    with the others: “Ŵ”, “ā” and “’” were stored and not drawn. It trusts a font with a sign font's name for
    all letters (CPDF_BAFontMap), so the field's font has such a second name; other readers use it as before.
    """
    names = {font.hash for font in document.fonts.values() if font.used_in_forms}
    aliases = dict(zip(sorted(names), _ALIASES, strict=False))
    for item in filter(lambda item: isinstance(item, dict), pdf.objects):
        item.update({alias: item[name] for name, alias in aliases.items() if name in item})
        if "DA" in item:  # ISO 32000-1, 12.7.3.3: the font and size of a field
            for name, alias in aliases.items():
                item["DA"].string = _text(item["DA"].string).replace(f"/{name} ", f"/{alias} ")


def _name_every_glyph(document: Any, pdf: Any) -> None:
    """Say which character every glyph stands for, as PDF/UA demands.

    WeasyPrint names none for glyphs that are part of a letter, such as the dots of Arabic: they get a
    character without width. In a font that fields are filled in with it names each letter’s first glyph
    alone: the others that the text uses are added.
    """
    used: dict[str, dict[int, str]] = {}
    for font in document.fonts.values():
        if font.used_in_forms:
            used.setdefault(_text(font.name), {}).update(font.to_unicode)
    for item in pdf.objects:
        lines = getattr(item, "stream", None)
        if lines and any(line == b"begincmap" for line in lines):
            item.stream = [line.replace(b" <>", b" <200b>") for line in lines]
    for font in [item for item in pdf.objects if isinstance(item, dict) and "ToUnicode" in item]:
        if names := used.get(_text(font["BaseFont"])):
            number = int(font["ToUnicode"].split()[0])
            _add_names(pdf.objects[number].stream, names)


def _text(name: Any) -> str:
    return name.decode() if isinstance(name, bytes) else str(name)


def _add_names(stream: list[bytes], names: dict[int, str]) -> None:
    """Add the names that a map from glyphs to characters lacks."""
    known = {int(line[1:5], 16) for line in stream if line[:1] == b"<" and line[5:8] == b"> <"}
    lines = [
        f"<{glyph:04x}> <{text.encode('utf-16-be').hex() or '200b'}>".encode()
        for glyph, text in sorted(names.items())
        if glyph not in known
    ]
    end = stream.index(b"endcmap")
    for start in range(0, len(lines), 100):  # the format allows no more at a time
        batch = lines[start : start + 100]
        stream[end:end] = [f"{len(batch)} beginbfchar".encode(), *batch, b"endbfchar"]


def _identifier(html: str) -> bytes:
    """An identifier for each document that is the same on every day and every machine."""
    return hashlib.sha256(html.encode()).hexdigest()[:32].encode()


@cache
def _weasyprint() -> Any:
    with _own_fonts_only():
        import weasyprint

        return weasyprint


@cache
def _fonts() -> Any:
    """One font configuration a process: loading the fonts costs more than drawing a page."""
    from weasyprint.text.fonts import FontConfiguration

    with _own_fonts_only():
        return FontConfiguration()


@contextmanager
def _own_fonts_only() -> Iterator[None]:
    """Let fontconfig see our fonts alone. Only while it loads: a browser started later needs its own."""
    before = os.environ.get("FONTCONFIG_FILE")
    os.environ["FONTCONFIG_FILE"] = str(FONTS / "fonts.conf")
    try:
        yield
    finally:
        if before is None:
            del os.environ["FONTCONFIG_FILE"]
        else:
            os.environ["FONTCONFIG_FILE"] = before


@cache
def _fetcher() -> Any:
    from weasyprint.urls import URLFetcher

    return URLFetcher(allowed_protocols=("data",))


@contextmanager
def _collected_warnings() -> Iterator[list[str]]:
    """Collect what WeasyPrint logs while a document is drawn."""
    messages: list[str] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: messages.append(record.getMessage())  # type: ignore[method-assign]
    logger = logging.getLogger("weasyprint")
    logger.addHandler(handler)
    try:
        yield messages
    finally:
        logger.removeHandler(handler)
