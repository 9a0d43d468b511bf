"""cmi5 in a real browser, launched by a platform and record store that refuse what the specification does."""

from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import FrameLocator, Page
from record_store import CONTEXT, Store, serve, verb_of
from scorm_platform import answer, course, files, package, past_first_screen, quiz

from coursekit.export import cmi5
from coursekit.export.course import CourseQuiz
from coursekit.model.quiz import Quiz
from coursekit.model.shelf import Shelf

SPACE = {"c": "https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd"}


def of(made: Quiz, **more: bool) -> bytes:
    return package(made, again=cmi5.package, **more)


class Launcher:
    """Launches a package for a learner, again and again, and tells what its store has."""

    def __init__(self, folder: Path, page: Page, data: bytes, **launch: object) -> None:
        for name, content in files(data).items():
            file = folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        self.page, self.store = page, Store(**launch)
        self.server = serve(folder, self.store)
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        self.query = ""

    def start(self) -> FrameLocator:
        """Launch it, and go past its first screen."""
        self.query = self.store.open()
        self.page.goto(f"{self.address}/index.html?{self.query}")
        return past_first_screen(self.page)

    def leave(self) -> list[str]:
        """What this session has said."""
        self.page.goto(f"{self.address}/blank.html")
        return self.said()

    def said(self) -> list[str]:
        """The verbs of the session that has ended, when all of them have arrived."""
        assert self.store.has_ended.wait(5)
        assert self.store.faults == []
        return [verb_of(each) for each in self.store.statements[self.store.begun :]]


@pytest.fixture
def launcher(tmp_path, browser) -> Iterator[Callable[..., Launcher]]:
    made: list[Launcher] = []

    def make(data: bytes, **launch: object) -> Launcher:
        made.append(Launcher(tmp_path, browser.new_page(), data, **launch))
        return made[-1]

    yield make
    for each in made:
        each.page.close()
        each.server.shutdown()
        each.server.server_close()


def test_the_structure_says_what_passes_and_its_names_last():
    root = ET.fromstring(files(of(quiz(pass_mark=80)))["cmi5.xml"])
    (unit,) = root.iterfind("c:au", SPACE)
    assert (unit.get("moveOn"), unit.get("masteryScore")) == ("Passed", "0.80")
    assert unit.findtext("c:url", None, SPACE) in files(of(quiz()))
    other = ET.fromstring(files(of(quiz()))["cmi5.xml"]).find("c:au", SPACE)
    assert (other.get("moveOn"), other.get("masteryScore")) == ("Completed", None)
    assert other.get("id") == unit.get("id")
    assert unit.get("id") != root.find("c:course", SPACE).get("id")
    assert of(quiz()) == of(quiz())


def test_a_learner_fails_comes_back_and_passes(launcher):
    platform = launcher(of(quiz(pass_mark=80)), masteryScore=0.8)
    frame = platform.start()
    answer(frame, "q1", "a")
    assert platform.leave() == ["initialized", "terminated"]
    frame = platform.start()
    frame.locator("#q1 .question__kept").wait_for()
    answer(frame, "q2", "a", "c")
    answer(frame, "q3", "b")
    assert platform.leave() == ["initialized", "completed", "failed", "terminated"]
    assert platform.store.statements[-2]["result"]["score"]["scaled"] == 0.5
    platform.start()
    assert platform.leave() == ["initialized", "terminated"]  # nothing new: it is not said twice
    answer(platform.start(), "q3", "a")
    assert platform.leave() == ["initialized", "passed", "terminated"]
    assert platform.store.statements[-2]["result"]["score"] == {
        "scaled": 1,
        "raw": 100,
        "min": 0,
        "max": 100,
    }
    frame = platform.start()
    answer(frame, "q1", "b")
    assert platform.leave() == ["initialized", "terminated"]


def test_who_mends_it_in_one_sitting_has_passed_and_never_failed(launcher):
    platform = launcher(of(quiz(pass_mark=80)), masteryScore=0.8, returnURL="/blank.html")
    frame = platform.start()
    answer(frame, "q1", "b")
    answer(frame, "q2", "a", "c")
    answer(frame, "q3", "a")  # three of four points: 75 per cent
    frame.locator("#q1 [data-do=again]").click()
    answer(frame, "q1", "a")
    back = frame.get_by_text("Back to your learning platform")
    assert back.get_attribute("target") == "_top"
    back.click()
    platform.page.wait_for_url("**/blank.html")
    said = platform.said()
    assert said == ["initialized", "completed", "passed", "terminated"]


def test_no_answer_is_sent_and_results_only_where_the_school_wants_them(launcher):
    platform = launcher(of(quiz(), results=True))
    frame = platform.start()
    answer(frame, "q2", "a")
    answer(frame, "q1", "b")
    assert platform.leave() == ["initialized", "answered", "answered", "terminated"]
    told = [each for each in platform.store.statements if verb_of(each) == "answered"]
    assert [each["object"]["id"].rpartition("/")[2] for each in told] == ["x.q2", "x.q1"]
    assert told[0]["result"] == {"success": False, "score": {"scaled": 0.5, "raw": 0.5, "min": 0, "max": 1}}
    assert not any(f"{CONTEXT}/categories" in str(each["context"]) for each in told)


@pytest.mark.parametrize("mode", ["Browse", "Review"])
def test_who_only_looks_leaves_no_result(launcher, mode):
    platform = launcher(of(quiz(pass_mark=80)), launchMode=mode)
    frame = platform.start()
    frame.locator("body").evaluate(
        "() => { for (const id of ['q1--a', 'q2--a', 'q2--c', 'q3--a']) document.getElementById(id).click();"
        " for (const each of document.querySelectorAll('[data-do=check]')) each.click(); }"
    )
    assert platform.leave() == ["initialized", "terminated"]
    assert platform.store.documents == {}


def test_a_course_is_completed_when_every_page_was_open(launcher):
    check = CourseQuiz(quiz=quiz(pass_mark=80), shelf=Shelf(), title="Course check")
    platform = launcher(course(check, again=cmi5.package), masteryScore=0.8)
    frame = platform.start()
    for page in ("a.html", "b.html"):
        frame.locator(f"a[href='{page}']").click()
        frame.locator("h1", has_text="Page").wait_for()
        frame.locator("a.brand").click()
    assert platform.leave() == ["initialized", "terminated"]
    frame = platform.start()
    frame.locator("a.brand").click()
    frame.locator("a[href='x.html']").click()
    answer(frame, "q1", "a")
    answer(frame, "q2", "a", "c")
    answer(frame, "q3", "a")
    assert platform.leave() == ["initialized", "completed", "passed", "terminated"]


def test_without_a_platform_or_loaded_again_it_says_that_nothing_is_sent(launcher):
    platform = launcher(of(quiz()))
    platform.page.goto(f"{platform.address}/index.html")
    assert platform.page.locator(".scorm__alone").is_visible()
    answer(past_first_screen(platform.page), "q1", "a")
    platform.start()
    platform.page.reload()  # its token was given once, and the session has ended
    past_first_screen(platform.page)
    assert platform.page.locator(".scorm__alone").get_attribute("hidden") is None
    assert platform.store.faults == []
