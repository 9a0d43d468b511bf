"""The files readers take away: handouts, quiz papers, packages for learning platforms and schemas."""

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from coursekit import __version__
from coursekit.export import FORMATS
from coursekit.export.base import ExportInputs
from coursekit.export.format import Format
from coursekit.export.schema import SCHEMAS, SchemaInputs
from coursekit.model.base import Paper
from coursekit.model.course import Handout, Page
from coursekit.model.facts import Place
from coursekit.model.quiz import Quiz
from coursekit.plan.artefact import Artefact
from coursekit.plan.data import plan_data
from coursekit.plan.library import Library, Variant
from coursekit.plan.planners import plan_planners
from coursekit.plan.quiz_files import file_title, package_title, places_of, quiz_slug, tab_title
from coursekit.plan.slides import plan_slides
from coursekit.render.plain import REFERENCES
from coursekit.render.print import handout, quiz_paper, session
from coursekit.render.references import reference_templates

_FONTS = ("fonts/*.ttf", "fonts/letters.txt", "fonts/fonts.conf")
_PRINT_REFERENCES = reference_templates("print")


def plan_files(library: Library) -> Iterator[Artefact]:
    """Yield every file that is not a page, in a stable order."""
    for variant in library.handouts:
        if isinstance(variant.source, Handout):
            yield from _handouts(library, variant, variant.source)
    for page in library.course.pages:
        if page.head.session:
            yield from _session_papers(library, page)
    for quiz in library.course.quizzes:
        for place in places_of(library, quiz):
            yield from _papers(library, quiz, place)
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


def _short_address(library: Library, place: Place | None) -> str | None:
    """Where a QR code leads: the help page, whose title is neutral; none without a canonical address."""
    address = library.course.school.address
    page = next((page for page in library.course.pages if page.head.kind == "help"), None)
    if address is None or page is None:
        return None
    variant = library.variant(page.path, place)
    return f"{address.rstrip('/')}/{variant.url}" if variant else None


def _handouts(library: Library, variant: Variant, source: Handout) -> Iterator[Artefact]:
    """A handout in each of its sizes; on both papers where neither its place nor the school settles which."""
    for size in handout.sizes(source.head):
        for paper, ending in library.papers(variant.place):
            yield _handout(library, variant, source, size, paper, ending)
    if source.head.editable or source.head.traits.is_messages:
        yield from _editable(library, variant, source)


_ENDINGS: dict[tuple[handout.Size, Paper], str] = {
    ("usual", "A4"): "",
    ("usual", "Letter"): "",
    ("large", "A4"): "-large",
    ("large", "Letter"): "-large",
    ("big", "A4"): "-a3",
    ("big", "Letter"): "-tabloid",
}


def _handout(
    library: Library,
    variant: Variant,
    source: Handout,
    size: handout.Size,
    paper: Paper,
    ending: str,
) -> Artefact:
    return Artefact(
        path=f"handouts/{variant.slug}{_ENDINGS[size, paper]}{ending}.pdf",
        kind="handout",
        recipe="coursekit.render.print.handout:render",
        templates=(handout.template_of(source.head, size), *_PRINT_REFERENCES),
        assets=_FONTS,
        **_drawn(library, variant, source, size, paper),
    )


_OFFICE = {"docx": "coursekit.render.letters.docx:render", "txt": "coursekit.render.letters.text:render"}
_LOGO_LOSS = "The school’s logo is an SVG, which not every word processor can show: use a PNG for letters."


def _editable(library: Library, variant: Variant, source: Handout) -> Iterator[Artefact]:
    """A handout that schools put in their own words, in each form in which they can."""
    drawn = _drawn(library, variant, source, "usual", library.paper_size(variant.place))
    logo = library.course.logo
    for form, recipe in _OFFICE.items():
        no_logo = form == "docx" and source.head.traits.is_letter and logo and logo.name == "logo.svg"
        yield Artefact(
            path=f"downloads/{variant.slug}.{form}",
            kind="letter",
            recipe=recipe,
            templates=REFERENCES,
            losses=(_LOGO_LOSS,) if no_logo else (),
            **drawn,
        )


