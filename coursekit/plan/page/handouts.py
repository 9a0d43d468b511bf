"""Everything to print, for a place."""

from collections.abc import Iterator
from typing import Any

from coursekit.plan.page.base import Asked, Kind
from coursekit.plan.printables import PrintableGroup, printables
from coursekit.render.site.page import PageInputs


class HandoutsInputs(PageInputs):
    """The list of printables."""

    printables: tuple[PrintableGroup, ...]


def _fields(asked: Asked) -> dict[str, Any]:
    return {"printables": tuple(printables(asked.files, asked.place))}


def _lists(inputs: HandoutsInputs) -> Iterator[str]:
    for group in inputs.printables:
        yield from (file.url for item in group.printables for file in item.files)


KIND = Kind(
    group="Papers to print, place by place",
    template="site/handouts.html.j2",
    inputs=HandoutsInputs,
    fields=_fields,
    lists=_lists,
)
