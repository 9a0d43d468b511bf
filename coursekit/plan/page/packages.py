"""Every package, by format, for those who run a learning platform."""

from collections.abc import Iterator
from typing import Any

from coursekit import __version__
from coursekit.catalogue import Catalogue, link_name
from coursekit.export import FORMATS
from coursekit.export.format import Format
from coursekit.model.base import Frozen
from coursekit.model.format_notes import FormatNotes
from coursekit.plan.artefact import Artefact
from coursekit.plan.page.base import Asked, Kind
from coursekit.plan.page.home import TO_RUN
from coursekit.plan.printables import nearest
from coursekit.plan.quiz_files import file_title
from coursekit.render.site.page import PageInputs


class Download(Frozen):
    """A package as the page lists it."""

    title: str
    place: str = ""
    url: str
    losses: tuple[str, ...] = ()


class Form(Frozen):
    """All packages of one format."""

    notes: FormatNotes
    files: tuple[Download, ...]
    declined: tuple[tuple[str, str], ...] = ()
    """What has no such file, and why."""

    @property
    def titles(self) -> dict[str, list[Download]]:
        """The files of each title, in their order."""
        found: dict[str, list[Download]] = {}
        for file in self.files:
            found.setdefault(file.title, []).append(file)
        return found

    @property
    def losses(self) -> dict[str, tuple[str, ...]]:
        """Everything that some file of this format cannot carry, and the titles; none where all lose it."""
        found: dict[str, list[Download]] = {}
        for file in self.files:
            for loss in file.losses:
                found.setdefault(loss, []).append(file)
        every = len(self.files)
        return {
            loss: tuple(dict.fromkeys(file.title for file in files)) if len(files) < every else ()
            for loss, files in found.items()
        }


class PackagesInputs(PageInputs):
    """The list of packages."""

    forms: tuple[Form, ...]
    version: str


def _fields(asked: Asked) -> dict[str, Any]:
    return {"forms": tuple(_forms(asked)), "version": __version__}


def _forms(asked: Asked) -> Iterator[Form]:
    """Every package, by format and in the order of the course; what has no module comes last.

    For a place, the packages that its readers take; for any other country all, each with the place it is for.
    """
    library, place, files = asked.library, asked.place, asked.files
    numbers = {page.head.title: page.head.number or 0 for page in library.course.pages if page.head.number}
    taken = nearest(files, place) if place and place.code != "INT" else files
    ordered = sorted(taken, key=lambda file: numbers.get(file.title, len(numbers) + 1))
    for form in FORMATS:
        found = tuple(_download(library, file) for file in ordered if file.format == form.notes.name)
        if found:
            yield Form(notes=form.notes, files=found, declined=tuple(_declined(library, form)))


def _declined(library: Catalogue, form: Format) -> Iterator[tuple[str, str]]:
    """The quizzes that have no file of this format, and why."""
    if form.of == "questions":
        for quiz in library.course.quizzes:
            if why := form.declines(quiz.for_place(library.course.school.place)):
                yield file_title(library, quiz), why


def _download(library: Catalogue, file: Artefact) -> Download:
    place = library.places.get(file.place or "")
    return Download(
        title=file.title, place=link_name(place) if place else "", url=file.path, losses=file.losses
    )


KIND = Kind(
    group=TO_RUN,
    template="site/packages.html.j2",
    inputs=PackagesInputs,
    fields=_fields,
    lists=lambda inputs: (file.url for form in inputs.forms for file in form.files),
)
