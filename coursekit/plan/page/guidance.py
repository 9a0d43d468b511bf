"""What the guidance of a place asks, and where the course takes it up."""

from collections.abc import Iterator
from typing import Any

from coursekit.catalogue import Catalogue, Variant
from coursekit.model.base import Frozen
from coursekit.model.facts import Fact, Place, Topic
from coursekit.plan.page.base import Asked, Kind
from coursekit.plan.page.home import TO_RUN
from coursekit.render.site.page import Link, PageInputs

TITLES = {
    Topic.GUIDANCE: "What guidance asks of schools",
    Topic.SCHOOL_ROUTE: "Whom staff tell",
    Topic.DUTIES: "Duties in law",
    Topic.ALLEGATIONS: "A worry about a colleague",
    Topic.DEVICES: "Telephones and other devices",
}
"""The parts of the page, in their order."""


class Line(Frozen):
    """One line of guidance."""

    fact: Fact
    pages: tuple[Link, ...] = ()
    papers: tuple[Link, ...] = ()
    not_covered: str = ""


class Part(Frozen):
    """The lines of one topic."""

    title: str
    lines: tuple[Line, ...]


class GuidanceInputs(PageInputs):
    """The map of one place."""

    asks: tuple[Part, ...]
    """By topic."""


def _fields(asked: Asked) -> dict[str, Any]:
    library, place = asked.library, asked.place or asked.library.default_place
    parts = (Part(title=title, lines=tuple(_lines(library, place, topic))) for topic, title in TITLES.items())
    return {"asks": tuple(part for part in parts if part.lines)}


def _lines(library: Catalogue, place: Place, topic: Topic) -> Iterator[Line]:
    found = library.course.guidance_map
    for fact in library.about(topic, place) if found else ():
        if found and found.holds(fact):
            led = [library.made_for(id_, place) for id_ in found.targets(fact)]
            yield Line(
                fact=fact,
                pages=tuple(_link(one) for one in led if one and one.url.endswith(".html")),
                papers=tuple(_link(one) for one in led if one and not one.url.endswith(".html")),
                not_covered=found.not_covered.get(fact.id, ""),
            )


def _link(variant: Variant) -> Link:
    return Link(title=variant.title, url=variant.url)


def _shows(inputs: GuidanceInputs) -> Iterator[str]:
    yield "guidance map:guidance map"
    yield from (f"fact:{line.fact.id}" for part in inputs.asks for line in part.lines)


KIND = Kind(
    group=TO_RUN, template="site/guidance.html.j2", inputs=GuidanceInputs, fields=_fields, shows=_shows
)
