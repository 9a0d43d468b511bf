"""Questions: each type has its rules in a file of its name; here are the rules that all share."""

from collections.abc import Iterable, Iterator
from typing import assert_never

from coursekit.check.question import (
    cloze,
    hotspot,
    multiple,
    order,
    reflection,
    scale,
    scenario,
    short_text,
    single,
    true_false,
)
from coursekit.check.question import match as match_rules
from coursekit.check.question.base import Found
from coursekit.load.course import Loaded
from coursekit.load.validate import Origin
from coursekit.model.problem import Problem
from coursekit.model.question.cloze import Cloze
from coursekit.model.question.hotspot import Hotspot
from coursekit.model.question.match import Match
from coursekit.model.question.multiple import Multiple
from coursekit.model.question.order import Order
from coursekit.model.question.reflection import Reflection
from coursekit.model.question.scale import Scale
from coursekit.model.question.scenario import Scenario
from coursekit.model.question.short_text import ShortText
from coursekit.model.question.single import Single
from coursekit.model.question.true_false import TrueFalse
from coursekit.model.quiz import Question, Quiz


def check(loaded: Loaded) -> Iterator[Problem]:
    """Yield the problems of every question and pool."""
    for quiz in loaded.course.quizzes:
        origin = loaded.origin("quiz", quiz.id)
        for index, question in enumerate(quiz.questions):
            for where, code, message, hint in _of_type(question):
                yield origin.problem(("questions", index, *where), code, message, hint)
        yield from _pools(quiz, origin)


def _of_type(question: Question) -> Iterable[Found]:  # noqa: C901 (one case a type)
    """What the rules of its own type say of a question."""
    match question:
        case Hotspot():
            return hotspot.check(question)
        case Single():
            return single.check(question)
        case Multiple():
            return multiple.check(question)
        case TrueFalse():
            return true_false.check(question)
        case Match():
            return match_rules.check(question)
        case Order():
            return order.check(question)
        case Cloze():
            return cloze.check(question)
        case ShortText():
            return short_text.check(question)
        case Scenario():
            return scenario.check(question)
        case Reflection():
            return reflection.check(question)
        case Scale():
            return scale.check(question)
        case _:
            assert_never(question)


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
