"""Matching, ordering, gaps, short answers, reflections and scales in a real browser, by keyboard alone."""

import re

import pytest
from markdown import markdown
from playwright.sync_api import Page
from quiz_driver import fill, plain, press, press_to, rate, reflect, right, shown, wrong
from quiz_page import WITH_FIELDS, Open, accessible, fragment, in_examples, no_traces, quiz_of, status, writer

from coursekit.model.question.answer import folded
from coursekit.model.question.reflection import Reflection
from coursekit.model.question.scale import Scale
from coursekit.model.quiz import Question, Quiz

UNSCORED = in_examples("reflection", "scale")


def reasons(question: Question) -> list[str]:
    """Every reason of a question, as a reader sees it."""
    return [
        plain(writer().block(text))
        for where, text in question.texts()
        if where[-1] in {"reason", "otherwise"}
    ]


@pytest.mark.parametrize(("quiz", "question"), WITH_FIELDS)
def test_without_scripts_each_control_is_native_and_has_a_name(
    open_quiz: Open, quiz: Quiz, question: Question
) -> None:
    page = open_quiz(quiz, scripts=False)
    for id_, words in right(question).items():
        control = page.locator(f"#{id_}")
        assert page.locator(f"label[for='{id_}']").is_visible()
        if control.evaluate("one => one.matches('select')"):
            control.select_option(words)
        else:
            control.fill(words)
        assert control.input_value() == words
    assert not any(reason in shown(page) for reason in reasons(question))
    press(page, f"#{question.id} summary")
    assert [reason for reason in reasons(question) if reason not in shown(page)] == []


@pytest.mark.parametrize(("quiz", "question"), WITH_FIELDS)
def test_a_keyboard_answers_and_each_part_has_its_reason(
    open_quiz: Open, quiz: Quiz, question: Question
) -> None:
    page = open_quiz(quiz, still=True)
    address, box = page.url, page.locator(f"#{question.id}")
    press(page, f"#{question.id} [data-do=check]")
    assert "first." in status(page, question)
    assert box.locator(".answers").is_hidden()

    fill(page, question, wrong(question))
    press(page, f"#{question.id} [data-do=check]")
    differs = sum(words != right(question)[id_] for id_, words in wrong(question).items())
    assert box.locator(".reply:visible .verdict--other").count() == differs
    assert box.locator(".reply:visible").count() == len(right(question))
    for reply in box.locator(".reply .why").all():
        assert shown(reply) in status(page, question)
        assert any(reason in shown(reply) for reason in reasons(question))
    assert box.locator(":is(input, select):enabled").count() == 0
    press(page, f"#{question.id} .answers summary")
    assert [reason for reason in reasons(question) if reason not in shown(box)] == []

    press(page, f"#{question.id} [data-do=again]")
    first = box.locator(":is(input, select)").first
    assert page.evaluate("document.activeElement.id") == first.get_attribute("id")
    assert {control.input_value() for control in box.locator("input, select").all()} == {""}
    assert not any(reason in shown(page) for reason in reasons(question))

    fill(page, question, right(question))
    press(page, f"#{question.id} [data-do=check]", "Space")
    assert box.locator(".verdict--best:visible").count() == len(right(question))
    assert shown(page.locator(".quiz__summary")) == "You chose the best answer in 1 of 1."
    no_traces(page, address)


@pytest.mark.parametrize(("quiz", "question"), UNSCORED)
def test_what_is_not_marked_needs_no_script_and_leaves_nothing(
    open_quiz: Open, quiz: Quiz, question: Question
) -> None:
    page = open_quiz(quiz)
    note = plain(writer().block(question.note))
    assert note not in shown(page)
    if isinstance(question, Reflection):
        reflect(page, question, "Somebody calm.")
        assert page.locator("textarea").input_value() == "Somebody calm."
    elif isinstance(question, Scale):
        rate(page, question)
        assert page.locator("input:checked").count() == len(question.rows)
        assert page.locator("fieldset fieldset").count() == len(question.rows)
    assert note in shown(page)
    assert page.locator(".quiz button:visible").count() == 1  # the offer to remember
    no_traces(page, page.url)
    accessible(page)


def test_a_mixed_order_never_starts_as_the_answer() -> None:
    for number in range(40):
        steps = [{"id": f"s{step}", "text": f"Step {step}.", "reason": "R."} for step in range(3)]
        html = fragment(quiz_of({"id": f"q{number}", "type": "order", "stem": "?", "steps": steps}))
        ids = re.findall('<select id="[^"]+--([^"]+)"', html)
        assert len(ids) == 3
        assert ids != sorted(ids)


SAME = [
    ("  The   Lead. ", "the lead"),
    ("D.S.L.", "dsl"),
    ("cafe", "Café"),
    ("don’t", "don't"),
    ("STRASSE", "straße"),
    ("ﬁrst", "First"),
]


@pytest.mark.parametrize(("typed", "accepted"), SAME)
def test_the_page_compares_as_the_check_does(open_quiz: Open, typed: str, accepted: str) -> None:
    assert folded(typed) == folded(accepted)
    page = open_quiz(quiz_of(short_text(accept=[accepted])))
    answer(page, typed)
    assert shown(page.locator(".reply .verdict")) == "Best answer."
    page.locator("[data-do=again]").click()
    answer(page, f"not {typed}")
    assert shown(page.locator(".reply .verdict")) == "Not the best answer."


