"""A name in letters from the right does not turn the number beside it round, in any output."""

import pypdfium2
import pytest
from project import the_course

from coursekit.model.school import School
from coursekit.plan.plan import plan
from coursekit.render.direction import apart
from coursekit.render.plain import reached
from coursekit.run.work import call

MARK = "\u200e"
NUMBER = "01632 960 001"
NUMBERS = "01632 960 001 / 01632 960 002"
"""Not dialled, and too long for one line: words like any others."""


@pytest.mark.parametrize("name", ["ליאת כהן", "ليلى حداد", "Dr ليلى", "עמל (Amal)"])
def test_a_name_from_the_right_ends_before_what_follows(name):
    school = School.model_validate({"lead": {"name": name, "phone": NUMBER}})
    assert apart(name) == name + MARK
    assert reached(school.lead) == f"{name}{MARK}, {NUMBER}"


@pytest.mark.parametrize("name", ["Siân Ŵyn", "Ngaire Pōtae", "山田", "नमिता", ""])
def test_other_names_stay_as_they_are(name):
    assert apart(name) == name


@pytest.mark.parametrize("name", ["ליאת כהן", "ليلى حداد"])
def test_on_paper_the_number_stands_behind_the_name_with_its_digits_in_order(name):
    loaded = the_course()
    details = {"name": name, "phone": NUMBERS}
    school = School.model_validate({"place": "GB-ENG", "lead": details})
    loaded.course = loaded.course.model_copy(update={"school": school})
    poster = next(file for file in plan(loaded).files if file.path == "handouts/guide-1-england.pdf")
    text = pypdfium2.PdfDocument(call(poster))[0].get_textpage()
    first, last = (text.get_charbox(text.search(part).get_next()[0])[0] for part in ("01632", "002"))
    letter = text.get_charbox(text.search(name[0]).get_next()[0])[0]
    assert letter < first < last
