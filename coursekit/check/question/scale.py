"""A scale: its rows and its ends are told apart."""

from collections.abc import Iterator

from coursekit.check.question.base import Found
from coursekit.model.question.answer import folded
from coursekit.model.question.scale import Scale


def check(question: Scale) -> Iterator[Found]:
    """Yield a row or an end of the scale that is the same as the other."""
    if len({folded(row) for row in question.rows}) < len(question.rows):
        message = f"“{question.rows[-1]}” stands here twice."
        yield ("rows", len(question.rows) - 1), "same-text", message, "Say when each row is meant."
    if folded(question.low) == folded(question.high):
        message = f"Both ends of the scale are “{question.high}”."
        yield ("high",), "same-text", message, "Say what the other end is."
