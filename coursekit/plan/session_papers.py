"""What a session takes into the room on paper: its plan, its cards, and its short question sheet."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath

from coursekit import __version__
from coursekit.catalogue import Catalogue
from coursekit.model.base import Paper
from coursekit.model.course import Page
from coursekit.model.quiz import Question, Quiz
from coursekit.plan.artefact import Artefact, Listing
from coursekit.plan.handouts import FONTS, PRINT_REFERENCES
from coursekit.plan.printables import PAPERS, SESSIONS
from coursekit.plan.quiz_papers import HALVES, half_of_paper
from coursekit.plan.rehearsed import rehearsal_files, rehearsed
from coursekit.plan.ways import short_address
from coursekit.render.print import quiz_paper, session


def plan_session_papers(library: Catalogue, page: Page) -> Iterator[Artefact]:
    """The plan of a session, its cards and its question sheet, on both papers where nothing settles which.

    A refresher of the planner has a question sheet alone.
    """
    for one in library.course.planner.refreshers if library.course.planner else ():
        if one.page == page.head.id:
            yield from _question_sheet(library, page, one.meeting)
    if page.head.session is None:
        return
    for paper, ending in library.papers(None):
        yield _session_paper(library, page, paper, ending, cards=False)
    if page.head.session.cards:
        for paper, ending in library.papers(None):
            yield _session_paper(library, page, paper, ending, cards=True)
    if page.head.session.questions:
        yield from _question_sheet(library, page, page.head.session.questions)


def _question_sheet(library: Catalogue, page: Page, questions: tuple[str, ...]) -> Iterator[Artefact]:
    """The short question sheet of a session or a refresher, and the notes to it."""
    home, chosen = library.module_of(page) or page, _chosen(library, questions)
    title = f"Question sheet: {home.head.title}"
    quiz = _sheet(page, home, chosen)
    shelf = library.with_school(library.shelf(quiz.texts(), "course", None, facts=quiz.facts))
    uses = tuple({*(f"quiz:{q.id}" for q in _quizzes_of(library, chosen)), *library.uses(shelf)})
    sources = tuple(sorted({page.path, home.path, *library.files(uses)}))
    for half, (_, said) in HALVES.items():
        for paper, ending in library.papers(None):
            inputs = quiz_paper.PaperInputs(
                quiz=quiz,
                shelf=shelf,
                paper=paper,
                half=half,
                version=__version__,
                title=quiz.title,
                tab_title=f"{page.head.tab_title}, questions",
                short_address=short_address(library, None),
                one_form=True,
                logo=library.course.logo,
            )
            listing = replace(
                _PLAN[paper],
                thing=f"{page.head.id} {title}",
                title=title,
                form=f"{said}, {PAPERS[paper]}",
                has_preview=half == "questions" and not ending,
            )
            name = f"{page.head.slug}-{'questions' if half == 'questions' else 'answers'}"
            yield half_of_paper(inputs, listing, name, ending, sources, uses)


def _chosen(library: Catalogue, ids: tuple[str, ...]) -> tuple[Question, ...]:
    """The questions of these ids, in their order."""
    asked = {question.id: question for quiz in library.course.quizzes for question in quiz.questions}
    return tuple(asked[id_] for id_ in ids)


def _sheet(page: Page, home: Page, chosen: tuple[Question, ...]) -> Quiz:
    """The questions of a session or a refresher as a quiz of their own."""
    head = {"schema": 1, "id": page.head.slug, "title": home.head.title, "review_by": page.head.review_by}
    asked = [question.model_dump() for question in chosen]
    return Quiz.model_validate({**head, "audience": ("trainers",), "questions": asked})


def _quizzes_of(library: Catalogue, questions: tuple[Question, ...]) -> Iterator[Quiz]:
    ids = {question.id for question in questions}
    return (quiz for quiz in library.course.quizzes if any(q.id in ids for q in quiz.questions))


def _in_session(form: str, paper: Paper, note: str = "") -> Listing:
    return Listing(
        group=SESSIONS, thing="", title="", form=form, note=note, paper=paper, is_shortlisted=False
    )


_PLAN: dict[Paper, Listing] = {
    "A4": _in_session("PDF, A4", "A4"),
    "Letter": _in_session("PDF, US Letter", "Letter"),
}
_CARDS: dict[Paper, Listing] = {
    "A4": _in_session(
        "PDF, A4", "A4", "two a sheet, to cut: print on both sides, turned over the short edge"
    ),
    "Letter": _in_session(
        "PDF, US Letter", "Letter", "two a sheet, to cut: print on both sides, turned over the short edge"
    ),
}
"""How lists name the plan, and the cards."""


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
