"""`build.py update`: what changed since an earlier training, as a session of 20 minutes with two questions.

Both files name the entries of the change log and copy none of their words: whoever edits an entry edits the
session too, and no law is typed into a text.
"""

import os
import re
from datetime import date
from pathlib import Path

from coursekit.model.changes import Change
from coursekit.model.course import Course
from coursekit.model.facts import Place
from coursekit.model.problem import did_you_mean
from coursekit.render.site.page import AUDIENCES
from coursekit.render.templates import plain_template
from coursekit.written import write_new

TAUGHT, ASKED = 3, 2
"""Changes that a session has time for, and questions about them."""
_VERSION = re.compile(r"(?m)^## (\d{4}\.\d{1,2}\.\d+)\b(?:.*?(\d{4}-\d{2}-\d{2}))?")


class RefusedError(Exception):
    """The update cannot be made as asked; the message says why and what to do."""


def day_of(since: str, changelog: Path) -> date:
    """The day of a training: a date as it stands, or the day on which that version of the course came out.

    A version without a day in `CHANGELOG.md` counts from the first of its month: a change that is told twice
    does no harm, one that is left out may.
    """
    try:
        return date.fromisoformat(since)
    except ValueError:
        pass
    text = changelog.read_text(encoding="utf-8", errors="replace") if changelog.is_file() else ""
    days: dict[str, str] = dict(_VERSION.findall(text))
    if since not in days:
        known = ", ".join(days) or "none yet"
        hint = did_you_mean(since, days, "Write one of them, or a day such as 2026-09-01.")
        raise RefusedError(f"“{since}” is no day and no version in CHANGELOG.md (known: {known}). {hint}")
    year, month, _ = since.split(".")
    try:
        return date.fromisoformat(days[since]) if days[since] else date(int(year), int(month), 1)
    except ValueError:
        raise RefusedError(f"The day of {since} in CHANGELOG.md is none. Write it as 2026-09-01.") from None


def place_of(course: Course, code: str | None) -> Place:
    """The place asked for, else the school's, else the international one."""
    places = {place.code: place for place in course.places if place.pages}
    wanted = code or course.school.place or "INT"
    if wanted not in places:
        hint = did_you_mean(wanted, places, f"Choose one of: {', '.join(sorted(places))}.")
        raise RefusedError(f"There is no place “{wanted}”. {hint}")
    return places[wanted]


def changes_since(course: Course, since: date, place: Place) -> list[Change]:
    """What was logged after a day for a place or for everywhere, newest first."""
    found = [
        change
        for change in course.changes
        if change.logged > since and {place.code, "INT"} & set(change.places)
    ]
    return sorted(found, key=lambda change: (change.since, change.logged, change.id), reverse=True)


def update(course: Course, since: date, place: Place) -> dict[str, str]:
    """The page and the quiz of an update, by path below the project; none where nothing has changed."""
    changes = changes_since(course, since, place)
    if not changes:
        return {}
    id_ = f"update-{place.code.lower()}-{since}"
    asked = sorted(sorted(changes, key=_drawbacks)[:ASKED], key=changes.index)
    facts = {fact.id: fact for fact in course.facts}
    values = {
        "id": id_,
        "since": since,
        "place": place,
        "changes": changes,
        "taught": changes[:TAUGHT],
        "asked": asked,
        "plan": minutes(min(len(changes), TAUGHT)),
        "review_by": min(facts[fact].review_by for change in changes for fact in change.facts),
        "log": _log(course),
        "name": lambda function, argument: f'{{{{ {function}("{argument}") }}}}',
        "who": _who,
    }
    paths = {f"course/{id_}.md": "page.md", f"quizzes/{id_}.yml": "quiz.yml"}
    return {path: _text(f"update/{name}.j2", values) for path, name in paths.items()}


def minutes(taught: int) -> dict[str, int]:
    """The minutes of each part: two for each change, and the rest of 20 for what follows from it."""
    news = 2 * taught
    return {"welcome": 2, "news": news, "task": 12 - news, "questions": 4, "close": 2}


_AWKWARD = re.compile(
    r"\b(?:always|never|none|all|only|unchanged|nothing changes|stayed the same"
    r"|(?:not|neither) (?:\w+ )?(?:law|adopted|in force))\b",
    re.IGNORECASE,
)


def _log(course: Course) -> str | None:
    """The target of a link to the page that lists all changes."""
    paths = (page.path for page in course.pages if page.head.kind == "changes")
    return next((path.removeprefix("course/") for path in paths), None)


def _who(change: Change) -> str:
    """`leads, trainers and all staff`."""
    *first, last = (AUDIENCES[audience].lower() for audience in change.who)
    return f"{', '.join(first)} and {last}" if first else last


def _drawbacks(change: Change) -> tuple[bool, bool]:
    """Sorts entries that make a clear question first: “nothing changes for families” would not."""
    return bool(_AWKWARD.search(change.what)), not 50 <= len(change.what) <= 175


def _text(name: str, values: dict[str, object]) -> str:
    text = plain_template(name).render(**values)
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def _holds(path: Path, text: str) -> bool:
    return path.is_file() and not path.is_symlink() and path.read_bytes() == text.encode()


def write(files: dict[str, str], to: Path) -> list[Path]:
    """Write the files below a folder, all or none; a file that somebody has edited is never written over."""
    paths = {to / path: text for path, text in files.items()}
    for path, text in paths.items():
        if os.path.lexists(path) and not _holds(path, text):
            raise RefusedError(f"{path} is there already. Choose another --out, or move it away.")
    try:
        write_new({path: text for path, text in paths.items() if not os.path.lexists(path)})
    except (FileExistsError, NotADirectoryError, PermissionError) as error:
        raise RefusedError(f"{to} cannot be written ({error.strerror}). Choose another --out.") from None
    return list(paths)
