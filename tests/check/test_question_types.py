"""Mistakes in questions: the example of each type is correct, and each rule finds its mistake in it."""

import shutil
from pathlib import Path

import pytest
from project import ROOT, edit, problems, small_project

from coursekit.model.question.answer import folded

EXAMPLES = sorted((ROOT / "tests/examples").glob("*.yml"))


def project_with(file: Path, to: Path) -> Path:
    """The small course, and one example as a quiz of it."""
    project = small_project(to)
    shutil.copy(file, project / "quizzes")
    if "pictures/" in file.read_text("utf-8"):
        shutil.copytree(file.parent / "pictures", project / "quizzes/pictures", dirs_exist_ok=True)
    return project


def found(project: Path) -> list[tuple[str, str]]:
    """The code and place of each problem, but that no page asks the example."""
    return [
        (problem.code, f"{problem.line}:{problem.column}")
        for problem in problems(project)
        if problem.code != "not-shown"
    ]


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_each_example_is_correct(tmp_path, file):
    assert found(project_with(file, tmp_path / "project")) == []


MISTAKES = [
    # example, what is there, what somebody writes instead, the code it is found by, the line and column
    ("match", "right: The pupil's whole class", "right: the safeguarding  Lead.", "same-text", "33:9"),
    ("match", "left: Somebody is in danger at this very moment.",
     "left: A pupil tells you about messages that frighten them.", "same-text", "20:9"),
    ("match", "id: class", "id: pupil", "duplicate", "32:9"),
    ("match", "id: danger", "id: pupil", "duplicate", "19:9"),
    ("order", "text: Tell the safeguarding lead.",
     "text: listen, and let the child choose the words", "same-text", "24:9"),
    ("order", "id: thank", "id: listen", "duplicate", "18:9"),
    ("cloze", "[[promise]]", "[[promis]]", "unknown-gap", "12:5"),
    ("cloze", "[[promise]]", "[[whom]]", "unknown-gap", "36:9"),
    ("cloze", "choose: false", "choose: true", "not-to-choose", "38:24"),
    ("cloze", "choose: false", "choose: true", "not-to-choose", "43:29"),
    ("cloze", "accept: [lead, safeguarding lead]", "accept: [lead]", "", ""),
    ("cloze", "[team, office]", "[team, Léad.]", "two-reasons", "43:29"),
    ("cloze", "[safe]", "[In mind]", "two-reasons", "28:23"),
    ("cloze", "id: whom", "id: promise", "duplicate", "36:9"),
    ("cloze", "[lead, safeguarding lead]", "[lead, '...']", "no-answer", "38:24"),
    ("short_text", "[the police]", "[The D.S.L.]", "two-reasons", "22:19"),
    ("short_text", "[the police]", "[head, the  HEAD]", "two-reasons", "22:25"),
    ("scale", "[Before this module, Now]", "[Now, now]", "same-text", "14:17"),
    ("scale", "high: very sure", "high: not at all sure", "same-text", "13:5"),
    ("reflection", "answer_space: 3", "points: 1", "bad-value", "11:5"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "old", "new", "code", "place"), MISTAKES)
def test_each_mistake_is_found_where_it_stands(tmp_path, name, old, new, code, place):
    project = project_with(ROOT / f"tests/examples/{name}.yml", tmp_path / "project")
    edit(project / f"quizzes/{name}.yml", old, new)
    assert (code, place) in found(project) if code else found(project) == []


def test_a_gap_to_choose_needs_a_wrong_answer(tmp_path):
    project = project_with(ROOT / "tests/examples/cloze.yml", tmp_path / "project")
    text = (project / "quizzes/cloze.yml").read_text()
    start, end = text.index("        wrong:"), text.index("        otherwise:")
    (project / "quizzes/cloze.yml").write_text(text[:start] + text[end:])
    assert found(project) == [("no-choice", "17:9")]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("  The   Lead. ", "the lead"),
        ("D.S.L.", "dsl"),
        ("Café", "cafe"),
        ("don’t", "don't"),
        ("STRASSE", "straße"),
        ("ﬁrst", "First"),
    ],
)
def test_answers_are_compared_kindly(typed, meant):
    assert folded(typed) == folded(meant)
    assert folded(typed) != folded(f"not {meant}")
