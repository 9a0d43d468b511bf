"""`build.py import`: questions from other tools as quizzes of ours, and what is still to be done."""

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from coursekit.bank.assemble import Assembled, Imported, assembled
from coursekit.bank.banks import banks_at
from coursekit.bank.found import Bank, Data
from coursekit.bank.reader import FORMATS
from coursekit.bank.refusal import FileRefusedError
from coursekit.bank.source import BankFile
from coursekit.bank.yaml_text import Changes, QuizText, dumped, quiz_text, updated
from coursekit.load import source
from coursekit.load.course import Loaded
from coursekit.load.drafts import missing
from coursekit.model.filenames import as_id, refused
from coursekit.model.problem import Problem
from coursekit.new import REVIEW
from coursekit.render.templates import template
from coursekit.written import write_over

PART = 400
"""Questions of one file: more make several quizzes, which an editor opens at once."""
LETTERS = 600_000
"""Characters of one file; `load/source.py` reads a million bytes."""


@dataclass
class Done:
    """What an import did, in lines for whoever ran it."""

    lines: list[str] = field(default_factory=list)
    came: int = 0
    failed: bool = False
    """Whether a file could not be read, or no question of it came over."""


@dataclass(frozen=True)
class _Target:
    """A file of `quizzes/`, or several that continue each other."""

    root: Path
    name: str

    def path(self, part: int) -> Path:
        """The file of the first part, or of a later one."""
        return self.root / "quizzes" / f"{self.id(part)}.yml"

    def id(self, part: int) -> str:
        """The id of the quiz in that file."""
        return self.name if part == 1 else f"{self.name}-{part}"


def bring(
    root: Path, loaded: Loaded, files: Sequence[Path], form: str | None, to: str | None, day: date
) -> Done:
    """Import files into `quizzes/` below `root`; `form` names their format, `to` the file to write."""
    done = Done()
    for path in files:
        try:
            file, name, banks = banks_at(path, form)
            done.lines.append(f"{file.name} was read as {FORMATS[name].title}.")
            if file.is_other_encoding and not file.is_zip and b"<?xml" not in file.data[:80]:
                done.lines.append(
                    f"{file.name}: its letters are no UTF-8 and were guessed; look at accents and quotes."
                )
            before = done.came
            for bank in banks:
                _bring(loaded, bank, _target(root, file, bank, banks, to), day, done)
            done.failed |= done.came == before
        except FileRefusedError as error:
            done.lines.append(f"{path}: {error.message} {error.hint}")
            done.failed = True
    return done


def _target(root: Path, file: BankFile, bank: Bank, banks: list[Bank], to: str | None) -> _Target:
    if to is not None:
        found = re.fullmatch(
            r"(?:\./)?(?:quizzes/)?([a-z][a-z0-9]*(?:-[a-z0-9]+)*)(?:\.yml)?", to.replace("\\", "/")
        )
        if not found or len(found[1]) > 40 or refused(found[1]):
            hint = "Write --to quizzes/NAME.yml, with small letters, digits and hyphens, at most 40."
            raise FileRefusedError(f"“{to}” is no file of quizzes/.", hint)
        return _Target(root, found[1])
    stem = re.split(r"\.", file.name)[0]
    name = as_id(stem if len(banks) == 1 else f"{stem}-{bank.key or bank.title or banks.index(bank) + 1}")
    name = name[:40].strip("-")
    return _Target(root, f"{name}-bank" if refused(name) else name)


def _bring(loaded: Loaded, bank: Bank, target: _Target, day: date, done: Done) -> None:
    """Write one quiz, or bring it up to date."""
    parts = list(_parts(target))
    if parts and not any(piece.key for part in parts for piece in part.pieces) and not _is_ours(parts, bank):
        hint = "Name another with --to, or rename the file you import."
        raise FileRefusedError(f"{parts[0].path} is there already, and was not imported.", hint)
    own = {part.path for part in parts}
    if wrong := [each for each in loaded.problems if each.path in own and each.severity == "error"]:
        hint = "Mend it, then import again: python3 build.py check lists all that is wrong."
        raise FileRefusedError(f"{wrong[0].path}:{wrong[0].line}: {wrong[0].message}", hint)
    taken = frozenset(
        question.id
        for quiz in loaded.course.quizzes
        if loaded.origin("quiz", quiz.id).path not in own
        for question in quiz.questions
    ) | {draft.id for draft in loaded.drafts if draft.path not in own}
    made = assembled(bank.found, taken, target.name)
    done.came += len(made.imported)
    written = _written(target, parts, bank, made.imported, day) if made.imported else []
    done.lines += [*_report(bank, made), *written]


def _is_ours(parts: list[QuizText], bank: Bank) -> bool:
    """Whether the file holds a quiz that this bank was exported from: it knows its questions."""
    ids = {str(piece.data.get("id")) for part in parts for piece in part.pieces}
    keys = {each.key for each in bank.found if hasattr(each, "key")}
    return bool(ids & keys)


def _parts(target: _Target) -> Iterator[QuizText]:
    """The files that are there already."""
    part = 1
    while os.path.lexists(path := target.path(part)):
        found = source.read(target.root, path)
        if isinstance(found, Problem):
            raise FileRefusedError(f"{found.path}: {found.message}", found.hint)
        yield quiz_text(found.path, found.text)
        part += 1


