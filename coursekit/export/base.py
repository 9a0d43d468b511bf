"""What every export takes, and the words that several of them have for what they cannot carry."""

from collections.abc import Iterator, Mapping
from math import lcm
from xml.etree.ElementTree import Element, tostring

from coursekit.model.base import Frozen
from coursekit.model.picture import shown_in
from coursekit.model.question.base import QuestionBase
from coursekit.model.question.hotspot import Hotspot
from coursekit.model.question.multiple import Multiple
from coursekit.model.question.scenario import Scenario
from coursekit.model.question.single import Single
from coursekit.model.quiz import Quiz
from coursekit.model.shelf import Shelf


class ExportInputs(Frozen):
    """A quiz as one place takes it, and the records its texts name."""

    quiz: Quiz
    shelf: Shelf
    title: str
    """Neutral: what the platform lists."""
    shelf_mark: str = ""
    """Names the quiz and its place for ever: a platform that reads it again knows it."""
    category: str = ""
    """What a bank of questions calls the group: the module’s name. Only its editors see it."""

    @property
    def lang(self) -> str:
        """The language of the texts."""
        return self.shelf.lang


class PagesInside(Frozen):
    """What every package of our own pages takes: the ways out of it, and what a platform hears."""

    help_url: str
    helps: tuple[str, ...] = ()
    """The help pages of other places, where a reader chooses one."""
    instead: dict[str, str] = {}
    """Pages of no place in particular, and what this place has instead of them."""
    leave_url: str
    version: str
    results: bool = False
    """Whether the platform hears each question's result."""


BEST, OTHER = "Best answer.", "Not the best answer."
"""The verdict before each reason, as on the site."""

PAPER_ONLY = "Misconceptions and notes for trainers stay with the paper version."

PRODUCT = "Trusted Adult"
"""What every title and every category in a platform begins with."""


def heading(title: str) -> str:
    """What stands on the page itself, under the product's name."""
    return title.removeprefix(f"{PRODUCT}: ")


Losses = tuple[tuple[tuple[type[QuestionBase], ...], str], ...]
"""Types of question, and what all of them lose."""


def lost(quiz: Quiz, by_type: Losses) -> Iterator[str]:
    """Yield what the questions of this quiz lose by their types."""
    for types, loss in by_type:
        if any(isinstance(question, types) for question in quiz.questions):
            yield loss


def bar_lost(quiz: Quiz, points: int) -> Iterator[str]:
    """Yield a line where the pass mark is a share of other points than on the site."""
    mark = quiz.settings.pass_mark
    scored = (question for question in quiz.questions if not isinstance(question, Scenario))
    total = sum(question.points for question in scored)
    if mark is not None and points != total:
        yield (
            f"The pass mark of {mark} per cent is of {points} points here, of {total} on the site: "
            "a question with several parts counts more."
        )


def weighted(quiz: Quiz, parts: Mapping[str, int], most: int) -> Quiz | None:
    """The quiz with points for each part of a question, so that every question keeps its share of all points.

    Platforms count in whole numbers: where a question becomes several parts, every number grows. `parts` says
    how many parts count, by the question's id. None where a number would be above `most`.
    """
    whole = lcm(*(count for count in parts.values() if count))
    points = {
        question.id: question.points * whole // parts[question.id] if parts[question.id] else 0
        for question in quiz.questions
    }
    if any(number > most for number in points.values()):
        return None
    questions = tuple(each.model_copy(update={"points": points[each.id]}) for each in quiz.questions)
    return quiz.model_copy(update={"questions": questions})


def pointed_lost(quiz: Quiz) -> Iterator[str]:
    """Yield a line where a format cannot let people point at a picture."""
    if any(isinstance(question, Hotspot) for question in quiz.questions):
        yield "A place to find in a picture becomes a list of places to choose from, below the picture."


def pictures_lost(quiz: Quiz) -> Iterator[str]:
    """Yield what a format that keeps no files leaves out of pictures."""
    yield from pointed_lost(quiz)
    if any(True for text in quiz.texts() for _ in shown_in(text)):
        yield "Pictures are not in the file: what each shows is written in its place."


def settings_lost(quiz: Quiz) -> Iterator[str]:
    """Yield what a file of questions alone cannot say about the quiz around them."""
    if quiz.intro:
        yield "The introduction is not in the file."
    if quiz.pools:
        yield "All questions are in the file: let the platform draw some of them."
    if quiz.settings.pass_mark is not None:
        yield f"Set the pass mark in the platform: {quiz.settings.pass_mark} per cent."
    if quiz.settings.attempts is not None:
        yield f"Set the number of attempts in the platform: {quiz.settings.attempts}."


def fixed_lost(quiz: Quiz) -> Iterator[str]:
    """Yield a line where options ask for a position that a format cannot promise them."""
    listed = (question for question in quiz.questions if isinstance(question, Single | Multiple))
    if any(option.fixed for question in listed for option in question.options):
        yield "Options that keep their position are shuffled with the others, if the platform shuffles."


def xml(root: Element) -> bytes:
    """The document as bytes, ready to be a file."""
    text: bytes = tostring(root, encoding="utf-8")
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + text + b"\n"
