"""The planner as a calendar file (RFC 5545): days of no particular school, to be moved."""

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event

from coursekit.model.base import Frozen
from coursekit.model.dates import MONTHS
from coursekit.model.facts import Place
from coursekit.model.planner import Planner, Task


class PlannerInputs(Frozen):
    """Everything a planner shows."""

    planner: Planner
    place: Place
    version: str
    refreshers: dict[str, str] = {}
    """What a refresher’s task says besides: when it is due for somebody trained later, and where it is."""
    site: str | None = None
    """The address of the site; none without a canonical address."""


def render(inputs: PlannerInputs) -> bytes:
    """Return the calendar; every event keeps its identifier, so that a newer file replaces it."""
    calendar = Calendar()
    calendar.add("prodid", f"-//Trusted Adult//{inputs.version}//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "Course year")
    taken: Counter[int] = Counter()
    for task in inputs.planner.tasks:
        for month in task.months:
            calendar.add_component(_event(inputs, task, month, nth=taken[month] % 4 + 1))
            taken[month] += 1
    return bytes(calendar.to_ical())


def _event(inputs: PlannerInputs, task: Task, month: int, nth: int) -> Event:
    """An event of the whole day, every year, on the nth Monday of its month."""
    planner, place = inputs.planner, inputs.place
    day = first_day(planner, place, month, nth)
    event = Event()
    event.add("uid", f"{task.id}-{month}-{place.slug}@trusted-adult.invalid")
    event.add("dtstamp", datetime.combine(planner.dated, time(), UTC))
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("rrule", {"freq": "yearly", "bymonth": day.month, "byday": f"{nth}MO"})
    event.add("summary", task.title)
    event.add("description", _description(inputs, task, month))
    event.add("transp", "TRANSPARENT")
    event.add("sequence", 0)
    if inputs.site:
        event.add("url", inputs.site)
    return event


def _description(inputs: PlannerInputs, task: Task, month: int) -> str:
    first = MONTHS[inputs.planner.first_month[inputs.place.code] - 1]
    when = f"Month {month} of the course year" if month else "The month before the course year"
    move = "The day is only a reminder, not a date of your school: move it to suit you."
    begins = f"Month 1 is set to {first}; if your school year begins in another month, move every event."
    more = f"\n{inputs.refreshers[task.id]}" if task.id in inputs.refreshers else ""
    return f"{task.what}{more}\nWho: {task.who}.\n\n{when}. {move} {begins}"


def first_day(planner: Planner, place: Place, month: int, nth: int) -> date:
    """The nth Monday of the first such month that is not over when the planner is dated."""
    number = (planner.first_month[place.code] + month - 2) % 12 + 1
    year = planner.dated.year + (number < planner.dated.month)
    first = date(year, number, 1)
    return first + timedelta(days=(7 - first.weekday()) % 7 + 7 * (nth - 1))
