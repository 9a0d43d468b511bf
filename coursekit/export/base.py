"""What every export takes, and the words that several of them have for what they cannot carry."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element, tostring

from coursekit.model.base import Frozen
from coursekit.model.question.base import QuestionBase
from coursekit.model.question.multiple import Multiple
from coursekit.model.question.single import Single
from coursekit.model.quiz import Quiz
from coursekit.model.shelf import Shelf


class ExportInputs(Frozen):
    """A quiz as one place takes it, and the records its texts name."""

    quiz: Quiz
    shelf: Shelf
    title: str
    """Neutral: what the platform lists."""

    @property
    def lang(self) -> str:
        """The language of the texts."""
        return self.shelf.lang


BEST, OTHER = "Best answer.", "Not the best answer."
"""The verdict before each reason, as on the site."""

PAPER_ONLY = "Misconceptions and notes for trainers stay with the paper version."

Losses = tuple[tuple[tuple[type[QuestionBase], ...], str], ...]
"""Types of question, and what all of them lose."""


def lost(quiz: Quiz, by_type: Losses) -> Iterator[str]:
    """Yield what the questions of this quiz lose by their types."""
    for types, loss in by_type:
        if any(isinstance(question, types) for question in quiz.questions):
            yield loss


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
