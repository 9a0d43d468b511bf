"""Drafts: seen in the preview, never built, counted by `check`."""

import json

import jsonschema
import pytest
from project import DAY, small_project

from coursekit.check import check
from coursekit.export.schema import SchemaInputs, render
from coursekit.load import marked_yaml
from coursekit.load.course import load
from coursekit.load.drafts import UNWRITTEN, missing
from coursekit.serve import with_drafts

DRAFT = """\
  - id: new-01
    type: single
    draft: true
    stem: A child asks for help. What do you do?
    options:
      - {id: listen, text: Listen, correct: true, reason: }
      - {id: wait, text: Wait}
"""


@pytest.fixture
def project(tmp_path):
    return small_project(tmp_path / "p")


def add(project, text):
    quiz = project / "quizzes/first.yml"
    quiz.write_text(quiz.read_text("utf-8").rstrip("\n") + "\n" + text, "utf-8")


def problems(project):
    loaded = load(project)
    return loaded, {*loaded.problems, *check(loaded, DAY)}


def test_a_draft_is_counted_and_left_out(project):
    before, _ = problems(project)
    add(project, DRAFT)
    loaded, found = problems(project)
    assert loaded.course.quizzes == before.course.quizzes
    (told,) = [problem for problem in found if problem.code == "draft"]
    assert told.message.startswith("1 question is a draft: ")
    assert "2 texts are still to be written" in told.message
    assert [problem for problem in found if problem.severity == "error"] == []


def test_a_draft_stands_in_the_preview(project):
    add(project, DRAFT)
    loaded, found = with_drafts(project, DAY)
    question = loaded.course.quizzes[0].questions[-1]
    assert (question.id, question.options[0].reason) == ("new-01", UNWRITTEN)
    assert {problem.severity for problem in found} == {"warning"}


def test_a_draft_with_a_mistake_is_told_and_does_not_stop_the_preview(project):
    add(project, DRAFT.replace("text: Wait", "text: Ring 0800 1111"))
    loaded, found = with_drafts(project, DAY)
    assert "new-01" not in {question.id for question in loaded.course.quizzes[0].questions}
    assert any("0800" in problem.message and problem.severity == "warning" for problem in found)


def test_a_mistake_in_a_finished_question_has_its_own_line(project):
    add(project, DRAFT + DRAFT.replace("new-01", "new-02").replace("    draft: true\n", ""))
    _, found = problems(project)
    lines = (project / "quizzes/first.yml").read_text("utf-8").split("\n")
    wrong = [problem for problem in found if problem.severity == "error"]
    assert wrong
    assert all(problem.line > lines.index("  - id: new-02") for problem in wrong)


def test_a_page_whose_questions_are_all_drafts_waits(project):
    quiz = project / "quizzes/first.yml"
    quiz.write_text(quiz.read_text("utf-8").partition("questions:\n")[0] + "questions:\n" + DRAFT, "utf-8")
    loaded, found = problems(project)
    assert loaded.course.quizzes == ()
    assert all(page.head.quiz is None for page in loaded.course.pages)
    assert [problem.code for problem in found if problem.code == "waits"] == ["waits"]


def test_pools_ask_no_drafts(project):
    quiz = project / "quizzes/first.yml"
    text = quiz.read_text("utf-8")
    data, _, _ = marked_yaml.parse("x", text)
    ids = [question["id"] for question in data["questions"]]
    pool = f"pools: [{{pick: {len(ids) + 1}, questions: [{', '.join(ids)}, new-01]}}]\nquestions:\n"
    quiz.write_text(text.replace("questions:\n", pool, 1), "utf-8")
    add(project, DRAFT)
    loaded, found = problems(project)
    (kept,) = loaded.course.quizzes[0].pools
    assert (kept.pick, list(kept.questions)) == (len(ids), ids)
    assert [problem for problem in found if problem.severity == "error"] == []


def test_a_draft_that_lacks_nothing_is_named(project):
    add(
        project,
        DRAFT.replace("reason: }", "reason: Because.}").replace("text: Wait}", "text: Wait, reason: No.}"),
    )
    _, found = problems(project)
    assert [problem.code for problem in found if problem.code == "draft-written"] == ["draft-written"]


def test_editors_accept_a_draft_without_reasons_and_nothing_else():
    schema = jsonschema.Draft202012Validator(json.loads(render(SchemaInputs(name="quiz"))))
    question = marked_yaml.parse("x", DRAFT)[0][0]
    head = {"schema": 1, "id": "x", "title": "x", "audience": ["staff"], "review_by": "2027-09-01"}
    assert list(schema.iter_errors({**head, "questions": [question]})) == []
    assert list(schema.iter_errors({**head, "questions": [{**question, "draft": False}]})) != []
    assert len(missing(question)) == 2
