"""The planner: a calendar that two parsers read, of no school's own dates, that can be imported again."""

import icalendar
import pytest
import vobject
from project import ROOT, the_course, the_plan

from coursekit.check.names import _ALARMING
from coursekit.run.work import call

LOADED = the_course()
FILES = {file.path: file for file in the_plan().files if file.kind == "planner"}
each_planner = pytest.mark.parametrize("path", FILES)
TASKS = {(task.id, month): task for task in LOADED.course.planner.tasks for month in task.months}


def events(path):
    return list(icalendar.Calendar.from_ical(call(FILES[path])).walk("VEVENT"))


def test_every_place_has_a_planner():
    assert {file.place for file in FILES.values()} == {
        place.code for place in LOADED.course.places if place.pages
    }


@each_planner
def test_two_parsers_read_every_task(path):
    found = events(path)
    other = vobject.readOne(call(FILES[path]).decode())
    assert len(found) == len(TASKS) == len(other.vevent_list)
    titles = sorted(task.title for task in TASKS.values())
    assert sorted(str(event["SUMMARY"]) for event in found) == titles
    assert sorted(event.summary.value for event in other.vevent_list) == titles
    data = call(FILES[path])
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert b"\n" not in data.replace(b"\r\n", b"")


@each_planner
def test_events_last_all_day_come_back_each_year_and_keep_their_names(path):
    found = events(path)
    place = next(place for place in LOADED.course.places if place.code == FILES[path].place)
    first = LOADED.course.planner.first_month[place.code]
    names = [str(event["UID"]) for event in found]
    assert len(set(names)) == len(names)
    days = [event["DTSTART"].dt for event in found]
    assert len(set(days)) == len(days)
    for event in found:
        id_, _, rest = str(event["UID"]).partition(f"-{place.slug}@")
        month = int(id_.rpartition("-")[2])
        day = event["DTSTART"].dt
        assert rest == "trusted-adult.invalid"
        assert event["DTSTART"].params["VALUE"] == "DATE"
        assert (day.month - first) % 12 == (month - 1) % 12
        assert day.weekday() == 0
        assert str(event["DTSTAMP"].to_ical(), "ascii") == "20261201T000000Z"
        assert event["RRULE"]["FREQ"] == ["YEARLY"]
        assert event["TRANSP"] == "TRANSPARENT"


@each_planner
def test_no_date_claims_to_be_a_schools_own_and_no_title_alarms(path):
    for event in events(path):
        assert "not a date of your school" in event["DESCRIPTION"]
        assert "Who: " in event["DESCRIPTION"]
        assert not _ALARMING.search(str(event["SUMMARY"]))
    assert call(FILES[path]) == call(FILES[path])


def test_the_planner_says_what_the_lesson_says():
    lesson = (ROOT / "course/leading/the-year.md").read_text()
    for words in ("induction", "Catch-up", "Refresher one", "Refresher three", "Policy review", "Look back"):
        assert words.lower() in lesson.lower()
    months = {month for _, month in TASKS}
    assert months == set(range(11))
