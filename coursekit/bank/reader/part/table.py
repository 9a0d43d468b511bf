"""Questions in a table as our own export has it: a line an answer, under columns with known names.

A hand-made table needs `question`, `answer` and `right`; what else it leaves out is guessed or written later.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from coursekit.bank.found import Bank, Data, Item, Refused, Where
from coursekit.bank.make import (
    COMPLETE,
    Choice,
    Gap,
    Pair,
    Spelling,
    choosing,
    cloze,
    gap_names,
    match,
    names,
    order,
    points,
    reflection,
    said,
    short_text,
    true_false,
)
from coursekit.bank.refusal import FileRefusedError, QuestionRefusedError
from coursekit.bank.words import Words
from coursekit.export.plain_csv import COLUMNS, SIGN

Row = dict[str, str]
_YES = frozenset(("yes", "y", "true", "1", "x", "right", "correct", "✓"))
_NEEDED = ("question", "answer", "right")
_TYPED = re.compile(rf"(^|[;\t\r\n])'(?=[\s\0-\x1f\u200b-\u200f\ufeff]*{SIGN})|^'(?=[\s\0-\x1f'])")
"""What `plain_csv.inert` puts before a sign that spreadsheets would take for a formula."""


def bank_of(file: str, rows: Iterable[Sequence[str]]) -> Bank:
    """The quiz of a table, its heading first. Raises FileRefusedError where a column is missing."""
    lines = iter(enumerate(rows, 1))
    columns: list[str] = []
    for _, cells in lines:
        columns = [" ".join(cell.lower().split()) for cell in cells]
        if set(_NEEDED) <= set(columns):
            break
    else:
        needed = ", ".join(f"“{name}”" for name in _NEEDED)
        raise FileRefusedError("No line of this table is a heading that is known.", f"Name columns {needed}.")
    bank = Bank()
    for line, group in _questions(lines, columns):
        where = Where(file, line, group[0]["question"])
        try:
            bank.found.append(Item(where, group[0]["id"], _Question(group).data()))
        except QuestionRefusedError as error:
            bank.found.append(Refused(where, str(error)))
    return bank


def _questions(
    lines: Iterator[tuple[int, Sequence[str]]], columns: list[str]
) -> Iterator[tuple[int, list[Row]]]:
    """The rows of each question; a row that names none goes on with the one above it."""
    named: list[tuple[int, Row]] = []
    for line, cells in lines:
        row = dict.fromkeys(COLUMNS, "") | {
            name: _TYPED.sub(lambda found: found[1] or "", cell).strip(" \t\r\n")
            for name, cell in zip(columns, cells, strict=False)
        }
        if not any(row.values()):
            continue
        if not row["question"] and named:
            row |= {key: named[-1][1][key] for key in ("number", "id", "type", "question")}
        named.append((line, row))
    for _, group in groupby(named, key=lambda pair: (pair[1]["number"], pair[1]["id"], pair[1]["question"])):
        listed = list(group)
        yield listed[0][0], [row for _, row in listed]


class _Question:
    """The rows of one question."""

    def __init__(self, rows: list[Row]) -> None:
        self.rows, self.head = rows, rows[0]
        self.stem = Words.plain(self.head["question"])

    def data(self) -> Data:
        """The question. Raises QuestionRefusedError where it is none."""
        kind = self.head["type"].lower().replace(" ", "_") or self.guess()
        ways = {
            "single": self.choices, "multiple": self.choices, "true_false": self.statement,
            "match": self.matching, "order": self.steps, "cloze": self.gaps, "short_text": self.typed,
            "scenario": self.story, "reflection": self.thought, "scale": self.scale,
        }  # fmt: skip
        if kind not in ways:
            raise QuestionRefusedError(f"“{kind}” is no type of ours")
        data = points(ways[kind](), self.head["points"] or "1")
        if self.head["note for trainers"]:
            data["facilitator"] = Words.plain(self.head["note for trainers"])
        return data

    def guess(self) -> str:
        if not any(row["answer"] for row in self.rows):
            return "reflection"
        return "multiple" if sum(map(_is_right, self.rows)) > 1 else "single"

    def choices(self) -> Data:
        several = (self.head["type"] or self.guess()) == "multiple"
        made = [Choice(_text(row, "answer"), _is_right(row), _reason(row), row["part"]) for row in self.rows]
        partial = self.head["scoring"] == "partial"
        return self.believed(choosing(self.stem, made, several=several, partial=partial), "options")

    def believed(self, data: Data, key: str) -> Data:
        """The parts with the misconceptions of their rows."""
        rows = [row for row in self.rows if key != "distractors" or not row["prompt"]]
        for part, row in zip(data.get(key, ()), rows, strict=False):
            if row["misconception"]:
                part["misconception"] = _text(row, "misconception")
        return data

    def statement(self) -> Data:
        sides = {(row["part"] or row["answer"]).lower(): row for row in self.rows}
        if set(sides) != {"true", "false"}:
            raise QuestionRefusedError("it is true or false, and has other answers")
        answer = _is_right(sides["true"])
        reasons = {name: _reason(row) for name, row in sides.items()}
        data = true_false(self.stem, answer=answer, if_true=reasons["true"], if_false=reasons["false"])
        for name, row in sides.items():
            if row["misconception"]:
                data[f"if_{name}"]["misconception"] = _text(row, "misconception")
        return data

    def matching(self) -> Data:
        pairs = [
            Pair(_text(row, "prompt"), _text(row, "answer"), _reason(row), row["part"]) for row in self.rows
        ]
        return self.believed(match(self.stem, pairs), "distractors")

    def steps(self) -> Data:
        return order(
            self.stem, [Choice(_text(row, "answer"), True, _reason(row), row["part"]) for row in self.rows]
        )

    def spellings(self, rows: Iterable[Row]) -> tuple[list[Spelling], str | None]:
        listed = list(rows)
        otherwise = next(
            (_reason(row) for row in listed if row["answer"] == "*" and not _is_right(row)), None
        )
        found = [
            Spelling(_text(row, "answer"), _is_right(row), _reason(row))
            for row in listed
            if row["answer"] != "*"
        ]
        return found, otherwise

    def typed(self) -> Data:
        return self.wrong_beliefs(short_text(self.stem, *self.spellings(self.rows)), self.rows)

    def wrong_beliefs(self, data: Data, rows: Iterable[Row]) -> Data:
        beliefs = {_text(row, "answer"): row for row in rows if row["misconception"]}
        for wrong in data.get("wrong", ()):
            if row := beliefs.get(wrong["answers"][0]):
                wrong["misconception"] = _text(row, "misconception")
        return data

    def gaps(self) -> Data:
        """The marks in the text are numbers in brackets, as in the column `prompt`."""
        groups = [
            list(group) for _, group in groupby(self.rows, key=lambda row: row["prompt"] or row["part"])
        ]
        gaps = []
        for rows in groups:
            found, otherwise = self.spellings(rows)
            gaps.append(Gap(found, True, otherwise, rows[0]["part"]))
        ids = gap_names(gaps)
        lines = self.head["question"].split("\n")
        first = next((n for n, line in enumerate(lines[1:], 1) if "(1)" in line), len(lines) - 1)
        text = "\n".join(lines[first:])
        for number, _ in enumerate(gaps, 1):
            text = text.replace(f"({number})", f"\ue0f0{number - 1}\ue0f1", 1)
        if text.count("\ue0f0") != len(gaps):
            raise QuestionRefusedError("its text has no (1), (2) … where its gaps are")
        marked = Words.plain(text)
        for number, id_ in enumerate(ids):
            marked = marked.replace(f"\ue0f0{number}\ue0f1", f"[[{id_}]]")
        data = cloze(Words.plain("\n".join(lines[:first])) or COMPLETE, marked, gaps, ids)
        for gap, rows in zip(data["gaps"], groups, strict=True):
            self.wrong_beliefs(gap, rows)
        return data

    def story(self) -> Data:
        """Steps by their ids; an ending has no answer, and says in its reason whom to tell."""
        steps: dict[str, Data] = {}
        for row in self.rows:
            step = steps.setdefault(
                row["part"], {"id": row["part"], "text": said(_text(row, "prompt"), "a step")}
            )
            if row["answer"]:
                choice: Data = {"text": _text(row, "answer"), "reason": _reason(row), "next": row["next"]}
                choice |= {"best": True} if _is_right(row) else {}
                choice |= {"misconception": _text(row, "misconception")} if row["misconception"] else {}
                step.setdefault("choices", []).append(choice)
            else:
                step["tell"] = _reason(row)
        for step in steps.values():
            ids = names((choice["text"] for choice in step.get("choices", ())), "choice")
            step.update(
                {"choices": [{"id": i, **c} for i, c in zip(ids, step["choices"], strict=True)]}
                if ids
                else {}
            )
        title = " ".join(self.stem.split())[:60] or "A story"
        return {
            "type": "scenario",
            "stem": said(self.stem, "the question"),
            "title": title,
            "steps": list(steps.values()),
        }

    def thought(self) -> Data:
        return reflection(self.stem, _reason(self.head))

    def scale(self) -> Data:
        found = re.fullmatch(r"(.*) \(1\) – (.*) \((\d)\)", self.head["answer"], re.DOTALL)
        if not found:
            raise QuestionRefusedError("its answer does not read “low (1) – high (5)”")
        rows = [_text(row, "prompt") for row in self.rows]
        ends = {"low": Words.plain_line(found[1]), "high": Words.plain_line(found[2]), "marks": int(found[3])}
        note = _reason(self.head)
        return {"type": "scale", "stem": said(self.stem, "the question"), **ends, "rows": rows, "note": note}


def _text(row: Row, key: str) -> str:
    return Words.plain(row[key])


def _reason(row: Row) -> str | None:
    return Words.plain(row["reason"]) or None


def _is_right(row: Row) -> bool:
    return row["right"].lower() in _YES
