"""`build.py school`: asks for the school's details and writes each answer at once."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coursekit.check.school import read_school
from coursekit.load.course import Loaded
from coursekit.load.logo import PictureRefusedError, read_logo
from coursekit.load.marked_yaml import Marks
from coursekit.load.school_file import value_at, with_value, write
from coursekit.load.validate import Origin
from coursekit.model.problem import Problem
from coursekit.render.templates import template

NAME = "school.yml"
CLEAR = "-"
"""What is typed to make a detail blank again; Enter alone keeps it."""
TEMPLATE = "new/school.yml.j2"


@dataclass(frozen=True)
class Question:
    """A detail to ask for: its key, or its key below another, and what the terminal says."""

    where: tuple[str, ...]
    says: str


def questions(loaded: Loaded, place: Callable[[], str | None]) -> Iterator[Question]:
    """Yield what is asked, in order. People are called as they are where the school is, once that is told."""
    codes = ", ".join(place.code for place in loaded.course.places if place.pages)
    yield Question(("name",), "Name of the school")
    yield Question(("place",), f"Where you are, one of {codes}")
    labels = {place.code: place.local_labels for place in loaded.course.places}
    for key, label in labels.get(place() or "INT", labels["INT"]).items():
        yield Question((key, "name"), f"{label}: name")
        yield Question((key, "phone"), f"{label}: telephone")
        extra = "email" if key in {"lead", "deputy"} else "hours"
        yield Question((key, extra), f"{label}: {'e-mail' if extra == 'email' else 'hours'}")
    yield Question(
        ("address",), "Address of the website, such as https://safety.your-school.org (for QR codes)"
    )
    yield Question(("paper",), "Paper, A4 or Letter (blank: what is usual in your place)")
    yield Question(("logo",), "Logo: name of a PNG or SVG in this folder")
    yield Question(("colours", "main"), "Main colour, such as #0f5552")
    yield Question(("colours", "accent"), "Accent colour, such as #f6c67a")
    yield Question(("report_errors",), "Where readers tell what is wrong: an e-mail address or a form")


def text_of(root: Path) -> str:
    """The file as it stands, or the commented one to start from."""
    file = root / NAME
    return (
        file.read_text(encoding="utf-8-sig") if file.is_file() else template(TEMPLATE).render().strip() + "\n"
    )


def ask(
    loaded: Loaded, root: Path, prompt: Callable[[str, str], str], say: Callable[[str], None]
) -> Iterator[Question]:
    """Ask every question; yield each that changed the file, which holds the answer by then.

    `prompt` shows a question with what stands there now, and gives what was typed. An answer that cannot be
    shown to readers is refused with its reason, and asked for again; one that is only doubted is taken
    when it is given twice.

    Raises NotKeptError where the file is written in a way that hides a value.
    """
    text = text_of(root)
    for question in questions(loaded, lambda: value_at(text_of(root), ("place",))):
        before = value_at(text, question.where)
        typed, doubted = prompt(question.says, before or "").strip(), ""
        while found := list(wrong(loaded, root, text, question, typed)):
            if typed == doubted and all(problem.severity == "warning" for problem in found):
                break
            doubted = typed
            for problem in found:
                say(f"  {problem.message} {problem.hint}")
            typed = prompt(question.says, before or "").strip()
        answer = None if typed in {"", CLEAR} else typed
        if answer != before:
            text = with_value(text, question.where, answer)
            write(root / NAME, text)
            yield question


def wrong(loaded: Loaded, root: Path, text: str, question: Question, typed: str) -> Iterator[Problem]:
    """Yield what is wrong with an answer, or doubted (a warning)."""
    if typed in {"", CLEAR}:
        return
    data: dict[str, Any] = {"schema": 1}
    if place := value_at(text, ("place",)):
        data["place"] = place
    *above, key = question.where
    (data.setdefault(above[0], {}) if above else data)[key] = typed
    marks = Marks()
    marks[tuple(question.where)] = marks[tuple(above)] = (2, 1)
    _, found = read_school(loaded, data, Origin(NAME, marks))
    yield from (problem for problem in found if problem.line == 2 or problem.severity == "error")
    if question.where == ("logo",):
        try:
            read_logo(root, typed)
        except PictureRefusedError as error:
            yield Problem(NAME, 2, 1, "logo", error.message, error.hint)
