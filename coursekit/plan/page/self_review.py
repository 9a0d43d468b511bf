"""A self-review of a school's year: its aspects, and what guidance says of each in the reader's place."""

from typing import Any

from coursekit import __version__
from coursekit.model.base import Paper
from coursekit.model.self_review import Aspect, SelfReview
from coursekit.plan.page.base import Asked, Kind
from coursekit.plan.page.details import YOUR_SCHOOL
from coursekit.render.site.page import PageInputs


class SelfReviewInputs(PageInputs):
    """The page of a self-review."""

    asks: SelfReview
    """What it goes through; of the facts, those of the page's place."""
    school_name: str | None
    paper: Paper
    planner: str | None
    """The calendar of the place's year."""
    version: str


def _fields(asked: Asked) -> dict[str, Any]:
    library, place = asked.library, asked.place
    wanted = f"downloads/year-planner-{place.slug}.ics" if place else None
    return {
        "asks": _here(asked),
        "school_name": library.course.school.name,
        "paper": library.paper_size(place),
        "planner": next((file.path for file in asked.files if file.path == wanted), None),
        "version": __version__,
    }


def _here(asked: Asked) -> SelfReview:
    """The self-review with the facts that hold in the place of the page."""
    found = next(one for one in asked.library.course.self_reviews if one.id == asked.head.self_review)
    aspects = tuple(_with_facts_here(asked, aspect) for aspect in found.aspects)
    return found.model_copy(update={"aspects": aspects})


def _with_facts_here(asked: Asked, aspect: Aspect) -> Aspect:
    here = {"INT", asked.place.code if asked.place else "INT"}
    facts = tuple(id_ for id_ in aspect.facts if here & set(asked.library.facts[id_].places))
    return aspect.model_copy(update={"facts": facts})


KIND = Kind(
    group=YOUR_SCHOOL,
    template="site/self_review.html.j2",
    inputs=SelfReviewInputs,
    fields=_fields,
    facts=lambda asked: (id_ for aspect in _here(asked).aspects for id_ in aspect.facts),
    shows=lambda inputs: (f"self-review:{inputs.asks.id}", "school:school"),
)
