"""What the types that are answered in words share: answers taken as right, and reasons for the wrong ones."""

import unicodedata
from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from coursekit.model.base import Frozen, Line, LineAsTyped, Prose
from coursekit.model.question.base import Location


def folded(text: str) -> str:
    """An answer as it is compared: capitals, accents, full stops, apostrophes and extra spaces do not count.

    `quiz.js` does the same with what a reader types.
    """
    plain = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", text)
        if letter not in ".'’" and not unicodedata.category(letter).startswith("M")
    )
    return " ".join(plain.upper().split())


class WrongAnswer(Frozen):
    """A wrong answer that can be foreseen, in all its spellings, with its own reason."""

    answers: Annotated[tuple[LineAsTyped, ...], Field(min_length=1)]
    reason: Prose
    misconception: Line | None = None


class Answer(Frozen):
    """Right answers, foreseen wrong ones and a reason for all others; compared as `folded` has it."""

    accept: Annotated[tuple[LineAsTyped, ...], Field(min_length=1)]
    """Right answers; the first is the one shown."""
    reason: Prose
    wrong: tuple[WrongAnswer, ...] = ()
    otherwise: Prose
    """The reason shown for every other answer."""

    def answer_texts(self) -> Iterator[tuple[Location, str]]:
        """Yield every piece of text a learner may read about this answer."""
        for index, text in enumerate(self.accept):
            yield ("accept", index), text
        yield ("reason",), self.reason
        for index, wrong in enumerate(self.wrong):
            yield ("wrong", index, "answers", 0), wrong.answers[0]
            yield ("wrong", index, "reason"), wrong.reason
        yield ("otherwise",), self.otherwise
