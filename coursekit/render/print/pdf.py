"""HTML to PDF/UA-1, with nothing fetched from anywhere but the project's own fonts."""

import logging
from functools import cache
from typing import Any

from coursekit.render.templates import TEMPLATES


class PrintError(Exception):
    """WeasyPrint reported something that a reader would see: a missing file, glyph or style."""


def to_pdf(html: str) -> bytes:
    """Return the PDF/UA-1 file (ISO 14289-1) of a complete HTML document.

    Raises PrintError for anything WeasyPrint warns about: a warning is a mistake in a template.
    """
    import weasyprint

    with _collected_warnings() as warnings:
        document = weasyprint.HTML(string=html, base_url=TEMPLATES.as_uri() + "/", url_fetcher=_fetcher())
        data: bytes = document.write_pdf(
            font_config=_fonts(), pdf_variant="pdf/ua-1", pdf_forms=True, pdf_identifier=b"trusted-adult"
        )
    if warnings.messages:
        raise PrintError("; ".join(warnings.messages))
    return data


@cache
def _fonts() -> Any:
    """One font configuration a process: loading the fonts costs more than drawing a page."""
    from weasyprint.text.fonts import FontConfiguration

    return FontConfiguration()


@cache
def _fetcher() -> Any:
    from weasyprint.urls import URLFetcher

    return URLFetcher(allowed_protocols=("file", "data"))


class _collected_warnings(logging.Handler):  # noqa: N801 (used as a function)
    """Collects what WeasyPrint logs while a document is drawn."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())

    def __enter__(self) -> "_collected_warnings":
        logging.getLogger("weasyprint").addHandler(self)
        return self

    def __exit__(self, *_: object) -> None:
        logging.getLogger("weasyprint").removeHandler(self)
