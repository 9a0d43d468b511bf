"""SCORM 1.2 in a real browser, inside a platform that refuses whatever the standard does."""

import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET

import pytest
from exporting import HOSTILE, choice, every_type, quiz_with, shown
from playwright.sync_api import FrameLocator
from scorm_platform import HELP, Platform, answer, files, package, past_first_screen, quiz

from coursekit.export.site_files import placed


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
