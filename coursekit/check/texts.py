"""Every text a reader may see, with where it stands and for whom it is."""

import posixpath
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from coursekit.load.course import Loaded
from coursekit.load.source import position
from coursekit.load.validate import Origin
from coursekit.model.course import CRISIS_KINDS, Handout, HandoutHead, Page, PageHead
from coursekit.model.problem import Problem
from coursekit.model.quiz import Quiz


@dataclass(frozen=True, slots=True)
class Text:
    """A piece of text.

    `places` are the codes of the places it is shown to; empty for everywhere. `strict` texts (crisis, law
    and reporting pages, quizzes, print) show no unverified fact. `folder` is where its links start from.
    """

    text: str
    path: str
    locate: Callable[[int], tuple[int, int]]
    places: tuple[str, ...]
    strict: bool
    folder: str
    each_place: bool = False
    """Whether it is made once for each of several places."""

    @property
    def placed(self) -> bool:
        """Whether the reader’s place is known wherever this text is shown."""
        return self.each_place or bool(self.places)

    @property
    def on_paper(self) -> bool:
        """Whether this is a handout's text."""
        return self.folder == "course/handouts"

    def problem(self, offset: int, code: str, message: str, hint: str) -> Problem:
        """A problem at an offset into this text."""
        line, column = self.locate(offset)
        return Problem(self.path, line, column, code, message, hint)


def texts(loaded: Loaded) -> Iterator[Text]:
    """Yield all texts of pages, handouts and quizzes."""
    for page in loaded.course.pages:
        origin = loaded.origin("page", page.path)
        yield from _page(page, origin, strict=page.head.kind in CRISIS_KINDS)
    for handout in loaded.course.handouts:
        origin = loaded.origin("handout", handout.path)
        yield from _page(handout, origin, strict=True)
        yield from _steps(handout, origin)
    for quiz in loaded.course.quizzes:
        yield from _quiz(quiz, loaded.origin("quiz", quiz.id))


def _at(origin: Origin, *where: str | int) -> Callable[[int], tuple[int, int]]:
    mark = origin.mark(*where)
    return lambda _offset: mark


def _page(page: Page | Handout, origin: Origin, *, strict: bool) -> Iterator[Text]:
    head = page.head
    places, each = _places(head)
    folder = posixpath.dirname(page.path)

    def in_body(offset: int) -> tuple[int, int]:
        line, column = position(page.text, offset)
        return line + origin.body_line - 1, column

    yield Text(page.text, page.path, in_body, places, strict, folder, each)
    for key in ("title", "lede"):
        if value := getattr(head, key):
            yield Text(value, page.path, _at(origin, key), places, strict, folder, each)
    if isinstance(head, PageHead) and head.session:
        for where, text in head.session.texts():
            yield Text(text, page.path, _at(origin, "session", *where), places, strict, folder, each)
    for index, objective in enumerate(getattr(head, "objectives", ())):
        yield Text(objective, page.path, _at(origin, "objectives", index), places, strict, folder)


def _places(head: PageHead | HandoutHead) -> tuple[tuple[str, ...], bool]:
    """The places a text is for, empty for everywhere, and whether it is made for each one by one."""
    if isinstance(head.each_place, tuple):
        return head.each_place, True
    return ((head.place,) if head.place else ()), head.each_place


def _steps(handout: Handout, origin: Origin) -> Iterator[Text]:
    places, each = _places(handout.head)
    for index, step in enumerate(handout.head.steps):
        for key, value in step.model_dump().items():
            if isinstance(value, str):
                at = _at(origin, "steps", index, key)
                yield Text(value, handout.path, at, places, True, "course/handouts", each)


def _quiz(quiz: Quiz, origin: Origin) -> Iterator[Text]:
    if quiz.intro:
        yield Text(quiz.intro, origin.path, _at(origin, "intro"), (), True, "course")
    for index, question in enumerate(quiz.questions):
        for where, text in question.texts():
            at = _at(origin, "questions", index, *where)
            yield Text(text, origin.path, at, question.places, True, "course")
