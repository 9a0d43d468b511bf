"""Question papers: every text of the quiz, and a sheet of questions that gives nothing away."""

import json
import re

import pytest
from pdfs import assert_own_fonts, failures, pages_text
from printing import (
    BLANK,
    HOSTILE,
    ROOT,
    assert_inside,
    each_example,
    example,
    paper,
    paper_inputs,
    shelf,
    squeezed,
)
from project import seen_texts, the_course, the_plan

from coursekit.model.quiz import Quiz
from coursekit.render.print import quiz_paper
from coursekit.render.questions import disordered


@pytest.mark.parametrize("half", quiz_paper.TEMPLATES)
@each_example
def test_a_paper_passes_every_rule_and_keeps_its_letters_on_the_sheet(file, half):
    data = paper(file, half)
    assert failures(data) == []
    assert_inside(data)
    assert_own_fonts(data)


@each_example
def test_a_paper_keeps_every_text_of_its_quiz(file):
    seen = squeezed("".join(pages_text(paper(file)) + pages_text(paper(file, "notes"))))
    for question in example(file).questions:
        for where, text in seen_texts(question):
            assert squeezed(text) in seen, where


@each_example
def test_the_question_sheet_gives_nothing_away(file):
    sheet = squeezed("".join(pages_text(paper(file))))
    notes = squeezed("".join(pages_text(paper(file, "notes"))))
    assert squeezed("Answer notes") in notes
    for giveaway in (
        "Answer notes",
        "The best answer",
        "Not the best",
        "Does not apply",
        "best choice",
        "behind it",
        "Nothing belongs here",
        "Any other answer",
    ):
        assert squeezed(giveaway) not in sheet
    for question in example(file).questions:
        for where, text in question.texts():
            if where[-1] in {"reason", "otherwise", "note"}:
                assert squeezed(text) not in sheet
                assert squeezed(text) in notes


def test_answers_are_mixed_the_same_way_every_day_and_fixed_ones_stay():
    question = example(ROOT / "tests/examples/single.yml").questions[0]
    orders = [[option.id for option in quiz_paper.mixed(question.options, f"seed-{n}")] for n in range(60)]
    assert orders[0] == [option.id for option in quiz_paper.mixed(question.options, "seed-0")]
    assert {order.index("listen") for order in orders} == {0, 1, 2}
    true_false = example(ROOT / "tests/examples/true_false.yml").questions[0]
    assert [option.id for option in quiz_paper.mixed(true_false.options, "any")] == ["true", "false"]


def test_steps_are_not_printed_in_their_order_nor_places_beside_their_pairs():
    for seed in range(40):
        names = "abc"
        assert "".join(disordered(names, f"seed-{seed}")) != names
    order = example(ROOT / "tests/examples/order.yml").questions[0]
    sheet = squeezed(pages_text(paper(ROOT / "tests/examples/order.yml"))[0])
    printed = sorted(order.steps, key=lambda step: sheet.index(squeezed(step.text)))
    assert printed != list(order.steps)


def test_the_notes_name_the_letter_that_stands_on_the_sheet():
    file = ROOT / "tests/examples/match.yml"
    sheet, notes = (squeezed("".join(pages_text(paper(file, half)))) for half in ("questions", "notes"))
    for pair in example(file).questions[0].pairs:
        letter = re.search(rf"([a-c]){re.escape(squeezed(pair.right))}", sheet)[1]
        assert squeezed(f"{pair.left}{letter}: {pair.right}{pair.reason}") in notes


def test_the_questions_of_every_module_keep_to_four_sides_and_of_every_session_to_two():
    """The longest of each, in the place that adds most, on the shorter paper."""
    papers = [file for file in the_plan().files if file.kind == "paper" and file.inputs.half == "questions"]
    sheets = [file for file in papers if file.inputs.one_form]
    course = the_course().course
    sessions = [page for page in course.pages if page.head.session]
    assert len(sheets) == (len(sessions) + len(course.planner.refreshers)) * 2

    def length(file):
        return sum(len(text) for text in file.inputs.quiz.texts())

    for file, sides in ((max(papers, key=length), quiz_paper.SIDES), (max(sheets, key=length), 2)):
        assert len(pages_text(quiz_paper.render(file.inputs.model_copy(update={"paper": "Letter"})))) <= sides


