"""What people say aloud: what a rehearsal may hold, and how much of a plan is practice."""

import pytest
from project import problems, session_page, the_course

from coursekit.load.course import load

PAGE = """---
id: first/aloud
title: Say it aloud
slug: module-1-aloud
tab_title: Module 1, practice
kind: rehearsal
order: 2
review_by: 2027-09-01
aloud:
  rehearsals:
{}  says: [a child says “Promise”, a child says “Stop”]
---

Three talks.
"""
ONE = """\
    - id: {id}
      title: A talk {id}
      scene: A child says “Can you help me?”
      rule: Thank the child, and say who will be told.
      model: |-
        Thank you for telling me.

        I will tell the lead, who can help.
      contrast: It will be fine.
      closes: Nobody can know that.
      hear: [Thanks, Who is told, No promise]
      again: The child says nothing more.
      objectives: [1]
"""
SESSION = session_page(
    "[Listen]",
    """\
  segments:
    - {id: one, title: One, way: talk, minutes: {30: TALK}, script: Listen.}
    - {id: two, title: Two, way: say, minutes: {30: SAY}, script: Speak., rehearsals: [WHICH]}
    - {id: three, title: Three, way: reflect, minutes: {30: 4}, script: Think.}
""",
)


def page(text=ONE, **changes):
    """A page of three rehearsals, the first of them as in `text`."""
    for old, new in changes.items():
        text = text.replace(old, new)
    rest = "".join(ONE.format(id=f"more-{number}") for number in (1, 2))
    return PAGE.format(text.replace("{id}", "first-talk") + rest)


@pytest.fixture
def course(project):
    """A small course with a page of rehearsals and a session that uses one."""

    def write(aloud, talk=8, say=18, which="first-talk"):
        (project / "course/first/aloud.md").write_text(aloud)
        session = SESSION.replace("TALK", str(talk)).replace("SAY", str(say)).replace("WHICH", which)
        (project / "course/first/session.md").write_text(session)
        return [(problem.code, problem.line) for problem in problems(project)]

    return write


def test_rehearsals_that_can_be_said_have_no_problem(course):
    assert course(page()) == []


LONG = "word " * 130
FIRST = 11
"""The line on which the first rehearsal begins."""
TOO_FEW, TOO_MANY = "hear: [Thanks, Who]", "hear: [Thanks, Who, No promise, Calm, Slow, Kind]"
HEAR = "hear: [Thanks, Who is told, No promise]"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (HEAR, TOO_FEW, "bad-value"),
        (HEAR, TOO_MANY, "bad-value"),
        ("      contrast: It will be fine.\n", "", "missing"),
        ("      model: |-\n        Thank you for telling me.\n", "      model: |-\n", "long-rehearsal"),
        ("objectives: [1]", "objectives: [2]", "unknown-aim"),
        ("objectives: [1]", "objectives: []", "bad-value"),
        ("Thank you for telling me.", 'Ring {{ contact("line-uk") }}.', "place-bound"),
        ("Nobody can know that.", "See [the law](law.md).", "place-bound"),
        ("Thank you for telling me.", "Ring 0808 800 5000.", "typed-number"),
        ("Thank you for telling me.", "Thank you. I promise not to tell anybody.", "promise-secrecy"),
        ("id: {id}", "id: more-1", "duplicate-id"),
    ],
)
def test_what_keeps_people_from_saying_it_is_named_with_its_line(course, old, new, code):
    if code == "long-rehearsal":
        new = f"      model: |-\n        {LONG}\n"
    found = dict(course(page(**{old: new}), which="more-2"))
    assert found[code] >= FIRST


def test_words_that_close_a_door_may_stand_where_they_are_put_right(course):
    assert course(page(**{"It will be fine.": "I promise not to tell anybody."})) == []


def test_a_session_names_rehearsals_that_are_there_and_gives_them_time(course):
    assert [code for code, _ in course(page(), which="first-tolk")] == ["unknown-rehearsal"]
    assert [code for code, _ in course(page(), talk=8, say=18, which="first-talk, more-1, more-2")] == []
    hurried = course(page(), talk=8, say=18, which="first-talk, more-1, more-2, first-talk, more-1")
    assert {code for code, _ in hurried} == {"too-little-practice", "hurried"}


def test_a_module_with_a_session_and_nothing_to_say_is_told_so(project):
    (project / "course/first/session.md").write_text(
        session_page(
            "[Listen]",
            "  segments:\n"
            + "".join(
                f"    - {{id: {name}, title: T, way: task, minutes: {{30: 10}}, script: Do it.}}\n"
                for name in ("one", "two", "three")
            ),
        )
    )
    assert [problem.code for problem in problems(project)] == ["no-rehearsals"]


def test_practice_is_speaking_answering_and_deciding_without_the_minute_of_hearing(course, project):
    assert course(page(), talk=10, say=16) == []  # 15 of 30 minutes
    session = next(one.head.session for one in load(project).course.pages if one.head.session)
    assert (session.practice("30"), session.share("30")) == (15, 50)
    assert session.clock("30") == {"one": "0:00", "two": "0:10", "three": "0:26"}
    assert [code for code, _ in course(page(), talk=11, say=15)] == ["too-little-practice"]  # 14 of 30


def test_every_module_of_the_course_has_three_rehearsals_and_its_session_uses_them():
    course = the_course().course
    said = {one.module: one.head.aloud for one in course.pages if one.head.aloud}
    assert set(said) == {one.module for one in course.pages if one.head.kind == "module"}
    assert len(said) == 8
    for one in course.pages:
        session = one.head.session
        if session:
            assert all(session.share(length) >= 50 for length in session.lengths), one.path
            own = {each.id for each in said[one.module].rehearsals} if one.module else set(session.rehearsals)
            assert set(session.rehearsals) == own, one.path
