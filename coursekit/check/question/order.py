"""Steps to be put in order: no two of them look alike, or nobody could tell their places apart."""

from collections.abc import Iterator

from coursekit.check.question.base import Found, repeated
from coursekit.model.question.order import Order


def check(question: Order) -> Iterator[Found]:
    """Yield steps whose text another step has."""
    for index, text in repeated(step.text for step in question.steps):
        message = f"“{text}” stands here twice."
        yield ("steps", index, "text"), "same-text", message, "Say what is different, or keep one."
