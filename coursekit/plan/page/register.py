"""The register that a lead keeps: the staff, the slips that they hand in, and who is missing."""

from typing import Any

from coursekit.plan.page.base import Asked, Kind
from coursekit.plan.page.details import YOUR_SCHOOL
from coursekit.plan.sets import TrainingSet, training_sets
from coursekit.render.site.page import PageInputs


class RegisterInputs(PageInputs):
    """The register."""

    sets: tuple[TrainingSet, ...]


def _fields(asked: Asked) -> dict[str, Any]:
    return {"sets": tuple(training_sets(asked.library))}


KIND = Kind(group=YOUR_SCHOOL, template="site/register.html.j2", inputs=RegisterInputs, fields=_fields)
