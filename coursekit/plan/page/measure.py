"""The count of a group's results in a quiz that is taken before the course, after it, and months later."""

from typing import Any

from coursekit.model.quiz import Quiz
from coursekit.plan.page.base import Asked, Kind
from coursekit.plan.page.details import YOUR_SCHOOL
from coursekit.render.site.page import PageInputs


class MeasureInputs(PageInputs):
    """The page that counts."""

    scenes: tuple[str, ...]
    """The ids of the questions with a best answer, in the order of the paper."""
    quiz_id: str
    """Of which quiz they are."""


def _fields(asked: Asked) -> dict[str, Any]:
    questions = _quiz(asked).questions
    return {
        "scenes": tuple(one.id for one in questions if one.type not in {"scale", "reflection"}),
        "quiz_id": _quiz(asked).id,
    }


def _quiz(asked: Asked) -> Quiz:
    return asked.library.quizzes[asked.head.results_of or ""]


KIND = Kind(
    group=YOUR_SCHOOL,
    template="site/measure.html.j2",
    inputs=MeasureInputs,
    fields=_fields,
    shows=lambda inputs: (f"quiz:{inputs.quiz_id}",),
)
