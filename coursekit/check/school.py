"""One school's details alone: what a row of a list, or an answer in a terminal, is held against."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from coursekit.check import colours, letters, reach, room
from coursekit.load.course import Loaded
from coursekit.load.validate import Origin, validate
from coursekit.model.problem import Problem, did_you_mean
from coursekit.model.school import School


def read_school(loaded: Loaded, data: Any, origin: Origin) -> tuple[School | None, list[Problem]]:
    """Read the details of a school as `school.yml` would hold them, for a place of this course.

    Returns them, or None where nothing could be read, and every problem: without an error among them, the
    details may be shown in every output.
    """
    read = validate(School, data, origin)
    if read.record is None or any(problem.severity == "error" for problem in read.problems):
        return read.record, read.problems
    return read.record, sorted({*read.problems, *_held(loaded, read.record, origin)})


def _held(loaded: Loaded, school: School, origin: Origin) -> Iterator[Problem]:
    course = loaded.course.model_copy(update={"school": school})
    alone = replace(loaded, course=course, origins={("school", "school"): [origin]})
    for rule in (colours.check, reach.check, room.of_school, letters.of_school):
        yield from rule(alone)
    known = [place.code for place in loaded.course.places if place.pages]
    if school.place and school.place not in known:
        hint = did_you_mean(school.place, known, f"Write one of {', '.join(known)}.")
        yield origin.problem(("place",), "unknown-place", f"There is no place “{school.place}” here.", hint)
