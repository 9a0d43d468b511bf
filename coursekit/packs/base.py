"""What a pack is made of: the files of a place, made once for all schools that look alike."""

from dataclasses import replace

from coursekit.catalogue import Catalogue
from coursekit.load.course import Loaded
from coursekit.model.school import Logo, School
from coursekit.plan.artefact import Artefact
from coursekit.plan.files import plan_files
from coursekit.plan.printables import nearest


def listed(loaded: Loaded, school: School, logo: Logo | None) -> tuple[Artefact, ...]:
    """Every file of a pack of this school: all that is printed, changed or kept, and its quizzes' packages.

    Packages that hold pages of the site are not among them: they come with a site of the school's own.
    """
    place = next(place for place in loaded.course.places if place.code == school.place)
    school = school.model_copy(update={"paper": school.paper or place.paper})
    course = loaded.course.model_copy(update={"school": school, "logo": logo})
    library = Catalogue(replace(loaded, course=course))
    return tuple(
        file
        for file in nearest(plan_files(library), library.places[place.code])
        if file.listing or file.kind == "package"
    )
