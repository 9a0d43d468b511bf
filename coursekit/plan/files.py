"""The files readers take away: handouts, quiz papers, packages for learning platforms and schemas."""

from collections.abc import Iterator

from coursekit.catalogue import Catalogue
from coursekit.export import FORMATS
from coursekit.export.base import ExportInputs
from coursekit.export.format import Format
from coursekit.export.schema import SCHEMAS, SchemaInputs
from coursekit.model.course import Handout
from coursekit.model.facts import Place
from coursekit.model.quiz import Quiz
from coursekit.plan.aloud import plan_aloud
from coursekit.plan.artefact import Artefact
from coursekit.plan.briefings import plan_briefings
from coursekit.plan.data import plan_data
from coursekit.plan.handouts import plan_handout, plan_sheet
from coursekit.plan.planners import plan_planners
from coursekit.plan.quiz_files import file_title, package_title, places_of, quiz_slug
from coursekit.plan.quiz_papers import plan_quiz_papers
from coursekit.plan.session_papers import plan_session_papers
from coursekit.plan.slides import plan_slides


def plan_files(library: Catalogue) -> Iterator[Artefact]:
    """Yield every file that is not a page, in a stable order."""
    for variant in library.handouts:
        if isinstance(variant.source, Handout):
            yield from plan_handout(library, variant, variant.source)
    for page in library.course.pages:
        yield from plan_session_papers(library, page)
        yield from plan_sheet(library, page)
    yield from plan_briefings(library)
    yield from plan_aloud(library)
    for quiz in library.course.quizzes:
        for place in places_of(library, quiz):
            yield from plan_quiz_papers(library, quiz, place)
            for form in FORMATS:
                if form.of == "questions" and not form.declines(
                    quiz.for_place(place.code if place else None)
                ):
                    yield _package(library, quiz, place, form)
    yield from plan_slides(library)
    yield from plan_planners(library)
    yield from plan_data(library)
    for name in SCHEMAS:
        yield _schema(name)


def _package(library: Catalogue, quiz: Quiz, place: Place | None, form: Format) -> Artefact:
    taken = quiz.for_place(place.code if place else None)
    shelf = library.shelf(taken.texts(), "course", place, facts=taken.facts)
    uses = (f"quiz:{quiz.id}", *library.uses(shelf))
    slug = quiz_slug(library, quiz)
    where = f".{place.code}" if place else ""
    return Artefact(
        path=f"packages/{slug}/{slug}{where}.{form.ending}",
        everywhere=f"packages/{slug}/{slug}.{form.ending}",
        kind="package",
        title=file_title(library, quiz),
        recipe=form.recipe,
        inputs=ExportInputs(
            quiz=taken,
            shelf=shelf,
            title=package_title(quiz, place),
            shelf_mark=f"{quiz.id}{where}",
            category=file_title(library, quiz) + (f", {place.name}" if place else ""),
        ),
        sources=library.files(uses),
        uses=tuple(sorted(uses)),
        templates=form.templates,
        assets=("fonts/*.ttf", "fonts/fonts.conf") if shelf.pictures else (),
        place=place.code if place else None,
        losses=form.losses(taken),
        format=form.notes.name,
    )


def _schema(name: str) -> Artefact:
    return Artefact(
        path=f"downloads/{name}.schema.json",
        kind="schema",
        title=f"JSON Schema of a {name} file",
        recipe="coursekit.export.schema:render",
        inputs=SchemaInputs(name=name),
        sources=(),
    )
