"""Every file that people read, each with what its last check for accessibility found."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from coursekit.model.accessibility import AccessibilityReport
from coursekit.model.base import Frozen
from coursekit.plan.page.base import Asked, Kind
from coursekit.plan.page.home import TO_RUN
from coursekit.render.site.page import PageInputs

KINDS = {"html": "Pages", "pdf": "PDFs", "pptx": "Slides", "docx": "Word files"}
"""By ending, in the order of the page."""


class CheckedFile(Frozen):
    """A file, and what its check for accessibility found wrong; None where it has not been checked."""

    path: str
    found: tuple[str, ...] | None


class CheckedFiles(Frozen):
    """All files of one kind."""

    title: str
    files: tuple[CheckedFile, ...]

    @property
    def passed(self) -> int:
        """How many were checked and have nothing wrong."""
        return sum(file.found == () for file in self.files)


class Accessibility(Frozen):
    """Every file by kind, and the day on which files were last checked."""

    checked: date | None
    kinds: tuple[CheckedFiles, ...]


class AccessibilityInputs(PageInputs):
    """The list of checked files."""

    accessibility: Accessibility


def _fields(asked: Asked) -> dict[str, Any]:
    paths = [*(variant.url for variant in asked.library.pages), *(file.path for file in asked.files)]
    return {"accessibility": accessibility(asked.library.course.accessibility, paths)}


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


KIND = Kind(group=TO_RUN, template="site/accessibility.html.j2", inputs=AccessibilityInputs, fields=_fields)
