"""The papers of a quiz: its questions, and apart from them the answer notes."""

from collections.abc import Iterator
from dataclasses import replace

from coursekit import __version__
from coursekit.catalogue import Catalogue
from coursekit.model.base import Paper
from coursekit.model.facts import Place
from coursekit.model.quiz import Quiz
from coursekit.plan.artefact import Artefact, Listing
from coursekit.plan.handouts import FONTS, PRINT_REFERENCES
from coursekit.plan.printables import PAPERS, QUESTIONS
from coursekit.plan.quiz_files import file_title, quiz_slug, tab_title
from coursekit.plan.ways import short_address
from coursekit.render.print import quiz_paper

HALVES: dict[quiz_paper.Half, tuple[str, str]] = {
    "questions": ("paper", "PDF, questions"),
    "notes": ("notes", "PDF, answer notes"),
}
"""What the file of each half is called, and what lists call it."""


def plan_quiz_papers(library: Catalogue, quiz: Quiz, place: Place | None) -> Iterator[Artefact]:
    """The questions and the notes, in each form; on both papers where nothing settles which."""
    for half in quiz_paper.TEMPLATES:
        for form in quiz_paper.forms(quiz):
            for paper, ending in library.papers(place):
                yield _paper(library, quiz, place, half, form, paper, ending)


def _paper(
    library: Catalogue,
    quiz: Quiz,
    place: Place | None,
    half: quiz_paper.Half,
    form: quiz_paper.Form,
    paper: Paper,
    ending: str,
) -> Artefact:
    taken = quiz.for_place(place.code if place else None)
    shelf = library.with_school(library.shelf(taken.texts(), "course", place, facts=taken.facts))
    uses = (f"quiz:{quiz.id}", *library.uses(shelf))
    code, title = place.code if place else "", file_title(library, quiz)
    name = f"{quiz_slug(library, quiz)}-{HALVES[half][0]}" + ("-b" if form == "B" else "")
    inputs = quiz_paper.PaperInputs(
        quiz=taken,
        shelf=shelf,
        paper=paper,
        half=half,
        form=form,
        version=__version__,
        title=quiz.title,
        tab_title=tab_title(quiz, place),
        short_address=short_address(library, place),
        logo=library.course.logo,
    )
    listing = replace(_listing(half, form, paper, ending), thing=f"{quiz.id} {code}", title=title)
    return half_of_paper(inputs, listing, name, ending, library.files(uses), uses, place)


def half_of_paper(
    inputs: quiz_paper.PaperInputs,
    listing: Listing,
    name: str,
    ending: str,
    sources: tuple[str, ...],
    uses: tuple[str, ...],
    place: Place | None = None,
) -> Artefact:
    """The questions, or the notes to them, as the file of this name; `ending` says which paper it is for."""
    return Artefact(
        path=f"handouts/{name}{f'-{place.slug}' if place else ''}{ending}.pdf",
        everywhere=f"handouts/{name}.pdf",
        kind="paper",
        title=listing.title,
        listing=listing,
        recipe="coursekit.render.print.quiz_paper:render",
        inputs=inputs,
        sources=sources,
        uses=tuple(sorted(uses)),
        templates=(quiz_paper.TEMPLATES[inputs.half], *PRINT_REFERENCES),
        assets=FONTS,
        place=place.code if place else None,
    )


def _listing(half: quiz_paper.Half, form: quiz_paper.Form, paper: Paper, ending: str) -> Listing:
    return Listing(
        group=QUESTIONS,
        thing="",
        title="",
        form=f"{HALVES[half][1]}, {PAPERS[paper]}{', form B' if form == 'B' else ''}",
        paper=paper,
        is_shortlisted=form == "A",
        has_preview=form == "A" and not ending and half == "questions",
    )
