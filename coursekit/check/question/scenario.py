"""A story with decisions: every choice leads on, every step is reached, nothing goes round in a circle."""

from collections.abc import Iterator

from coursekit.check.question.base import Found
from coursekit.model.problem import did_you_mean
from coursekit.model.question.scenario import Scenario


def check(question: Scenario) -> Iterator[Found]:
    """Yield choices that lead nowhere, steps nobody reaches, circles, and decisions without a best choice."""
    known = {step.id: number for number, step in enumerate(question.steps)}
    for number, step in enumerate(question.steps):
        for index, choice in enumerate(step.choices):
            if choice.next not in known:
                where = ("steps", number, "choices", index, "next")
                hint = did_you_mean(choice.next, known, "Name a step of this scenario.")
                yield where, "dead-end", f"There is no step “{choice.next}”.", hint
        if step.choices and sum(choice.best for choice in step.choices) != 1:
            message = f"The step “{step.id}” needs exactly one best choice."
            yield ("steps", number, "choices"), "no-right-answer", message, "Add “best: true” to one choice."
    yield from _unreached(question, known)
    yield from _circles(question, known)


def _ways_on(question: Scenario, known: dict[str, int]) -> dict[str, list[str]]:
    return {
        step.id: [choice.next for choice in step.choices if choice.next in known] for step in question.steps
    }


def _unreached(question: Scenario, known: dict[str, int]) -> Iterator[Found]:
    ways = _ways_on(question, known)
    reached, waiting = set(), [question.steps[0].id]
    while waiting:
        step = waiting.pop()
        if step not in reached:
            reached.add(step)
            waiting += ways[step]
    for step in ways:
        if step not in reached:
            message = f"No choice leads to the step “{step}”."
            yield ("steps", known[step], "id"), "unreached", message, "Lead to it, or remove it."


def _circles(question: Scenario, known: dict[str, int]) -> Iterator[Found]:
    """Take away, again and again, the steps that lead to nothing left; what stays goes round in a circle."""
    ways = _ways_on(question, known)
    while ended := [step for step, on in ways.items() if not any(next_ in ways for next_ in on)]:
        for step in ended:
            del ways[step]
    if ways:
        first = min(ways, key=lambda step: known[step])
        message = f"The choices from “{first}” can go round in a circle."
        yield ("steps", known[first], "id"), "circle", message, "Let one of them lead to an ending."
