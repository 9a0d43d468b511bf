"""One best answer: exactly one option is right."""

from collections.abc import Iterator

from coursekit.check.question.base import Found
from coursekit.model.question.single import Single


def check(question: Single) -> Iterator[Found]:
    """Yield a problem unless exactly one option is right."""
    right = sum(option.correct for option in question.options)
    if right == 0:
        yield (
            ("options",),
            "no-right-answer",
            f"“{question.id}” has no right answer.",
            "Add “correct: true” to one option.",
        )
    if right > 1:
        message = f"“{question.id}” has {right} right answers."
        yield ("options",), "right-answers", message, "Keep one, or use “type: multiple”."
