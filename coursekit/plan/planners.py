"""The year planner of each place, for calendars."""

from collections.abc import Iterator

from coursekit import __version__
from coursekit.catalogue import Catalogue
from coursekit.model.facts import Place
from coursekit.model.planner import Planner
from coursekit.plan.artefact import Artefact, Listing
from coursekit.plan.printables import FORMS, LEADS
from coursekit.render.planner import PlannerInputs


def plan_planners(library: Catalogue) -> Iterator[Artefact]:
    """Yield the planner of each place, if the course has one."""
    if library.course.planner:
        for place in library.open_places:
            yield _planner(library, place, library.course.planner)


def _planner(library: Catalogue, place: Place, planner: Planner) -> Artefact:
    uses = (f"place:{place.code}", "school:school")
    return Artefact(
        path=f"downloads/year-planner-{place.slug}.ics",
        kind="planner",
        title="Year planner",
        recipe="coursekit.render.planner:render",
        inputs=PlannerInputs(
            planner=planner, place=place, version=__version__, site=library.course.school.address
        ),
        sources=tuple(sorted({"course/planner.yml", *library.files(uses)})),
        uses=uses,
        lang=place.lang,
        place=place.code,
        listing=Listing(
            group=LEADS,
            thing=f"year planner {place.code}",
            title="Year planner",
            form=FORMS["ics"],
        ),
        everywhere="downloads/year-planner.ics",
    )
