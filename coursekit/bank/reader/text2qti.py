"""text2qti: Markdown with numbered questions, `*a)` before a right answer, `[*]` before several.

As its documentation has it. Programs inside of such a file are named and never run.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from coursekit.bank.found import Bank, BankFormat, Data, Item, Refused, Where
from coursekit.bank.make import (
    Choice,
    Spelling,
    choosing,
    explained,
    points,
    reflection,
    short_text,
    true_false,
)
from coursekit.bank.refusal import QuestionRefusedError
from coursekit.bank.source import BankFile
from coursekit.bank.words import Words

_LINE = re.compile(
    r"(?P<question>\d+[.)])\s+|(?P<choice>\*?[a-zA-Z]\))\s+|(?P<several>\[[* ]?\])\s+|(?P<typed>\*)\s+"
    r"|(?P<number>=)\s+|(?P<essay>____*)\s*$|(?P<upload>\^\^\^\^*)\s*$|(?P<told>\.\.\.)\s+|(?P<right>\+)\s+"
    r"|(?P<wrong>-)\s+|(?P<head>Title|Points|Quiz title|Quiz description|shuffle answers|show correct answers"
    r"|one question at a time|can't go back|feedback is solution|solutions sample groups"
    r"|solutions randomize groups|Text title|Text)\s*:\s*",
    re.IGNORECASE,
)


@dataclass
class _Entry:
    """One question as it stands, its pieces with their signs."""

    line: int
    stem: str
    title: str = ""
    points: str = "1"
    pieces: list[list[str]] = field(default_factory=list)
    """The kind of each piece, its sign and its text."""
    is_program: bool = False


def read(file: BankFile) -> Iterator[Bank]:
    """Yield the file as one quiz."""
    bank = Bank()
    for entry in _entries(file.text, bank):
        words = Words()
        where = Where(file.name, entry.line, entry.title or entry.stem)
        try:
            data = points(_question(entry, words), entry.points)
        except QuestionRefusedError as error:
            bank.found.append(Refused(where, str(error)))
        else:
            bank.found.append(Item(where, entry.title, data, words.lost))
    yield bank


def _entries(text: str, bank: Bank) -> Iterator[_Entry]:  # noqa: C901 (a kind of line after the other)
    entry: _Entry | None = None
    title, worth, open_fence, comment = "", "1", "", False
    for number, line in enumerate(text.split("\n"), 1):
        bare = line.strip()
        comment = (comment or bare.startswith("COMMENT")) and not bare.startswith("END_COMMENT")
        if comment or bare.startswith(
            ("END_COMMENT", "%", "GROUP", "END_GROUP", "pick:", "points per question:")
        ):
            continue
        if fence := re.match(r"\s*(```+|~~~+)", line):
            open_fence = "" if open_fence else fence[1]
            if entry and re.search(r"\{[^}]*\.run\b", line):
                entry.is_program = True
        found = None if open_fence or line.startswith((" ", "\t")) else _LINE.match(line)
        rest = line[found.end() :] if found else line
        if found and found["head"]:
            name = found["head"].lower()
            title = rest.strip() if name == "title" else title
            worth = rest.strip() if name == "points" else worth
            bank.title = rest.strip() if name == "quiz title" else bank.title
            bank.intro = Words().markdown(rest) if name == "quiz description" else bank.intro
        elif found and found["question"]:
            if entry:
                yield entry
            entry, title, worth = _Entry(number, rest, title, worth), "", "1"
        elif entry and found:
            entry.pieces.append([found.lastgroup or "", found[0].strip(), rest])
        elif entry and entry.pieces:
            entry.pieces[-1][2] += f"\n{_dedented(line)}"
        elif entry:
            entry.stem += f"\n{_dedented(line)}"
    if entry:
        yield entry


def _dedented(line: str) -> str:
    """A line that goes on with the text above it."""
    return re.sub(r"^(?: {1,4}|\t)", "", line)


def _question(entry: _Entry, words: Words) -> Data:
    if entry.is_program:
        raise QuestionRefusedError("it is made by a program, which is never run")
    kinds = {kind for kind, _, _ in entry.pieces}
    if kinds & {"number", "upload"}:
        raise QuestionRefusedError("it asks for a number or a file, which is no type of ours")
    stem = words.markdown(entry.stem)
    told = {"told": "", "right": "", "wrong": ""}
    answers: list[tuple[str, str, str]] = []
    for kind, sign, text in entry.pieces:
        if kind == "told" and answers:
            answers[-1] = (*answers[-1][:2], words.markdown(text))
        elif kind in told:
            told[kind] = words.markdown(text)
        else:
            answers.append((sign, words.markdown(text), ""))
    why = told["right"] or told["told"] or None
    if "essay" in kinds:
        return reflection(stem, told["told"] or None)
    if "typed" in kinds:
        spellings = [Spelling(words.plain_line(text), True, reason or why) for _, text, reason in answers]
        return short_text(stem, spellings, told["wrong"] or None)
    made = [Choice(text, "*" in sign, reason or None) for sign, text, reason in answers]
    if not made:
        raise QuestionRefusedError("it has no answers")
    made = explained(made, why)
    if "several" not in kinds and [choice.text.lower() for choice in made] == ["true", "false"]:
        return true_false(stem, answer=made[0].right, if_true=made[0].reason, if_false=made[1].reason)
    return choosing(stem, made, several="several" in kinds)


def recognises(file: BankFile) -> bool:
    """Whether a text has a numbered question and answers with its signs."""
    if file.is_zip or file.ending in {".csv", ".xml", ".toml"}:
        return False
    head = file.text[:200_000]
    if re.search(r"(?mi)^[ \t]*(?:correct\s+)?answers?\s*:", head):
        return False
    return bool(re.search(r"(?m)^\d+[.)]\s", head) and re.search(r"(?m)^(?:\*[a-zA-Z]\)|\[[* ]?\])\s", head))


FORMAT = BankFormat(
    title="text2qti",
    recognises=recognises,
    read=read,
    takes="One or several right answers, true or false, an answer to type, an essay.",
    leaves=(
        "Numbers, uploads, texts between questions, and programs that make questions: none is ever run.",
        "Groups that are drawn from: all their questions come over.",
    ),
)
