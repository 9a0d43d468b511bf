"""GIFT, as Moodle 4's `question/format/gift` reads it, and as our own export writes it.

A blank line ends a question, unless its braces are still open. A backslash stands before a sign that is no
syntax; none is run and none is fetched.
"""

import html
import re
from collections.abc import Iterator

from coursekit.bank.found import Bank, BankFormat, Data, Item, Refused, Where
from coursekit.bank.make import (
    Choice,
    Pair,
    Spelling,
    choosing,
    explained,
    match,
    order,
    reflection,
    short_text,
    true_false,
    without_verdict,
)
from coursekit.bank.refusal import QuestionRefusedError
from coursekit.bank.source import BankFile
from coursekit.bank.words import Words
from coursekit.export.base import PRODUCT

_ESCAPES = {"\\\\": "\x01", "\\:": "\x02", "\\#": "\x03", "\\=": "\x04", "\\{": "\x05", "\\}": "\x06",
            "\\~": "\x07", "\\n": "\x0e"}  # fmt: skip
"""Stand for escaped signs while a question is taken apart; no text holds these characters."""
_MEANT = {stand: ("\n" if sign == "\\n" else sign[1]) for sign, stand in _ESCAPES.items()}
_HEAD = re.compile(r"\s*(?:::(?P<name>.*?)::)?\s*(?:\[(?P<form>html|moodle|plain|markdown)\])?", re.DOTALL)
_ID = re.compile(r"\[id:([^\]]*)\]")
_WEIGHT = re.compile(r"\s*%\s*(-?\d+(?:[.,]\d+)?)\s*%")


def read(file: BankFile) -> Iterator[Bank]:
    """Yield the file as one quiz."""
    bank = Bank()
    for line, text, key in _entries(file.text):
        where = Where(file.name, line)
        if category := re.match(r"\$CATEGORY:(.*)", text, re.IGNORECASE):
            bank.title = bank.title or _title(category[1])
            continue
        words = Words()
        entry = _Entry(text, words)
        where = Where(file.name, line, entry.name)
        try:
            data = entry.question()
        except QuestionRefusedError as error:
            bank.found.append(Refused(where, str(error)))
        else:
            bank.found.append(Item(where, key or entry.name, data, [*words.lost, *entry.lost]))
    yield bank


def _title(category: str) -> str:
    parts = re.split(r"(?<!/)/(?!/)", category.strip())
    return " ".join(parts[-1].replace("//", "/").split()).removeprefix(PRODUCT).strip() or ""


