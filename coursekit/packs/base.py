"""What a pack is made of: the files of a place, made once for all schools that look alike."""

from collections.abc import Sequence
from dataclasses import replace
from fnmatch import fnmatchcase

from coursekit.catalogue import Catalogue
from coursekit.load.course import Loaded
from coursekit.model.school import Logo, School
from coursekit.plan.artefact import Artefact
from coursekit.plan.files import plan_files
from coursekit.plan.printables import nearest


class NoFilesError(Exception):
    """A pack would have no files; the message says why."""


def listed(
    loaded: Loaded, school: School, logo: Logo | None, patterns: Sequence[str] = ()
) -> tuple[Artefact, ...]:
    """Every file of a pack of this school: all that is printed, changed or kept, and its quizzes' packages.

    With `patterns` only those whose paths match one of them. Packages that hold pages of the site are not
    among them: they come with a site of the school's own.

    Raises NoFilesError where no path matches a pattern.
    """
    place = next(place for place in loaded.course.places if place.code == school.place)
    school = school.model_copy(update={"paper": school.paper or place.paper})
    course = loaded.course.model_copy(update={"school": school, "logo": logo})
    library = Catalogue(replace(loaded, course=course))
    found = tuple(
        file
        for file in nearest(plan_files(library), library.places[place.code])
        if (file.listing or file.kind == "package")
        and (not patterns or any(fnmatchcase(file.path, pattern) for pattern in patterns))
    )
    if not found:
        raise NoFilesError(
            f"No file of a pack for {school.place} has a path such as {' or '.join(patterns)}."
        )
    return found
