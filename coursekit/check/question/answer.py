"""Answers in words: no answer is right and wrong, or wrong in two ways."""

from collections.abc import Iterator

from coursekit.check.question.base import Found
from coursekit.model.question.answer import Answer, folded


def check(answer: Answer) -> Iterator[Found]:
    """Yield answers that are foreseen twice, compared as a learner's answer is."""
    seen = {folded(text) for text in answer.accept}
    for index, wrong in enumerate(answer.wrong):
        for number, text in enumerate(wrong.answers):
            if folded(text) in seen:
                message = f"“{text}” is foreseen already: capitals, accents and full stops do not count."
                yield ("wrong", index, "answers", number), "two-reasons", message, "Keep one of the two."
            seen.add(folded(text))
    for index, text in enumerate(answer.accept):
        if not folded(text):
            message = f"“{text}” has no letter or digit."
            yield ("accept", index), "no-answer", message, "Write the answer in words."
