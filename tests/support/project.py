"""Small projects to build and to break."""

import copy
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

from coursekit.bench.project import copy_project, of
from coursekit.check import check
from coursekit.load.course import Loaded, load
from coursekit.model.problem import Problem
from coursekit.model.quiz import Question
from coursekit.model.school import Colours, Person, School
from coursekit.plan.plan import Plan, plan
from coursekit.render.site import engine
from coursekit.run.build import Options, Result, build
from coursekit.run.work import call

ROOT = Path(__file__).parents[2]
SMALL = ROOT / "tests/small"
DAY = date(2026, 11, 30)
SCHOOL = School(
    name="Elm <Grove> & “School”", place="GB-ENG", address="https://safe.example", paper="A4",
    lead=Person(name="Ms A. Khan", phone="01632 960001"), police=Person(phone="01632 960003"),
    colours=Colours(main="#0f5552", accent="#f6c67a"),
)  # fmt: skip
"""What a school in England has filled in, with a name that must stay text."""


@cache
def _course() -> Loaded:
    return load(ROOT)


def the_course() -> Loaded:
    """The course as it comes, read from the disk once a process."""
    return copy.copy(_course())


@cache
def the_plan() -> Plan:
    """The plan of the course as it comes."""
    return plan(the_course())


def small_project(to: Path) -> Path:
    """The smallest whole course, as text only: to load, check and plan."""
    shutil.copytree(SMALL, to)
    return to


def session_page(aims: str, parts: str) -> str:
    """The page of a session: its aims, and its segments and cards, as a file has them."""
    return f"""---
id: first/session
title: Session
slug: module-1-session
tab_title: Module 1, session
kind: session
audience: [trainers]
lede: A plan.
review_by: 2027-09-01
session:
  aims: {aims}
  opening: Welcome.
  if_told: Listen.
  closing: Thank you.
  care: Rest.
{parts}---

Text.
"""


def whole_project(to: Path) -> Path:
    """A copy of the program around the small course: to build by command."""
    copy_project(ROOT, to)
    for name in ("course", "quizzes", "facts", "school.yml"):
        path = to / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    shutil.copytree(SMALL, to, dirs_exist_ok=True)
    return to


def warm_project(built: Path, to: Path) -> Path:
    """The program around the small course, with all that its first build has made in its cache."""
    whole_project(to)
    shutil.copytree(built / ".cache", to / ".cache")
    return to


def edit(file: Path, old: str, new: str) -> None:
    """Replace a piece of text that must be there."""
    text = file.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {file}"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def add_change(root: Path, facts: str) -> None:
    """Give the course a change log with one entry for England that rests on these facts."""
    (root / "facts/changes").mkdir()
    (root / "facts/changes/all.yml").write_text(
        "- id: new\n  what: It is new.\n  since: 2026-05\n  logged: 2026-11-22\n"
        f"  who: [leads]\n  places: [GB-ENG]\n  facts: [{facts}]\n",
        encoding="utf-8",
    )


def add_apps(root: Path) -> None:
    """Give the course an app with steps and one with links alone."""
    steps = "    steps: [Open the chat., Tap “Report”.]\n    copied: unknown\n"
    link = "    page: {title: Help of %s, url: https://help.%s.example/, dated: undated}\n"
    app = "- id: %s\n  name: %s\n  maker: Maker\n  kind: %s\n  sites: [%s.example]\n"
    age = "  checked: 2026-11-20\n  review_by: 2027-01-15\n"
    (root / "facts/apps.yml").write_text(
        app % ("chatter", "Chatter", "messages", "chatter")
        + "".join(f"  {key}:\n{link % (('chatter',) * 2)}{steps}" for key in ("report", "block", "limit"))
        + age
        + app % ("blocks", "Blocks & Co", "games", "blocks")
        + "".join(
            f"  {key}:\n{link % (('blocks',) * 2)}    ask: how to {key}\n"
            for key in ("report", "block", "limit")
        )
        + age,
        encoding="utf-8",
    )


def add_drawing(root: Path) -> None:
    """Give the course a route of two steps."""
    (root / "course/drawings").mkdir()
    (root / "course/drawings/steps.yml").write_text(
        "id: steps\nkind: route\ntitle: Two steps\nparts: [{title: Listen}, {title: Tell the lead}]\n",
        encoding="utf-8",
    )


def add_rule(root: Path, extra: str = "  facts: {GB-ENG: english-age}\n") -> None:
    """Give the course a rule, which ends in England with a fact of its own."""
    (root / "facts/rules.yml").write_text(
        "- id: devices\n  audience: [staff]\n  text: Nobody looks at it.\n  elsewhere: The lead decides.\n"
        f"  checked: 2026-11-20\n  review_by: 2027-05-01\n{extra}",
        encoding="utf-8",
    )


def problems(root: Path, day: date = DAY, **options: bool) -> list[Problem]:
    """Everything `check` finds."""
    loaded = load(root)
    return sorted({*loaded.problems, *check(loaded, day, **options)})


def codes(root: Path, **options: bool) -> list[str]:
    """The codes of everything `check` finds."""
    return [problem.code for problem in problems(root, **options)]


def built(root: Path, **options: object) -> Result:
    """Build in this process, with the program of this checkout."""
    return build(plan(load(root)), Options(root=root, site=root / "site", jobs=2, **options))  # type: ignore[arg-type]


def run(root: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command of the copy at `root`."""
    return subprocess.run(
        [sys.executable, "-m", "coursekit", *arguments],
        cwd=root,
        env=of(root) | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def seen_texts(question: Question) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Each text of a question as a reader meets it: a text with gaps in its pieces."""
    for where, text in question.texts():
        if where == ("text",):
            yield from ((where, piece) for piece in re.split(r"\[\[.+?\]\]", text) if piece.strip(" .,\n"))
        elif where == ("picture",):
            yield where, question.shown.words
        else:
            yield where, text


def kept_as(name: str) -> str:
    """An expression of script: under which name the site at this page keeps something."""
    return f"`trusted-adult ${{new URL('.', location)}} {name}`"


FORM = re.compile(r"^[^:\n]+:\d+:\d+: (warning: )?\S.* \S.*$")
"""`path:line:column: what is wrong. what to do`"""


def site_pages(
    to: Path, engine_name: str = "mkdocs", school: School | None = None, root: Path = ROOT
) -> Path:
    """Build the pages of the course, and only the pages, into a folder."""
    loaded = load(root)
    if school:
        loaded.course = loaded.course.model_copy(update={"school": school})
    planned = plan(loaded)
    sources = {source.name: call(source) for source in planned.pages}
    for path, data in engine.build(engine_name, planned.shell, sources, to / "work").items():  # type: ignore[arg-type]
        file = to / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    return to
