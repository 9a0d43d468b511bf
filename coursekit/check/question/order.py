"""Steps to be put in order: no two look alike, and none says its place."""

import re
from collections.abc import Iterator

from coursekit.check.question.base import Found, repeated
from coursekit.model.question.order import Order


def check(question: Order) -> Iterator[Found]:
    """Yield steps whose text another step has."""
    for index, text in repeated(step.text for step in question.steps):
        message = f"“{text}” stands here twice."
        yield ("steps", index, "text"), "same-text", message, "Say what is different, or keep one."
    numbered = [index for index, step in enumerate(question.steps) if _NUMBER.match(step.text)]
    if len(numbered) > 1:
        for index in numbered:
            number = _NUMBER.match(question.steps[index].text)
            message = f"“{number[0].strip() if number else ''}” gives the order away."
            yield ("steps", index, "text"), "numbered", message.replace("\\", ""), "Leave the numbers out."


_NUMBER = re.compile(
    r"\(?(?:(?:[Ss]tep|STEP)\s+)?(?:\d{1,2}|[A-Za-z]|[ivx]{2,4})\\?[.):]\)?(?=\s)|[Ss]tep\s+\w{1,5}\b[:.,]?"
    r"|[①-⑳❶-❿]|\d\ufe0f?\u20e3"
)
"""What a step may begin with that tells its place, whatever the sign after it."""
