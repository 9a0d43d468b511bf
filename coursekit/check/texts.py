"""Every text a reader may see, with where it stands and for whom it is."""

import posixpath
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from coursekit.load.course import Loaded
from coursekit.load.source import position
from coursekit.load.validate import Origin
from coursekit.model.apps import App
from coursekit.model.changes import Change
from coursekit.model.course import (
    CRISIS_KINDS,
    Handout,
    Page,
    PageHead,
    places_of,
)
from coursekit.model.facts import Fact
from coursekit.model.problem import Problem
from coursekit.model.question.base import Location, Option
from coursekit.model.question.match import Distractor
from coursekit.model.question.scenario import Choice
from coursekit.model.question.true_false import TrueFalse
from coursekit.model.quiz import Audience, Question, Quiz
from coursekit.model.wording import Override

Role = Literal["text", "body", "title", "scene", "belief", "replaced"]
"""`body`: the Markdown of a page or handout; `title`: a heading of its own; `scene`: a story with a question;
`belief`: something wrong that is put right where it stands, such as a wrong option; `replaced`: a word of the
glossary that is not to be used."""


@dataclass(frozen=True, slots=True)
class Owner:
    """What a text is part of: a page, a handout, a quiz, a question, a fact or another record.

    `kind` is a page’s or a fact’s kind, else the kind of record. `places` are the codes of the places it is
    shown to; empty for everywhere.
    """

    name: str
    kind: str
    origin: Origin
    wording: tuple[Override, ...]
    places: tuple[str, ...] = ()
    audience: tuple[Audience, ...] = ()
    each_place: bool = False
    """Whether it is made once for each of several places."""


@dataclass(frozen=True, slots=True)
class Text:
    """A piece of text.

    `strict` texts (crisis, law and reporting pages, quizzes, print) show no unverified fact. `folder` is
    where its links start from.
    """

    text: str
    owner: Owner
    locate: Callable[[int], tuple[int, int]]
    strict: bool = False
    folder: str = "course"
    role: Role = "text"
    inline: bool = False
    """Whether it is shown in one line or in the middle of a sentence, and so as one paragraph."""
    is_option: bool = False
    """Whether it is something to choose, which may be a picture."""

    @property
    def places(self) -> tuple[str, ...]:
        """The codes of the places it is shown to; empty for everywhere."""
        return self.owner.places

    @property
    def placed(self) -> bool:
        """Whether the reader’s place is known wherever this text is shown."""
        return self.owner.each_place or bool(self.places)

    @property
    def on_paper(self) -> bool:
        """Whether this is a handout's text."""
        return self.folder == "course/handouts"

    def problem(self, offset: int, code: str, message: str, hint: str, **more: Any) -> Problem:
        """A problem at an offset into this text."""
        line, column = self.locate(offset)
        return Problem(self.owner.origin.path, line, column, code, message, hint, **more)


def texts(loaded: Loaded) -> Iterator[Text]:
    """Yield all texts of pages, handouts and quizzes that learners read."""
    for page in loaded.course.pages:
        owner = _owner(page, page.head.kind, loaded.origin("page", page.path))
        yield from _page(page, owner, strict=page.head.kind in CRISIS_KINDS)
    for handout in loaded.course.handouts:
        owner = _owner(handout, "handout", loaded.origin("handout", handout.path))
        yield from _page(handout, owner, strict=True)
        yield from _steps(handout, owner)
    yield from _planner(loaded)
    yield from _self_reviews(loaded)
    yield from _drawings(loaded)
    for quiz in loaded.course.quizzes:
        yield from _quiz(quiz, loaded.origin("quiz", quiz.id))


def all_texts(loaded: Loaded) -> Iterator[Text]:
    """Yield the texts, then what trainers read beside the questions, and the records of `facts/`.

    Names and titles of sources are not among them: they are what somebody else has called a thing.
    """
    yield from texts(loaded)
    yield from notes(loaded)
    yield from record_texts(loaded)


def record_texts(loaded: Loaded) -> Iterator[Text]:
    """Yield what readers see of the records of `facts/`, apart from names and sources."""
    for kind, record in loaded.course.records():
        name = record.kind if isinstance(record, Fact) else kind
        owner = Owner(record.id, name, loaded.origin(kind, record.id), record.wording, record.places)
        if isinstance(record, App):
            yield from (Text(text, owner, _at(owner.origin, text, *where)) for where, text in record.texts())
        else:
            for key in _KEYS[kind]:
                yield from _part(owner, getattr(record, key), key)
        if isinstance(record, Change) and record.brief:
            for where, text in record.brief.texts():
                yield Text(text, owner, _at(owner.origin, text, "brief", *where), inline=where != ("say",))


