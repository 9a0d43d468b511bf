"""House rules written out: a rule is named, so that no copy of it can come to say something else."""

import re
from collections.abc import Iterator

from coursekit.check.texts import texts
from coursekit.load.course import Loaded
from coursekit.model.problem import Problem


def check(loaded: Loaded) -> Iterator[Problem]:
    """Yield a warning for each text of a page or handout that begins to say a rule in its own words."""
    begun = {rule.id: _first_sentence(rule.text) for rule in loaded.course.rules}
    for text in texts(loaded):
        for id_, sentence in begun.items():
            if text.owner.kind != "quiz" and (found := sentence.search(text.text)):
                message = f"This writes out the rule “{id_}”."
                hint = f'Name it in its place: {{{{ rule("{id_}") }}}}.'
                yield text.problem(found.start(), "rule-written-out", message, hint, severity="warning")


def _first_sentence(text: str) -> re.Pattern[str]:
    """Finds the sentence wherever its lines are broken, and in capitals or not."""
    return re.compile(r"\s+".join(map(re.escape, text.partition(".")[0].split())), re.IGNORECASE)
