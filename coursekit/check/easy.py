"""Easy words: what can be counted of the published rules for texts that are easy to read.

The rules are those that the United Kingdom’s government gives for “easy read”: sentences of ten to fifteen
words, one idea in each, full words in place of initials, a picture beside the text. Whether words are easy,
people have to say.
"""

import re
from collections.abc import Iterator

from coursekit.check.prose import END, plain, sentences, word_count
from coursekit.load.course import Loaded
from coursekit.model.easy import EasyLine
from coursekit.model.problem import Problem

LONGEST = 15
"""Words of a sentence."""
_INITIALS = re.compile(r"\b[A-Z]{2,}\b")
_QUOTED = re.compile(r"“[^“”]*”")
_HARD = re.compile(
    r"\b(?:disclos\w+|safeguard\w+|intimate|perpetrat\w+|incident|appropriate|approximately|immediately|consent|coerc\w+"
    r"|ensure|regarding|provide[sd]?|require[sd]?|inform(?:ed|s)?|assist\w*|via|however|therefore|whether)\b",
    re.IGNORECASE,
)
"""Words that these pages explain with easier ones, or do without."""


def check(loaded: Loaded) -> Iterator[Problem]:
    """Yield a problem for each line that is not easy to read, and each page without its sheet."""
    sheets = {handout.head.id for handout in loaded.course.handouts if handout.head.easy}
    for page in loaded.course.pages:
        origin, sheet = loaded.origin("page", page.path), page.head.sheet
        if (page.head.kind == "easy") != bool(sheet):
            message = "A page of the kind “easy” shows a sheet in easy words, and no other page does."
            yield origin.problem(("kind",), "structure", message, "Add or remove “sheet:”.")
        elif sheet and sheet not in sheets | loaded.lost:
            message = f"There is no sheet in easy words “{sheet}”."
            yield origin.problem(
                ("sheet",), "unknown-handout", message, "Name a handout with “template: easy”."
            )
    for handout in loaded.course.handouts:
        origin = loaded.origin("handout", handout.path)
        for number, part in enumerate(handout.head.easy):
            for index, line in enumerate(part.lines):
                for code, message, hint in _line(line):
                    yield origin.problem(("easy", number, "lines", index, "say"), code, message, hint)


def _line(line: EasyLine) -> Iterator[tuple[str, str, str]]:
    words = plain(line.say)
    outside = plain(_QUOTED.sub("“…”", line.say))
    said = [words[start:end].strip(END + " \n") for start, end in sentences(words)]
    for sentence in said:
        if (count := word_count(sentence)) > LONGEST:
            yield (
                "long-line",
                f"This sentence has {count} words; {LONGEST} are enough here.",
                "Make two of it.",
            )
    if len(sentences(outside)) > 1:
        yield "two-ideas", "This line holds more than one idea.", "Give each sentence a line of its own."
    if found := _INITIALS.search(words):
        yield "initials", f"“{found[0]}” is not a full word.", "Write the words out."
    if found := _HARD.search(words):
        yield "hard-word", f"“{found[0]}” is a hard word.", "Say it in a word that everybody uses."
