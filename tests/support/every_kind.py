"""A small course with one of each: every kind of page, question, handout and record, to edit key by key."""

import copy
import json
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from project import ROOT, SMALL, session_page, small_project

HEAD = {"audience": ["parents", "leads"], "review_by": date(2027, 9, 1), "lede": "A few plain words."}
PAGES: dict[str, dict[str, Any]] = {
    "about": {},
    "accessibility": {},
    "changes": {"each_place": ["GB-ENG"]},
    "details": {},
    "device": {},
    "glossary": {},
    "handouts": {"each_place": True},
    "measure": {"results_of": "first"},
    "packages": {},
    "parents": {"each_place": True, "minutes": 5},
    "places": {},
    "record": {},
    "register": {},
    "report": {"each_place": ["GB-ENG"]},
    "self_review": {"each_place": True, "self_review": "review"},
    "sources": {"each_place": ["GB-ENG"]},
}
"""The kinds of page that the smallest course lacks, each with what it needs."""
STEPS = [
    {
        "title": "Is anyone in danger?",
        "text": "Look and listen.",
        "ask": "Danger?",
        "yes": "Call.",
        "no": "Go on.",
    },
    {"title": "Tell", "text": "Tell the lead."},
]
FIELDS = [{"label": "Name", "hint": "Yours", "wide": "half"}, {"label": "Seen", "tick": True, "lines": 2}]
TABLE = {"title": "Rows", "text": "Fill in.", "columns": ["Day", "What"], "widths": [30, 70], "rows": 2}
PARTS = [
    {"title": "About you", "text": "Say who.", "fields": FIELDS},
    TABLE | {"named_rows": [["Monday"], ["Friday", "x"]]},
]
HANDOUTS: dict[str, dict[str, Any]] = {
    "certificate": {"parts": PARTS, "landscape": True},
    "flowchart": {"steps": STEPS, "place": "GB-ENG"},
    "form": {"parts": PARTS},
    "glossary": {"sides": 0},
    "letter": {"editable": True, "each_place": True},
    "messages": {"each_place": True},
    "poster": {"each_place": True},
    "drawn": {"each_place": True},
    "sheet": {"columns": 2},
}
SESSION = session_page(
    "[Listen, Tell somebody]",
    """\
  kit: [Pens]
  segments:
    - {id: one, title: One, way: task, minutes: {30: 16, 60: 31}, slide: [Talk], script: Talk., aims: [1]}
    - {id: say, title: Say, way: say, minutes: {30: 4, 60: 4}, script: Speak., rehearsals: [talk-1]}
    - {id: more, title: More, way: discuss, minutes: {60: 5}, script: Compare., aims: [2]}
    - {id: two, title: Two, way: reflect, minutes: {30: 10, 60: 20}, script: Go., aims: [2], cut_first: true}
  cards:
    - {id: card, title: Card, case: A case., questions: [What now], notes: Tell., lengths: [60]}
""",
)
ALOUD = {
    "rehearsals": [
        {
            "id": f"talk-{number}",
            "title": "A talk",
            "scene": "A child comes to you.",
            "rule": "Thank the child.",
            "model": "Thank you for telling me.",
            "contrast": "It will be fine.",
            "closes": "Nobody can know that.",
            "hear": ["Thanks", "Who is told", "No promise"],
            "again": "The child is silent.",
            "objectives": [1],
        }
        for number in (1, 2, 3)
    ],
    "says": ["a child says “Promise”", "a child says “Stop”"],
}
TERMS = [
    {
        "id": "term-one",
        "term": "One word",
        "meaning": "A plain meaning.",
        "note": "A note.",
        "instead_of": ["another"],
    }
]
SOURCE = {"title": "Source", "url": "https://source.example/", "dated": "2024-05"}
CHECKED = {
    "places": ["GB-ENG"], "source": SOURCE, "checked": date(2026, 11, 22), "review_by": date(2027, 11, 22),
    "confidence": "secondary", "evidence": "https://evidence.example/",
}  # fmt: skip


