"""Whom a question asks: what to do with a device differs for parents and for staff.

A parent leaves the phone with the child; a member of staff has it locked, and the lead decides. A question
about it that does not say which of the two it asks has no right answer.
"""

import re
from collections.abc import Iterator

from coursekit.load.course import Loaded
from coursekit.model.problem import Problem
from coursekit.model.question.scenario import Scenario
from coursekit.model.quiz import Question, Quiz

_DEVICE = r"(?:phones?|devices?|tablets?|laptops?)"
_DONE = (
    r"(?:tak(?:e|es|ing|en)|took|keep\w*|kept|confiscat\w+|search\w*|lock\w*|secur(?:e|es|ed|ing)"
    r"|hand(?:s|ed)?|leave|leaving|left|give|gives|gave)"
)
_HANDLED = re.compile(
    rf"\b{_DONE}\b(?:\s+\w+)?(?:\s+(?:the|a|her|his|their|your|my|that|pupil’s|child’s))+\s+{_DEVICE}\b"
    rf"|\b{_DEVICE}\s+(?:(?:is|was|stays?|be)\s+)?(?:\w+\s+)?(?:away|unsearched|locked|as it is)\b",
    re.IGNORECASE,
)
"""A device that somebody takes, keeps, locks, searches, hands over or leaves alone."""

_YOUR = r"child|children|son|daughter|teenager|grand\w+|nephew|niece|pupil|class|form|tutor group|team"
_YOU_ARE = r"parent|carer|teacher|tutor|coach|lead|assistant"
_ASKED = re.compile(
    rf"\byour (?:own )?(?:\w+ ){{0,2}}(?:{_YOUR})\b"
    rf"|\byou (?:foster|teach|work in|run|coach|are (?:an?|the) (?:\w+ )?(?:{_YOU_ARE}))\b"
    r"|\b(?:at home|on duty|registration|member of staff|parent|carer|pupils?|students?|colleagues?)\b",
    re.IGNORECASE,
)
"""Words of a stem or a first scene that tell a reader whether it is about home or about school."""


def check(loaded: Loaded) -> Iterator[Problem]:
    """Yield a problem for each question on a device, for parents and others, that names neither."""
    for quiz in filter(_for_both, loaded.course.quizzes):
        origin = loaded.origin("quiz", quiz.id)
        for index, question in enumerate(quiz.questions):
            if _handles_a_device(question) and not _ASKED.search(_scene(question)):
                message = "This question is about a device: does it ask a parent or a member of staff?"
                hint = "Begin with “You are a member of staff.” or “Your child …”: their best answers differ."
                yield origin.problem(("questions", index), "whom-it-asks", message, hint)


def _for_both(quiz: Quiz) -> bool:
    return "parents" in quiz.audience and len(quiz.audience) > 1


def _handles_a_device(question: Question) -> bool:
    return any(_HANDLED.search(text) for _, text in question.texts())


def _scene(question: Question) -> str:
    """What is read before anything is to be chosen: the stem, and a story's first step."""
    first = question.steps[0].text if isinstance(question, Scenario) else ""
    return f"{question.stem} {first}"
