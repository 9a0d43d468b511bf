"""The year planner of each place, for calendars."""

from collections.abc import Iterator

from coursekit import __version__
from coursekit.catalogue import Catalogue
from coursekit.model.course import Page
from coursekit.model.facts import Place
from coursekit.model.planner import Planner, Refresher
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
    pages = (refresher_page(library, one).path for one in planner.refreshers)
    return Artefact(
        path=f"downloads/year-planner-{place.slug}.ics",
        kind="planner",
        title="Year planner",
        recipe="coursekit.render.planner:render",
        inputs=PlannerInputs(
            planner=planner,
            place=place,
            version=__version__,
            refreshers={one.task: _due(library, one) for one in planner.refreshers},
            site=library.course.school.address,
        ),
        sources=tuple(sorted({"course/planner.yml", *pages, *library.files(uses)})),
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


def refresher_page(library: Catalogue, one: Refresher) -> Page:
    """The page of a refresher, which `check` has found to be there."""
    return next(page for page in library.course.pages if page.head.id == one.page)


def _due(library: Catalogue, one: Refresher) -> str:
    """When it is due, and where it is, in words that stand in a calendar."""
    head = refresher_page(library, one).head
    return (
        f"Due {one.after} months after the yearly session; for anybody trained later, "
        f"{one.after} months after that day. {len(one.meeting)} new scenes, with a sheet of one side: "
        f"“{head.title}”, {head.slug}.html."
    )