def notes(loaded: Loaded) -> Iterator[Text]:
    """Yield what trainers alone read beside the questions."""
    for quiz in loaded.course.quizzes:
        yield from _beside(quiz, loaded.origin("quiz", quiz.id))


_KEYS = {
    "fact": ("text", "corrects", "caveat", "disputed", "region"),
    "contact": ("does", "for_whom", "hours", "cost", "languages", "next"),
    "term": ("term", "meaning", "note", "instead_of"),
    "change": ("what",),
    "rule": ("text", "elsewhere"),
}
"""What readers see of each kind of record, apart from names and sources."""
_ROLES: dict[str, Role] = {"corrects": "belief", "instead_of": "replaced", "term": "title"}


def _part(owner: Owner, value: str | tuple[str, ...] | None, key: str) -> Iterator[Text]:
    for text in value if isinstance(value, tuple) else (value,):
        if text:
            yield Text(text, owner, _at(owner.origin, text, key), role=_ROLES.get(key, "text"), inline=True)


def _planner(loaded: Loaded) -> Iterator[Text]:
    """What calendars show, in every place."""
    if loaded.course.planner:
        origin = loaded.origin("planner", "planner")
        owner = Owner("planner", "planner", origin, ())
        for index, task in enumerate(loaded.course.planner.tasks):
            for key in ("title", "what", "who"):
                role: Role = "title" if key == "title" else "text"
                text = getattr(task, key)
                locate = _at(origin, text, "tasks", index, key)
                yield Text(text, owner, locate, True, role=role, inline=True)


def _self_reviews(loaded: Loaded) -> Iterator[Text]:
    """What a self-review asks, and its report says, in every place."""
    for review in loaded.course.self_reviews:
        origin = loaded.origin("self-review", review.id)
        owner = Owner(review.id, "self-review", origin, review.wording, audience=("leads",))
        for where, text in review.texts():
            role: Role = "title" if where[-1] in {"title", "report"} else "text"
            yield Text(text, owner, _at(origin, text, *where), True, role=role, inline=True)


def _drawings(loaded: Loaded) -> Iterator[Text]:
    """What drawings say, on pages, paper and slides."""
    for drawing in loaded.course.drawings:
        origin = loaded.origin("drawing", drawing.id)
        owner = Owner(drawing.id, "drawing", origin, drawing.wording)
        for where, text in drawing.texts():
            role: Role = "title" if where == ("title",) else "text"
            yield Text(text, owner, _at(origin, text, *where), True, role=role, inline=True)


def _owner(page: Page | Handout, kind: str, origin: Origin) -> Owner:
    head = page.head
    each = bool(head.each_place)
    return Owner(head.id, kind, origin, head.wording, places_of(head), head.audience, each)


def _at(origin: Origin, text: str, *where: str | int) -> Callable[[int], tuple[int, int]]:
    return lambda offset: origin.spot(where, text, offset)


def _page(page: Page | Handout, owner: Owner, *, strict: bool) -> Iterator[Text]:
    head, origin = page.head, owner.origin
    folder = posixpath.dirname(page.path)

    def in_body(offset: int) -> tuple[int, int]:
        line, column = position(page.text, offset)
        return line + origin.body_line - 1, column

    yield Text(page.text, owner, in_body, strict, folder, "body")
    for key in ("title", "lede"):
        if value := getattr(head, key):
            role: Role = "title" if key == "title" else "text"
            yield Text(value, owner, _at(origin, value, key), strict, folder, role, inline=True)
    if isinstance(head, PageHead) and head.session:
        for where, text in head.session.texts():
            role = "scene" if where[-1] == "case" else "text"
            locate = _at(origin, text, "session", *where)
            inline = where[-1] not in _LONG
            yield Text(text, owner, locate, strict, folder, role, inline=inline)
    if isinstance(head, PageHead):
        yield from _of_sets(head, owner, folder, strict=strict)
    if isinstance(head, PageHead) and head.aloud:
        for where, text in head.aloud.texts():
            locate = _at(origin, text, "aloud", *where)
            role = _ALOUD.get(str(where[-1]), "text")
            inline = where[-1] not in _LONG
            yield Text(text, owner, locate, strict, folder, role, inline=inline)
    for index, objective in enumerate(getattr(head, "objectives", ())):
        yield Text(objective, owner, _at(origin, objective, "objectives", index), strict, folder, inline=True)