def _entries(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield each entry with its first line and the id that a comment above it has."""
    block: list[str] = []
    first, key = 1, ""
    lines = [*text.split("\n"), ""]
    for number, line in enumerate(lines, 1):
        if line.lstrip().startswith("//"):
            found = _ID.search(line)
            key = found[1].replace("\\]", "]").strip() if found else key
        elif line.strip():
            if not block:
                first = number
            if line.lstrip().upper().startswith("$CATEGORY:") and not block:
                yield number, line.strip(), ""
            else:
                block.append(line)
        elif block and not (_is_open(block) and _closes(lines[number : number + _LONGEST])):
            yield first, "\n".join(block), key
            block, key = [], ""
    if block:
        yield first, "\n".join(block), key


_LONGEST = 60
"""Lines in which an answer block that has blank lines must be closed."""


def _is_open(lines: list[str]) -> bool:
    text = _hidden("\n".join(lines))
    return text.count("{") > text.count("}") and not re.search(r"\n\s*::", text)


def _closes(below: list[str]) -> bool:
    """Whether a brace is closed below before another is opened."""
    found = re.search("[{}]", _hidden("\n".join(below)))
    return bool(found and found[0] == "}")


def _hidden(text: str) -> str:
    return re.sub(r"\\[\\:#={}~n]", lambda found: _ESCAPES[found[0]], text)


def _shown(text: str) -> str:
    return re.sub("[\x01-\x07\x0e]", lambda found: _MEANT[found[0]], text)


class _Entry:
    """One question."""

    def __init__(self, text: str, words: Words) -> None:
        self.words, self.lost = words, list[str]()
        hidden = _hidden(text)
        head = _HEAD.match(hidden)
        assert head  # noqa: S101 (every part of it may be empty)
        self.name = " ".join(_shown(head["name"] or "").split())
        self.form = head["form"] or "moodle"
        self.body = hidden[head.end() :]

    def question(self) -> Data:
        """The question. Raises QuestionRefusedError where it is none of ours."""
        start, end = self.body.find("{"), self.body.rfind("}")
        if start < 0 and end < 0:
            return reflection(*self.words.halves(self.as_html(self.body)))
        if start < 0 or end < start:
            raise QuestionRefusedError("its answers have no closing brace, or no opening one")
        answers, _, general = self.body[start + 1 : end].partition("####")
        if "{" in answers:
            raise QuestionRefusedError("it has more than one group of answers")
        after = self.body[end + 1 :].strip()
        stem = self.text(f"{self.body[:start].rstrip()} _____ {after}" if after else self.body[:start])
        return self.answered(stem, answers.strip(), general.strip())

    def answered(self, stem: str, answers: str, general: str) -> Data:
        """The question by the kind that its answers show, as Moodle guesses it."""
        if not answers:
            return reflection(stem, self.reason(general))
        if answers.startswith("#"):
            return self.number(stem, answers[1:], general)
        if answers.startswith("=") and "->" in answers and "~" not in answers:
            return self.matching(stem, answers, general)
        if "~" in answers:
            return self.choices(stem, answers, general)
        if truth := re.fullmatch(r"(T|TRUE|F|FALSE)\s*(?:#(.*))?", answers, re.DOTALL | re.IGNORECASE):
            return self.statement(stem, truth, general)
        return self.typed(stem, answers, general)

    def statement(self, stem: str, truth: re.Match[str], general: str) -> Data:
        """The first feedback is for whoever is wrong, the second for whoever is right."""
        wrong, _, right = (truth[2] or "").partition("#")
        is_true = truth[1].upper().startswith("T")
        reasons = [self.reason(wrong), self.reason(right) or self.reason(general)]
        if_true, if_false = reasons[::-1] if is_true else reasons
        return true_false(stem, answer=is_true, if_true=if_true, if_false=if_false)

    def parts(self, answers: str) -> Iterator[tuple[str, float | None, str, str]]:
        """Each answer: its sign, its weight, its text and the reason after it."""
        for sign, piece in re.findall(r"([=~])([^=~]*)", answers):
            weight = _WEIGHT.match(piece)
            text, _, reason = piece[weight.end() if weight else 0 :].partition("#")
            yield sign, float(weight[1].replace(",", ".")) if weight else None, text.strip(), reason.strip()

    def choices(self, stem: str, answers: str, general: str) -> Data:
        """Options; with weights and without a `=`, several may be right."""
        found = list(self.parts(answers))
        gains = [100.0 if sign == "=" else weight or 0.0 for sign, weight, _, _ in found]
        several = all(sign == "~" for sign, _, _, _ in found) and (
            sum(gain > 0 for gain in gains) > 1 or min(gains) < 0
        )
        if not several and sum(gain >= _FULL for gain in gains) > 1:
            several = True
            self.lost.append("that one of several right answers is enough: now each of them has to be ticked")
        elif not several and any(0 < gain < _FULL for gain in gains):
            self.lost.append("part of the marks for a second-best answer")
        made = [
            Choice(self.line(text), gain > 0 if several else gain >= _FULL, self.reason(reason))
            for (_, _, text, reason), gain in zip(found, gains, strict=True)
        ]
        return choosing(stem, explained(made, self.reason(general)), several=several)

    def matching(self, stem: str, answers: str, general: str) -> Data:
        """Pairs; or steps, where each belongs to its own number and the reasons say so."""
        rows = [row.partition("->") for row in answers.split("=")[1:]]
        sides = [(left.strip(), right.strip()) for left, _, right in rows]
        if any("#" in side for pair in sides for side in pair):
            self.lost.append("feedback inside a pair")
            sides = [(left.split("#")[0], right.split("#")[0]) for left, right in sides]
        numbers = [f"({number}) {left}" for number, (left, _) in enumerate(sides, 1)]
        is_order = [right for _, right in sides] == [str(n) for n in range(1, len(sides) + 1)]
        if is_order and (reasons := self.told(general, numbers)):
            steps = [
                Choice(self.line(left), True, why) for (left, _), why in zip(sides, reasons, strict=True)
            ]
            return order(stem, steps)
        labels = [f"{left} → {right}\x02" if left else f"{right}\x02" for left, right in sides]
        reasons = self.told(general, labels) or [None] * len(sides)
        pairs = [
            Pair(self.line(left), self.place(right), why)
            for (left, right), why in zip(sides, reasons, strict=True)
        ]
        data = match(stem, pairs)
        note = None if any(reasons) else self.reason(general)
        return {**data, "facilitator": note} if note else data

    def told(self, general: str, labels: list[str]) -> list[str | None] | None:
        """The reason behind each label, where the general feedback has a paragraph for each of them."""
        paragraphs = re.findall(r"<p>(.*?)</p>", general, re.DOTALL)
        if len(paragraphs) != len(labels):
            return None
        pieces = [text.removeprefix(f"{label} ") for text, label in zip(paragraphs, labels, strict=True)]
        if pieces == paragraphs:
            return None
        return [self.words.run_in(_shown(piece)) or None for piece in pieces]

    def typed(self, stem: str, answers: str, general: str) -> Data:
        """A word or a few; an asterisk alone stands for every other answer."""
        parts = answers if answers.startswith("=") else f"={answers}"
        spellings, otherwise = [], None
        for _, weight, text, reason in self.parts(parts):
            plain = _shown(re.sub(r"^\[plain\]", "", text))
            right = weight is None or weight >= _FULL
            if plain == "*" and not right:
                otherwise = self.reason(reason)
            elif re.search(r"(?<!\\)\*", plain):
                self.lost.append(f"the answer “{plain}”, in which an asterisk stands for anything")
            else:
                said = self.words.plain_line(plain.replace("\\*", "*"))
                spellings.append(
                    Spelling(said, right, self.reason(reason) or (right and self.reason(general)) or None)
                )
        return short_text(stem, spellings, otherwise)

    def number(self, stem: str, answers: str, general: str) -> Data:
        """A number that is right as it stands; not one with a tolerance."""
        first = answers.split("=")[1] if answers.startswith("=") else answers
        text, _, reason = first.partition("#")
        found = re.fullmatch(r"\s*(?:%100%)?\s*(-?\d+(?:\.\d+)?)(?::0*(?:\.0+)?)?\s*", text)
        if not found or answers.count("=") > 1:
            raise QuestionRefusedError("it asks for a number within a range, which is no type of ours")
        return short_text(stem, [Spelling(found[1], True, self.reason(reason) or self.reason(general))])

    def as_html(self, raw: str, form: str = "") -> str:
        """A text of the file as HTML, by the format it says it has."""
        own = re.match(r"\s*\[(html|moodle|plain|markdown)\]", raw)
        form = own[1] if own else form or self.form
        text = _shown(raw[own.end() if own else 0 :].strip())
        if form == "plain":
            return html.escape(text).replace("\n", "<br>")
        if form == "markdown":
            return self.words.common(text)
        return text if form == "html" else _as_moodle(text)

    def text(self, raw: str) -> str:
        return self.words.html(self.as_html(raw))

    def line(self, raw: str) -> str:
        return self.words.run_in(self.as_html(raw))

    def place(self, raw: str) -> str:
        return self.words.plain_line(html.unescape(_shown(raw)))

    def reason(self, raw: str) -> str | None:
        return without_verdict(self.words.run_in(self.as_html(raw))) if raw.strip() else None


_FULL = 99.0


def _as_moodle(text: str) -> str:
    """Moodle's own format: HTML in which a line of the file is a line."""
    lines = re.sub(r"\n{2,}", "<p>", text).replace("\n", "<br>")
    return re.sub(r"<(?![a-zA-Z/!])", "&lt;", lines)


def recognises(file: BankFile) -> bool:
    """Whether a text has answers in braces that begin as GIFT's do."""
    if file.is_zip or file.ending in {".md", ".toml", ".csv", ".xml"}:
        return False
    head = file.text[:200_000]
    return file.ending == ".gift" or bool(
        re.search(r"(?m)^(?:\$CATEGORY:|::[^\n]*?::)|\{\s*(?:[=~#]|T\b|F\b|TRUE|FALSE|\})", head)
    )


FORMAT = BankFormat(
    title="GIFT",
    recognises=recognises,
    read=read,
    takes="One or several right answers, true or false, pairs, a word to type, an essay, a text to read.",
    leaves=(
        "Numbers with a tolerance, and answers in which an asterisk stands for anything.",
        "Part of the marks for a second-best answer.",
        "Tags and categories; a file becomes one quiz.",
    ),
    exports=("gift",),
)