def short_text(**more: object) -> dict[str, object]:
    wrong = [{"answers": ["the head", "head"], "reason": "Not the head."}]
    texts = {"reason": "The lead can act.", "otherwise": "Somebody else.", "wrong": wrong}
    return {"id": "q", "type": "short_text", "stem": "Who?", "accept": ["the lead"], **texts, **more}


def answer(page: Page, words: str) -> None:
    page.locator("#q--answer").fill(words)
    page.locator("[data-do=check]").click()


@pytest.mark.parametrize(
    ("typed", "reason"),
    [("Head!", "Somebody else."), ("HEAD.", "Not the head."), ("the  head", "Not the head.")],
)
def test_each_foreseen_answer_has_its_reason_and_all_others_have_one(
    open_quiz: Open, typed: str, reason: str
) -> None:
    page = open_quiz(quiz_of(short_text()))
    answer(page, typed)
    expected = f"Not the best answer. {reason} The best answer is: the lead. The lead can act."
    assert shown(page.locator(".reply")) == expected


@pytest.mark.parametrize(("feedback", "checked"), [("immediate", 1), ("end", 0)])
def test_enter_checks_a_typed_answer_where_there_is_a_button_to(
    open_quiz: Open, feedback: str, checked: int
) -> None:
    page = open_quiz(quiz_of(short_text(), settings={"feedback": feedback}))
    page.locator("#q--answer").fill("head")
    for _ in range(3):
        page.keyboard.down("Enter")  # held down: the reason stays
    page.keyboard.up("Enter")
    assert page.locator(".is-checked").count() == checked
    assert page.locator("#q--answer").input_value() == "head"


def test_only_full_stops_are_no_answer(open_quiz: Open) -> None:
    page = open_quiz(quiz_of(short_text()))
    answer(page, " . ")
    assert page.get_by_text("Give every answer first.").is_visible()


def test_one_place_may_be_right_for_several(open_quiz: Open) -> None:
    pairs = [{"id": id_, "left": f"{id_}.", "right": "The lead", "reason": "R."} for id_ in "ab"]
    spare = [{"id": "c", "right": "Nobody", "reason": "Somebody."}]
    page = open_quiz(quiz_of({"id": "q", "type": "match", "stem": "?", "pairs": pairs, "distractors": spare}))
    for id_, words in (("q--a", "The lead"), ("q--b", "Nobody")):
        page.locator(f"#{id_}").select_option(words)
    page.locator("[data-do=check]").click()
    assert page.locator(".reply").all_inner_texts()[0].startswith("Best answer.")
    assert shown(page.locator(".reply").nth(1)) == (
        "Not the best answer. Somebody. The best answer is: The lead. R."
    )


def test_feedback_at_the_end_waits_for_every_field(open_quiz: Open) -> None:
    page = open_quiz(quiz_of(short_text(), settings={"feedback": "end"}))
    press(page, "[data-do=finish]")
    assert "Question 1 is still open." in shown(page.locator(".quiz__summary"))
    page.keyboard.type("the lead")
    press(page, "[data-do=finish]")
    assert "The lead can act." in shown(page.locator(".reply"))


HOSTILE = [
    "<script>alert(1)</script>", "</select></fieldset><h1>out</h1>", "'\"><img src=x onerror=alert(1)>",
    "]]> --> {{ x }} ${x} {answer}", "=cmd() 👩🏽‍🏫 مرحبا ‮abc", "unbroken" * 80,
]  # fmt: skip


def hostile_quiz(text: str) -> Quiz:
    gap = {"reason": text, "otherwise": text, "accept": [f"yes {text}"]}
    gap |= {"wrong": [{"answers": [f"no {text}"], "reason": text}]}
    pairs = [{"id": id_, "left": f"{id_} {text}", "right": f"{id_} {text}", "reason": text} for id_ in "ab"]
    steps = [{"id": id_, "text": f"{id_} {text}", "reason": text} for id_ in "abc"]
    return quiz_of(
        {"id": "q-m", "type": "match", "stem": text, "pairs": pairs},
        {"id": "q-o", "type": "order", "stem": text, "steps": steps},
        {"id": "q-c", "type": "cloze", "stem": text, "text": f"{text} [[a]]", "gaps": [{"id": "a", **gap}]},
        {"id": "q-s", "type": "short_text", "stem": text, **gap},
        {"id": "q-r", "type": "reflection", "stem": text, "note": text},
        {"id": "q-k", "type": "scale", "stem": text, "low": f"1 {text}", "high": f"2 {text}", "note": text},
    )


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_markdown_engine_leaves_the_block_as_it_is(text: str) -> None:
    html = fragment(hostile_quiz(text))
    assert markdown(html, extensions=["md_in_html", "attr_list", "toc", "tables"]) == html


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_texts_stay_whole_and_do_nothing(open_quiz: Open, text: str) -> None:
    quiz = hostile_quiz(text)
    page = open_quiz(quiz, viewport={"width": 320, "height": 640})
    for question in quiz.questions[:4]:
        for id_, words in right(question).items():
            control = page.locator(f"#{id_}")
            is_list = control.evaluate("one => one.matches('select')")
            control.select_option(words) if is_list else control.fill(words)
        page.locator(f"#{question.id} [data-do=check]").click()
        assert page.locator(f"#{question.id} .verdict--other").count() == 0
        assert plain(writer().block(text)) in shown(page.locator(f"#{question.id} .reply").first)
    assert page.locator("h1").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    press_to(page, "a[href='help.html']")
