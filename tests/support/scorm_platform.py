"""A learning platform in a browser, and packages for it."""

import json
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from exporting import choice, quiz_with
from playwright.sync_api import FrameLocator, Page
from project import ROOT

from coursekit.export import scorm12
from coursekit.export.course import CourseInputs, CoursePage, CoursePart, CourseQuiz
from coursekit.export.shell import PagesInputs
from coursekit.model.quiz import Quiz
from coursekit.model.shelf import Shelf

THEME = ROOT / "templates/site/theme"


HELP = b"""<!doctype html><html lang="en"><head><title>Help</title></head><body>
<nav data-in="web disk"><ul><li><a href="parents.html">Parents</a></li></ul></nav>
<a class="brand" href="index.html">Course</a> <h1>Help</h1> <a href="elsewhere.html#x">Elsewhere</a>
<a href="https://example.org/x">A service</a></body></html>"""


def site() -> dict[str, bytes]:
    """As much of a site as a package needs."""
    assets = {
        f"assets/{file.relative_to(THEME / 'assets')}": file for file in (THEME / "assets").rglob("*.*")
    }
    blank = (ROOT / "templates/site/static/blank.html").read_bytes()
    return {path: file.read_bytes() for path, file in assets.items()} | {
        "help.html": HELP,
        "blank.html": blank,
    }


def quiz(**settings: object) -> Quiz:
    options = [choice("right", correct=True), choice("wrong", id="b")]
    several = [*options, choice("also right", id="c", correct=True)]
    return quiz_with(
        {"type": "single", "stem": "One?", "options": options},
        {"type": "multiple", "stem": "Several?", "options": several, "scoring": "partial"},
        {"type": "single", "stem": "Two?", "options": options, "points": 2},
        {"type": "reflection", "stem": "Think.", "note": "A note."},
        settings={"shuffle": False, **settings},
    )


Again = Callable[[PagesInputs | CourseInputs, dict[str, bytes]], bytes]
"""Puts the pages of the SCORM 1.2 package into another envelope."""


def _in(again: Again | None, inputs: PagesInputs | CourseInputs, data: bytes) -> bytes:
    return again(inputs, {"scorm12.zip": data}) if again else data


def package(made: Quiz, *, results: bool = False, again: Again | None = None) -> bytes:
    inputs = PagesInputs(
        quiz=made,
        shelf=Shelf(),
        title="Module 1 questions",
        help_url="help.html",
        leave_url="https://example.org/",
        version="1",
        results=results,
    )
    return _in(again, inputs, scorm12.quiz(inputs, site()))


def files(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


class Platform:
    """A learning platform with one learner."""

    def __init__(self, folder: Path, page: Page, address: str, frame: str) -> None:
        self.folder, self.page, self.address, self.frame = folder, page, address, frame
        self.frame_of_2004 = "API_1484_11" in frame
        self.asked: list[str] = []
        page.on("request", lambda request: self.asked.append(request.url))

    def install(self, data: bytes) -> None:
        """Unpack a package beside a page that holds it."""
        for name, content in files(data).items():
            file = self.folder / "package" / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        (self.folder / "lms.html").write_text(self.frame.replace("PACKAGE", "package"))

    def launch(self) -> FrameLocator:
        """Open the package as the learner."""
        self.page.goto(f"{self.address}/lms.html")
        return self.page.frame_locator("iframe")

    def start(self) -> FrameLocator:
        """Open the package and go past its first screen."""
        return past_first_screen(self.launch())

    def leave(self) -> None:
        """Close the package."""
        self.page.goto(f"{self.address}/package/blank.html")
        assert self.page.evaluate("sessionStorage.getItem('faults')") == "[]"

    def value(self, name: str) -> str:
        """What the platform keeps."""
        self.page.evaluate("window.commitNow?.()")
        found = self.page.evaluate(
            "name => JSON.parse(sessionStorage.getItem('cmi') ?? '{}')[name] ?? ''", name
        )
        return str(found)

    @property
    def told(self) -> set[str]:
        """The names of everything that the package that was closed has set."""
        calls = json.loads(self.page.evaluate("sessionStorage.getItem('told')"))
        return {name for name in calls if name.startswith("cmi.")}

    @property
    def status(self) -> tuple[str, ...]:
        """The status and the score."""
        if self.frame_of_2004:
            names = ("completion_status", "success_status", "score.raw", "score.scaled")
            return tuple(self.value(f"cmi.{name}") for name in names)
        return self.value("cmi.core.lesson_status"), self.value("cmi.core.score.raw")


def past_first_screen(shell: Page | FrameLocator) -> FrameLocator:
    """The quiz, ready for answers: a click before its script has run would be lost."""
    shell.locator("[data-do=start]").click()
    frame = shell.frame_locator(".scorm__frame")
    frame.locator("h1").wait_for()
    frame.locator("html").evaluate(
        "() => document.readyState === 'complete' || new Promise((done) => (onload = done))"
    )
    return frame


def answer(frame: FrameLocator, question: str, *options: str) -> None:
    for option in options:
        frame.locator(f"[id='{question}--{option}']").click()
    frame.locator(f"#{question} [data-do=check]").click()
    frame.locator(f"#{question}.is-checked").wait_for()


def kept(platform: Platform, sign: str) -> None:
    """Wait until the platform keeps something."""
    platform.page.wait_for_function(
        f"(commitNow(), JSON.parse(sessionStorage.cmi)['cmi.suspend_data'].includes('{sign}'))"
    )


def course(*asked: CourseQuiz, again: Again | None = None) -> bytes:
    """A course of two pages and one to look up; a third page holds its quiz."""
    page = HELP.replace(b"Help", b"Page")
    pages = dict.fromkeys(("a.html", "b.html", "c.html"), page)
    listed = [CoursePage(url=url, title=url, tab_title=url) for url in pages]
    parts = [CoursePart(title="Module 1", pages=tuple(listed[:2]))]
    for entry in asked:
        url = f"{entry.quiz.id}.html"
        pages[url] = files(package(entry.quiz))["quiz.html"].replace(
            b'<span class="brand">', b'<a class="brand" href="index.html">Course</a> <span>'
        )
        last = CoursePage(url=url, title="Course check", tab_title="Course check", quiz=entry.quiz.id)
        parts.append(CoursePart(title="To finish", pages=(last,)))
    parts.append(CoursePart(title="To look up", pages=(listed[2],), counts=False))
    inputs = CourseInputs(
        slug="staff",
        title="All staff",
        lang="en-GB",
        parts=tuple(parts),
        asked=asked,
        help_url="help.html",
        leave_url="https://example.org/",
        version="1",
    )
    return _in(again, inputs, scorm12.course(inputs, site() | pages))
