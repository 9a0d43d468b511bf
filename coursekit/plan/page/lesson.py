"""A lesson of a module, or a refresher with its sheet for a meeting."""

from collections.abc import Iterator
from typing import Any

from coursekit.plan.page.base import Asked, Kind
from coursekit.render.print.quiz_paper import PaperInputs
from coursekit.render.site.page import Link, PageInputs


class LessonInputs(PageInputs):
    """The page of a lesson."""

    sheet_files: tuple[Link, ...]
    """The short question sheet of a refresher, and the notes to it."""


def _fields(asked: Asked) -> dict[str, Any]:
    return {"sheet_files": tuple(_files(asked))}


def _files(asked: Asked) -> Iterator[Link]:
    for file in asked.files:
        if asked.page.path in file.sources and isinstance(file.inputs, PaperInputs) and file.listing:
            yield Link(title=file.title.partition(":")[0], url=file.path, note=file.listing.form)


KIND = Kind(group="The course", template="site/refresher.html.j2", inputs=LessonInputs, fields=_fields)
