"""Dates: what is past its review date, and checks that claim to be from the future."""

from collections.abc import Iterator
from datetime import date
from typing import Literal

from coursekit.load.course import Loaded
from coursekit.load.validate import Origin
from coursekit.model.checked import Dated
from coursekit.model.dates import long_date
from coursekit.model.problem import Problem


def check(loaded: Loaded, day: date, *, release: bool) -> Iterator[Problem]:
    """Yield a warning (an error in a release) for everything to be reviewed by a day before `day`."""
    severity: Literal["error", "warning"] = "error" if release else "warning"
    for name, review_by, origin in _reviewed(loaded):
        if review_by < day:
            message = f"{name} was to be reviewed by {long_date(review_by)}."
            hint = "Compare it with its source, then set checked and review_by anew."
            yield origin.problem(("review_by",), "overdue", message, hint, severity=severity)
    for kind, record in loaded.course.records():
        if isinstance(record, Dated) and record.checked > day:
            message = f"“{record.id}” was checked on {long_date(record.checked)}, a day still to come."
            origin = loaded.origin(kind, record.id)
            yield origin.problem(("checked",), "future", message, "Write the day of the check.")


def _reviewed(loaded: Loaded) -> Iterator[tuple[str, date, Origin]]:
    course = loaded.course
    for page in course.pages:
        yield "This page", page.head.review_by, loaded.origin("page", page.path)
    for handout in course.handouts:
        yield "This handout", handout.head.review_by, loaded.origin("handout", handout.path)
    for quiz in course.quizzes:
        yield "This quiz", quiz.review_by, loaded.origin("quiz", quiz.id)
    for kind, record in course.records():
        if isinstance(record, Dated):
            yield f"The {kind} “{record.id}”", record.review_by, loaded.origin(kind, record.id)
