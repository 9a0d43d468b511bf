"""A scale: its rows and its ends are told apart."""

from collections.abc import Iterator

from coursekit.check.question.base import Found, repeated
from coursekit.model.question.scale import Scale


def check(question: Scale) -> Iterator[Found]:
    """Yield a row or an end of the scale that is the same as the other."""
    for index, row in repeated(question.rows):
        message = f"“{row}” stands here twice."
        yield ("rows", index), "same-text", message, "Say when each row is meant."
    for _, end in repeated((question.low, question.high)):
        message = f"Both ends of the scale are “{end}”."
        yield ("high",), "same-text", message, "Say what the other end is."
