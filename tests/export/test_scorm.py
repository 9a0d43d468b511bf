"""SCORM 1.2 in a real browser, inside a platform that refuses whatever the standard does."""

import functools
import http.server
import json
import re
import threading
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from exporting import HOSTILE, choice, every_type, quiz_with, shown
from playwright.sync_api import FrameLocator, Page
from project import ROOT, the_course
from readers import reader

from coursekit.export import scorm12
from coursekit.export.course import CourseInputs, CoursePage, CoursePart, CourseQuiz
from coursekit.export.site_files import placed
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


def package(made: Quiz, *, results: bool = False) -> bytes:
    inputs = scorm12.ScormInputs(
        quiz=made,
        shelf=Shelf(),
        title="Module 1 questions",
        help_url="help.html",
        leave_url="https://example.org/",
        version="1",
        results=results,
    )
    return scorm12.quiz(inputs, site())


def files(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_manifest_lists_every_file_and_names_one_sco():
    found = files(package(quiz(pass_mark=80)))
    root = ET.fromstring(found["imsmanifest.xml"])
    space = {
        "cp": "http://www.imsproject.org/xsd/imscp_rootv1p1p2",
        "adl": "http://www.adlnet.org/xsd/adlcp_rootv1p2",
    }
    assert root.findtext("cp:metadata/cp:schemaversion", None, space) == "1.2"
    (resource,) = root.iterfind("cp:resources/cp:resource", space)
    assert resource.get(f"{{{space['adl']}}}scormtype") == "sco"
    assert resource.get("href") == "index.html"
    listed = {file.get("href") for file in resource}
    assert listed == set(found) - {"imsmanifest.xml"}
    (item,) = root.iterfind(".//cp:item", space)
    assert item.get("identifierref") == resource.get("identifier")
    assert [child.tag.partition("}")[2] for child in item] == ["title", "masteryscore"]
    assert item.findtext("adl:masteryscore", None, space) == "80"
    assert all(
        element.findtext("cp:title", None, space) for element in root.iterfind(".//cp:organization", space)
    )


def test_equal_quizzes_give_equal_bytes():
    assert package(quiz()) == package(quiz())


def test_links_to_what_is_not_in_the_package_are_words():
    page = placed(HELP, {"help.html", "quiz.html"}, "quiz.html", attempt=True).decode()
    assert "parents.html" not in page
    assert "<a>Elsewhere</a>" in page
    assert 'href="quiz.html"' in page
    assert 'href="https://example.org/x"' in page
    assert "attempt.js" in page


def test_no_address_in_a_package_leads_to_another_host_by_itself():
    for name, data in files(package(quiz())).items():
        if name.endswith((".html", ".js", ".css")):
            text = data.decode()
            assert not re.search(r'(?:src|srcset)="(?:https?:)?//', text), name
            assert not re.search(r"url\((?:['\"]?https?:)?//", text), name


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:12])
def test_hostile_text_arrives_whole_and_inert(text):
    known = {"single", "multiple", "true_false", "scenario"}  # the types whose words are not put elsewhere
    page = files(package(quiz_with(*(q for q in every_type(text) if q["type"] in known))))[
        "quiz.html"
    ].decode()
    assert "<script>alert" not in page
    assert 'href="javascript:' not in page
    words = re.sub(r"\s+", " ", "".join(ET_words(page)))
    assert shown(text) in words


def ET_words(page: str) -> Iterator[str]:  # noqa: N802
    import html5lib

    yield from html5lib.parse(page, namespaceHTMLElements=False).itertext()


