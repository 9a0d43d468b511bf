"""`python draw.py < picture.svg`: draw an SVG on paper as every printable does.

Exits with 1 and a line on standard output where that fails or warns. Where WeasyPrint's own libraries are not
installed, nothing is drawn: `check` runs without them.
"""

import base64
import contextlib
import logging
import sys

MEMORY, SECONDS = 2_000_000_000, 15
"""Bytes of address space and seconds of the processor that a logo may take."""


class Said(logging.Handler):
    """Keeps what is warned about."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a message."""
        self.lines.append(record.getMessage())


def main() -> None:
    """Draw what standard input holds."""
    with contextlib.suppress(ImportError, ValueError, OSError):  # Windows has no such limits, a Mac not all
        import resource

        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    try:
        import weasyprint
    except (ImportError, OSError):
        return
    said = Said()
    logger = logging.getLogger("weasyprint")
    logger.handlers[:] = [said]
    source = base64.b64encode(sys.stdin.buffer.read()).decode()
    page = f'<html lang="en"><title>Logo</title><img alt="Logo" src="data:image/svg+xml;base64,{source}">'
    try:
        weasyprint.HTML(string=page).write_pdf(pdf_variant="pdf/ua-1")
    except Exception as error:  # noqa: BLE001 (whatever it is, the picture is not drawn)
        said.lines.append(f"{type(error).__name__}: {error}")
    if said.lines:
        print(said.lines[0])
        sys.exit(1)


if __name__ == "__main__":
    main()
