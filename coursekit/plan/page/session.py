"""The plan of a session for a group."""

from collections.abc import Iterator
from typing import Any

from coursekit.model.rehearsal import Rehearsal
from coursekit.plan.page.base import Asked, Kind
from coursekit.plan.rehearsed import rehearsal_files, rehearsed
from coursekit.render.print.aloud import AloudInputs
from coursekit.render.print.session import SessionInputs as PaperInputs
from coursekit.render.site.page import Link, PageInputs
from coursekit.render.slides.deck import DeckInputs


class SessionInputs(PageInputs):
    """The page of a session."""

    session_files: tuple[Link, ...]
    """Its slides, its plan and its cards."""
    rehearsals: dict[str, Rehearsal]
    """What people say aloud in it, by id."""


def _fields(asked: Asked) -> dict[str, Any]:
    rehearsals = rehearsed(asked.library, asked.head.session)
    return {"session_files": tuple(_files(asked)), "rehearsals": rehearsals}


def _files(asked: Asked) -> Iterator[Link]:
    """What the trainer takes into the room, by what it is."""
    said = set(rehearsal_files(asked.library, asked.head.session))
    for file in asked.files:
        form, what = file.listing.form if file.listing else "", file.title.partition(":")[0]
        is_own = asked.page.path in file.sources and isinstance(file.inputs, DeckInputs | PaperInputs)
        if is_own or (isinstance(file.inputs, AloudInputs) and said.intersection(file.sources)):
            yield Link(title="Slides" if file.kind == "slides" else what, url=file.path, note=form)


KIND = Kind(group="The course", template="site/session.html.j2", inputs=SessionInputs, fields=_fields)
