"""Session plans: which length serves which aim, and uses which card."""

import pytest
from project import problems, session_page

from coursekit.load.course import load

SESSION = session_page(
    "[Listen, Tell somebody]",
    """\
  segments:
    - {id: one, title: One, way: task, minutes: {30: 20, 60: 30}, script: Talk in pairs., aims: ONE}
    - {id: two, title: Two, way: task, minutes: {60: 20}, script: Listen., aims: TWO, cut_first: true}
    - {id: three, title: Three, way: reflect, minutes: {30: 10, 60: 10}, script: Think.}
  cards:
    - {id: card, title: Card, case: A case., questions: [What now], notes: Tell., lengths: [60]}
    - {id: spare, title: Spare, case: A case., questions: [What now], notes: Tell., lengths: []}
    - {id: each, title: Each, case: A case., questions: [What now], notes: Tell.}
""",
)


def with_aims(project, one, two):
    (project / "course/first/session.md").write_text(SESSION.replace("ONE", one).replace("TWO", two))
    return [problem.code for problem in problems(project) if "aim" in problem.code]


def test_aims_and_cards_know_their_plans(project):
    assert with_aims(project, "[1]", "[1, 2]") == []
    page = next(page for page in load(project).course.pages if page.head.session)
    session = page.head.session
    assert [session.serves(aim) for aim in (1, 2)] == [("30", "60"), ("60",)]
    assert [session.uses(card) for card in session.cards] == [("60",), (), ("30", "60")]


def test_a_plan_that_names_no_aims_serves_them_all(project):
    assert with_aims(project, "[]", "[]") == []


@pytest.mark.parametrize(
    ("one", "two", "code"), [("[1]", "[3, 2]", "unknown-aim"), ("[1]", "[]", "unserved-aim")]
)
def test_an_aim_that_is_not_there_or_not_served_is_a_mistake(project, one, two, code):
    assert with_aims(project, one, two) == [code]
