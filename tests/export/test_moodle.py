"""Moodle XML: read back by a reader that knows only Moodle's format, nothing is lost, altered or live."""

import html
import re
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from project import ROOT, seen_texts

from coursekit.export.base import ExportInputs
from coursekit.export.moodle import losses, render
from coursekit.load import marked_yaml
from coursekit.model.question.scenario import Scenario
from coursekit.model.quiz import Quiz
from coursekit.model.reference import references
from coursekit.model.shelf import Shelf

EXAMPLES = sorted((ROOT / "tests/examples").glob("*.yml"))
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


ANSWER = r"(=|%-?[0-9]+(?:[.,][0-9]*)?%)?(.+?(?<!\\|&)(?=[~#}]|$))(#(.*?(?<!\\)(?=[~}]|$)))?"
GAP = re.compile(r"\{([0-9]*):(MULTICHOICE_S|SHORTANSWER):(" + ANSWER + "(~" + ANSWER + r")*)\}", re.DOTALL)


class Gap(NamedTuple):
    """A gap as `qtype_multianswer_extract_question` takes it out of a text."""

    kind: str
    answers: list[tuple[bool, str, str]]
    """Whether it is right, the answer and the reason, with their entities decoded."""


def gaps(question: ET.Element) -> tuple[str, list[Gap]]:
    """The text without its gaps, and the gaps, by Moodle's own expressions."""
    text, found = question.findtext("questiontext/text") or "", []
    while match := GAP.search(text):
        alternatives = re.finditer("~?" + ANSWER, match[3], re.DOTALL)
        answers = [(each[1] == "=", html.unescape(each[2]), html.unescape(each[4])) for each in alternatives]
        found.append(Gap(match[2], answers))
        text = text.replace(match[0], "[[]]", 1)
    return text, found


def arrived(question: ET.Element) -> str:
    """Everything that a person may see of a question."""
    if question.get("type") == "cloze":
        text, found = gaps(question)
        parts = [text, *(part for gap in found for _, *both in gap.answers for part in both)]
    else:
        parts = [element.text or "" for element in question.iter("text")]
    return flat(" ".join(html.unescape(re.sub(r"<[^>]+>", " ", part)) for part in parts))


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_every_text_arrives(file):
    quiz = quiz_of(file)
    seen_there = " ".join(map(arrived, questions(exported(quiz))))
    for question in quiz.questions:
        for where, text in seen_texts(question):
            if not is_lost(question, where):
                assert flat(text) in seen_there, where


def is_lost(question: Any, where: tuple[str | int, ...]) -> bool:
    """Whether this text does not arrive, as we declare: the reason for other answers where one chooses."""
    return where[-1] == "otherwise" and where[0] == "gaps" and question.gaps[where[1]].choose


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_marks_are_grades_that_moodle_knows_and_reward_only_the_right_answers(file):
    for question in questions(exported(quiz_of(file))):
        if question.get("type") not in {"multichoice", "truefalse"}:
            continue
        marks = [float(answer.get("fraction", "")) for answer in question.findall("answer")]
        assert all(abs(mark) in GRADES for mark in marks)
        assert abs(sum(mark for mark in marks if mark > 0) - 100) < 0.001
        if question.findtext("single") == "false":
            assert sum(marks) <= 0.001  # ticking everything earns nothing
            assert all(mark != 0 for mark in marks)


def only(type_name: str) -> tuple[Any, ET.Element]:
    """The first question of a type's example, and what it becomes."""
    quiz = quiz_of(ROOT / f"tests/examples/{type_name}.yml")
    return quiz.questions[0], questions(exported(quiz))[0]


def test_pairs_become_subquestions_and_places_where_nothing_belongs_have_none():
    asked, made = only("match")
    assert made.get("type") == "matching"
    found = [(seen(part), html.unescape(part.findtext("answer/text"))) for part in made.iter("subquestion")]
    assert found == [
        *((pair.left, pair.right) for pair in asked.pairs),
        *(("", distractor.right) for distractor in asked.distractors),
    ]


def test_steps_arrive_in_their_order_and_all_of_them_are_asked():
    asked, made = only("order")
    assert made.get("type") == "ordering"
    assert [seen(answer) for answer in made.findall("answer")] == [step.text for step in asked.steps]
    assert made.findtext("selecttype") == "ALL"


def test_each_gap_takes_the_answers_it_should():
    asked, made = only("cloze")
    _, (to_choose, to_type) = gaps(made)
    assert to_choose.kind == "MULTICHOICE_S"
    assert [(right, answer) for right, answer, _ in to_choose.answers] == [
        (True, "secret"), (False, "in mind"), (False, "safe"),
    ]  # fmt: skip
    assert to_type.kind == "SHORTANSWER"
    assert [answer for right, answer, _ in to_type.answers if right] == list(asked.gaps[1].accept)
    assert [answer for right, answer, _ in to_type.answers if not right] == ["team", "office", "*"]


