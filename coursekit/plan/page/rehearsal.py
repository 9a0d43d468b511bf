"""What people say aloud: the rehearsals of a module, and its card to fill in."""

from collections.abc import Iterator
from typing import Any

from coursekit.plan.page.base import Asked, Kind
from coursekit.render.print.aloud import AloudInputs
from coursekit.render.site.page import Link, PageInputs


class RehearsalInputs(PageInputs):
    """The page of a module's rehearsals."""

    aloud_files: tuple[Link, ...]
    """The same on paper."""


def _fields(asked: Asked) -> dict[str, Any]:
    return {"aloud_files": tuple(_files(asked))}


def _files(asked: Asked) -> Iterator[Link]:
    for file in asked.files:
        if isinstance(file.inputs, AloudInputs) and file.inputs.head.id == asked.head.id and file.listing:
            yield Link(title=file.title.partition(":")[0], url=file.path, note=file.listing.form)


KIND = Kind(group="The course", template="site/rehearsal.html.j2", inputs=RehearsalInputs, fields=_fields)