def _of_sets(head: PageHead, owner: Owner, folder: str, *, strict: bool) -> Iterator[Text]:
    """The parts and slides of a set, and the doors of an audience."""
    for where, text in head.set.texts() if head.set else ():
        locate = _at(owner.origin, text, "set", *where)
        yield Text(text, owner, locate, strict, folder, inline=where[-1] not in _LONG)
    for index, door in enumerate(head.doors):
        for key in ("title", "text"):
            text = getattr(door, key)
            locate = _at(owner.origin, text, "doors", index, key)
            yield Text(text, owner, locate, strict, folder, inline=True)


def _steps(handout: Handout, owner: Owner) -> Iterator[Text]:
    for index, step in enumerate(handout.head.steps):
        for key, value in step.model_dump().items():
            if isinstance(value, str):
                locate = _at(owner.origin, value, "steps", index, key)
                yield Text(value, owner, locate, True, "course/handouts", inline=key not in _LONG)
    for index, part in enumerate(handout.head.parts):
        for where, text in part.texts():
            locate = _at(owner.origin, text, "parts", index, *where)
            yield Text(text, owner, locate, True, "course/handouts", inline=where[-1] not in _LONG)
    for index, easy in enumerate(handout.head.easy):
        for where, text in easy.texts():
            locate = _at(owner.origin, text, "easy", index, *where)
            yield Text(text, owner, locate, True, "course/handouts", inline=where[-1] == "title")


def _quiz(quiz: Quiz, origin: Origin) -> Iterator[Text]:
    owner = _quiz_owner(quiz, origin)
    yield Text(quiz.title, owner, _at(origin, quiz.title, "title"), True, role="title", inline=True)
    if quiz.listed:
        yield Text(quiz.listed, owner, _at(origin, quiz.listed, "listed"), True, role="title", inline=True)
    if quiz.intro:
        yield Text(quiz.intro, owner, _at(origin, quiz.intro, "intro"), True)
    for question, owner in _questions(quiz, origin):
        for where, text in question.texts():
            locate = _at(owner.origin, text, *where)
            inline = _is_one_line(question, where)
            option = "options" in where
            yield Text(
                text, owner, locate, True, role=_role(question, where), inline=inline, is_option=option
            )


def _beside(quiz: Quiz, origin: Origin) -> Iterator[Text]:
    for question, owner in _questions(quiz, origin):
        for where, text in question.notes():
            role: Role = "belief" if where[-1] == "misconception" else "text"
            inline = where[-1] == "misconception"
            yield Text(text, owner, _at(owner.origin, text, *where), True, role=role, inline=inline)


_ALOUD: dict[str, Role] = {"scene": "scene", "contrast": "belief", "title": "title"}
"""Well-meant words are put right where they stand, by the reason below them."""
_LONG = {
    "scene",
    "model",
    "script",
    "picture",
    "case",
    "notes",
    "opening",
    "if_told",
    "closing",
    "care",
    "text",
    "yes",
    "no",
}
"""The parts of a session, a flowchart or a form that may have several paragraphs."""
_ONE_LINE = {"left", "right", "low", "high", "accept", "answers", "rows"}


def _is_one_line(question: Question, where: Location) -> bool:
    """Whether a text is something to choose, to place or to type."""
    chosen = question.type == "order" or "options" in where or "choices" in where
    return (where[-1] == "text" and chosen) or not _ONE_LINE.isdisjoint(where)


def _quiz_owner(quiz: Quiz, origin: Origin) -> Owner:
    return Owner(quiz.id, "quiz", origin, quiz.wording, audience=quiz.audience)


def _questions(quiz: Quiz, origin: Origin) -> Iterator[tuple[Question, Owner]]:
    for index, question in enumerate(quiz.questions):
        here = Origin(origin.path, origin.marks, ("questions", index))
        yield question, Owner(question.id, "quiz", here, question.wording, question.places, quiz.audience)


def _role(question: Question, where: Location) -> Role:
    """Tell what a text of a question is; a wrong answer to choose is put right by its own reason."""
    part: Any = question
    for step in where[:-1]:
        part = part[step] if isinstance(step, int) else getattr(part, step)
    if where[-1] == "stem":
        wrong = isinstance(question, TrueFalse) and not question.answer
        return "belief" if wrong else "scene"
    if (isinstance(part, Distractor) and where[-1] == "right") or "wrong" in where:
        return "belief"
    if where[-1] != "text":
        return "text"
    wrong = (isinstance(part, Option) and not part.correct) or (isinstance(part, Choice) and not part.best)
    return "belief" if wrong else "scene" if question.type == "scenario" else "text"