def _written(
    target: _Target, parts: list[QuizText], bank: Bank, imported: list[Imported], day: date
) -> Iterator[str]:
    """Write the files; yields what was done to each."""
    waiting = list(imported)
    files: dict[Path, str] = {}
    lines: list[str] = []
    for number, part in enumerate(parts, 1):
        here = [new for new in waiting if part.piece(new)]
        waiting = [new for new in waiting if new not in here]
        if number == len(parts):
            room = PART - len(part.pieces)
            here, waiting = [*here, *waiting[:room]], waiting[room:] if room > 0 else waiting
        before = part.text
        lines += _said(part, updated(part, here))
        lines += _to_write(part.path, [piece.data for piece in part.pieces])
        if part.text != before:
            files[target.path(number)] = part.text
    number = len(parts)
    while waiting:
        number += 1
        taken, waiting = waiting[: _fits(waiting)], waiting[_fits(waiting) :]
        files |= _new(target, number, bank, taken, day)
        path = f"quizzes/{target.id(number)}.yml"
        lines.append(f"Written: {path} ({len(taken)} questions)")
        lines += _to_write(path, [new.data for new in taken])
    write_over(files)
    return iter(lines)


def _fits(waiting: list[Imported]) -> int:
    """How many questions fit into one file."""
    letters = 0
    for number, new in enumerate(waiting[:PART]):
        letters += len(str(new.data)) * 2
        if letters > LETTERS and number:
            return number
    return min(len(waiting), PART)


def _new(target: _Target, number: int, bank: Bank, imported: list[Imported], day: date) -> dict[Path, str]:
    """The file of a new quiz, and the page that asks it where there is none."""
    id_ = target.id(number)
    title = _title(bank.title or target.name.replace("-", " ").capitalize()) + (
        f" ({number})" if number > 1 else ""
    )
    head: Data = {
        "schema": 1,
        "id": id_,
        "title": title,
        "slug": f"{id_}-questions",
        "audience": ["staff", "leads"],
    }
    head |= {"intro": bank.intro} if bank.intro else {}
    head |= {"review_by": day + REVIEW}
    head |= {"settings": bank.settings} if bank.settings else {}
    ids = {new.data["id"] for new in imported}
    pools = [pool for pool in bank.pools if set(pool["questions"]) <= ids]
    head |= {"pools": pools} if pools else {}
    file = quiz_text("", f"{dumped(head)}questions:\n  - {{id: x}}\n")
    file.pieces.clear()
    updated(file, imported)
    page = target.root / "course" / f"{id_}.md"
    values = {
        "name": id_,
        "title": dumped(title).strip().removesuffix("...").strip(),
        "review_by": day + REVIEW,
    }
    asks = (
        {} if os.path.lexists(page) else {page: template("new/check.md.j2").render(**values).strip() + "\n"}
    )
    return {target.path(number): file.text, **asks}


def _title(title: str) -> str:
    flat = " ".join(title.split())
    return flat if len(flat) <= 90 else f"{flat[:89]}…"


def _report(bank: Bank, made: Assembled) -> Iterator[str]:
    """What came over, what did not and why, and what is still to be written."""
    yield f"{len(made.imported)} questions came over, {len(made.refused)} did not."
    for gone in made.refused:
        yield f"{gone.where}: did not come over: {gone.why}."
    for new in made.imported:
        if new.lost:
            yield f"{new.where}: not carried: {'; '.join(new.lost)}."
    yield from (f"Not carried: {lost}." for lost in bank.lost)


def _to_write(path: str, questions: list[Data]) -> Iterator[str]:
    """What is still to be written in a file."""
    unwritten = [len(missing(question)) for question in questions]
    if drafts := sum(map(bool, unwritten)):
        yield f"{path}: {drafts} questions are drafts; {sum(unwritten)} reasons are still to be written."
    if beliefs := sum(_beliefs(question) for question in questions):
        yield f"{path}: {beliefs} wrong answers name no misconception yet."


def _beliefs(data: Data) -> int:
    options = [*data.get("options", ()), *data.get("distractors", ())]
    wrong = [each for gap in data.get("gaps", ()) for each in gap.get("wrong", ())] + data.get("wrong", [])
    if data.get("type") == "true_false":
        wrong = [data.get("if_false" if data.get("answer") else "if_true") or {}]
    return sum(not each.get("correct") and not each.get("misconception") for each in (*options, *wrong))


def _said(part: QuizText, changes: Changes) -> Iterator[str]:
    counts = f"{len(changes.new)} new, {len(changes.changed)} changed, {len(changes.same)} as they were"
    yield f"Brought up to date: {part.path} ({counts})"
    for id_ in changes.kept:
        yield f"{part.path}: “{id_}” is of another type here, and was left as it is."
    seen = {*changes.new, *changes.changed, *changes.same, *changes.kept}
    if gone := [str(piece.data.get("id")) for piece in part.pieces if piece.data.get("id") not in seen]:
        yield f"{part.path}: no longer in the file that was imported, and left here: {', '.join(gone)}."
