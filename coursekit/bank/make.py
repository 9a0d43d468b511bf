"""Questions of ours from what other tools say, each as in our YAML, without its id.

A text that is missing in the file is None: the author writes it.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from coursekit.bank.found import Data
from coursekit.bank.refusal import QuestionRefusedError
from coursekit.bank.words import one_line
from coursekit.export.base import BEST, OTHER
from coursekit.model.filenames import as_id
from coursekit.model.question.answer import folded


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer to choose, with its reason where the file has one."""

    text: str
    right: bool
    reason: str | None = None
    id: str = ""
    fixed: bool = False


def choosing(stem: str, choices: Sequence[Choice], *, several: bool = False, partial: bool = False) -> Data:
    """A question with options: `single`, or `multiple` where several may be right."""
    rights = sum(choice.right for choice in choices)
    if not rights:
        raise QuestionRefusedError("no answer of it is marked as right")
    if rights > 1 and not several:
        raise QuestionRefusedError("several answers of it are right where one may be chosen")
    least, most = (2, 8) if several else (2, 6)
    _count(choices, least, most, "answers")
    ids = names((choice.id or choice.text for choice in choices), "option")
    options = [
        _without_nothing(
            {
                "id": id_,
                "text": said(choice.text, "an answer"),
                "correct": True if choice.right else None,
                "fixed": True if choice.fixed else None,
            },
            reason=choice.reason,
        )
        for id_, choice in zip(ids, choices, strict=True)
    ]
    kind = {"type": "multiple" if several else "single", "stem": asked(stem), "options": options}
    return kind | ({"scoring": "partial"} if several and partial else {})


def true_false(stem: str, *, answer: bool, if_true: str | None, if_false: str | None) -> Data:
    """A statement that is true or false."""
    sides = {"if_true": {"reason": if_true or None}, "if_false": {"reason": if_false or None}}
    return {"type": "true_false", "stem": asked(stem), "answer": answer, **sides}


@dataclass(frozen=True, slots=True)
class Spelling:
    """An answer to type."""

    text: str
    right: bool
    reason: str | None = None
    group: int | None = None
    """Answers of one group share their reason; without one, those that say the same."""


def answers(spellings: Sequence[Spelling], otherwise: str | None) -> Data:
    """What is right and wrong in a gap or a box, each spelling once; wrong ones share a reason."""
    seen: set[str] = set()
    accept: list[str] = []
    wrong: list[Data] = []
    last = Spelling("", True)
    reason = next((one.reason for one in spellings if one.right and one.reason), None)
    for one in spellings:
        if not one.text or one.text in seen:
            continue
        seen.add(one.text)
        if one.right:
            accept.append(one.text)
        elif wrong and _shares(last, one):
            wrong[-1]["answers"].append(one.text)
        else:
            wrong.append({"answers": [one.text], "reason": one.reason or None})
        last = one
    if not accept:
        raise QuestionRefusedError("no answer of it is right")
    made: Data = {"accept": accept, "reason": reason}
    return made | ({"wrong": wrong} if wrong else {}) | {"otherwise": otherwise or None}


def _shares(last: Spelling, one: Spelling) -> bool:
    if last.right:
        return False
    return (
        last.group == one.group if one.group is not None else bool(one.reason and one.reason == last.reason)
    )


def short_text(stem: str, spellings: Sequence[Spelling], otherwise: str | None = None) -> Data:
    """A word or a few to type."""
    return {"type": "short_text", "stem": asked(stem), **answers(spellings, otherwise)}


@dataclass(frozen=True, slots=True)
class Gap:
    """A gap of a text, to choose for or to type into."""

    spellings: Sequence[Spelling]
    choose: bool
    otherwise: str | None = None
    id: str = ""


def word_gap(right: str, words: Iterable[str]) -> Gap:
    """A gap that one word belongs into and all others do not."""
    wrong = [Spelling(word, False) for word in dict.fromkeys(words) if word != right]
    return Gap([*([Spelling(right, True)] if right else []), *wrong], True)


def gap_names(gaps: Sequence[Gap]) -> list[str]:
    """The ids of gaps: their own, or words of their right answers."""
    rights = (next((one.text for one in gap.spellings if one.right), "") for gap in gaps)
    return names((gap.id or right for gap, right in zip(gaps, rights, strict=True)), "gap")


def cloze(stem: str, text: str, gaps: Sequence[Gap], ids: Sequence[str]) -> Data:
    """A text with gaps, `[[id]]` for each of them. Without a stem, its first paragraphs are one."""
    _count(gaps, 1, 6, "gaps")
    if not stem:
        stem, text = _parted(text)
    made = []
    for id_, gap in zip(ids, gaps, strict=True):
        data = answers(gap.spellings, gap.otherwise)
        wrongs = data.get("wrong", [])
        choose = gap.choose and len(data["accept"]) == 1 and all(len(each["answers"]) == 1 for each in wrongs)
        made.append({"id": id_, **({} if choose else {"choose": False}), **data})
    return {"type": "cloze", "stem": asked(stem), "text": said(text, "the text with gaps"), "gaps": made}