def test_gaps_are_blank_and_numbered_and_words_stand_below():
    question = example(ROOT / "tests/examples/cloze.yml").questions[0]
    document = quiz_paper.html(paper_inputs(example(ROOT / "tests/examples/cloze.yml")))
    assert document.count('class="gap"') == len(question.gaps)
    sheet = squeezed(pages_text(paper(ROOT / "tests/examples/cloze.yml"))[0])
    assert squeezed("keep this (1)") in sheet
    assert squeezed("Words for gap 1:") in sheet
    assert squeezed("Words for gap 2:") not in sheet
    assert squeezed("safeguarding lead") not in sheet


def test_every_choice_of_a_story_leads_to_the_right_card():
    quiz = example(ROOT / "tests/examples/scenario.yml")
    question = quiz.questions[0]
    numbers = {card.step.id: card.number for card in quiz_paper.cards(question, question.id, True)}
    assert numbers[question.steps[0].id] == 1
    seen = squeezed(pages_text(paper(ROOT / "tests/examples/scenario.yml"))[0])
    for step in question.steps:
        for choice in step.choices:
            assert squeezed(f"{choice.text} Go to card {numbers[choice.next]}.") in seen


def test_a_paper_draws_lines_to_write_on_and_numbers_what_it_rests_on():
    quiz = example(ROOT / "tests/examples/single.yml")
    asked = quiz.questions[0].model_copy(
        update={"answer_space": 3, "facts": ("ew-image-age-18",), "facilitator": "Ask pairs."}
    )
    made = paper_inputs(
        quiz.model_copy(update={"questions": (asked,)}), shelf=shelf("", None, BLANK, ["ew-image-age-18"])
    )
    assert quiz_paper.html(made).count('class="line"') == 3
    notes = made.model_copy(update={"half": "notes"})
    document = quiz_paper.html(notes)
    assert "source 1" in document
    assert "Ask pairs." in document
    assert failures(quiz_paper.render(notes)) == []


def test_hostile_text_in_every_type_is_printed_as_it_stands():
    gap = {"accept": [HOSTILE], "reason": HOSTILE, "otherwise": HOSTILE}
    gap |= {"wrong": [{"answers": [f"no {HOSTILE}"], "reason": HOSTILE, "misconception": HOSTILE}]}
    pairs = [{"id": id_, "left": f"{id_} {HOSTILE}", "right": HOSTILE, "reason": HOSTILE} for id_ in "ab"]
    steps = [{"id": id_, "text": f"{id_} {HOSTILE}", "reason": HOSTILE} for id_ in "abc"]
    ends = {"low": HOSTILE, "high": HOSTILE}
    asked = [
        {"id": "m", "type": "match", "pairs": pairs},
        {"id": "o", "type": "order", "steps": steps},
        {"id": "c", "type": "cloze", "text": f"{HOSTILE} [[a]]", "gaps": [{"id": "a", **gap}]},
        {"id": "s", "type": "short_text", **gap},
        {"id": "r", "type": "reflection", "note": HOSTILE},
        {"id": "k", "type": "scale", "note": HOSTILE, **ends},
    ]
    quiz = example(ROOT / "tests/examples/single.yml").model_dump(by_alias=True)
    hostile = Quiz.model_validate(quiz | {"questions": [{"stem": HOSTILE, **each} for each in asked]})
    halves = [quiz_paper.render(paper_inputs(hostile, half=half)) for half in quiz_paper.TEMPLATES]
    said = squeezed("".join(text for data in halves for text in pages_text(data)))
    assert said.count(squeezed(HOSTILE)) >= 45
    assert [failures(data) for data in halves] == [[], []]


def test_hostile_text_in_a_quiz_is_printed_as_it_stands():
    quiz = example(ROOT / "tests/examples/single.yml")
    dump = json.loads(quiz.questions[0].model_dump_json()) | {"stem": HOSTILE}
    dump["options"][0] |= {"text": HOSTILE, "reason": HOSTILE, "misconception": HOSTILE}
    hostile = Quiz.model_validate(quiz.model_dump(by_alias=True) | {"title": HOSTILE, "questions": [dump]})
    data = quiz_paper.render(paper_inputs(hostile, half="notes"))
    assert squeezed("".join(pages_text(data))).count(squeezed(HOSTILE)) >= 4
    assert failures(data) == []
