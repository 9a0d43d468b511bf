"""Questions as the YAML that authors edit, and files of them changed in place: comments and order stay."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from coursekit.bank.assemble import Imported
from coursekit.bank.found import Data
from coursekit.bank.merge import merged
from coursekit.bank.refusal import FileRefusedError
from coursekit.load import marked_yaml
from coursekit.model.problem import Problem

_BASE: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


class _Dumper(_BASE):  # type: ignore[misc]
    """Texts of several lines stand below a `|`, line by line; a missing text is nothing after the colon."""


def _text(dumper: Any, text: str) -> Any:
    style = "|" if "\n" in text else None
    if text != text.strip():  # below a `|`, empty lines at the end would run into what follows
        style = '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)
_Dumper.add_representer(type(None), lambda dumper, _: dumper.represent_scalar("tag:yaml.org,2002:null", ""))


def dumped(data: Any) -> str:
    """Data as YAML."""
    text: str = yaml.dump(data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=1_000_000)
    return text


MARK = re.compile(r"^ *# imported: ([0-9a-f]{8}) ([0-9a-f]{8})$")
"""Stands above a question: what it is known by in the other tool, and what it said there."""


def question_text(data: Data, key: str, mark: str) -> str:
    """One question as an item of `questions:`, below its mark."""
    lines = f"# imported: {key} {mark}\n{dumped([data])}".rstrip("\n").split("\n")
    return "".join(f"  {line}\n" if line else "\n" for line in lines)


@dataclass(slots=True)
class Piece:
    """A question of a file, and the lines it stands on, with the mark above it."""

    data: Data
    lines: list[str]
    key: str = ""
    mark: str = ""


@dataclass(slots=True)
class QuizText:
    """A quiz file: what stands above its questions, each of them, and what stands below."""

    path: str
    head: list[str]
    pieces: list[Piece]
    tail: list[str]
    data: Data

    @property
    def text(self) -> str:
        """The file."""
        parts = [self.head, *(piece.lines for piece in self.pieces), self.tail]
        return "\n".join(line for part in parts for line in part)

    def piece(self, new: Imported) -> Piece | None:
        """The question that this one was before: by its mark, else by its id."""
        by_key = (piece for piece in self.pieces if piece.key == new.key_mark)
        by_id = (piece for piece in self.pieces if not piece.key and piece.data.get("id") == new.data["id"])
        return next(by_key, None) or next(by_id, None)


def quiz_text(path: str, text: str) -> QuizText:
    """Take a quiz file apart. Raises FileRefusedError where it has mistakes."""
    data, marks, problems = marked_yaml.parse(path, text)
    questions = data.get("questions") if isinstance(data, dict) else None
    if problems or not isinstance(questions, list) or not all(isinstance(each, dict) for each in questions):
        first = problems[0] if problems else Problem(path, 1, 1, "", "This is no quiz.", "")
        raise FileRefusedError(
            f"{path} has mistakes ({first.line}: {first.message})", "Mend it, then import again."
        )
    lines = text.split("\n")
    starts = []
    for number in range(len(questions)):
        line = marks["questions", number][0] - 1
        starts.append(line - 1 if line and MARK.match(lines[line - 1]) else line)
    last = _last_line(marks, lines, len(questions) - 1)
    bounds = [*starts, last + 1]
    pieces = [
        Piece(question, lines[start:end], *_marks(lines[start]))
        for question, start, end in zip(questions, bounds, bounds[1:], strict=False)
    ]
    return QuizText(path, lines[: bounds[0]], pieces, lines[last + 1 :], data)


def _last_line(marks: marked_yaml.Marks, lines: list[str], last: int) -> int:
    """The line on which the last question ends, counted from 0."""
    begin = marks["questions", last][0] - 1
    indent = len(lines[begin]) - len(lines[begin].lstrip())
    end = begin
    for number in range(begin + 1, len(lines)):
        line = lines[number]
        if line.strip() and len(line) - len(line.lstrip()) <= indent and not line.lstrip().startswith("#"):
            break
        end = number if line.strip() else end
    return end


def _marks(line: str) -> tuple[str, str]:
    found = MARK.match(line)
    return (found[1], found[2]) if found else ("", "")


@dataclass(slots=True)
class Changes:
    """What a second import did to a file, by ids."""

    new: list[str]
    changed: list[str]
    same: list[str]
    kept: list[str]
    """Of another type here than in the other tool, and left as they are."""


def updated(file: QuizText, imported: Sequence[Imported]) -> Changes:
    """Bring the questions of a file up to date, in place; new ones come last."""
    changes = Changes([], [], [], [])
    for new in imported:
        piece = file.piece(new)
        if piece is None:
            lines = question_text(new.data, new.key_mark, new.mark).rstrip("\n").split("\n")
            file.pieces.append(Piece(new.data, lines, new.key_mark, new.mark))
            changes.new.append(new.data["id"])
        elif piece.mark == new.mark:
            changes.same.append(piece.data["id"])
        elif piece.data.get("type") != new.data["type"]:
            changes.kept.append(piece.data["id"])
        else:
            _update(piece, new)
            changes.changed.append(piece.data["id"])
    return changes


def _update(piece: Piece, new: Imported) -> None:
    """Write a question again; comments inside of it move above it."""
    made = merged(piece.data, new.data)
    lines = question_text(made, new.key_mark, new.mark).rstrip("\n").split("\n")
    comments = [line for number, line in enumerate(piece.lines) if _is_comment(piece, number)]
    below = [""] if piece.lines[-1:] == [""] else []
    piece.data, piece.lines, piece.key, piece.mark = made, [*comments, *lines, *below], new.key_mark, new.mark


def _is_comment(piece: Piece, number: int) -> bool:
    """Whether a line says nothing to the program: it begins with `#`, and is no line of a longer text."""
    line = piece.lines[number]
    if not line.lstrip().startswith("#") or MARK.match(line):
        return False
    rest = "\n".join(other for at, other in enumerate(piece.lines) if at != number)
    return bool(marked_yaml.parse("", rest)[0] == [piece.data])
