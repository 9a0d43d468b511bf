"""Briefings on what changed: made of the change log, one side and three slides, for each of its places."""

import io
from dataclasses import replace

import pikepdf
import pytest
from pptx import Presentation
from project import the_course, the_plan

from coursekit.check.briefs import check
from coursekit.run.work import call

LOADED = the_course()
BRIEFED = [change for change in LOADED.course.changes if change.brief]
FILES = {file.path: file for file in the_plan().files}
PLACES = {place.code: place for place in LOADED.course.places}


def paths(change):
    slugs = [PLACES[code].slug for code in change.places]
    return [
        (f"handouts/briefing-{change.id}-{s}.pdf", f"slides/briefing-{change.id}-{s}.pptx") for s in slugs
    ]


def found(**changes):
    """What is said of the course when its first change with a briefing is another."""
    course, first = LOADED.course, BRIEFED[0]
    others = tuple(one.model_copy(update=changes) if one.id == first.id else one for one in course.changes)
    course = course.model_copy(update={"changes": others})
    return [problem.message for problem in check(replace(LOADED, course=course))]


def test_each_change_of_the_year_that_staff_act_on_has_one_in_each_of_its_places():
    assert found() == []
    assert len(BRIEFED) >= 12
    assert all(path in FILES for change in BRIEFED for pair in paths(change) for path in pair)


def test_a_change_of_the_year_without_one_is_named_and_an_old_one_is_not():
    assert "there is no briefing on it" in found(brief=None)[0]
    assert found(brief=None, since="2024-01-31") == []
    assert found(brief=None, since="2026") == []
    assert found(brief=None, who=("leads",)) == []


def test_a_briefing_that_cannot_be_shown_is_named():
    brief = BRIEFED[0].brief
    assert "is for staff" in found(who=("leads",))[0]
    assert "has 13 words" in found(brief=brief.model_copy(update={"do": ("word " * 13,)}))[0]
    assert "links nowhere" in found(brief=brief.model_copy(update={"say": 'Ring {{ here("police") }}.'}))[0]
    assert "links nowhere" in found(brief=brief.model_copy(update={"scene": "See [there](help.md)."}))[0]


@pytest.mark.parametrize("change", BRIEFED, ids=lambda change: change.id)
def test_a_briefing_is_one_side_and_three_slides_with_its_sources(change):
    sheet, slides = paths(change)[0]
    with pikepdf.open(io.BytesIO(call(FILES[sheet]))) as file:
        assert len(file.pages) == 1
    assert {f"fact:{id_}" for id_ in change.facts} | {f"change:{change.id}"} <= set(FILES[sheet].uses)
    deck = Presentation(io.BytesIO(call(FILES[slides])))
    shown = [[shape.text_frame.text for shape in slide.placeholders] for slide in deck.slides]
    assert [texts[0] for texts in shown] == ["What is new", "In pairs, aloud", "From today"]
    assert all(line in "\n".join(shown[0]) for line in change.brief.new)
    assert all(line in "\n".join(shown[2]) for line in change.brief.do)
    notes = deck.slides[1].notes_slide.notes_text_frame.text
    assert change.brief.say.split("\n")[0] in notes
    assert not any("local emergency number" in text for texts in shown for text in texts) or (
        change.places == ("INT",) or change.places == ("EU",)
    )
