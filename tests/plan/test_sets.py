"""What leads, trainers and platforms are given: the hour, the papers of a place, sets, the record."""

import pytest
from project import the_course, the_plan

from coursekit.render.print.handout import HandoutInputs

PLANNED = the_plan()
PAGES = {page.path: page.inputs for page in PLANNED.pages}
FILES = {file.path: file for file in (*PLANNED.files, *PLANNED.packages)}
SETS = [page.head for page in the_course().course.pages if page.head.set]


@pytest.mark.parametrize(
    ("place", "paper"), [("gb-eng", "A4"), ("ie", "A4"), ("us", "Letter"), ("int", "A4")]
)
def test_leads_open_with_the_hour_the_papers_of_their_place_and_what_changed(place, paper):
    page = PAGES.get(f"leads-{place}.html") or PAGES["leads.html"]
    hour, papers, changed = ({row.title: row.url for row in card.rows} for card in page.door_cards)
    assert len(page.door_cards) == 3
    assert {"Plan to print", "Question sheet", "Answer notes, apart"} <= set(hour)
    slides = (
        next(url for title, url in hour.items() if title.startswith("Slides for")) if place != "int" else ""
    )
    assert place == "int" or slides == f"slides/staff-60-{place}.pptx"
    assert f"handouts/who-to-tell-{place}.pdf" in papers.values()
    assert any(url.startswith("changes") for url in changed.values())
    for url in (*hour.values(), *papers.values(), *changed.values()):
        assert url in FILES or url in PAGES, url
        assert not url.endswith(".pdf") or FILES[url].inputs.paper == paper, url


def test_the_package_for_all_staff_is_the_hour_for_each_place_and_asks_its_own_questions():
    for place in ("", ".GB-ENG", ".US", ".ZA"):
        inputs = FILES[f"packages/course/staff{place}.scorm12.zip"].inputs
        counted = [page for part in inputs.parts if part.counts for page in part.pages]
        assert sum(page.minutes for page in counted if page.url != "staff-hour.html") <= 60
        assert [quiz.id for quiz in inputs.quizzes] == ["staff-hour"]
        assert inputs.marks == (("All staff: eight questions", 75),)
    long = FILES["packages/course/staff-long.scorm12.zip"].inputs
    assert len(long.parts) > 7
    assert [mark for _, mark in long.marks] == [80]
    assert FILES["packages/course/parents.GB-ENG.scorm12.zip"].inputs.marks == ()


def test_every_set_has_its_page_and_with_slides_a_deck_and_a_sheet_made_once():
    assert {head.set.group for head in SETS} == {"everybody", "role", "briefing"}
    modules = [page for page in the_course().course.pages if page.head.kind == "module"]
    assert len([head for head in SETS if head.set.group == "briefing"]) == len(modules)
    for head in SETS:
        page = PAGES[f"{head.slug}.html"]
        assert all(part.url is None or part.url in PAGES for part in page.set_parts)
        assert page.record_url == "record.html"
        assert not [path for path in FILES if path.startswith(f"slides/{head.slug}-")]
        if head.set.slides:
            assert f"slides/{head.slug}.pptx" in FILES
            assert isinstance(FILES[f"handouts/{head.slug}.pdf"].inputs, HandoutInputs)


def test_the_record_knows_modules_the_session_and_the_sets():
    record = PAGES["record.html"]
    assert record.others[0].id == "staff-session"
    assert {other.id for other in record.others} >= {head.id for head in SETS}


def test_the_way_goes_from_lesson_to_lesson_to_the_check_and_side_pages_stand_beside_it():
    parts = PAGES["module-4-part-2.html"].parts
    way = [part.url for part in parts if not part.aside]
    assert way[0] == "module-4.html"
    assert any("check" in url for url in way)
    aside = {part.url for part in parts if part.aside}
    assert {"module-4-session.html"} <= aside
    assert any("parents" in url for url in aside)
