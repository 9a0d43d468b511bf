"""Every answer that applies: at least one option is right and at least one is not."""

from collections.abc import Iterator

from coursekit.check.question.base import Found
from coursekit.model.question.multiple import Multiple


def check(question: Multiple) -> Iterator[Found]:
    """Yield a problem where nothing is right, or ticking everything would be."""
    right = sum(option.correct for option in question.options)
    if right == 0:
        yield (
            ("options",),
            "no-right-answer",
            f"“{question.id}” has no right answer.",
            "Add “correct: true” to an option.",
        )
    if right == len(question.options):
        message = f"Every option of “{question.id}” is right."
        yield ("options",), "right-answers", message, "Add an option that is not."
