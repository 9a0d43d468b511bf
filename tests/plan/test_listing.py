"""What lists of files show: one thing once, in all its forms, for a reader's place and paper."""

import re

import pytest
from project import the_course, the_plan

from coursekit.catalogue import Catalogue
from coursekit.plan.printables import nearest, printables
from coursekit.run.work import call

FILES = (*the_plan().files, *the_plan().packages)
PLACES = {place.code: place for place in Catalogue(the_course()).open_places}


@pytest.mark.parametrize("code", PLACES)
def test_a_place_sees_its_own_version_of_a_file_and_no_other(code):
    found = nearest(FILES, PLACES[code])
    assert {file.place for file in found} <= {None, code}
    own = {file.everywhere for file in found if file.place}
    assert [file.path for file in found if not file.place and (file.everywhere or file.path) in own] == []


@pytest.mark.parametrize("code", PLACES)
def test_each_thing_is_listed_once_with_a_name_for_each_of_its_forms(code):
    for group in printables(FILES, PLACES[code]):
        titles = [thing.title for thing in group.printables]
        assert len(titles) == len(set(titles)), group.title
        for thing in group.printables:
            assert len({file.title for file in thing.files}) == len(thing.files), thing.title


def test_all_that_people_take_away_is_listed_and_nothing_else():
    wanted = re.compile(r"(?!packages/).+\.(pdf|pptx|docx|txt|ics)")
    assert [file.path for file in FILES if bool(file.listing) != bool(wanted.fullmatch(file.path))] == []


@pytest.mark.parametrize(("page", "paper"), [("leads.html", ""), ("leads-us.html", "-letter")])
def test_an_audience_is_named_the_presentation_and_its_paper_in_the_reader_s_size(page, paper):
    """A presentation has no paper: it is not kept from those who print on another."""
    made = call(next(one for one in the_plan().pages if one.path == page)).decode()
    assert 'href="slides/module-1.pptx"' in made
    other = "" if paper else "-letter"
    assert f'href="handouts/module-1-slides{paper}.pdf"' in made
    assert f'href="handouts/module-1-slides{other}.pdf"' not in made
