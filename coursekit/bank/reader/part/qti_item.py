"""One item of QTI 2 or 3 as a question of ours."""

import copy
import re
from collections.abc import Callable, Sequence
from typing import Any

from coursekit.bank import make
from coursekit.bank.found import Data
from coursekit.bank.reader.part.embedded import marked
from coursekit.bank.reader.part.qti_names import (
    branches,
    clear,
    declaration,
    drop,
    has_blocks,
    line,
    mapped,
    most,
    right_of,
    shown,
)
from coursekit.bank.refusal import QuestionRefusedError
from coursekit.bank.words import Words
from coursekit.export.base import BEST, OTHER

_ASKED = frozenset(("choiceinteraction", "matchinteraction", "orderinteraction", "extendedtextinteraction"))
_FIELDS = frozenset(("textentryinteraction", "inlinechoiceinteraction", "gap"))


class QtiItem:
    """One `assessmentItem`, its names settled."""

    def __init__(self, item: Any) -> None:
        self.item, self.words, self._lost = item, Words(), list[str]()
        body = item.find("itembody")
        self.body = copy.deepcopy(body) if body is not None else item.makeelement("itembody")
        self.told = {each.get("identifier") or "": each for each in item.iter("modalfeedback")}
        self.is_shuffled: bool | None = None
        """Whether its options are shuffled; None where it says nothing about it."""

    @property
    def lost(self) -> list[str]:
        """What of it did not come over."""
        aside = {"rubricblock": "a note for markers", "feedbackblock": "feedback inside of the text"}
        found = [what for name, what in aside.items() if next(self.item.iter(name), None) is not None]
        return [*self.words.lost, *found, *self._lost]

    def data(self) -> Data:
        """The question. Raises QuestionRefusedError where it is none of ours."""
        asks = [
            each
            for each in self.body.iter()
            if isinstance(each.tag, str) and each.tag.endswith("interaction")
        ]
        asks = [each for each in asks if each.tag != "endattemptinteraction"]
        kinds = {each.tag for each in asks}
        if not asks:
            return self.reading()
        if next(self.item.iter("templateprocessing"), None) is not None:
            raise QuestionRefusedError("its values are drawn at random")
        if kinds <= _FIELDS:
            data = self.fields(asks)
        elif kinds == {"gapmatchinteraction"} and len(asks) == 1:
            data = self.gap_match(asks[0])
        elif len(asks) > 1:
            raise QuestionRefusedError(f"it asks {len(asks)} things at once")
        elif asks[0].tag not in _ASKED:
            raise QuestionRefusedError(f"“{asks[0].tag.removesuffix('interaction')}” is no type of ours")
        else:
            ways: dict[str, Callable[[Any], Data]] = {
                "choiceinteraction": self.choices,
                "matchinteraction": self.matching,
                "orderinteraction": self.ordering,
                "extendedtextinteraction": self.essay,
            }
            data = ways[asks[0].tag](asks[0])
        return make.points(data, self.points)

    @property
    def points(self) -> str:
        """What it earns."""
        for outcome in self.item.iter("outcomedeclaration"):
            if outcome.get("identifier") == "SCORE" and outcome.get("normalmaximum"):
                return str(outcome.get("normalmaximum"))
            if outcome.get("identifier") == "MAXSCORE" and outcome.find("defaultvalue/value") is not None:
                return str(outcome.findtext("defaultvalue/value"))
        return "1"

    def stem(self, asked: Any) -> str:
        """What stands around an interaction, and its prompt."""
        clear(self.body)
        prompt = asked.find("prompt")
        parent = asked.getparent()
        at = parent.index(asked)
        new = self.body.makeelement("p" if prompt is not None and not has_blocks(prompt) else "div")
        if prompt is not None:
            new.text = prompt.text
            new.extend(list(prompt))
        new.tail = asked.tail
        parent[at] = new
        return self.words.element(self.body)

    def text(self, element: Any) -> str:
        """What an element says."""
        return self.words.element(element)

    def feedback(self, name: str) -> str | None:
        """A feedback by its name."""
        if name not in self.told:
            return None
        told = self.told[name]
        body = told.find("contentbody")
        return make.without_verdict(self.text(told if body is None else body))

    def choices(self, asked: Any) -> Data:
        """One right answer, several, or true and false."""
        name = asked.get("responseidentifier") or ""
        declared = declaration(self.item, name)
        right = set(right_of(self.item, name)) or mapped(declared)
        several = (declared is not None and declared.get("cardinality") == "multiple") or most(asked) != 1
        reasons = self.reasons(asked)
        found = []
        for each in asked.iter("simplechoice"):
            id_, inline = each.get("identifier") or "", self.inline_feedback(each)
            why = reasons.get(id_) or inline
            found.append((id_, self.text(each), why, each.get("fixed") == "true"))
        fixed = bool(found) and all(entry[3] for entry in found)
        if not fixed:
            self.is_shuffled = asked.get("shuffle") == "true"
        stem = self.stem(asked)
        if (
            not several
            and fixed
            and [(id_, text) for id_, text, _, _ in found] == [("true", "True"), ("false", "False")]
        ):
            return make.true_false(stem, answer=right == {"true"}, if_true=found[0][2], if_false=found[1][2])
        made = [make.Choice(text, id_ in right, why, id_, still) for id_, text, why, still in found]
        partial = declared is not None and declared.find("mapping") is not None
        return make.choosing(
            stem, make.explained(made, self.when_right(name)), several=several, partial=several and partial
        )

    def inline_feedback(self, choice: Any) -> str | None:
        """What is said inside of a choice; it is taken out."""
        for each in list(choice.iter("feedbackinline")):
            why = make.without_verdict(self.text(each))
            drop(each)
            return why
        return None

    def reasons(self, asked: Any) -> dict[str, str | None]:
        """The reason of each choice, by the name of the choice."""
        ids = {each.get("identifier") for each in asked.iter("simplechoice")}
        found: dict[str, str | None] = {id_: self.feedback(id_) for id_ in ids & set(self.told)}
        for _, condition, steps in branches(self.item):
            bases = [(each.text or "").strip() for each in condition.iter("basevalue")]
            names = [name for name in shown(steps) if name in self.told]
            if len(bases) == 1 and bases[0] in ids and len(names) == 1:
                found[bases[0]] = self.feedback(names[0])
        return found

    def when_right(self, name: str) -> str | None:
        """What is shown to whoever is right, where that is all there is."""
        for _, condition, steps in branches(self.item):
            asked = [each for each in condition.iter("correct") if each.get("identifier") == name]
            if asked and (names := [each for each in shown(steps) if each in self.told]):
                return self.feedback(names[0])
        return None

    def matching(self, asked: Any) -> Data:
        """Pairs."""
        sets = list(asked.iter("simplematchset"))
        if len(sets) != 2:
            raise QuestionRefusedError("it has no two sets to match")
        lefts, rights = (
            {e.get("identifier") or "": e for e in each.iter("simpleassociablechoice")} for each in sets
        )
        belongs: dict[str, str] = {}
        for pair in right_of(self.item, asked.get("responseidentifier") or ""):
            left, _, right = pair.partition(" ")
            if left in belongs or left not in lefts or right not in rights:
                raise QuestionRefusedError(
                    "something in it belongs to several places, or to none that is there"
                )
            belongs[left] = right
        if set(belongs) != set(lefts):
            raise QuestionRefusedError("something in it belongs to no place")
        spare = [id_ for id_ in rights if id_ not in belongs.values()]
        labels = [f"{line(lefts[left])} → {line(rights[belongs[left]])}. " for left in lefts]
        reasons = self.listed([*labels, *(f"{line(rights[id_])}: " for id_ in spare)])
        pairs = [
            make.Pair(self.text(lefts[left]), self.text(rights[belongs[left]]), why, left)
            for left, why in zip(lefts, reasons, strict=False)
        ]
        pairs += [
            make.Pair("", self.text(rights[id_]), why)
            for id_, why in zip(spare, reasons[len(lefts) :], strict=True)
        ]
        return make.match(self.stem(asked), pairs)

    def ordering(self, asked: Any) -> Data:
        """Steps."""
        choices = {each.get("identifier") or "": each for each in asked.iter("simplechoice")}
        right = [id_ for id_ in right_of(self.item, asked.get("responseidentifier") or "") if id_ in choices]
        if len(right) != len(choices):
            raise QuestionRefusedError("the right order of its steps is not given")
        reasons = self.listed([f"({n}) {line(choices[id_])} " for n, id_ in enumerate(right, 1)])
        steps = [
            make.Choice(self.text(choices[id_]), True, why, id_)
            for id_, why in zip(right, reasons, strict=True)
        ]
        return make.order(self.stem(asked), steps)

    def listed(self, labels: Sequence[str]) -> list[str | None]:
        """The reasons behind these labels, in the list that our own export shows when all is answered."""
        none: list[str | None] = [None] * len(labels)
        if "correct" not in self.told:
            return none
        told = self.told["correct"]
        html = line(told if told.find("contentbody") is None else told.find("contentbody"))
        rest = re.sub(rf"^<strong>({BEST}|{OTHER})</strong> ", "", html)
        found = []
        for label, after in zip(labels, [*labels[1:], ""], strict=True):
            if not rest.startswith(label):
                return none
            why, mark, rest = (
                rest[len(label) :].partition(f" <br>{after}") if after else (rest[len(label) :], "", "")
            )
            rest = after + rest if mark else ""
            found.append(self.words.run_in(why) or None)
        return found

    def essay(self, asked: Any) -> Data:
        """A text to write."""
        lines = asked.get("expectedlines") or ""
        return make.reflection(
            self.stem(asked), None, int(lines) if lines.isdecimal() and len(lines) < 4 else None
        )

    def reading(self) -> Data:
        """Two pieces are the question and the note, as our own export has them."""
        clear(self.body)
        parts = [each for each in self.body if each.tag == "div"]
        if len(parts) == 2 and len(self.body) == 2:
            return make.reflection(self.text(parts[0]), self.text(parts[1]))
        return make.reflection(self.text(self.body), None)

    def fields(self, asks: list[Any]) -> Data:
        """Boxes to type into and lists to choose from, in the middle of a text or alone."""
        clear(self.body)
        gaps = [self.gap(each) for each in asks]
        parts = [each for each in self.body if each.tag in {"div", "p"}]
        alone = asks[0].getparent()
        if len(asks) == 1 and asks[0].tag == "textentryinteraction" and not "".join(alone.itertext()).strip():
            drop(asks[0])
            return make.short_text(self.text(self.body), gaps[0].spellings, gaps[0].otherwise)
        ids = make.gap_names(gaps)
        for number, each in enumerate(asks):
            each[:] = []
            each.text, each.tag = f"\ue0f0{number}\ue0f1", "span"
        ours = len(self.body) == 2 and [each.tag for each in parts] == ["div", "div"]
        if ours and "\ue0f0" not in "".join(parts[0].itertext()):
            return make.cloze(self.text(parts[0]), marked(self.text(parts[1]), ids), gaps, ids)
        return make.cloze("", marked(self.text(self.body), ids), gaps, ids)

    def gap(self, asked: Any) -> make.Gap:
        """One box or list."""
        name = asked.get("responseidentifier") or ""
        tests, otherwise, id_ = self.processed(name)
        right = right_of(self.item, name)
        if asked.tag == "inlinechoiceinteraction":
            by_answer = {answer: why for answers, why in tests for answer in answers}
            first = tests[0][1] if tests else None
            found = []
            for each in asked.iter("inlinechoice"):
                key = each.get("identifier") or ""
                why = first if key in right else by_answer.get(key)
                found.append(
                    make.Spelling(self.words.plain_line("".join(each.itertext())), key in right, why)
                )
            return make.Gap(found, True, otherwise, id_)
        spellings = [
            make.Spelling(self.words.plain_line(answer), number == 0, why, number)
            for number, (answers, why) in enumerate(tests)
            for answer in answers
        ]
        known = [*right, *sorted(mapped(declaration(self.item, name)))]
        first = tests[0][1] if tests else self.when_right(name)
        more = [make.Spelling(self.words.plain_line(answer), True, first, 0) for answer in known]
        return make.Gap([*spellings, *more] if spellings else more, False, otherwise, id_)

    def processed(self, name: str) -> tuple[list[tuple[list[str], str | None]], str | None, str]:
        """What is told to each answer of a response, the right ones first; to all others; and its id."""
        for condition in self.item.iter("responsecondition"):
            steps = [each for each in condition if each.tag in {"responseif", "responseelseif"}]
            names = [shown(list(step)[1:]) for step in steps]
            asked = (
                [each for step in steps for each in step[0].iter("variable", "correct")]
                if all(map(len, steps))
                else []
            )
            if not steps or not all(names) or {each.get("identifier") for each in asked} != {name}:
                continue
            told = [
                ([each.text or "" for each in step[0].iter("basevalue")], self.feedback(found[0]))
                for step, found in zip(steps, names, strict=True)
            ]
            last = condition.find("responseelse")
            other = shown(list(last)) if last is not None else []
            id_ = names[0][0].removesuffix("-right") if names[0][0].endswith("-right") else ""
            return told, (self.feedback(other[0]) if other else None), id_
        return [], None, ""

    def gap_match(self, asked: Any) -> Data:
        """Words to be moved into a text."""
        words = {
            each.get("identifier") or "": self.words.plain_line("".join(each.itertext()))
            for each in asked.iter("gaptext")
        }
        places = list(asked.iter("gap"))
        pairs = [pair.split(" ", 1) for pair in right_of(self.item, asked.get("responseidentifier") or "")]
        right = {pair[1]: pair[0] for pair in pairs if len(pair) == 2}
        gaps = []
        for number, place in enumerate(places):
            answer = words.get(right.get(place.get("identifier") or "", ""), "")
            gaps.append(make.word_gap(answer, words.values()))
            place.text = f"\ue0f0{number}\ue0f1"
        for each in list(asked.iter("gaptext", "gapimg")):
            drop(each)
        for each in asked.iter("prompt"):
            each.tag = "p"
        asked.tag = "div"
        clear(self.body)
        ids = make.gap_names(gaps)
        return make.cloze("", marked(self.text(self.body), ids), gaps, ids)
