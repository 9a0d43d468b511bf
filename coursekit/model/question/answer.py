"""What the types that are answered in words share: answers taken as right, and reasons for the wrong ones."""

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from coursekit.model.base import Frozen, Line, Prose
from coursekit.model.question.base import Location


class WrongAnswer(Frozen):
    """A wrong answer that can be foreseen, in all its spellings, with its own reason."""

    answers: Annotated[tuple[Line, ...], Field(min_length=1)]
    reason: Prose
    misconception: Line | None = None


class Answer(Frozen):
    """Answers compared without regard to capitals, spaces at the ends, accents and full stops."""

    accept: Annotated[tuple[Line, ...], Field(min_length=1)]
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
