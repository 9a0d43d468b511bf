"""A text with gaps: each gap is in the text once, and each mark in the text is a gap."""

import re
from collections.abc import Iterator

from coursekit.check.question import answer
from coursekit.check.question.base import Found
from coursekit.model.problem import did_you_mean
from coursekit.model.question.cloze import Cloze, Gap

_MARK = re.compile(r"\[\[([^\[\]]*)\]\]")


def check(question: Cloze) -> Iterator[Found]:
    """Yield gaps that the text does not name once, names that are no gap, and faults in answers to a gap."""
    named = _MARK.findall(question.text)
    known = [gap.id for gap in question.gaps]
    for name in named:
        if name not in known:
            hint = did_you_mean(name, known, "Add it to gaps.")
            yield ("text",), "unknown-gap", f"There is no gap “{name}”.", hint
    for index, gap in enumerate(question.gaps):
        if named.count(gap.id) != 1:
            message = f"The gap “{gap.id}” stands {named.count(gap.id)} times in the text."
            yield ("gaps", index, "id"), "unknown-gap", message, f"Write [[{gap.id}]] once."
        for where, code, message, hint in (*answer.check(gap), *(_choices(gap) if gap.choose else ())):
            yield ("gaps", index, *where), code, message, hint


def _choices(gap: Gap) -> Iterator[Found]:
    """Yield faults in a gap to choose for: nothing to choose, or a spelling that nobody would be shown."""
    if not gap.wrong:
        message = f"The gap “{gap.id}” is to be chosen, and there is only one answer."
        yield (), "no-choice", message, "Add wrong answers, or “choose: false”."
    wrong = ((("wrong", index, "answers"), each.answers) for index, each in enumerate(gap.wrong))
    for where, answers in ((("accept",), gap.accept), *wrong):
        if len(answers) > 1:
            message = f"“{answers[1]}” is another spelling, but the gap is not typed: the first is shown."
            yield (*where, 1), "not-to-choose", message, "Keep the first, or write “choose: false”."
