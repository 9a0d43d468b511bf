"""What belongs together: where nothing belongs is not where a pair belongs, and nothing is offered twice."""

from collections.abc import Iterator

from coursekit.check.question.base import Found, repeated
from coursekit.model.question.match import Match


def check(question: Match) -> Iterator[Found]:
    """Yield things to place that are the same, and places offered again as one where nothing belongs."""
    for index, left in repeated(pair.left for pair in question.pairs):
        message = f"“{left}” stands here twice."
        yield ("pairs", index, "left"), "same-text", message, "Keep one of the two."
    distractors = (distractor.right for distractor in question.distractors)
    for index, right in repeated(distractors, known=(pair.right for pair in question.pairs)):
        message = f"“{right}” is offered already."
        yield ("distractors", index, "right"), "same-text", message, "Name a place where nothing belongs."
