"""The form for the school's own details."""

from typing import Any

from coursekit.catalogue import Catalogue, link_name
from coursekit.model.base import Frozen
from coursekit.model.school import Person, School
from coursekit.plan.page.base import Asked, Kind
from coursekit.render.site.page import PageInputs

YOUR_SCHOOL = "Records and your school"


class LocalDetails(Frozen):
    """What the form starts from."""

    school: School
    """As it was built in; the form does not change it."""
    labels: dict[str, str]
    """What the contacts are called where the school is, by key."""
    places: dict[str, str]
    """The names of the places that pages are made for, by code."""
    called: dict[str, dict[str, str]]
    """By code of a place, and by "" for none: the key of each label that a blank of a letter or slide has."""

    @property
    def people(self) -> tuple[tuple[str, Person, str], ...]:
        """Everybody to be reached locally: label, what was built in, and key."""
        return tuple((label, getattr(self.school, key), key) for key, label in self.labels.items())

    @property
    def rest(self) -> dict[str, Any]:
        """What `school.yml` holds besides, for the file that the form writes."""
        return self.school.model_dump(
            include={"address", "paper", "logo", "question_results", "report_errors", "colours"}
        )


class DetailsInputs(PageInputs):
    """The page of the form."""

    local: LocalDetails


def _fields(asked: Asked) -> dict[str, Any]:
    return {"local": _local(asked.library)}


def _local(library: Catalogue) -> LocalDetails:
    names = {place.code: link_name(place) for place in library.open_places}
    labels = {place.code: library.labels(place) for place in library.open_places}
    called = {
        code: {label: key for key, label in found.items()}
        for code, found in {"": library.labels(None), **labels}.items()
    }
    return LocalDetails(
        school=library.course.school, labels=library.labels(None), places=names, called=called
    )


KIND = Kind(
    group=YOUR_SCHOOL,
    template="site/details.html.j2",
    inputs=DetailsInputs,
    fields=_fields,
    shows=lambda _: ("school:school",),
)
