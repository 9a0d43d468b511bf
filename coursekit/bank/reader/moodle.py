"""Moodle XML, as Moodle 4's `question/format/xml` writes it, and as our own export does.

Files inside of it (pictures in base64) are never unpacked: each is named in the report.
"""

import html
import re
from collections.abc import Callable, Iterator
from math import lcm
from typing import Any

from coursekit.bank.found import Bank, BankFormat, Data, Item, Refused, Where
from coursekit.bank.make import (
    Choice,
    Pair,
    Spelling,
    choosing,
    cloze,
    explained,
    gap_names,
    match,
    order,
    points,
    reflection,
    short_text,
    true_false,
    whole_number,
    without_verdict,
    word_gap,
)
from coursekit.bank.reader.part.embedded import embedded_gaps, marked, stem_apart
from coursekit.bank.refusal import QuestionRefusedError
from coursekit.bank.source import BankFile
from coursekit.bank.tree import parsed, tag
from coursekit.bank.words import Words, spaced
from coursekit.export.base import PRODUCT


def read(file: BankFile) -> Iterator[Bank]:
    """Yield the file as one quiz."""
    bank = Bank()
    shuffles: list[bool] = []
    grades: list[tuple[Data, int | None]] = []
    for element in file.xml.root.iter("question"):
        if element.get("type") == "category":
            bank.title = bank.title or _title(element.findtext("category/text") or "")
            continue
        question = _Question(element)
        where = Where(file.name, element.sourceline, question.name)
        try:
            data = question.data()
        except QuestionRefusedError as error:
            bank.found.append(Refused(where, str(error)))
        else:
            bank.found.append(Item(where, question.key, data, question.lost))
            grades.append((data, whole_number(element.findtext("defaultgrade") or "1")))
            shuffles += [question.shuffles] if element.get("type") == "multichoice" else []
    if file.xml.broken_at:
        where = Where(file.name, file.xml.broken_at)
        bank.found.append(Refused(where, "the file is no XML from here on; what stands below may be missing"))
    _weigh(grades)
    if shuffles and not any(shuffles):
        bank.settings = {"shuffle": False}
        for each in bank.found:
            for option in each.data.get("options", ()) if isinstance(each, Item) else ():
                option.pop("fixed", None)
    yield bank


