"""Moodle XML: read back by a reader that knows only Moodle's format, nothing is lost, altered or live."""

import html
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from project import ROOT

from coursekit.export.base import ExportInputs
from coursekit.export.moodle import losses, render
from coursekit.load import marked_yaml
from coursekit.model.question.scenario import Scenario
from coursekit.model.quiz import Quiz
from coursekit.model.shelf import Shelf

EXAMPLES = sorted((ROOT / "tests/examples").glob("*.yml"))
GOLDEN = Path(__file__).parent / "golden"
GRADES = {
    100,
    90,
    83.33333,
    80,
    75,
    70,
    66.66667,
    60,
    50,
    40,
    33.33333,
    30,
    25,
    20,
    16.66667,
    14.28571,
    12.5,
    11.11111,
    10,
    5,
    0,
}
"""The grades that Moodle 4 knows (`question/engine/bank.php`, `get_grade_options`); it skips others."""


def quiz_of(file: Path) -> Quiz:
    data, _, problems = marked_yaml.parse(file.name, file.read_text(encoding="utf-8"))
    assert problems == []
    return Quiz.model_validate(data)


def exported(quiz: Quiz) -> bytes:
    return render(ExportInputs(quiz=quiz, shelf=Shelf(), title=quiz.tab_title or "Questions"))


def questions(data: bytes) -> list[ET.Element]:
    root = ET.fromstring(data)
    assert root.tag == "quiz"
    return [question for question in root if question.get("type") != "category"]


def seen(element: ET.Element | None) -> str:
    """What a person sees of a piece of HTML."""
    assert element is not None
    text = re.sub(r"<[^>]+>", "", element.findtext("text") or "")
    return re.sub(r"\s+", " ", html.unescape(text)).strip()


def flat(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_the_golden_file_has_not_changed(file):
    golden = GOLDEN / f"{file.stem}.moodle.xml"
    data = exported(quiz_of(file))
    assert golden.exists(), f"write {golden} after reading it: {data.decode()}"
    assert data == golden.read_bytes()


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_every_option_and_reason_arrives(file):
    quiz = quiz_of(file)
    answers = [answer for question in questions(exported(quiz)) for answer in question.findall("answer")]
    arrived = " ".join(seen(answer) + " " + seen(answer.find("feedback")) for answer in answers)
    for question in quiz.questions:
        for where, text in question.texts():
            if where[-1] == "reason" or (where[-1] == "text" and "steps" not in where):
                assert flat(text) in arrived, where


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_marks_are_grades_that_moodle_knows_and_reward_only_the_right_answers(file):
    for question in questions(exported(quiz_of(file))):
        marks = [float(answer.get("fraction", "")) for answer in question.findall("answer")]
        assert all(abs(mark) in GRADES for mark in marks)
        assert abs(sum(mark for mark in marks if mark > 0) - 100) < 0.001
        if question.findtext("single") == "false":
            assert sum(marks) <= 0.001  # ticking everything earns nothing
            assert all(mark != 0 for mark in marks)


@pytest.mark.parametrize(
    ("right", "wrong"), [(right, wrong) for right in range(1, 8) for wrong in range(1, 9 - right)]
)
def test_any_mix_of_right_and_wrong_options_has_known_grades(right, wrong):
    options = [
        {"id": f"o{number}", "text": "x", "reason": "y", "correct": number < right}
        for number in range(right + wrong)
    ]
    quiz = example(type="multiple", stem="x", options=options)
    marks = [float(answer.get("fraction", "")) for answer in questions(exported(quiz))[0].findall("answer")]
    assert all(abs(mark) in GRADES for mark in marks)
    assert abs(sum(marks)) < 0.001


def example(**question: object) -> Quiz:
    return Quiz.model_validate(
        {
            "schema": 1,
            "id": "x",
            "title": "x",
            "audience": ["staff"],
            "review_by": "2027-09-01",
            "questions": [{"id": "q", **question}],
        }
    )


def test_a_scenario_is_declared_and_each_decision_becomes_a_question():
    quiz = quiz_of(ROOT / "tests/examples/scenario.yml")
    scenario = quiz.questions[0]
    assert isinstance(scenario, Scenario)
    assert any("no branching" in loss for loss in losses(quiz))
    decisions = [step for step in scenario.steps if step.choices]
    found = questions(exported(quiz))
    assert len(found) == len(decisions)
    everything = " ".join(
        seen(answer.find("feedback")) for question in found for answer in question.findall("answer")
    )
    for step in scenario.steps:
        assert step.tell is None or flat(step.tell) in everything
    assert flat(scenario.stem) in seen(found[0].find("questiontext"))


def test_a_plain_quiz_loses_only_what_trainers_read():
    assert losses(quiz_of(ROOT / "tests/examples/single.yml")) == (
        "Misconceptions and notes for trainers stay with the paper version.",
    )


HOSTILE = [
    "]]>", "<script>alert(1)</script>", "~=#{}:", "a<b and c>d", "&nbsp; &amp; &", "\"quotes\" 'and' “these”",
    "{{ x }}", "{% if %}", "😀 é", "שלום עליכם", "=HYPERLINK(\"x\")", "x" * 5000, "[a](javascript:alert(1))",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:12])
def test_hostile_text_arrives_whole_and_inert(text):
    options = [
        {"id": "a", "text": text, "reason": text, "correct": True},
        {"id": "b", "text": "other", "reason": "other"},
    ]
    data = exported(example(type="single", stem=text, options=options))
    question = questions(data)[0]
    shown = text if not text.startswith("[a]") else "a"
    for element in (question.find("questiontext"), question.find("answer")):
        assert flat(shown) == seen(element)
        assert element is not None
        raw = element.findtext("text") or ""
        assert "<script" not in raw
        assert "javascript:" not in raw


@given(
    st.text(
        st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"], exclude_characters="￾￿"),
        min_size=1,
        max_size=60,
    ).filter(str.strip)
)
def test_any_title_and_text_make_a_file_that_can_be_read(text):
    options = [
        {"id": "a", "text": text, "reason": text, "correct": True},
        {"id": "b", "text": "x", "reason": "x"},
    ]
    quiz = example(type="single", stem=text, options=options)
    data = render(ExportInputs(quiz=quiz, shelf=Shelf(), title=text))
    category = ET.fromstring(data).findtext("question/category/text") or ""
    assert category.removeprefix("$course$/top/").replace("//", "/") == text
    assert len(questions(data)) == 1