REVIEW = {
    "schema": 1, "id": "review", "report": "A report", "levels": ["Not yet", "Begun", "In place", "Checked"],
    "questions": ["Who is missing?"], "review_by": date(2027, 9, 1),
    "aspects": [
        {"id": "one", "title": "A lead", "asks": "Is there one?", "evidence": "The poster.",
         "levels": ["No.", "Soon.", "Yes.", "Asked."], "facts": ["english-age"]},
    ],
}  # fmt: skip


def every_kind(to: Path) -> Path:
    """Write the course; it has no problems."""
    root = small_project(to)
    for kind, more in PAGES.items():
        _page(
            root / f"course/{kind}.md", {**_named(kind), "kind": kind, **HEAD, **more}, "A text about it.\n"
        )
    lesson = {
        **_named("first/lesson"),
        "kind": "lesson",
        **HEAD,
        "minutes": 5,
        "order": 2,
        "nav_title": "Lesson",
    }
    _page(
        root / "course/first/lesson.md",
        lesson | {"objectives": ["Listen"], "demo": "fingerprints"},
        "A text.\n",
    )
    aloud = {**_named("first/aloud"), "kind": "rehearsal", **HEAD, "minutes": 5, "order": 2}
    _page(root / "course/first/aloud.md", aloud | {"aloud": ALOUD}, "Three talks.\n")
    (root / "course/first/session.md").write_text(SESSION, "utf-8")
    for template, more in HANDOUTS.items():
        head = {**_named(f"{template}-one"), "template": template, **HEAD, **more}
        _page(root / f"course/handouts/{template}.md", head, "## A heading\n\nA text to print.\n")
    shutil.copytree(ROOT / "tests/examples/pictures", root / "quizzes/pictures")
    for example in sorted((ROOT / "tests/examples").glob("*.yml")):
        _question(root, example)
    _records(root)
    return root


def _question(root: Path, example: Path) -> None:
    quiz = _read(example)
    shutil.copy(example, root / "quizzes")
    head = {**_named(f"asks-{quiz['id']}"), "kind": "lesson", **HEAD, "quiz": quiz["id"]}
    _page(root / f"course/asks-{quiz['id']}.md", head, "Some questions.\n")


def _records(root: Path) -> None:
    facts = root / "facts"
    _write(facts / "terms.yml", [TERMS[0] | CHECKED])
    (facts / "changes").mkdir()
    change = {
        "id": "new",
        "what": "It is new.",
        "since": "2026-05",
        "logged": date(2026, 11, 22),
        "who": ["leads"],
    }
    _write(facts / "changes/all.yml", [change | {"places": ["GB-ENG"], "facts": ["english-age"]}])
    report = {"schema": 1, "dated": date(2026, 11, 22), "version": "2026.11.0", "files": {"index.html": []}}
    _write(facts / "accessibility.yml", report)
    task = {"id": "one", "months": [0, 3], "title": "Course year", "what": "Print the poster.", "who": "Lead"}
    _write(
        root / "course/planner.yml",
        {"schema": 1, "dated": date(2026, 11, 22), "first_month": {"GB-ENG": 9, "INT": 9}, "tasks": [task]},
    )
    (root / "course/year").mkdir()
    _write(root / "course/year/review.yml", REVIEW)
    _write(root / "course/search.yml", [{"id": "one", "same": ["who to tell", "tell"]}])
    school = {"schema": 1, "name": "The School", "place": "GB-ENG", "address": "https://school.example/"}
    person = {"name": "Ms Khan", "phone": "01632 960001", "email": "lead@school.example", "hours": "8 to 4"}
    more = {
        "paper": "A4",
        "lead": person,
        "deputy": person,
        "colours": {"main": "#0f5552"},
        "question_results": True,
        "report_errors": "office@school.example",
    }
    _write(root / "school.yml", school | more)


