"""One question of H5P as one of ours, or as several where it is a list of questions."""

import html
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from coursekit.bank.found import Data
from coursekit.bank.make import (
    Choice,
    Gap,
    Spelling,
    choosing,
    cloze,
    gap_names,
    order,
    reflection,
    short_text,
    true_false,
    without_verdict,
    word_gap,
)
from coursekit.bank.reader.part.data import listed, record, words
from coursekit.bank.reader.part.embedded import marked
from coursekit.bank.refusal import QuestionRefusedError
from coursekit.bank.words import Words
from coursekit.model.base import ID

NOT_OURS = frozenset(
    f"H5P.{name}"
    for name in (
        *("DragQuestion", "MarkTheWords", "Summary", "ImageHotspotQuestion", "ImageMultipleHotspotQuestion"),
        *("ImageSequencing", "ImagePair", "MemoryGame", "Dialogcards", "Flashcards", "GuessTheAnswer"),
        *("ArithmeticQuiz", "FindTheWords", "Crossword", "Dictation", "SpeakTheWords", "SpeakTheWordsSet"),
        *("AdvancedBlanks", "MultiMediaChoice", "PersonalityQuiz", "Questionnaire", "SimpleMultiChoice"),
    )
)
"""Content types that ask something in a way that we do not have."""
_MOST_GAPS = 6


class H5pQuestion:
    """A piece of content with its library."""

    def __init__(self, node: dict[str, Any], name: str) -> None:
        self.params, self.name, self.words = record(node, "params"), name, Words()
        self._lost: list[str] = []

    @property
    def lost(self) -> list[str]:
        """What of it did not come over."""
        media = record(self.params, "media", "type") or record(self.params, "media")
        name = words(media.get("library")).partition(" ")[0].removeprefix("H5P.")
        return [*([f"a {name.lower()} above the question"] if name else []), *self.words.lost, *self._lost]

    def data(self) -> list[Data]:
        """The questions. Raises QuestionRefusedError where it is none of ours."""
        if self.name == "H5P.AdvancedText":
            return self.reading()
        if self.name not in KNOWN:
            raise QuestionRefusedError(f"“{self.name}” is no type of ours")
        return KNOWN[self.name](self)

    def text(self, key: str) -> str:
        """A text of the content, whose line breaks end paragraphs."""
        return self.words.run_in(words(self.params.get(key)))

    def choices(self) -> list[Data]:
        """One right answer, or several."""
        behaviour = record(self.params, "behaviour")
        entries = [record(each) for each in listed(self.params.get("answers"))]
        rights = sum(each.get("correct") is True for each in entries)
        several = behaviour.get("type") == "multi" or (behaviour.get("type") != "single" and rights > 1)
        made = []
        for each in entries:
            told = record(each, "tipsAndFeedback")
            self._lost += ["a tip"] if words(told.get("tip")).strip() else []
            why = without_verdict(self.words.run_in(words(told.get("chosenFeedback"))))
            made.append(Choice(self.words.run_in(words(each.get("text"))), each.get("correct") is True, why))
        partial = behaviour.get("singlePoint") is False
        return [choosing(self.text("question"), made, several=several, partial=partial)]

    def statement(self) -> list[Data]:
        """True or false."""
        behaviour = record(self.params, "behaviour")
        told = [words(behaviour.get(key)) for key in ("feedbackOnCorrect", "feedbackOnWrong")]
        right, wrong = (without_verdict(self.words.plain(html.unescape(each))) for each in told)
        answer = self.params.get("correct") in ("true", True)
        if_true, if_false = (right, wrong) if answer else (wrong, right)
        return [true_false(self.text("question"), answer=answer, if_true=if_true, if_false=if_false)]

    def blanks(self) -> list[Data]:
        """A word to type where nothing stands around it; else a text with gaps, or one for each line."""
        lines = [words(each) for each in listed(self.params.get("questions"))]
        stem = self.text("text")
        if record(self.params, "behaviour").get("caseSensitive") is True:
            self._lost.append("that capitals count")
        if len(lines) == 1 and (alone := re.fullmatch(r"\s*(?:<p>)?\s*\*([^*]+)\*\s*(?:</p>)?\s*", lines[0])):
            spellings, otherwise = self.ranges(list(self.spellings(alone[1])))
            return [short_text(stem or "Fill in the gap: …", spellings, otherwise)]
        if sum(len(_GAP.findall(line)) for line in lines) <= _MOST_GAPS:
            return [self.gapped(stem, "".join(f"<p>{line}</p>" for line in lines))]
        return [self.gapped(stem, line) for line in lines if _GAP.search(line)]

    def ranges(self, spellings: list[Spelling]) -> tuple[list[Spelling], str | None]:
        """The answers with the feedback for all points, and the feedback for fewer."""
        told = [record(each) for each in listed(self.params.get("overallFeedback"))]
        said = {words(each.get("to")): self.plain(words(each.get("feedback"))) for each in told}
        right, others = said.pop("100", None), [why for why in said.values() if why]
        if len(told) == 1:
            right = None
        return [Spelling(each.text, True, right) for each in spellings], (others[0] if others else None)

    def plain(self, text: str) -> str | None:
        """A reason in a field that takes no HTML."""
        return without_verdict(self.words.plain(html.unescape(text)))

    def spellings(self, raw: str) -> Iterator[Spelling]:
        """The right answers of a gap: a slash parts them, a colon begins a tip."""
        answer, tip, _ = re.sub(r"<[^>]*>", "", raw).partition(":")
        self._lost += ["a tip"] if tip else []
        for text in answer.split("/"):
            yield Spelling(self.words.plain_line(html.unescape(text)), True)

    def gapped(self, stem: str, raw: str) -> Data:
        """A text with gaps to type into."""
        gaps: list[Gap] = []

        def put(found: re.Match[str]) -> str:
            gaps.append(Gap(list(self.spellings(found[1])), False))
            return f"\ue0f0{len(gaps) - 1}\ue0f1"

        text = _GAP.sub(put, raw)
        ids = gap_names(gaps)
        return cloze(stem, marked(self.words.html(text), ids), gaps, ids)

    def drag_text(self) -> list[Data]:
        """Words to be moved into a text; those that belong nowhere are wrong everywhere."""
        field = html.escape(words(self.params.get("textField")), quote=False)
        spare = [_word(found) for found in _GAP.findall(words(self.params.get("distractors")))]
        rights = [_word(html.unescape(found)) for found in _GAP.findall(field)]
        every = [self.words.plain_line(word) for word in (*rights, *spare)]
        gaps = [word_gap(right, every) for right in every[: len(rights)]]
        ids = gap_names(gaps)
        numbers = iter(range(len(gaps)))
        text = _GAP.sub(lambda _: f"\ue0f0{next(numbers)}\ue0f1", field)
        lines = "".join(f"<p>{line}</p>" for line in text.split("\n"))
        return [cloze(self.text("taskDescription"), marked(self.words.html(lines), ids), gaps, ids)]

    def single_set(self) -> list[Data]:
        """Questions whose first answer is right."""
        made = []
        for each in map(record, listed(self.params.get("choices"))):
            answers = [self.words.run_in(words(answer)) for answer in listed(each.get("answers"))]
            options = [Choice(text, number == 0) for number, text in enumerate(answers)]
            made.append(choosing(self.words.run_in(words(each.get("question"))), options))
        return made

    def paragraphs(self) -> list[Data]:
        """Paragraphs to be put in order."""
        steps = [
            Choice(self.words.run_in(words(each)), True) for each in listed(self.params.get("paragraphs"))
        ]
        return [order(self.text("taskDescription"), steps)]

    def essay(self) -> list[Data]:
        """A text to write."""
        note = self.words.run_in(words(record(self.params, "solution").get("sample")))
        return [reflection(self.text("taskDescription"), note)]

    def reading(self) -> list[Data]:
        """A text to read."""
        raw = words(self.params.get("text"))
        return [reflection(*self.words.halves_run_in(raw))]


