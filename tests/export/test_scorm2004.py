"""SCORM 2004 4th Edition in a real browser, inside the platform of scorm-again."""

from xml.etree import ElementTree as ET

from scorm_platform import Platform, answer, course, files, kept, package, quiz

from coursekit.export import scorm2004
from coursekit.export.course import CourseQuiz
from coursekit.model.quiz import Quiz
from coursekit.model.shelf import Shelf

CP = "{http://www.imsglobal.org/xsd/imscp_v1p1}"
ADL = "{http://www.adlnet.org/xsd/adlcp_v1p3}"
SS = "{http://www.imsglobal.org/xsd/imsss}"


def of(made: Quiz, **more: bool) -> bytes:
    return package(made, again=scorm2004.package, **more)


def test_it_holds_the_pages_of_the_older_package_in_an_envelope_of_its_own():
    old, new = files(package(quiz(pass_mark=80))), files(of(quiz(pass_mark=80)))
    assert set(old) ^ set(new) == {"assets/scorm12.js", "assets/scorm2004.js"}
    changed = {name for name in set(old) & set(new) if old[name] != new[name]}
    assert changed == {"index.html", "imsmanifest.xml"}
    assert of(quiz(pass_mark=80)) == of(quiz(pass_mark=80))


def test_the_manifest_names_one_sco_and_its_pass_mark():
    root = ET.fromstring(files(of(quiz(pass_mark=80)))["imsmanifest.xml"])
    assert root.findtext(f"{CP}metadata/{CP}schemaversion") == "2004 4th Edition"
    (resource,) = root.iter(f"{CP}resource")
    assert resource.get(f"{ADL}scormType") == "sco"
    assert {file.get("href") for file in resource} == set(files(of(quiz()))) - {"imsmanifest.xml"}
    assert root.findtext(f".//{SS}minNormalizedMeasure") == "0.80"
    assert ET.fromstring(files(of(quiz()))["imsmanifest.xml"]).find(f".//{SS}minNormalizedMeasure") is None


def test_right_answers_pass_and_a_passed_attempt_stays_passed(platform_2004: Platform):
    platform_2004.install(of(quiz(pass_mark=80)))
    frame = platform_2004.start()
    answer(frame, "q1", "a")
    answer(frame, "q2", "a", "c")
    assert platform_2004.status == ("incomplete", "unknown", "", "")
    answer(frame, "q3", "a")
    platform_2004.leave()
    assert platform_2004.status == ("completed", "passed", "100", "1")
    assert platform_2004.launch().locator(".scorm__done").is_visible()
    answer(platform_2004.start(), "q1", "b")
    platform_2004.leave()
    assert platform_2004.status == ("completed", "passed", "100", "1")


def test_wrong_answers_fail_and_half_an_attempt_goes_on_another_day(platform_2004: Platform):
    platform_2004.install(of(quiz(pass_mark=80)))
    frame = platform_2004.start()
    answer(frame, "q1", "b")
    platform_2004.leave()
    assert platform_2004.status == ("incomplete", "unknown", "", "")
    frame = platform_2004.start()
    frame.locator("#q1 .question__kept").wait_for()
    answer(frame, "q2", "a", "c")
    answer(frame, "q3", "b")
    platform_2004.leave()
    assert platform_2004.status == ("completed", "failed", "25", "0.25")


def test_no_answer_is_told_and_results_only_where_the_school_wants_them(platform_2004: Platform):
    platform_2004.install(of(quiz()))
    answer(platform_2004.start(), "q2", "a")
    platform_2004.leave()
    told = {"completion_status", "suspend_data", "exit", "session_time"}
    assert platform_2004.told == {f"cmi.{name}" for name in told}
    platform_2004.install(of(quiz(), results=True))
    answer(platform_2004.start(), "q2", "a")
    answer(platform_2004.page.frame_locator("iframe").frame_locator("iframe"), "q3", "b")
    told_both = "(commitNow(), 'cmi.interactions.1.result' in JSON.parse(sessionStorage.cmi))"
    platform_2004.page.wait_for_function(told_both)
    platform_2004.leave()
    said = [
        [platform_2004.value(f"cmi.interactions.{n}.{part}") for part in ("id", "result")] for n in range(2)
    ]
    assert said == [["x.q2", "0.50"], ["x.q3", "incorrect"]]
    assert not platform_2004.value("cmi.interactions.0.learner_response")


def test_a_course_is_passed_with_its_check_when_all_of_it_was_open(platform_2004: Platform):
    check = CourseQuiz(quiz=quiz(pass_mark=80), shelf=Shelf(), title="Course check")
    platform_2004.install(course(check, again=scorm2004.package))
    frame = platform_2004.start()
    for page in ("a.html", "b.html", "x.html"):
        frame.locator(f"a[href='{page}']").click()
        frame.locator(".contents").wait_for(state="detached")
        if page != "x.html":
            frame.locator("a.brand").click()
    answer(frame, "q1", "a")
    answer(frame, "q2", "a", "c")
    answer(frame, "q3", "a")
    kept(platform_2004, '\\"111\\"')
    platform_2004.leave()
    assert platform_2004.status == ("completed", "passed", "100", "1")


def test_a_platform_may_move_the_pass_mark(platform_2004: Platform):
    platform_2004.install(of(quiz(pass_mark=80)))
    platform_2004.page.add_init_script(
        "Object.defineProperty(window, 'moved', { get: () => API_1484_11.GetValue = ((old) => (name) =>"
        " name === 'cmi.scaled_passing_score' ? '0.2' : old(name))(API_1484_11.GetValue) });"
        "document.addEventListener('DOMContentLoaded', () => window.API_1484_11 && window.moved);"
    )
    frame = platform_2004.start()
    answer(frame, "q1", "a")
    answer(frame, "q2", "b")
    answer(frame, "q3", "b")
    assert "20 per cent that you need" in frame.locator(".quiz__state").inner_text()
    platform_2004.leave()
    assert platform_2004.status == ("completed", "passed", "25", "0.25")
