"""Moodle's “embedded answers”: `{1:SHORTANSWER:=right#reason~wrong#reason}` in the middle of a text.

As `question/type/multianswer/questiontype.php` reads it: the syntax first, HTML's entities afterwards.
"""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass

from coursekit.bank.make import Gap, Spelling, without_verdict
from coursekit.bank.refusal import QuestionRefusedError
from coursekit.bank.words import Words

_START = re.compile(
    r"\{(?P<points>\d{0,3}):(?P<kind>SHORTANSWER_C|SHORTANSWER|SAC|SA|MWC|MW|NUMERICAL|NM|"
    r"MULTICHOICE(?:_[VHS]{1,2})?|MC[VHS]{0,2}|MULTIRESPONSE(?:_[HS]{1,2})?|MR[HS]{0,2}):",
    re.IGNORECASE,
)
_PART = re.compile(r"(?:\\.|&#?\w{1,10};|[^~}\\])*", re.DOTALL)
_WEIGHT = re.compile(r"\s*(?:(=)|%(-?\d{1,3}(?:\.\d+)?)%)?")


@dataclass(frozen=True, slots=True)
class Embedded:
    """One gap as the file has it."""

    points: str
    kind: str
    parts: tuple[str, ...]

    def gap(self, words: Words) -> Gap:
        """The gap. Raises QuestionRefusedError where it is none of ours."""
        if self.kind.startswith(("MULTIRESPONSE", "MR")):
            raise QuestionRefusedError("a gap of it has several right answers to tick")
        choose = self.kind.startswith("M") and not self.kind.startswith("MW")
        number = self.kind in {"NUMERICAL", "NM"}
        found: list[Spelling] = []
        otherwise = None
        for part in self.parts:
            weight = _WEIGHT.match(part)
            text, told = [*re.split("(?<!&)#", part[weight.end() if weight else 0 :], maxsplit=1), ""][:2]
            right = bool(weight and (weight[1] or float(weight[2] or 0) >= _FULL))
            reason = without_verdict(words.html(_meant(told))) if told.strip() else None
            said = _number(_meant(text)) if number else _meant(text).strip()
            if not choose and said == "*":
                otherwise = reason
            elif choose:
                found.append(Spelling(words.line(said), right, reason))
            else:
                found.append(Spelling(words.plain_line(said.replace("\\*", "*")), right, reason))
        return Gap(found, choose, otherwise)


_FULL = 99.0


def _number(text: str) -> str:
    number, _, tolerance = text.partition(":")
    if re.search("[1-9]", tolerance):
        raise QuestionRefusedError("a gap of it asks for a number within a range")
    return number.strip()


def _meant(text: str) -> str:
    return html.unescape(re.sub(r"\\(.)", r"\1", text) if "\\" in text else text)


@dataclass(frozen=True, slots=True)
class Found:
    """A text with a mark of two private signs around the number of each gap, and the gaps."""

    text: str
    gaps: tuple[Embedded, ...]


def embedded_gaps(text: str) -> Found:
    """Find the gaps of a text; what only looks like one stays as it is."""
    pieces, gaps, at = [], list[Embedded](), 0
    while start := _START.search(text, at):
        parts, end = [], start.end()
        while piece := _PART.match(text, end):
            parts.append(piece[0])
            end = piece.end() + 1
            if text[end - 1 : end] != "~":
                break
        if text[end - 1 : end] != "}":
            pieces.append(text[at : start.end()])
            at = start.end()
            continue
        pieces += [text[at : start.start()], f"\ue0f0{len(gaps)}\ue0f1"]
        gaps.append(Embedded(start["points"] or "1", start["kind"].upper(), tuple(parts)))
        at = end
    return Found("".join([*pieces, text[at:]]), tuple(gaps))


def marked(text: str, ids: Sequence[str]) -> str:
    """The text with `[[id]]` in place of the marks."""
    return re.sub("\ue0f0(\\d+)\ue0f1", lambda found: f"[[{ids[int(found[1])]}]]", text)


def stem_apart(text: str) -> tuple[str, str]:
    """What our own export writes before a text with gaps: no line ends between it and the text."""
    before = text.partition("\ue0f0")[0]
    found = re.search(r"(?<=>)(?=<(?:p|ul|ol|blockquote|pre|table|hr|div|h\d)\b)", before)
    return (text[: found.start()], text[found.start() :]) if found else ("", text)