KNOWN: dict[str, Callable[[H5pQuestion], list[Data]]] = {
    "H5P.MultiChoice": H5pQuestion.choices,
    "H5P.TrueFalse": H5pQuestion.statement,
    "H5P.Blanks": H5pQuestion.blanks,
    "H5P.DragText": H5pQuestion.drag_text,
    "H5P.SingleChoiceSet": H5pQuestion.single_set,
    "H5P.SortParagraphs": H5pQuestion.paragraphs,
    "H5P.Essay": H5pQuestion.essay,
}
"""Content types that come over; a text to read does only where nothing is asked at all."""
_GAP = re.compile(r"\*([^*\n]+)\*")


def _word(raw: str) -> str:
    """A word to move, without its tip and what is said to whoever moves it."""
    return re.split(r"\\[+-]|:", raw)[0].strip()


def key_of(node: dict[str, Any]) -> str:
    """What the content is known by: a title that is an id, as our own export writes it."""
    title = words(record(node, "metadata").get("title"))
    return title if re.fullmatch(ID, title) else ""


def common(ids: Sequence[str]) -> str:
    """What ids begin with, up to a hyphen."""
    first = ids[0] if ids else ""
    cuts = [at for at, sign in enumerate(first) if sign == "-"]
    good = [
        at
        for at in cuts
        if all(each[: at + 1] == first[: at + 1] and each[at + 1 :][:1].isalpha() for each in ids)
    ]
    return first[: good[-1]] if good else ""
