"""Minutes that hold, in pages, modules, sessions and sets; and sets whose parts are there."""

import pytest
from project import edit, problems, session_page

SET = """---
id: kitchen
title: Kitchen
slug: kitchen
tab_title: Kitchen
kind: set
audience: [staff]
minutes: {minutes}
lede: For the kitchen.
review_by: 2027-09-01
set:
  group: role
  parts:
    - {{what: Read the page, minutes: {part}, page: {page}}}
  slides:
    - {{title: One, lines: [{line}], script: Say it.}}
---

{text}
"""


def with_set(project, minutes=10, part=8, page="leads", line="A line", text="Short."):
    (project / "course/kitchen.md").write_text(
        SET.format(minutes=minutes, part=part, page=page, line=line, text=text)
    )
    edit(project / "course/leads.md", "audience: [leads]", "audience: [leads]\nminutes: 8")
    return [(found.code, found.hint) for found in problems(project) if found.severity == "error"]


def test_a_set_that_holds_is_no_problem(project):
    assert with_set(project) == []


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"minutes": 7}, "minutes"),
        ({"text": "word " * 500}, "minutes"),
        ({"part": 4}, "minutes"),
        ({"page": "leeds"}, "unknown-page"),
        ({"line": "one two three four five six seven eight nine ten eleven twelve more"}, "full-slide"),
    ],
)
def test_a_set_that_cannot_hold_is_refused(project, change, code):
    assert [found for found, _ in with_set(project, **change)] == [code]


def test_the_remedy_mends_a_page_that_takes_longer(project):
    page = project / "course/first/law.md"
    page.write_text(page.read_text() + "\n" + "Another word here. " * 300)
    edit(page, "review_by:", "minutes: 1\nreview_by:")
    found = [found for found in problems(project) if found.code == "minutes"]
    said = next(found for found in found if found.path.endswith("law.md"))
    wanted = said.hint.partition("“")[2].partition("”")[0]
    edit(page, "minutes: 1", wanted)
    assert [found for found in problems(project) if found.code == "minutes" and found.path == said.path] == []


def test_a_part_of_a_session_is_not_said_in_less_time_than_it_takes(project):
    parts = """\
  segments:
    - {id: one, title: One, way: task, minutes: {30: 10}, script: TEXT}
    - {id: two, title: Two, way: task, minutes: {30: 10}, script: Do.}
    - {id: three, title: Three, way: discuss, minutes: {30: 10}, script: Do.}
"""
    file = project / "course/first/session.md"
    for words, wrong in ((1500, False), (1700, True)):
        file.write_text(session_page("[Listen]", parts.replace("TEXT", "word " * words)))
        assert any(found.code == "minutes" for found in problems(project)) == wrong, words


@pytest.mark.parametrize(
    ("asked", "code"), [("[fi-01]", None), ("[no-such]", "unknown-question"), ("[fi-02]", "question-place")]
)
def test_the_sheet_of_a_session_asks_what_is_there_and_holds_everywhere(project, asked, code):
    parts = f"  questions: {asked}\n  segments:\n" + "".join(
        f"    - {{id: p{n}, title: P, way: task, minutes: {{30: 10}}, script: Do.}}\n" for n in range(3)
    )
    (project / "course/first/session.md").write_text(session_page("[Listen]", parts))
    assert {found.code for found in problems(project) if "question" in found.code} == {code} - {None}
