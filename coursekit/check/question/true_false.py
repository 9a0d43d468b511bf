"""True or false: the right side stands for no misconception."""

from collections.abc import Iterator

from coursekit.check.question.base import Found
from coursekit.model.question.true_false import TrueFalse


def check(question: TrueFalse) -> Iterator[Found]:
    """Yield a problem where the right side is called a misconception."""
    right = "if_true" if question.answer else "if_false"
    if getattr(question, right).misconception:
        message = f"The right side of “{question.id}” has a misconception."
        yield (right, "misconception"), "misconception", message, "Move it to the other side."