def test_every_foreseen_answer_is_taken_and_all_others_have_a_reason():
    asked, made = only("short_text")
    marks = {answer.findtext("text"): answer.get("fraction") for answer in made.findall("answer")}
    foreseen = [text for wrong in asked.wrong for text in wrong.answers]
    assert marks == {**dict.fromkeys(asked.accept, "100"), **dict.fromkeys([*foreseen, "*"], "0")}
    assert seen(made.findall("answer")[-1].find("feedback")).endswith(flat(asked.otherwise))


@pytest.mark.parametrize("type_name", ["reflection", "scale"])
def test_nothing_personal_is_asked_for_where_it_would_be_kept(type_name):
    asked, made = only(type_name)
    assert made.get("type") == "description"
    assert seen(made.find("generalfeedback")) == flat(asked.note)
    assert any("would keep" in loss for loss in losses(quiz_of(ROOT / f"tests/examples/{type_name}.yml")))


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


NASTY = [
    *HOSTILE,
    "}",
    "{1:SHORTANSWER:=x}",
    "a\\",
    "a*b",
    "50% = half",
    "%50%x",
    "=x",
    "a/b",
    "x~y#z",
    "&",
    "&#125;",
    "{#1}",
]


@pytest.mark.parametrize("text", NASTY, ids=lambda text: text[:12])
def test_a_gap_holds_any_text_whole_and_inert(text):
    wrong = [{"answers": [f"not {text}"], "reason": text}]
    gap = {"accept": [text], "reason": text, "wrong": wrong, "otherwise": text}
    quiz = example(
        type="cloze", stem=text, text=f"{text} [[a]] and [[b]]",
        gaps=[{"id": "a", **gap}, {"id": "b", "choose": False, **gap}],
    )  # fmt: skip
    around, (to_choose, to_type) = gaps(questions(exported(quiz))[0])
    shown = flat(text if not text.startswith("[a]") else "a")

    def plain(markup: str) -> str:
        return flat(html.unescape(re.sub(r"<[^>]+>", " ", markup)))

    assert plain(around).count(shown) >= 2
    assert [plain(part) for _, *both in to_choose.answers for part in both] == [
        shown, shown, f"not {shown}", shown,
    ]  # fmt: skip
    typed = [flat(answer).replace("\\*", "*") for _, answer, _ in to_type.answers]
    assert typed == [shown, f"not {shown}", "*"]
    assert "<script" not in around
    assert not any(
        "javascript:" in part or "<script" in part for _, *both in to_choose.answers for part in both
    )


@pytest.mark.parametrize("text", NASTY, ids=lambda text: text[:12])
def test_hostile_text_arrives_in_pairs_steps_and_short_answers(text):
    shown = flat(text if not text.startswith("[a]") else "a")
    pairs = [{"id": id_, "left": f"{id_} {text}", "right": f"{id_} {text}", "reason": text} for id_ in "ab"]
    made = questions(exported(example(type="match", stem=text, pairs=pairs)))
    if len(shown) > 250:  # Moodle’s pairs have no room for it
        assert [question.get("type") for question in made] == ["multichoice"] * 2
        assert all(seen(answer).endswith(shown) for answer in made[0].iter("answer"))
    for part, id_ in zip(made[0].iter("subquestion"), "ab", strict=False):
        assert seen(part) == f"{id_} {shown}"
        assert flat(html.unescape(part.findtext("answer/text"))) == f"{id_} {shown}"
    steps = [{"id": id_, "text": f"{id_} {text}", "reason": text} for id_ in "abc"]
    made = questions(exported(example(type="order", stem=text, steps=steps)))[0]
    assert [seen(answer) for answer in made.findall("answer")] == [f"{id_} {shown}" for id_ in "abc"]
    made = questions(
        exported(example(type="short_text", stem=text, accept=[text], reason=text, otherwise=text))
    )[0]
    assert flat(made.findtext("answer/text").replace("\\*", "*")) == shown


@given(
    st.text(
        st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"], exclude_characters="￾￿"),
        min_size=1,
        max_size=60,
    ).filter(lambda text: text.strip() and not any(references(text)))  # nothing without its record
)
def test_any_title_and_text_make_a_file_that_can_be_read(text):
    options = [
        {"id": "a", "text": text, "reason": text, "correct": True},
        {"id": "b", "text": "x", "reason": "x"},
    ]
    quiz = example(type="single", stem=text, options=options)
    data = render(ExportInputs(quiz=quiz, shelf=Shelf(), title=text))
    category = ET.fromstring(data).findtext("question/category/text") or ""
    assert category.removeprefix("$course$/top/Trusted Adult/").replace("//", "/") == text
    assert len(questions(data)) == 1
