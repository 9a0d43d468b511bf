"""Refreshers: due a term apart, each decision once a year, one side of paper, and said in the calendar."""

import io
from dataclasses import replace

import icalendar
import pikepdf
import pytest
from project import ROOT, the_course, the_plan

from coursekit.check.refreshers import check
from coursekit.run.work import call

PLANNER = the_course().course.planner
ONE, TWO, THREE = PLANNER.refreshers
FILES = {file.path: file for file in the_plan().files}
each = pytest.mark.parametrize("one", PLANNER.refreshers, ids=lambda one: one.task)


def found(**changes):
    """What is said of the course with another planner."""
    loaded = the_course()
    course = loaded.course.model_copy(update={"planner": PLANNER.model_copy(update=changes)})
    return [problem.message for problem in check(replace(loaded, course=course))]


def with_first(**changes):
    return found(refreshers=(ONE.model_copy(update=changes), TWO, THREE))


def test_the_course_has_none_of_these_problems():
    assert found() == []
    assert found(refreshers=(), trained=None) == []


def test_every_module_comes_back_in_a_year_and_most_of_all_what_everybody_must_know():
    homes = {q.id: quiz.module for quiz in the_course().course.quizzes if quiz.module for q in quiz.questions}
    back = [homes.get(old, old) for one in PLANNER.refreshers for old in one.again.values()]
    assert set(back) == set(homes.values())
    assert all(
        back.count(module) >= 5 for module in ("sexting-law", "reporting-routes", "when-a-child-tells")
    )


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"again": ONE.again | {"ra-01": TWO.again["rs-09"]}}, "comes back twice in a year"),
        ({"again": ONE.again | {"ra-01": "wr-99"}}, "There is no question “wr-99”"),
        ({"again": ONE.again | {"xx-01": "wr-02"}}, "has no question “xx-01”"),
        ({"again": {k: v for k, v in ONE.again.items() if k != "ra-07"}}, "which decision “ra-07” asks for"),
        ({"meeting": ("rs-09",)}, "has no question “rs-09”"),
        ({"after": 4}, "is not 4 months after “yearly-session”"),
        ({"task": "systems"}, "is not 3 months after"),
        ({"task": "nothing"}, "is not 3 months after"),
        ({"page": "home"}, "There is no page “home” with questions"),
        ({"page": "nowhere"}, "There is no page “nowhere” with questions"),
    ],
)
def test_a_refresher_that_cannot_be_held_is_named(changes, said):
    assert any(said in message for message in with_first(**changes))


def test_refreshers_too_close_or_too_far_apart_are_named():
    moved = tuple(
        task.model_copy(update={"months": (8,)}) if task.id == TWO.task else task for task in PLANNER.tasks
    )
    late = found(tasks=moved, refreshers=(ONE, TWO.model_copy(update={"after": 7}), THREE))
    assert late == []
    moved = tuple(
        task.model_copy(update={"months": (5,)}) if task.id == TWO.task else task for task in PLANNER.tasks
    )
    close = found(tasks=moved, refreshers=(ONE, TWO.model_copy(update={"after": 4}), THREE))
    assert len(close) == 2
    assert "comes 1 months after" in close[0]
    assert "comes 5 months after" in close[1]
    assert found(trained="systems") == ["Refreshers are counted from a task with one month."]


@each
def test_the_sheet_for_a_meeting_is_one_side_and_holds_no_answer(one):
    for ending in ("", "-letter"):
        sheet = FILES[f"handouts/{one.page}-questions{ending}.pdf"]
        assert [question.id for question in sheet.inputs.quiz.questions] == list(one.meeting)
        with pikepdf.open(io.BytesIO(call(sheet))) as file:
            assert len(file.pages) == 1
        assert FILES[f"handouts/{one.page}-answers{ending}.pdf"].inputs.half == "notes"


@each
def test_calendar_lesson_form_and_page_say_the_same_month(one):
    (month,) = PLANNER.months_of(one.task)
    text = (ROOT / f"course/{one.page}.md").read_text()
    assert f"In month {month} of your school year" in text
    title = next(page.head.title for page in the_course().course.pages if page.head.id == one.page)
    assert f'"Month {month}", "{title}' in (ROOT / "course/handouts/planner.md").read_text()
    assert (
        f"| Month {month} | [{title}](../{one.page}.md)" in (ROOT / "course/leading/the-year.md").read_text()
    )
    for path in ("downloads/year-planner-gb-eng.ics", "downloads/year-planner-au.ics"):
        events = icalendar.Calendar.from_ical(call(FILES[path])).walk("VEVENT")
        event = next(event for event in events if str(event["UID"]).startswith(f"{one.task}-"))
        assert f"Due {one.after} months after the yearly session" in event["DESCRIPTION"]
        assert f"“{title}”, {one.page}.html" in event["DESCRIPTION"]
