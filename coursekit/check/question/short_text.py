"""A short answer: each one that is foreseen has one reason."""

from collections.abc import Iterator

from coursekit.check.question import answer
from coursekit.check.question.base import Found
from coursekit.model.question.short_text import ShortText


def check(question: ShortText) -> Iterator[Found]:
    """Yield answers that are foreseen twice."""
    yield from answer.check(question)
