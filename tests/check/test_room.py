"""Texts that have to fit are refused where they cannot."""

import shutil

import pytest
from project import ROOT, edit, problems, session_page

SESSION = session_page(
    "[Listen]",
    """\
  segments:
    - {id: one, title: TITLE, way: task, minutes: {30: 20}, slide: [LINE], script: Talk in pairs.}
    - {id: two, title: Two, way: talk, minutes: {30: 5}, script: Listen.}
    - {id: three, title: Three, way: reflect, minutes: {30: 5}, script: Think.}
  cards:
    - {id: card, title: Card, case: CASE, questions: [QUESTION], notes: Tell the lead.}
""",
)
MESSAGES = """---
id: messages
title: Messages
slug: messages-1
tab_title: Messages
template: messages
each_place: true
audience: [parents]
review_by: 2027-09-01
---

## One

Ring {{ here("child_helpline") }} MORE
"""


def with_session(project, **texts):
    text = SESSION
    for key in ("TITLE", "LINE", "CASE", "QUESTION"):
        text = text.replace(key, f'"{texts.get(key, "Some words")}"')
    (project / "course/first/session.md").write_text(text)
    return [problem.code for problem in problems(project) if problem.severity == "error"]


def test_a_session_of_one_length_is_enough(project):
    assert with_session(project) == []


def test_a_session_is_for_every_place(project):
    text = SESSION.replace("kind: session", "kind: session\nplace: GB-ENG")
    for key in ("TITLE", "LINE", "CASE", "QUESTION"):
        text = text.replace(key, "Some words")
    (project / "course/first/session.md").write_text(text)
    found = [problem for problem in problems(project) if problem.severity == "error"]
    assert ["every place" in problem.message for problem in found] == [True]


@pytest.mark.parametrize(("key", "limit"), [("TITLE", 60), ("LINE", 100), ("CASE", 600), ("QUESTION", 100)])
def test_a_text_without_room_on_its_slide_is_refused(project, key, limit):
    assert with_session(project, **{key: "x" * limit}) == []
    assert with_session(project, **{key: "x" * (limit + 1)}) == ["too-long"]
    assert with_session(project, **{key: "x" * 5000}) == ["too-long"]


@pytest.mark.parametrize(
    "detail", ["name: NAME", "lead: {name: NAME}", "lead: {hours: NAME}", "police: {hours: NAME}"]
)
def test_a_local_detail_without_room_is_refused(project, detail):
    (project / "school.yml").write_text("schema: 1\n" + detail.replace("NAME", "x" * 40))
    assert [problem.code for problem in problems(project)] == []
    (project / "school.yml").write_text("schema: 1\n" + detail.replace("NAME", "x" * 5000))
    assert [problem.code for problem in problems(project)] == ["too-long"]


@pytest.mark.parametrize(("more", "codes"), [("soon.", []), ("x" * 160, ["too-long"]), ("🙂", ["too-long"])])
def test_a_message_is_one_text_message_in_every_place(project, more, codes):
    (project / "course/handouts").mkdir(exist_ok=True)
    file = project / "course/handouts/messages.md"
    file.write_text(MESSAGES.replace("MORE", more))
    found = [problem for problem in problems(project) if problem.severity == "error"]
    assert [problem.code for problem in found] == codes
    assert [problem.line for problem in found] == [14] * len(codes)


def test_messages_and_planners_are_checked_like_pages(project):
    (project / "course/handouts").mkdir(exist_ok=True)
    messages = MESSAGES.replace("slug: messages-1", "slug: abuse-1")
    (project / "course/handouts/messages.md").write_text(messages)
    planner = (ROOT / "course/planner.yml").read_text()
    (project / "course/planner.yml").write_text(planner)
    codes = {problem.code for problem in problems(project)}
    assert {"not-neutral", "unknown-place"} <= codes
    shutil.copy(ROOT / "course/planner.yml", project / "course/planner.yml")
    edit(project / "course/planner.yml", "Course year: look back", "Grooming review")
    assert [p.path for p in problems(project) if p.code == "not-neutral" and "Groom" in p.message]
