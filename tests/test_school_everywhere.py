"""The school's name stands on everything that is printed, shown or sent, whether or not a text names it."""

import dataclasses

import pytest
from printing import ADDRESS, FILLED, LOADED, LOGO

from coursekit.catalogue import Catalogue
from coursekit.plan.files import plan_files
from coursekit.render.print import handout, quiz_paper, session
from coursekit.render.slides import deck

SCHOOL = FILLED.model_copy(update={"place": "GB-ENG", "address": ADDRESS})
COURSE = LOADED.course.model_copy(update={"school": SCHOOL, "logo": LOGO})
HTML = {
    "coursekit.render.print.handout:render": handout.html,
    "coursekit.render.print.session:render_plan": session.plan_html,
    "coursekit.render.print.session:render_cards": session.cards_html,
    "coursekit.render.print.quiz_paper:render": quiz_paper.html,
    "coursekit.render.slides.pptx:render": lambda inputs: deck.deck(inputs).foot,
}
FILES = {
    (file.recipe, getattr(getattr(file.inputs, "head", None), "template", "")): file
    for file in plan_files(Catalogue(dataclasses.replace(LOADED, course=COURSE)))
    if file.recipe in HTML and file.place in {None, "GB-ENG"}
}


@pytest.mark.parametrize("file", FILES.values(), ids=lambda file: file.path)
def test_every_kind_of_paper_names_the_school_and_is_made_again_when_the_name_changes(file):
    assert str(SCHOOL.name) in HTML[file.recipe](file.inputs)
    assert "school:school" in file.uses
    assert "school.yml" in file.sources or LOADED.origins.get(("school", "school")) is None
    assert file.inputs.logo == LOGO
