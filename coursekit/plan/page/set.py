"""A set: a short text for one role or time, and the parts of the course that belong to it."""

from collections.abc import Iterator
from typing import Any

from coursekit.model.base import Frozen
from coursekit.plan.page.base import Asked, Kind
from coursekit.render.print.handout import HandoutInputs
from coursekit.render.site.page import Link, PageInputs
from coursekit.render.slides.deck import DeckInputs


class Part(Frozen):
    """A part of a set: what is done, for how long, and where it is."""

    what: str
    minutes: int
    url: str | None = None


class SetInputs(PageInputs):
    """The page of a set."""

    set_parts: tuple[Part, ...]
    set_files: tuple[Link, ...]
    """Its slides and its sheet."""


def _fields(asked: Asked) -> dict[str, Any]:
    return {"set_parts": tuple(_set_parts(asked)), "set_files": tuple(_files(asked))}


def _set_parts(asked: Asked) -> Iterator[Part]:
    by_id = {page.head.id: page for page in asked.library.course.pages}
    for part in asked.head.set.parts if asked.head.set else ():
        variant = asked.library.variant(by_id[part.page].path, asked.place) if part.page else None
        yield Part(what=part.what, minutes=part.minutes, url=variant.url if variant else None)


def _files(asked: Asked) -> Iterator[Link]:
    for file in asked.files:
        if asked.page.path in file.sources and isinstance(file.inputs, DeckInputs | HandoutInputs):
            what = "Slides" if file.kind == "slides" else "The sheet, one side"
            yield Link(title=what, url=file.path, note=file.listing.form if file.listing else "")


KIND = Kind(group="The course", template="site/set.html.j2", inputs=SetInputs, fields=_fields)