def _drawn(
    library: Library, variant: Variant, source: Handout, size: handout.Size, paper: Paper
) -> dict[str, Any]:
    """What all forms of a handout share."""
    text = library.text_for(source.text, variant.place)
    texts = [text, *source.head.texts(), *handout.help_texts(source.head)]
    shelf = library.shelf(texts, "course/handouts", variant.place)
    terms = library.course.terms if source.head.traits.lists_terms else ()
    uses = (*library.uses(shelf), *(f"term:{term.id}" for term in terms))
    named = {"title": variant.title, "slug": variant.slug, "tab_title": variant.tab_title}
    inputs = handout.HandoutInputs(
        head=source.head.model_copy(update=named),
        text=text,
        shelf=shelf,
        paper=paper,
        size=size,
        version=__version__,
        logo=library.course.logo,
        short_address=_short_address(library, variant.place),
        terms=terms,
        review=library.review(variant),
    )
    return {
        "title": variant.title,
        "inputs": inputs,
        "sources": tuple(sorted({source.path, *library.files(uses), *library.review_files(variant)})),
        "uses": tuple(sorted(uses)),
        "lang": shelf.lang,
        "place": variant.place.code if variant.place else None,
    }


def _session_papers(library: Library, page: Page) -> Iterator[Artefact]:
    """The plan of a session, and its scenario cards, on both papers where nothing settles which."""
    assert page.head.session  # noqa: S101 (asked only for these)
    kinds = [("", "Session plan", "render_plan", session.PLAN)]
    if page.head.session.cards:
        kinds.append(("-cards", "Scenario cards", "render_cards", session.CARDS))
    for ending, what, recipe, drawn in kinds:
        for paper, paper_ending in library.papers(None):
            path = f"handouts/{page.head.slug}{ending}{paper_ending}.pdf"
            yield _session_paper(library, page, paper, path, what, (recipe, drawn))


def _session_paper(
    library: Library, page: Page, paper: Paper, path: str, what: str, drawn: tuple[str, str]
) -> Artefact:
    assert page.head.session  # noqa: S101 (asked only for these)
    recipe, drawn_with = drawn
    cards = drawn_with == session.CARDS
    text = "" if cards else library.text_for(page.text, None)
    shelf = library.shelf(
        [text, *(text for _, text in page.head.session.texts())], str(PurePosixPath(page.path).parent), None
    )
    uses = library.uses(shelf)
    home = library.module_of(page) or page
    return Artefact(
        path=path,
        kind="handout",
        title=f"{what}: {home.head.title}",
        recipe=f"coursekit.render.print.session:{recipe}",
        inputs=session.SessionInputs(
            head=page.head,
            module=home.head.title,
            text=text,
            shelf=shelf,
            paper=paper,
            version=__version__,
            tab_title=f"{page.head.tab_title}, cards" if cards else page.head.tab_title,
            short_address=_short_address(library, None),
        ),
        sources=tuple(sorted({page.path, home.path, *library.files(uses)})),
        uses=tuple(sorted(uses)),
        templates=(drawn_with, *_PRINT_REFERENCES),
        assets=_FONTS,
    )


def _papers(library: Library, quiz: Quiz, place: Place | None) -> Iterator[Artefact]:
    """The paper of a quiz in each of its forms; on both papers where nothing settles which."""
    for form in quiz_paper.forms(quiz):
        for paper, ending in library.papers(place):
            yield _paper(library, quiz, place, form, paper, ending)


def _paper(
    library: Library, quiz: Quiz, place: Place | None, form: quiz_paper.Form, paper: Paper, ending: str
) -> Artefact:
    taken = quiz.for_place(place.code if place else None)
    shelf = library.shelf(taken.texts(), "course", place, facts=taken.facts)
    uses = (f"quiz:{quiz.id}", *library.uses(shelf))
    name = f"{quiz_slug(library, quiz)}-paper" + ("-b" if form == "B" else "")
    return Artefact(
        path=f"handouts/{name}{f'-{place.slug}' if place else ''}{ending}.pdf",
        kind="paper",
        title=file_title(library, quiz),
        recipe="coursekit.render.print.quiz_paper:render",
        inputs=quiz_paper.PaperInputs(
            quiz=taken,
            shelf=shelf,
            paper=paper,
            form=form,
            version=__version__,
            title=quiz.title,
            tab_title=tab_title(quiz, place),
            short_address=_short_address(library, place),
        ),
        sources=library.files(uses),
        uses=tuple(sorted(uses)),
        templates=(quiz_paper.TEMPLATE, *_PRINT_REFERENCES),
        assets=_FONTS,
        place=place.code if place else None,
    )


def _package(library: Library, quiz: Quiz, place: Place | None, form: Format) -> Artefact:
    taken = quiz.for_place(place.code if place else None)
    shelf = library.shelf(taken.texts(), "course", place, facts=taken.facts)
    uses = (f"quiz:{quiz.id}", *library.uses(shelf))
    slug = quiz_slug(library, quiz)
    where = f".{place.code}" if place else ""
    return Artefact(
        path=f"packages/{slug}/{slug}{where}.{form.ending}",
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
