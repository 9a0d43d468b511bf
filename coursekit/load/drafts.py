"""Questions that are not finished: `draft: true`, and reasons that are still to be written.

They are read like any other, with words that stand for what is missing, so that a preview can show them; what
is built never has them.
"""

import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter, ValidationError

from coursekit.load.marked_yaml import Location, Marks
from coursekit.load.source import SourceFile
from coursekit.model.quiz import Question

UNWRITTEN = "Still to be written."
"""Stands for a reason that nobody has written yet."""
TO_WRITE = frozenset(("reason", "otherwise", "note", "tell"))
"""The texts that a draft may lack."""
_QUESTION: TypeAdapter[Any] = TypeAdapter(Question)


@dataclass(frozen=True, slots=True)
class Draft:
    """A question that is no part of what is built."""

    path: str
    line: int
    last_line: int
    quiz: str
    id: str
    missing: int
    """How many texts are still to be written."""


def is_draft(question: Any) -> bool:
    """Whether a question of a file says that it is one."""
    return isinstance(question, dict) and question.get("draft") is True


def missing(question: dict[str, Any]) -> list[Location]:
    """Where a question lacks a text that its author is still to write."""
    blank = list(_blank(question, ()))
    try:
        _QUESTION.validate_python(_with(question, blank))
    except ValidationError as error:
        details = error.errors(include_url=False, include_context=False, include_input=False)
        blank += [  # without the tag of the question's type
            detail["loc"][1:]
            for detail in details
            if detail["type"] == "missing" and detail["loc"][-1] in TO_WRITE
        ]
    return blank


def filled(question: dict[str, Any]) -> dict[str, Any]:
    """The question with words for each text that is missing."""
    return _with(question, missing(question))


def _blank(data: Any, where: Location) -> Iterator[Location]:
    """Keys that are there with nothing after them."""
    pairs = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in pairs:
        if value is None and key in TO_WRITE:
            yield (*where, key)
        else:
            yield from _blank(value, (*where, key))


def _with(question: dict[str, Any], places: list[Location]) -> dict[str, Any]:
    made = copy.deepcopy(question)
    for where in places:
        node: Any = made
        for step in where[:-1]:
            node = node.setdefault(step, {}) if isinstance(node, dict) else node[step]
        node[where[-1]] = UNWRITTEN
    return made


@dataclass(frozen=True, slots=True)
class Parted:
    """A quiz file with and without the drafts that are not shown."""

    whole: Any
    left: Any
    marks: Marks
    """Of `left`."""
    drafts: tuple[Draft, ...] = ()

    @property
    def is_left_out(self) -> bool:
        """Whether no question is left."""
        return bool(self.drafts) and not self.left["questions"]


def parted(source: SourceFile, data: Any, marks: Marks, shows: Callable[[str], bool]) -> Parted:
    """Part the data of a quiz file; `shows` says by a question's id which drafts stay."""
    questions = data.get("questions") if isinstance(data, dict) else None
    if not isinstance(questions, list) or not any(map(is_draft, questions)):
        return Parted(data, data, marks)
    whole = [filled(question) if is_draft(question) else question for question in questions]
    kept = [
        number
        for number, question in enumerate(questions)
        if not is_draft(question) or shows(str(question.get("id")))
    ]
    left = {**data, "questions": [whole[number] for number in kept]}
    if isinstance(data.get("pools"), list):
        gone = {str(question.get("id")) for question in questions if is_draft(question)}
        left["pools"] = _pools(
            data["pools"], gone - {str(each.get("id")) for each in left["questions"] if is_draft(each)}
        )
    drafts = tuple(_drafts(source, data, marks))
    return Parted({**data, "questions": whole}, left, _without(marks, kept), drafts)


def _drafts(source: SourceFile, data: dict[str, Any], marks: Marks) -> Iterator[Draft]:
    questions = data["questions"]
    lines = [marks["questions", number][0] for number in range(len(questions))]
    ends = [*(line - 1 for line in lines[1:]), source.text.count("\n") + 1]
    for question, line, end in zip(questions, lines, ends, strict=True):
        if is_draft(question):
            id_, quiz = str(question.get("id")), str(data.get("id"))
            yield Draft(source.path, line, end, quiz, id_, len(missing(question)))


def _pools(pools: list[Any], gone: set[str]) -> list[Any]:
    """The pools without the drafts; none that is empty, and none that picks more than it has."""
    made = []
    for pool in pools:
        if (
            isinstance(pool, dict)
            and isinstance(pool.get("questions"), list)
            and gone & set(map(str, pool["questions"]))
        ):
            kept = [id_ for id_ in pool["questions"] if str(id_) not in gone]
            pick = min(pool["pick"], len(kept)) if isinstance(pool.get("pick"), int) else pool.get("pick")
            made += [{**pool, "questions": kept, "pick": pick}] if kept else []
        else:
            made.append(pool)
    return made


def _without(marks: Marks, kept: list[int]) -> Marks:
    """The marks of a quiz whose questions are those at these positions alone."""
    new = {old: number for number, old in enumerate(kept)}
    made = Marks()
    for source, target in ((marks, made), (marks.blocks, made.blocks)):
        for where, mark in source.items():
            if where[:1] != ("questions",) or len(where) == 1:
                target[where] = mark
            elif where[1] in new:
                target["questions", new[where[1]], *where[2:]] = mark
    return made