COMPLETE = "Complete the text."
"""The stem of a text with gaps whose file has none."""


def _parted(text: str) -> tuple[str, str]:
    """The paragraphs before the first that has a gap, and the rest."""
    parts = re.split(r"\n\n(?=\S)", text)
    first = next((number for number, part in enumerate(parts) if "[[" in part), 0)
    return ("\n\n".join(parts[:first]) or COMPLETE), "\n\n".join(parts[first:])


@dataclass(frozen=True, slots=True)
class Pair:
    """Something that belongs to a place; without `left`, a place where nothing belongs."""

    left: str
    right: str
    reason: str | None = None
    id: str = ""


def match(stem: str, pairs: Sequence[Pair]) -> Data:
    """Things that belong together."""
    placed = [pair for pair in pairs if pair.left]
    spare = [pair for pair in pairs if not pair.left]
    _count(placed, 2, 8, "pairs")
    _count(spare, 0, 4, "places where nothing belongs")
    ids = iter(names((pair.id or pair.left or pair.right for pair in (*placed, *spare)), "pair"))
    made = [
        {
            "id": next(ids),
            "left": pair.left,
            "right": said(one_line(pair.right), "a place"),
            "reason": pair.reason or None,
        }
        for pair in placed
    ]
    data: Data = {"type": "match", "stem": asked(stem), "pairs": made}
    rest = [
        {"id": next(ids), "right": said(one_line(pair.right), "a place"), "reason": pair.reason or None}
        for pair in spare
    ]
    return data | ({"distractors": rest} if rest else {})


def order(stem: str, steps: Sequence[Choice]) -> Data:
    """Steps, given in the right order."""
    _count(steps, 3, 7, "steps")
    ids = names((step.id or step.text for step in steps), "step")
    made = [
        {"id": id_, "text": said(step.text, "a step"), "reason": step.reason or None}
        for id_, step in zip(ids, steps, strict=True)
    ]
    return {"type": "order", "stem": asked(stem), "steps": made}


def reflection(stem: str, note: str | None, lines: int | None = None) -> Data:
    """Something to think about."""
    made: Data = {"type": "reflection", "stem": asked(stem), "note": note or None}
    return made | ({"answer_space": max(0, min(lines, 30))} if lines else {})


def points(data: Data, number: Any) -> Data:
    """The question with its points, where they are a whole number other than the usual one."""
    whole = whole_number(number)
    usual = whole in {None, 1} or data["type"] in {"reflection", "scale"}
    return data if usual or not 0 <= (whole or 0) <= 20 else {**data, "points": whole}


def whole_number(text: Any) -> int | None:
    """A number that is whole, such as `2.0000`; None for any other."""
    try:
        number = float(text)
        return int(number) if number == int(number) else None
    except (TypeError, ValueError, OverflowError):
        return None


def asked(stem: str) -> str:
    """The stem. Raises QuestionRefusedError where it has no words."""
    return said(stem, "the question")


def said(text: str, what: str) -> str:
    """The text. Raises QuestionRefusedError where it has no words, as where it was a picture alone."""
    if not text.strip():
        raise QuestionRefusedError(f"{what} has no words (a picture alone, or nothing)")
    return text.strip()


def _count(things: Sequence[Any], least: int, most: int, what: str) -> None:
    if not least <= len(things) <= most:
        few = "at least" if len(things) < least else "at most"
        raise QuestionRefusedError(
            f"it has {len(things)} {what}, and we take {few} {least if few == 'at least' else most}"
        )


def _without_nothing(data: Data, *, reason: str | None) -> Data:
    return {key: value for key, value in data.items() if value is not None} | {"reason": reason or None}


def names(texts: Iterable[str], otherwise: str) -> list[str]:
    """An id for each text, from its first words; none twice."""
    made: list[str] = []
    for text in texts:
        words = as_id(re.sub(r"[*_`\\\[\]]", "", text[:80]))
        name = (words if words != "part" else otherwise)[:60].strip("-")
        if len(text) > 60 or " " in text:
            name = "-".join(name.split("-")[:4])[:40].strip("-")
        number, unique = 1, name
        while unique in made:
            number += 1
            unique = f"{name[:55].strip('-')}-{number}"
        made.append(unique)
    return made


_VERDICT = re.compile(rf"^(?:\*\*)?(?:{BEST[:-1]}|{OTHER[:-1]})\\?\.(?:\*\*)?(?:\s+|$)")


def without_verdict(reason: str | None) -> str | None:
    """A reason without the word before it that our own files have."""
    return _VERDICT.sub("", reason, count=1).strip() or None if reason else None


def explained(choices: Sequence[Choice], explanation: str | None) -> list[Choice]:
    """The choices; right ones without a reason of their own get the explanation of the whole question."""
    if not explanation:
        return list(choices)
    return [
        Choice(
            each.text, each.right, each.reason or (explanation if each.right else None), each.id, each.fixed
        )
        for each in choices
    ]


def is_folded_alike(one: str, other: str) -> bool:
    """Whether two answers are the same to whoever compares what a learner types."""
    return folded(one) == folded(other)