def _weigh(grades: list[tuple[Data, int | None]]) -> None:
    """Give questions their points: a text with gaps has a mark for each gap, which made all others grow."""
    known = [(data, grade) for data, grade in grades if grade is not None]
    whole = lcm(*(len(data["gaps"]) for data, _ in known if data["type"] == "cloze"))
    if any(grade % whole for _, grade in known):
        whole = 1
    for data, grade in known:
        data.update(points(data, grade // whole))


def _title(category: str) -> str:
    parts = re.split(r"(?<!/)/(?!/)", category.strip())
    name = " ".join(parts[-1].replace("//", "/").split())
    return "" if name == "top" else name.removeprefix(PRODUCT).strip(" :")


class _Question:
    """One `<question>`."""

    def __init__(self, element: Any) -> None:
        self.element, self.words = element, Words()
        self.type = element.get("type") or ""
        self.name = (element.findtext("name/text") or "").strip()
        self.key = (element.findtext("idnumber") or "").strip() or self.name
        self._lost: list[str] = []

    @property
    def lost(self) -> list[str]:
        """What of it does not come over."""
        names = [f"a picture ({each.get('name')})" for each in self.element.iter("file") if each.get("name")]
        told = " ".join(self.words.lost)
        pictures = [name for name in names if name[11:-1] not in told]
        more = {
            "hint": "hints",
            "tags/tag": "tags",
            "correctfeedback/text": "feedback for the whole question",
        }
        found = [
            what
            for path, what in more.items()
            if any((e.text or "").strip() or len(e) for e in self.all(path))
        ]
        return list(dict.fromkeys([*self.words.lost, *pictures, *found, *self._lost]))

    def data(self) -> Data:
        """The question. Raises QuestionRefusedError where it is none of ours."""
        ways: dict[str, Callable[[], Data]] = {
            "multichoice": self.choices,
            "multichoiceset": self.choices,
            "truefalse": self.statement,
            "matching": self.matching,
            "shortanswer": self.typed,
            "numerical": self.number,
            "ordering": self.ordering,
            "description": self.description,
            "essay": self.essay,
            "cloze": self.cloze,
            "multianswer": self.cloze,
            "ddwtos": self.placed,
            "gapselect": self.placed,
        }
        if self.type not in ways:
            raise QuestionRefusedError(f"“{self.type}” is no type of ours")
        return ways[self.type]()

    @property
    def shuffles(self) -> bool:
        return (self.element.findtext("shuffleanswers") or "1").strip() not in {"0", "false"}

    def all(self, path: str) -> list[Any]:
        return list(self.element.findall(path))

    def html(self, element: Any) -> str:
        """The text of an element as HTML, by the format it says it has."""
        if element is None:
            return ""
        text = (element.findtext("text") or "").strip()
        form = element.get("format") or self.questions_format
        if form == "markdown":
            return self.words.common(text)
        if form == "plain_text":
            return html.escape(text).replace("\n", "<br>")
        return re.sub(r"\n{2,}", "<p>", text).replace("\n", "<br>") if form == "moodle_auto_format" else text

    @property
    def questions_format(self) -> str:
        return self.element.find("questiontext").get("format", "html") if self.all("questiontext") else "html"

    def text(self, path: str) -> str:
        return self.words.html(self.html(self.element.find(path)))

    @property
    def stem(self) -> str:
        return self.text("questiontext")

    @property
    def explanation(self) -> str:
        return self.text("generalfeedback")

    def line(self, element: Any) -> str:
        return self.words.line(self.html(element))

    def reason(self, answer: Any) -> str | None:
        return without_verdict(self.words.html(self.html(answer.find("feedback"))))

    def answers(self) -> Iterator[tuple[float, Any]]:
        """Each answer with its per cent."""
        for answer in self.all("answer"):
            try:
                yield float(answer.get("fraction", "0")), answer
            except ValueError:
                yield 0.0, answer

    def choices(self) -> Data:
        several = (self.element.findtext("single") or "true").strip() in {"false", "0"}
        several = several or self.type == "multichoiceset"
        found = list(self.answers())
        if not several and any(0 < gain < _FULL for gain, _ in found):
            self._lost.append("part of the marks for a second-best answer")
        made = [
            Choice(
                self.line(answer),
                gain > 0 if several else gain >= _FULL,
                self.reason(answer),
                fixed=not self.shuffles,
            )
            for gain, answer in found
        ]
        return choosing(self.stem, explained(made, self.explanation), several=several)

    def statement(self) -> Data:
        sides = {
            (answer.findtext("text") or "").strip().lower(): (gain, answer) for gain, answer in self.answers()
        }
        if set(sides) != {"true", "false"}:
            raise QuestionRefusedError("it is true or false, and has other answers")
        reasons = {name: self.reason(answer) for name, (_, answer) in sides.items()}
        answer = sides["true"][0] >= _FULL
        right = "true" if answer else "false"
        reasons[right] = reasons[right] or self.explanation or None
        return true_false(self.stem, answer=answer, if_true=reasons["true"], if_false=reasons["false"])

    def matching(self) -> Data:
        rows = [
            (self.line(each), self.words.plain_line(_bare(each.findtext("answer/text") or "")))
            for each in self.all("subquestion")
        ]
        rows = [(left, right) for left, right in rows if right]
        reasons = self.listed(len(rows), " → ")
        pairs = [Pair(left, right, why) for (left, right), why in zip(rows, reasons, strict=True)]
        return self.noted(match(self.stem, pairs), told=any(reasons))

    def ordering(self) -> Data:
        steps = [answer for _, answer in sorted(self.answers(), key=lambda pair: pair[0])]
        reasons = self.listed(len(steps), ": ")
        made = [Choice(self.line(step), True, why) for step, why in zip(steps, reasons, strict=True)]
        return self.noted(order(self.stem, made), told=any(reasons))

    def listed(self, count: int, sign: str) -> list[str | None]:
        """The reasons in the list that our own export writes below pairs and steps."""
        lists = list(parsed(self.html(self.element.find("generalfeedback"))).iter("ul"))
        items = [each for each in lists[0] if tag(each) == "li"] if lists else []
        if len(items) != count or not all(len(item) and tag(item[0]) == "strong" for item in items):
            return [None] * count
        if not all(sign in "".join(item[0].itertext()) for item in items):
            return [None] * count
        for item in items:
            item.text = item[0].tail
            item.remove(item[0])
        return [self.words.element(item) or None for item in items]

    def noted(self, data: Data, *, told: bool) -> Data:
        """An explanation of the whole question that was not told part by part is for the trainer."""
        return data if told or not self.explanation else {**data, "facilitator": self.explanation}

    def spellings(self) -> tuple[list[Spelling], str | None]:
        found: list[Spelling] = []
        otherwise = None
        for gain, answer in self.answers():
            text = spaced(answer.findtext("text") or "")
            if text == "*" and gain < _FULL:
                otherwise = self.reason(answer)
            elif re.search(r"(?<!\\)\*", text):
                self._lost.append(f"the answer “{text}”, in which an asterisk stands for anything")
            else:
                said = self.words.plain_line(text.replace("\\*", "*"))
                right = gain >= _FULL
                found.append(
                    Spelling(said, right, self.reason(answer) or (self.explanation if right else None))
                )
                self._lost += ["part of the marks for an answer"] if 0 < gain < _FULL else []
        return found, otherwise

    def typed(self) -> Data:
        if (self.element.findtext("usecase") or "").strip() == "1":
            self._lost.append("that capitals count")
        return short_text(self.stem, *self.spellings())

    def number(self) -> Data:
        tolerances = [answer.findtext("tolerance") or "0" for answer in self.all("answer")]
        if any(re.search("[1-9]", each) for each in tolerances):
            raise QuestionRefusedError("it asks for a number within a range, which is no type of ours")
        return self.typed()

    def description(self) -> Data:
        note = self.explanation
        if note:
            return reflection(self.stem, note)
        return reflection(*self.words.halves(self.html(self.element.find("questiontext"))))

    def essay(self) -> Data:
        lines = (self.element.findtext("responsefieldlines") or "").strip()
        data = reflection(
            self.stem, self.explanation, int(lines) if lines.isdecimal() and len(lines) < 4 else None
        )
        told = self.text("graderinfo")
        return {**data, "facilitator": told} if told else data

    def cloze(self) -> Data:
        """A text with its gaps in the middle of it."""
        raw = self.html(self.element.find("questiontext"))
        found = embedded_gaps(raw)
        if not found.gaps:
            raise QuestionRefusedError("it has no gap that can be read")
        stem, text = stem_apart(found.text)
        gaps = [each.gap(self.words) for each in found.gaps]
        ids = gap_names(gaps)
        return cloze(self.words.html(stem), marked(self.words.html(text), ids), gaps, ids)

    def placed(self) -> Data:
        """Words that are dragged or chosen into gaps `[[1]]`."""
        boxes = [*self.all("dragbox"), *self.all("selectoption")]
        words = [self.words.plain_line(_bare(box.findtext("text") or "")) for box in boxes]
        groups = [box.findtext("group") or "1" for box in boxes]
        raw = self.html(self.element.find("questiontext"))
        numbers = [int(number) for number in re.findall(r"\[\[(\d{1,3})\]\]", raw)]
        if not numbers or max(numbers) > len(words) or min(numbers) < 1:
            raise QuestionRefusedError("its gaps and its words do not fit")
        gaps = [
            word_gap(
                words[at - 1], (w for w, group in zip(words, groups, strict=True) if group == groups[at - 1])
            )
            for at in numbers
        ]
        ids = gap_names(gaps)
        counted = iter(range(len(numbers)))
        text = re.sub(r"\[\[\d{1,3}\]\]", lambda _: f"\ue0f0{next(counted)}\ue0f1", raw)
        return self.noted(cloze("", marked(self.words.html(text), ids), gaps, ids), told=False)


_FULL = 99.0


def _bare(text: str) -> str:
    """The words of HTML that a platform shows in a list as they are."""
    return "".join(parsed(text).itertext())


def recognises(file: BankFile) -> bool:
    """Whether it is XML with questions that have types."""
    head = file.data[:20_000]
    return b"<quiz" in head and b"<question" in head


FORMAT = BankFormat(
    title="Moodle XML",
    recognises=recognises,
    read=read,
    takes=(
        "Multiple choice, true or false, matching, short answer, ordering, embedded answers (Cloze), "
        "words dragged or chosen into a text, essay, description."
    ),
    leaves=(
        "Calculated questions, numbers with a tolerance, and everything that is placed on a picture.",
        "Hints, tags, penalties, and the feedback for partly right answers.",
        "Categories; a file becomes one quiz.",
        "Links: their words stay, and the report names where they led.",
    ),
    exports=("moodle.xml",),
)