def _named(id_: str) -> dict[str, Any]:
    id_ = id_.replace("_", "-")
    slug = id_.replace("/", "-")
    return {"id": id_, "title": "A plain title", "slug": f"the-{slug}", "tab_title": f"The {slug}"}


def _page(file: Path, head: dict[str, Any], text: str) -> None:
    file.write_text(f"---\n{_dumped(head)}---\n\n{text}", "utf-8")


def _write(file: Path, data: Any) -> None:
    file.write_text(_dumped(data), "utf-8")


def _dumped(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, default=str, indent=1) + "\n"  # which YAML reads as well


def _read(file: Path) -> Any:
    return yaml.load(file.read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 (texts alone)


TOGETHER = (
    {"facts/terms.yml", "course/glossary.md", "course/handouts/glossary.md"},
    {"facts/changes/all.yml", "course/changes.md", "course/sources.md"},
    {"course/first/aloud.md", "course/first/session.md"},
    {"course/year/review.yml", "course/self_review.md"},
)
"""What shows what."""


def parts(root: Path) -> list[set[str]]:
    """The course's files in parts, each of which makes a course with the smallest one around it.

    The first part is the smallest course itself. Small courses are checked ten times as fast as a large one.
    """
    small = {file.relative_to(SMALL).as_posix() for file in SMALL.rglob("*") if file.is_file()}
    files = (file for file in root.rglob("*") if file.is_file() and file.suffix != ".svg")
    more = {file.relative_to(root).as_posix() for file in files} - small
    found = [small, *TOGETHER]
    for path in sorted(more):
        page = f"course/asks-example-{Path(path).stem.replace('_', '-')}.md"
        if path.startswith("quizzes/"):
            found.append({path, page})
    return [*found, *({path} for path in sorted(more.difference(*found)))]


def part_of(root: Path, part: set[str], to: Path) -> Path:
    """Copy a part of the course, with the smallest course around it, to a folder."""
    small_project(to)
    for path in part:
        (to / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(root / path, to / path)
        if "pictures/" in (root / path).read_text("utf-8"):
            shutil.copytree(root / "quizzes/pictures", to / "quizzes/pictures", dirs_exist_ok=True)
    return to


EMPTIES: tuple[Any, ...] = ([], {}, "", "x", "0", [[]], None)
"""What a value is replaced by, besides being deleted; None is nothing after the colon."""


def edits(file: Path) -> Iterator[tuple[str, str]]:
    """Each key and item of a file deleted, and replaced by each of `EMPTIES`: what was done, and the text."""
    text = file.read_text("utf-8")
    head, body = (text.split("---\n", 2)[1:]) if file.suffix == ".md" else (text, "")
    data = {} if file.suffix == ".txt" else yaml.load(head, yaml.BaseLoader)  # noqa: S506 (texts alone)
    for where in _places(data, ()):
        for value in ("deleted", *EMPTIES):
            edited = _edited(copy.deepcopy(data), where, value)
            new = _dumped(edited)
            name = f"{'/'.join(map(str, where))} {value!r}"
            yield name, f"---\n{new}---\n{body}" if file.suffix == ".md" else new


def _places(data: Any, where: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    """Every key, and every list item that is not of the same make as one before it."""
    if isinstance(data, dict):
        steps: list[tuple[Any, Any]] = list(data.items())
    else:
        made = {_make(item): index for index, item in reversed(list(enumerate(data)))}
        steps = [(index, data[index]) for index in sorted(made.values())]
    for step, value in steps:
        yield (*where, step)
        if isinstance(value, (dict, list)):
            yield from _places(value, (*where, step))


def _make(item: Any) -> Any:
    return frozenset(item) if isinstance(item, dict) else type(item)


def _edited(data: Any, where: tuple[Any, ...], value: Any) -> Any:
    parent = data
    for step in where[:-1]:
        parent = parent[step]
    if value == "deleted":
        del parent[where[-1]]
    else:
        parent[where[-1]] = value
    return data
