"""A text with gaps: each gap is in the text once, and each mark in the text is a gap."""

import re
from collections.abc import Iterator

from coursekit.check.question import answer
from coursekit.check.question.base import Found
from coursekit.model.problem import did_you_mean
from coursekit.model.question.cloze import Cloze

_MARK = re.compile(r"\[\[([^\[\]]*)\]\]")


def check(question: Cloze) -> Iterator[Found]:
    """Yield gaps that the text does not name once, names that are no gap, and answers foreseen twice."""
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
        if gap.choose and not gap.wrong:
            message = f"The gap “{gap.id}” is to be chosen, and there is only one answer."
            yield ("gaps", index), "no-choice", message, "Add wrong answers, or “choose: false”."
        for where, code, message, hint in answer.check(gap):
            yield ("gaps", index, *where), code, message, hint
