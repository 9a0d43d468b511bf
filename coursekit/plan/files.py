"""The files readers take away: handouts, quiz papers, packages for learning platforms and schemas."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath

from coursekit import __version__
from coursekit.catalogue import Catalogue
from coursekit.export import FORMATS
from coursekit.export.base import ExportInputs
from coursekit.export.format import Format
from coursekit.export.schema import SCHEMAS, SchemaInputs
from coursekit.model.base import Paper
from coursekit.model.course import Handout, Page
from coursekit.model.facts import Place
from coursekit.model.quiz import Quiz
from coursekit.plan.aloud import plan_aloud
from coursekit.plan.artefact import Artefact, Listing
from coursekit.plan.data import plan_data
from coursekit.plan.handouts import FONTS, PRINT_REFERENCES, plan_handout
from coursekit.plan.planners import plan_planners
from coursekit.plan.printables import PAPERS, QUESTIONS, SESSIONS
from coursekit.plan.quiz_files import file_title, package_title, places_of, quiz_slug, tab_title
from coursekit.plan.rehearsed import rehearsal_files, rehearsed
from coursekit.plan.slides import plan_slides
from coursekit.plan.ways import short_address
from coursekit.render.print import quiz_paper, session


def plan_files(library: Catalogue) -> Iterator[Artefact]:
    """Yield every file that is not a page, in a stable order."""
    for variant in library.handouts:
        if isinstance(variant.source, Handout):
            yield from plan_handout(library, variant, variant.source)
    for page in library.course.pages:
        if page.head.session:
            yield from _session_papers(library, page)
    yield from plan_aloud(library)
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


def _session_papers(library: Catalogue, page: Page) -> Iterator[Artefact]:
    """The plan of a session, and its scenario cards, on both papers where nothing settles which."""
    assert page.head.session  # noqa: S101 (asked only for these)
    for paper, ending in library.papers(None):
        yield _session_paper(library, page, paper, ending, cards=False)
    if page.head.session.cards:
        for paper, ending in library.papers(None):
            yield _session_paper(library, page, paper, ending, cards=True)


def _in_session(form: str, paper: Paper, note: str = "") -> Listing:
    return Listing(
        group=SESSIONS, thing="", title="", form=form, note=note, paper=paper, is_shortlisted=False
    )


_PLAN: dict[Paper, Listing] = {
    "A4": _in_session("PDF, A4", "A4"),
    "Letter": _in_session("PDF, US Letter", "Letter"),
}
_CARDS: dict[Paper, Listing] = {
    "A4": _in_session("PDF, A5", "A4", "fronts and backs"),
    "Letter": _in_session("PDF, half Letter", "Letter", "fronts and backs"),
}
"""How lists name the plan, and the cards, of which two come out of a sheet."""


def _session_paper(library: Catalogue, page: Page, paper: Paper, ending: str, *, cards: bool) -> Artefact:
    assert page.head.session  # noqa: S101 (asked only for these)
    text = "" if cards else library.text_for(page.text, None)
    texts = [text, *(text for _, text in page.head.session.texts())]
    shelf = library.with_school(library.shelf(texts, str(PurePosixPath(page.path).parent), None))
    uses = library.uses(shelf)
    home = library.module_of(page) or page
    said = () if cards else rehearsal_files(library, page.head.session)
    name = f"handouts/{page.head.slug}{'-cards' if cards else ''}"
    title = f"{'Scenario cards' if cards else 'Session plan'}: {home.head.title}"
    return Artefact(
        path=f"{name}{ending}.pdf",
        everywhere=f"{name}.pdf",
        kind="handout",
        title=title,
        listing=replace(
            _CARDS[paper] if cards else _PLAN[paper],
            thing=f"{page.head.id} {title}",
            title=title,
            has_preview=not ending,
        ),
        recipe=f"coursekit.render.print.session:{'render_cards' if cards else 'render_plan'}",
        inputs=session.SessionInputs(
            head=page.head,
            module=home.head.title,
            text=text,
            shelf=shelf,
            paper=paper,
            version=__version__,
            tab_title=f"{page.head.tab_title}, cards" if cards else page.head.tab_title,
            short_address=short_address(library, None),
            logo=library.course.logo,
            rehearsals={} if cards else rehearsed(library, page.head.session),
        ),
        sources=tuple(sorted({page.path, home.path, *said, *library.files(uses)})),
        uses=tuple(sorted(uses)),
        templates=(session.CARDS if cards else session.PLAN, *PRINT_REFERENCES),
        assets=FONTS,
    )


def _papers(library: Catalogue, quiz: Quiz, place: Place | None) -> Iterator[Artefact]:
    """The paper of a quiz in each of its forms; on both papers where nothing settles which."""
    for form in quiz_paper.forms(quiz):
        for paper, ending in library.papers(place):
            yield _paper(library, quiz, place, form, paper, ending)


def _paper(
    library: Catalogue, quiz: Quiz, place: Place | None, form: quiz_paper.Form, paper: Paper, ending: str
) -> Artefact:
    taken = quiz.for_place(place.code if place else None)
    shelf = library.with_school(library.shelf(taken.texts(), "course", place, facts=taken.facts))
    uses = (f"quiz:{quiz.id}", *library.uses(shelf))
    name = f"{quiz_slug(library, quiz)}-paper" + ("-b" if form == "B" else "")
    return Artefact(
        path=f"handouts/{name}{f'-{place.slug}' if place else ''}{ending}.pdf",
        everywhere=f"handouts/{name}.pdf",
        kind="paper",
        title=file_title(library, quiz),
        listing=Listing(
            group=QUESTIONS,
            thing=f"{quiz.id} {place.code if place else ''}",
            title=file_title(library, quiz),
            form=f"PDF, {PAPERS[paper]}{', form B' if form == 'B' else ''}",
            paper=paper,
            is_shortlisted=form == "A",
            has_preview=form == "A" and not ending,
        ),
        recipe="coursekit.render.print.quiz_paper:render",
        inputs=quiz_paper.PaperInputs(
            quiz=taken,
            shelf=shelf,
            paper=paper,
            form=form,
            version=__version__,
            title=quiz.title,
            tab_title=tab_title(quiz, place),
            short_address=short_address(library, place),
            logo=library.course.logo,
        ),
        sources=library.files(uses),
        uses=tuple(sorted(uses)),
        templates=(quiz_paper.TEMPLATE, *PRINT_REFERENCES),
        assets=FONTS,
        place=place.code if place else None,
    )


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
