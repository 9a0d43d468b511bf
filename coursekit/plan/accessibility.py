"""Every file that people read, each with what its last check for accessibility found."""

from collections.abc import Iterable, Iterator

from coursekit.model.accessibility import AccessibilityReport
from coursekit.render.site.page import Accessibility, CheckedFile, CheckedFiles

KINDS = {"html": "Pages", "pdf": "PDFs", "pptx": "Slides", "docx": "Word files"}
"""By ending, in the order of the page."""


def accessibility(report: AccessibilityReport | None, paths: Iterable[str]) -> Accessibility:
    """Say of every file what was found; those that are newer than the report have no result."""
    found = report.files if report else {}
    kinds = tuple(_kinds(sorted(set(paths)), found))
    return Accessibility(checked=report.dated if report else None, kinds=kinds)


def _kinds(paths: list[str], found: dict[str, tuple[str, ...]]) -> Iterator[CheckedFiles]:
    for ending, title in KINDS.items():
        of_kind = (path for path in paths if path.endswith(f".{ending}"))
        files = tuple(CheckedFile(path=path, found=found.get(path)) for path in of_kind)
        yield CheckedFiles(title=title, files=files)
