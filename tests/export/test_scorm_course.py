"""A whole course as SCORM 1.2: finished when all of it was open, passed with its check."""

import json

from project import the_course
from scorm_platform import answer, course, files, kept, quiz

from coursekit.export.course import CourseQuiz
from coursekit.model.shelf import Shelf


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
