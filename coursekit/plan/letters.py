"""Letters, messages and planners: what a school takes into its own programs."""

from collections.abc import Iterator

from coursekit import __version__
from coursekit.model.course import Letter
from coursekit.model.facts import Place
from coursekit.plan.artefact import Artefact
from coursekit.plan.library import Library
from coursekit.render.letters.inputs import LetterInputs
from coursekit.render.plain import REFERENCES
from coursekit.render.planner import PlannerInputs

_LOGO_LOSS = "The school’s logo is an SVG, which not every word processor can show: use a PNG for letters."
_FORMS = {"docx": "coursekit.render.letters.docx:render", "txt": "coursekit.render.letters.text:render"}


def plan_letters(library: Library) -> Iterator[Artefact]:
    """Yield every letter in each form, then the planner of each place."""
    for letter in library.course.letters:
        for place in library.served(letter.head) or (library.places.get(letter.head.place or ""),):
            yield from _letter(library, letter, place)
    for place in library.open_places if library.course.planner else ():
        yield _planner(library, place)


def _letter(library: Library, letter: Letter, place: Place | None) -> Iterator[Artefact]:
    inputs = _inputs(library, letter, place)
    uses = tuple(sorted({*library.uses(inputs.shelf), "school:school"}))
    slug = f"{letter.head.slug}-{place.slug}" if place and letter.head.each_place else letter.head.slug
    for form, recipe in _FORMS.items():
        has_logo = form == "docx" and inputs.logo is not None
        yield Artefact(
            path=f"downloads/{slug}.{form}",
            kind="letter",
            title=letter.head.title,
            recipe=recipe,
            inputs=inputs,
            sources=tuple(sorted({letter.path, *library.files(uses)})),
            uses=uses,
            templates=REFERENCES,
            lang=inputs.lang,
            place=place.code if place else None,
            losses=(_LOGO_LOSS,) if has_logo and inputs.logo and inputs.logo.name == "logo.svg" else (),
        )


def _inputs(library: Library, letter: Letter, place: Place | None) -> LetterInputs:
    course = library.course
    text = library.text_for(letter.text, place)
    return LetterInputs(
        head=letter.head,
        text=text,
        shelf=library.shelf([text], "course/letters", place),
        school_name=course.school.name,
        logo=course.logo,
        colours=course.school.colours,
        paper=library.paper_size(place),
        lang=place.lang if place else "en-GB",
        version=__version__,
    )


def _planner(library: Library, place: Place) -> Artefact:
    planner = library.course.planner
    assert planner is not None  # noqa: S101 (asked before)
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
    )
