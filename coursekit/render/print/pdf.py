"""HTML to PDF/UA-1 with the project's own fonts; nothing is fetched, and nothing of the machine gets in."""

import hashlib
import logging
import os
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from coursekit.render.templates import TEMPLATES

FONTS = TEMPLATES / "fonts"


class PrintError(Exception):
    """WeasyPrint reported something that a reader would see: a missing file, font or style."""


def to_pdf(*ways: str) -> bytes:
    """Return the PDF/UA-1 file (ISO 14289-1) of a complete HTML document.

    Of several ways to write the document, the first that fits on one page is taken, or else the last.
    Raises PrintError for anything WeasyPrint warns about: a warning is a mistake in a template.
    """
    weasyprint = _weasyprint()
    with _collected_warnings() as messages:
        for html in map(drawable, ways):
            messages.clear()
            identifier = _identifier(html)
            document = weasyprint.HTML(string=html, url_fetcher=_fetcher()).render(
                font_config=_fonts(), pdf_variant="pdf/ua-1", pdf_identifier=identifier
            )
            if len(document.pages) == 1:
                break
        data: bytes = document.write_pdf(
            finisher=_name_every_glyph, pdf_variant="pdf/ua-1", pdf_identifier=identifier
        )
    if messages:
        raise PrintError("; ".join(messages))
    return data


def _name_every_glyph(_document: Any, pdf: Any) -> None:
    """Give glyphs that are part of a letter, such as the dots of Arabic, a character without width.

    WeasyPrint gives them none, which PDF/UA forbids.
    """
    for item in pdf.objects:
        lines = getattr(item, "stream", None)
        if lines and any(line == b"begincmap" for line in lines):
            item.stream = [line.replace(b" <>", b" <200b>") for line in lines]


def drawable(text: str) -> str:
    """Return `text` with each character that no font of ours can draw as its name in square brackets.

    A font of the machine would draw it here and an empty box elsewhere, with nothing to read aloud.
    """
    return "".join(map(_drawn, unicodedata.normalize("NFC", text)))


@cache
def _drawn(character: str) -> str:
    if character in "\t\n" or ord(character) in _covered():
        return character
    if unicodedata.category(character) in {"Cf", "Mn", "Me"}:  # invisible alone: joiners, selectors, accents
        return ""
    if unicodedata.category(character)[0] == "Z":
        return " "
    return f"[{unicodedata.name(character, f'U+{ord(character):04X}').lower()}]"


@cache
def _covered() -> frozenset[int]:
    """Every character that some family draws in all its weights."""
    from fontTools.ttLib import TTFont

    families: dict[str, set[int]] = {}
    for font in FONTS.glob("*.ttf"):
        drawn = TTFont(font).getBestCmap().keys()
        family = font.stem.partition("-")[0]
        families[family] = families.get(family, set(drawn)) & drawn
    return frozenset().union(*families.values())


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
