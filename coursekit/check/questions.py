"""Questions: each type has its rules in a file of its name; here are the rules that all share."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from coursekit.check.question import (
    cloze,
    match,
    multiple,
    order,
    reflection,
    scale,
    scenario,
    short_text,
    single,
    true_false,
)
from coursekit.check.question.base import Found
from coursekit.load.course import Loaded
from coursekit.load.validate import Origin
from coursekit.model.problem import Problem
from coursekit.model.quiz import Quiz

TYPES: dict[str, Callable[[Any], Iterable[Found]]] = {
    "single": single.check,
    "multiple": multiple.check,
    "true_false": true_false.check,
    "match": match.check,
    "order": order.check,
    "cloze": cloze.check,
    "short_text": short_text.check,
    "scenario": scenario.check,
    "reflection": reflection.check,
    "scale": scale.check,
}


def check(loaded: Loaded) -> Iterator[Problem]:
    """Yield the problems of every question and pool."""
    for quiz in loaded.course.quizzes:
        origin = loaded.origin("quiz", quiz.id)
        for index, question in enumerate(quiz.questions):
            for where, code, message, hint in TYPES[question.type](question):
                yield origin.problem(("questions", index, *where), code, message, hint)
        yield from _pools(quiz, origin)


def _pools(quiz: Quiz, origin: Origin) -> Iterator[Problem]:
    known = {question.id for question in quiz.questions}
    pooled: set[str] = set()
    for index, pool in enumerate(quiz.pools):
        if pool.pick > len(pool.questions):
            message = f"This pool picks {pool.pick} of {len(pool.questions)} questions."
            yield origin.problem(("pools", index, "pick"), "pool", message, "Pick fewer, or add questions.")
        for number, id_ in enumerate(pool.questions):
            where = ("pools", index, "questions", number)
            if id_ not in known:
                yield origin.problem(
                    where, "pool", f"There is no question “{id_}” in this quiz.", "Correct the id."
                )
            elif id_ in pooled:
                yield origin.problem(where, "pool", f"“{id_}” is in a pool already.", "Name it in one pool.")
            pooled.add(id_)
