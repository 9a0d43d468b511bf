"""A sheet in easy words, on the screen."""

from collections.abc import Iterator
from typing import Any

from coursekit.model.course import Handout
from coursekit.model.easy import EasyPart
from coursekit.plan.page.base import Asked, Kind
from coursekit.render.print.handout import HandoutInputs
from coursekit.render.site.page import Link, PageInputs


class EasyInputs(PageInputs):
    """The lines of a sheet, and the sheet itself to print."""

    sheet: tuple[EasyPart, ...]
    path: str
    """Where the sheet’s source is."""
    files: tuple[Link, ...]


def _sheet(asked: Asked) -> Handout:
    return next(handout for handout in asked.library.course.handouts if handout.head.id == asked.head.sheet)


def _fields(asked: Asked) -> dict[str, Any]:
    sheet = _sheet(asked)
    return {"sheet": sheet.head.easy, "path": sheet.path, "files": tuple(_files(asked))}


def _files(asked: Asked) -> Iterator[Link]:
    for file in asked.files:
        is_its = isinstance(file.inputs, HandoutInputs) and file.inputs.head.id == asked.head.sheet
        if is_its and file.listing and file.place == (asked.place.code if asked.place else None):
            yield Link(title="The same on paper", url=file.path, note=file.listing.form)


def _texts(asked: Asked) -> Iterator[str]:
    yield from (text for part in _sheet(asked).head.easy for _, text in part.texts())


def _shows(inputs: EasyInputs) -> Iterator[str]:
    yield f"handout:{inputs.path}"


KIND = Kind(
    group="Help",
    template="site/easy.html.j2",
    inputs=EasyInputs,
    fields=_fields,
    texts=_texts,
    shows=_shows,
)
