"""The map of guidance of the course as it comes: complete for each place, and each target is there."""

import pytest
from project import the_course, the_plan

from coursekit.run.work import call

PAGES = [page for page in the_plan().pages if page.path.startswith("guidance")]


def test_each_place_has_its_map():
    assert {page.place for page in PAGES} == {
        place.code for place in the_course().course.places if place.pages
    }


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.place))
def test_every_line_of_a_place_is_there_and_leads_somewhere_or_says_why_not(page):
    made = {artefact.path for artefact in (*the_plan().pages, *the_plan().files)}
    course, lines = the_course().course, [line for part in page.inputs.asks for line in part.lines]
    asked = [fact for fact in course.facts if course.guidance_map.holds(fact) and page.place in fact.places]
    assert sorted(line.fact.id for line in lines) == sorted(fact.id for fact in asked)
    for line in lines:
        links = (*line.pages, *line.papers)
        assert bool(links) != bool(line.not_covered)
        assert {link.url for link in links} <= made


def test_a_line_is_shown_with_its_source_and_what_takes_it_up():
    html = call(next(page for page in PAGES if page.place == "GB-ENG")).decode()
    assert "<b>Not covered:</b> It is about lessons for pupils." in html
    assert 'href="module-8-part-3.html">Filtering and monitoring</a>' in html
    assert 'href="#source-1"' in html
