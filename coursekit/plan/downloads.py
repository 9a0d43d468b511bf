"""The files that pages link to: an audience's short list, a session's own, and every package by format."""

from collections.abc import Iterator

from coursekit.export import FORMATS
from coursekit.export.format import Format
from coursekit.model.base import Paper
from coursekit.model.course import Page, PageHead
from coursekit.model.facts import Place
from coursekit.plan.artefact import Artefact
from coursekit.plan.library import Library, link_name
from coursekit.plan.printables import form_of, is_shortlisted, nearest, readers, size_of
from coursekit.plan.quiz_files import file_title
from coursekit.render.print.session import SessionInputs
from coursekit.render.site.page import Download, Form, Link
from coursekit.render.slides.deck import DeckInputs


def downloads(
    library: Library, head: PageHead, place: Place | None, files: tuple[Artefact, ...], *kinds: str
) -> Iterator[Link]:
    """The short list of files of these kinds, on the page for an audience that takes them, for its place."""
    if head.kind != "audience":
        return
    for file in nearest(files, place or library.default_place):
        if file.kind in kinds and _is_for(file, head, library.paper_size(place)):
            own = library.places.get(file.place or "")
            where = link_name(own) if own else "Every place"
            yield Link(title=file.title, url=file.path, note=f"{where} · {form_of(file)}")


def session_files(page: Page, files: tuple[Artefact, ...]) -> Iterator[Link]:
    """What the trainer takes into the room, by what it is."""
    if page.head.session is None:
        return
    for file in files:
        if page.path in file.sources and isinstance(file.inputs, DeckInputs | SessionInputs):
            what = "Slides" if file.kind == "slides" else file.title.partition(":")[0]
            yield Link(title=what, url=file.path, note=size_of(file))


def _is_for(file: Artefact, head: PageHead, paper: Paper) -> bool:
    return is_shortlisted(file, paper) and bool(set(head.audience) & set(readers(file)))


def forms(library: Library, files: tuple[Artefact, ...], place: Place | None) -> Iterator[Form]:
    """Every package, by format and in the order of the course; what has no module comes last.

    For a place, the packages that its readers take; for any other country all, each with the place it is for.
    """
    numbers = {page.head.title: page.head.number or 0 for page in library.course.pages if page.head.number}
    taken = nearest(files, place) if place and place.code != "INT" else files
    ordered = sorted(taken, key=lambda file: numbers.get(file.title, len(numbers) + 1))
    for form in FORMATS:
        found = tuple(_download(library, file) for file in ordered if file.format == form.notes.name)
        if found:
            yield Form(notes=form.notes, files=found, declined=tuple(_declined(library, form)))


def _declined(library: Library, form: Format) -> Iterator[tuple[str, str]]:
    """The quizzes that have no file of this format, and why."""
    if form.of == "questions":
        for quiz in library.course.quizzes:
            if why := form.declines(quiz.for_place(library.course.school.place)):
                yield file_title(library, quiz), why


def _download(library: Library, file: Artefact) -> Download:
    place = library.places.get(file.place or "")
    return Download(
        title=file.title, place=link_name(place) if place else "", url=file.path, losses=file.losses
    )
