"""Everything to print, for a place."""

from typing import Any

from coursekit.plan.page.base import Asked, Kind
from coursekit.plan.printables import PrintableGroup, printables
from coursekit.render.site.page import PageInputs


class HandoutsInputs(PageInputs):
    """The list of printables."""

    printables: tuple[PrintableGroup, ...]


def _fields(asked: Asked) -> dict[str, Any]:
    return {"printables": tuple(printables(asked.files, asked.place))}


KIND = Kind(
    group="Papers to print, place by place",
    template="site/handouts.html.j2",
    inputs=HandoutsInputs,
    fields=_fields,
    lists_files=True,
)
