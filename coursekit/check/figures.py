"""The figure of a statistic is the number that its sentence says, so that a chart cannot say another."""

import re
from collections.abc import Iterator

from coursekit.load.course import Loaded
from coursekit.model.figure import spelt
from coursekit.model.problem import Problem


def check(loaded: Loaded) -> Iterator[Problem]:
    """Yield a problem for each figure whose fact is no statistic, or says another number."""
    for fact in loaded.course.facts:
        if fact.figure is None:
            continue
        origin = loaded.origin("fact", fact.id)
        if fact.kind != "statistic":
            message = f"“{fact.id}” is no statistic, and has a figure."
            yield origin.problem(("figure",), "figure", message, "Take “figure:” out.")
        for key in ("value", "low", "high"):
            number = getattr(fact.figure, key)
            if number is not None and not re.search(
                rf"(?<![\d.,]){re.escape(spelt(number))}(?![.,]?\d)", fact.text
            ):
                message = f"The sentence of “{fact.id}” does not say {spelt(number)}."
                hint = "Write the same number in figures in both, as the source has it."
                yield origin.problem(("figure", key), "figure", message, hint)
