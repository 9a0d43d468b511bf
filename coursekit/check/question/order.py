"""Steps to be put in order: no two of them look alike, or nobody could tell their places apart."""

from collections.abc import Iterator

from coursekit.check.question.base import Found
from coursekit.model.question.answer import folded
from coursekit.model.question.order import Order


def check(question: Order) -> Iterator[Found]:
    """Yield steps whose text another step has."""
    texts: set[str] = set()
    for index, step in enumerate(question.steps):
        if folded(step.text) in texts:
            message = f"“{step.text}” stands here twice."
            yield ("steps", index, "text"), "same-text", message, "Say what is different, or keep one."
        texts.add(folded(step.text))