@pytest.fixture(params=["lms", "scorm-again"])
def platform(request, tmp_path, browser) -> Iterator["Platform"]:
    """A strict platform written here, and the one of scorm-again, which real platforms are made with."""
    if request.param == "scorm-again":
        script = reader("scorm-again@3.4.3") / "dist/scorm12.min.js"
        (tmp_path / script.name).write_bytes(script.read_bytes())

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Say nothing."""

    handler = functools.partial(Quiet, directory=str(tmp_path))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    page = browser.new_page()
    frame = Path(__file__).with_name(f"{request.param}.html").read_text(encoding="utf-8")
    yield Platform(tmp_path, page, f"http://127.0.0.1:{server.server_port}", frame)
    page.close()
    server.shutdown()
    server.server_close()


class Platform:
    """A learning platform with one learner."""

    def __init__(self, folder: Path, page: Page, address: str, frame: str) -> None:
        self.folder, self.page, self.address, self.frame = folder, page, address, frame
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
        self.page.evaluate("window.API && !calls.includes('finish') && API.LMSCommit('')")
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
    def status(self) -> tuple[str, str]:
        """The status and the score."""
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


def test_right_answers_pass_and_a_passed_attempt_stays_passed(platform):
    platform.install(package(quiz(pass_mark=80)))
    frame = platform.start()
    answer(frame, "q1", "a")
    assert platform.status == ("incomplete", "")  # half-way there is no score to misread
    answer(frame, "q2", "a", "c")
    answer(frame, "q3", "a")
    platform.leave()
    assert platform.status == ("passed", "100")
    shell = platform.launch()
    assert shell.locator(".scorm__done").is_visible()
    frame = past_first_screen(shell)
    answer(frame, "q1", "b")
    platform.leave()
    assert platform.status == ("passed", "100")


def test_wrong_answers_fail_and_may_be_mended(platform):
    platform.install(package(quiz(pass_mark=80)))
    frame = platform.start()
    answer(frame, "q1", "b")
    answer(frame, "q2", "a", "b", "c")  # ticking everything earns nothing
    answer(frame, "q3", "b")
    assert platform.status == ("failed", "0")
    for question, options in (("q1", "a"), ("q2", "ac"), ("q3", "a")):
        frame.locator(f"#{question} [data-do=again]").click()
        answer(frame, question, *options)
    platform.leave()
    assert platform.status == ("passed", "100")


ANSWER_ALL = """(body, answers) => {
  for (const [question, options] of Object.entries(answers)) {
    for (const option of options) document.getElementById(`${question}--${option}`).click();
    document.querySelector(`#${question} [data-do=check]`).click();
    if (!document.querySelector(`#${question}.is-checked`)) throw new Error(`${question} is not checked`);
  }
}"""
"""What `answer` does, all at once: for a test that is about something else."""
DAMAGED = (
    "null", "7", "[]", "{", "", '"text"', '{"v": 1}', '{"v": 1, "pages": null, "quizzes": null}',
    '{"v": 1, "pages": 7, "here": "x", "quizzes": {"x": null}}', '{"v": 1, "quizzes": {"x": 7, "y": null}}',
    '{"v": 1, "pages": "1", "here": 99, "quizzes": {"x": {"length": 3}}}', '{"v": 1, "quizzes": {"x": "!é"}}',
    '{"v": 1, "quizzes": [null, "---"]}', '{"v": 2, "pages": "1", "quizzes": {"x": "YYY"}}',
)  # fmt: skip
"""What a platform may give back that no package of ours has kept."""


def test_what_a_platform_has_damaged_stops_nothing(platform):
    platform.install(package(quiz(pass_mark=80)))
    platform.page.goto(f"{platform.address}/package/blank.html")
    for data in DAMAGED:
        kept = {"cmi.core.lesson_status": "incomplete", "cmi.suspend_data": data}
        platform.page.evaluate("(cmi) => sessionStorage.setItem('cmi', JSON.stringify(cmi))", kept)
        frame = platform.start()
        assert frame.locator(".question:visible").count() == 4, data
        frame.locator("body").evaluate(ANSWER_ALL, {"q1": "a", "q2": "ac", "q3": "a"})
        platform.leave()
        assert platform.status == ("passed", "100"), data


def test_an_attempt_that_ends_in_a_crash_goes_on(platform):
    platform.install(package(quiz()))
    platform.start()
    assert platform.value("cmi.core.exit") == "suspend"


def test_who_comes_back_sees_what_the_platform_has(platform):
    platform.install(package(quiz(pass_mark=80)))
    frame = platform.start()
    answer(frame, "q1", "a")
    state = frame.locator(".quiz__state")
    assert state.inner_text() == "Your platform has your answers to 1 of 3 questions."
    answer(frame, "q2", "a", "b", "c")
    answer(frame, "q3", "b")
    short = "All 3 questions are answered: 25 per cent. You need 80. "
    assert state.inner_text().startswith(short)
    platform.leave()
    shell = platform.launch()
    assert shell.locator(".scorm__state").inner_text().startswith(short)
    frame = past_first_screen(shell)
    answer(frame, "q2", "a", "c")
    answer(frame, "q3", "a")
    assert frame.locator(".quiz__summary").inner_text() == ""  # it speaks of today alone
    assert state.inner_text() == (
        "All 3 questions are answered: 100 per cent. You have reached the 80 per cent that you need."
    )
    platform.leave()
    assert platform.status == ("passed", "100")


def test_half_an_attempt_goes_on_another_day(platform):
    platform.install(package(quiz()))
    answer(platform.start(), "q1", "a")
    platform.leave()
    assert platform.status == ("incomplete", "")
    assert platform.value("cmi.core.exit") == "suspend"
    frame = platform.start()
    frame.locator("#q1 .question__kept").wait_for()
    answer(frame, "q2", "a")  # one of two right ones
    answer(frame, "q3", "b")
    platform.leave()
    assert platform.status == ("completed", "37")  # (1 + ½ + 0) of 4 points


def test_no_answer_reaches_the_platform(platform):
    platform.install(package(quiz()))
    frame = platform.start()
    answer(frame, "q1", "b")
    platform.leave()
    assert platform.told == {
        "cmi.core.lesson_status",
        "cmi.core.session_time",
        "cmi.core.exit",
        "cmi.suspend_data",
    }
    assert platform.value("cmi.suspend_data") == '{"v":1,"pages":"1","here":0,"quizzes":{"x":"0__"}}'
    of_the_platform = {f"{platform.address}/{name}" for name in ("lms.html", "favicon.ico", "scorm12.min.js")}
    outside = [url for url in platform.asked if not url.startswith(f"{platform.address}/package/")]
    assert set(outside) <= of_the_platform


def test_results_are_told_only_where_the_school_has_switched_them_on(platform):
    platform.install(package(quiz(), results=True))
    shell = platform.launch()
    assert "whether your answer was right" in shell.locator(".scorm__sends").inner_text()
    frame = platform.start()
    answer(frame, "q1", "b")
    frame.locator("#q1 [data-do=again]").click()
    answer(frame, "q1", "a")
    answer(frame, "q2", "a")
    platform.leave()
    told = [
        [platform.value(f"cmi.interactions.{n}.{part}") for part in ("id", "result", "weighting")]
        for n in range(4)
    ]
    assert told == [["x.q1", "wrong", "1"], ["x.q1", "correct", "1"], ["x.q2", "0.50", "1"], ["", "", ""]]
    assert {name.rpartition(".")[2] for name in platform.told if "interactions" in name} == {
        "id",
        "time",
        "weighting",
        "result",
    }
    answer(platform.start(), "q3", "a")
    platform.leave()
    assert platform.value("cmi.interactions.3.id") == "x.q3"


def commits(platform: Platform) -> int:
    return platform.page.evaluate("calls.filter(call => call === 'commit').length")


def test_the_platform_is_spoken_to_once_and_asked_to_keep_at_times(platform):
    """At once where the result changes, else after a while and when the page is out of sight."""
    platform.page.clock.install()
    platform.install(package(quiz()))
    frame = platform.start()
    before = commits(platform)
    answer(frame, "q1", "a")
    answer(frame, "q2", "a")
    assert commits(platform) == before
    platform.page.clock.run_for(31000)
    assert commits(platform) == before + 1
    answer(frame, "q3", "a")
    assert platform.page.evaluate("calls.at(-1)") == "commit"
    frame.locator("a.help").click()
    frame.locator("h1", has_text="Help").wait_for()
    assert platform.page.evaluate("calls.filter(call => call === 'init').length") == 1
    platform.leave()


def test_a_pool_asks_the_same_questions_another_day(platform):
    options = [choice("right", correct=True), choice("wrong", id="b")]
    questions = [{"type": "single", "stem": f"{n}?", "options": options} for n in range(8)]
    pools = [{"pick": 3, "questions": [f"q{n}" for n in range(1, 9)]}]
    platform.install(package(quiz_with(*questions, pools=pools)))

    def asked(frame: FrameLocator) -> list[str]:
        return frame.locator(".question:not([hidden])").evaluate_all("found => found.map(({id}) => id)")

    frame = platform.start()
    drawn = asked(frame)
    answer(frame, drawn[0], "a")
    platform.leave()
    frame = platform.start()
    assert asked(frame) == drawn
    for question in drawn[1:]:
        answer(frame, question, "a")
    platform.leave()
    assert platform.status == ("completed", "100")


def test_without_a_platform_it_works_and_says_that_nothing_is_sent(platform):
    platform.install(package(quiz()))
    platform.page.goto(f"{platform.address}/package/index.html")
    assert platform.page.locator(".scorm__alone").is_visible()
    assert not platform.page.locator(".scorm__sends").is_visible()
    frame = past_first_screen(platform.page)
    answer(frame, "q1", "a")


def course(*asked: CourseQuiz) -> bytes:
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
    return scorm12.course(inputs, site() | pages)


def kept(platform: Platform, sign: str) -> None:
    """Wait until the platform keeps something."""
    platform.page.wait_for_function(
        f"(API.LMSCommit(''), JSON.parse(sessionStorage.cmi)['cmi.suspend_data'].includes('{sign}'))"
    )


def test_a_course_is_finished_when_every_page_was_open_and_goes_on_another_day(platform):
    platform.install(course())
    platform.start().locator("a[href='a.html']").click()
    kept(platform, '"10"')
    platform.leave()
    assert platform.status == ("incomplete", "")
    shell = platform.launch()
    assert shell.locator("[data-do=start]").inner_text() == "Go on where you were"
    frame = platform.start()
    assert frame.locator("h1", has_text="Page").count() == 1
    frame.locator("a.brand").click()
    frame.locator(".contents small", has_text="opened").wait_for()
    assert frame.locator(".contents small").count() == 1
    frame.locator("a[href='b.html']").click()
    kept(platform, '"11"')
    platform.leave()
    assert platform.status == ("completed", "")


def test_a_course_is_passed_with_the_pass_mark_of_its_check_and_only_when_all_of_it_is_done(platform):
    check = quiz(pass_mark=80)
    made = course(CourseQuiz(quiz=check, shelf=Shelf(), title="Course check"))
    assert b"<adlcp:masteryscore>80</adlcp:masteryscore>" in files(made)["imsmanifest.xml"]
    platform.install(made)
    assert "80 per cent in “Course check”" in platform.launch().locator("main").inner_text()
    frame = platform.start()
    frame.locator("a[href='x.html']").click()
    answer(frame, "q1", "a")
    answer(frame, "q2", "a", "c")
    answer(frame, "q3", "b")  # it counts two points of four
    assert platform.status == ("incomplete", "")
    for page in ("a.html", "b.html"):
        frame.locator("a.brand").click()
        frame.locator(f"a[href='{page}']").click()
        frame.locator("h1", has_text="Page").wait_for()
    kept(platform, '"111"')
    platform.leave()
    assert platform.status == ("failed", "50")
    frame = platform.start()
    frame.locator("a.brand").click()
    frame.locator("a[href='x.html']").click()
    answer(frame, "q3", "a")
    platform.leave()
    assert platform.status == ("passed", "100")


def test_what_is_kept_of_the_whole_course_fits_into_what_a_platform_keeps():
    course_dir = the_course()
    most = [(quiz.id, "Y" * len(quiz.questions)) for quiz in course_dir.course.quizzes]
    pages = "1" * len(course_dir.course.pages)
    data = json.dumps({"v": 1, "pages": pages, "here": 999, "quizzes": dict(most)})
    assert len(data) <= 4096
