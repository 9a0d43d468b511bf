"""What belongs together: where nothing belongs is not where a pair belongs, and nothing is offered twice."""

from collections.abc import Iterator

from coursekit.check.question.base import Found
from coursekit.model.question.answer import folded
from coursekit.model.question.match import Match


def check(question: Match) -> Iterator[Found]:
    """Yield things to place that are the same, and places offered again as one where nothing belongs."""
    lefts: set[str] = set()
    for index, pair in enumerate(question.pairs):
        if folded(pair.left) in lefts:
            message = f"“{pair.left}” stands here twice."
            yield ("pairs", index, "left"), "same-text", message, "Keep one of the two."
        lefts.add(folded(pair.left))
    rights = {folded(pair.right) for pair in question.pairs}
    for index, distractor in enumerate(question.distractors):
        if folded(distractor.right) in rights:
            message = f"“{distractor.right}” is offered already."
            yield ("distractors", index, "right"), "same-text", message, "Name a place where nothing belongs."
        rights.add(folded(distractor.right))
