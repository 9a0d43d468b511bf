"""The record of completion that a reader fills in."""

from typing import Any

from coursekit import __version__
from coursekit.plan.modules import ModuleCard, cards
from coursekit.plan.page.base import Asked, Kind
from coursekit.plan.page.details import YOUR_SCHOOL
from coursekit.render.site.page import PageInputs


class RecordInputs(PageInputs):
    """The record of completion."""

    modules: tuple[ModuleCard, ...]
    version: str


def _fields(asked: Asked) -> dict[str, Any]:
    return {"modules": tuple(cards(asked.library)), "version": __version__}


KIND = Kind(group=YOUR_SCHOOL, template="site/record.html.j2", inputs=RecordInputs, fields=_fields)
