"""Answers on the device: kept only if asked for, restored as they were, forgotten at one press."""

import json
from typing import Any

import pytest
from playwright.sync_api import Page
from project import kept_as
from quiz_driver import SCORED, choose, fill, press, rate, reflect, right, shown
from quiz_page import EXAMPLES, Open, examples, no_traces, quiz_of, read, single

from coursekit.model.question.reflection import Reflection
from coursekit.model.question.scale import Scale
from coursekit.model.question.scenario import Scenario
from coursekit.model.quiz import Question

KEY = kept_as("quiz.made")


def kept(page: Page) -> dict[str, Any]:
    return {key: json.loads(text) for key, text in page.evaluate("({...localStorage})").items()}


def store(page: Page, value: object) -> None:
    """Put something where answers are kept, and load the page again."""
    text = value if isinstance(value, str) else json.dumps(value)
    page.evaluate(f"(text) => localStorage.setItem({KEY}, text)", text)
    page.reload()


def state(page: Page) -> list[Any]:
    """What a reader sees of the answers: each control, and what is shown for it."""
    return page.locator(".quiz").evaluate_all(
        """all => all.map(quiz => {
          const each = (selector) => [...quiz.querySelectorAll(selector)];
          const seen = each(".question, .step, .option .why, .reply, .trail li, .quiz__summary, button");
          return [
            each("input, select").map((one) => [one.id, one.checked, one.value, one.disabled]),
            seen.filter((one) => one.checkVisibility()).map((one) => one.id || one.textContent),
          ];
        })"""
    )


def answer(page: Page, question: Question) -> None:
    """Answer a question of any type, as far as it can be answered."""
    page.locator(f"#{question.id} :is(input, select, textarea, .choice__pick)").first.focus()
    if question.type in SCORED:
        fill(page, question, right(question))
        press(page, f"#{question.id} [data-do=check]")
    elif isinstance(question, Scale):
        rate(page, question)
    elif isinstance(question, Reflection):
        reflect(page, question, "Only for me.")
    elif isinstance(question, Scenario):
        press(page, f"#{question.id} .choice__pick")
        press(page, f"#{question.id} [data-do=go]")


@examples
def test_an_attempt_goes_on_after_a_reload_if_the_reader_asked(open_quiz: Open, path: Any) -> None:
    asked = read(path)
    page = open_quiz(asked.model_copy(update={"questions": (*asked.questions, *rest(asked))}))
    press(page, "[data-do=keep]")
    assert page.evaluate("document.activeElement.dataset.do") == "forget"
    for question in asked.questions:
        answer(page, question)
    before = state(page)
    page.reload()
    assert state(page) == before
    assert "Only for me" not in json.dumps(kept(page))
    if page.locator("textarea").count():
        assert page.locator("textarea").first.input_value() == ""


def rest(asked: Any) -> tuple[Question, ...]:
    """A question that is still open when the reader reloads."""
    return (quiz_of(single("still-open")).questions[0],)


def test_nothing_is_kept_unless_asked(open_quiz: Open) -> None:
    for path in EXAMPLES:
        asked = read(path)
        page = open_quiz(asked)
        assert page.locator("[data-do=keep]").is_visible()
        assert page.locator("[data-do=forget]").is_hidden()
        for question in asked.questions:
            answer(page, question)
        no_traces(page, page.url)


def test_forgetting_clears_every_quiz_and_nothing_else(open_quiz: Open) -> None:
    page = open_quiz(quiz_of(single()), quiz_of(single("q-two"), id="other"))
    page.evaluate("localStorage.setItem('elsewhere', 'stays')")
    for number in (0, 1):
        page.locator("[data-do=keep]").nth(number).click()
    page.locator("#q-one--right").check()
    page.reload()
    assert page.locator("#q-one--right").is_checked()
    page.locator("[data-do=forget]").first.click()
    assert page.evaluate("document.activeElement.dataset.do") == "keep"
    page.locator("#q-two--right").check()  # the other quiz must not bring itself back
    assert page.evaluate("({...localStorage})") == {"elsewhere": "stays"}
    page.reload()
    assert page.locator("input:checked").count() == 0


def test_the_drawn_questions_and_their_order_are_remembered_for_the_attempt(open_quiz: Open) -> None:
    pools = [{"pick": 4, "questions": [f"q-{number}" for number in range(8)]}]
    page = open_quiz(
        quiz_of(*[single(f"q-{number}") for number in range(8)], pools=pools, settings={"shuffle": True})
    )
    drawn = "all => all.filter(one => one.checkVisibility()).map(one => one.id)"
    seen = set()
    for _ in range(6):
        page.reload()
        seen.add(tuple(page.locator(".quiz input").evaluate_all(drawn)))
    assert len(seen) > 1
    page.locator("[data-do=keep]").click()
    before = page.locator(".quiz input").evaluate_all(drawn)
    assert len(before) == 12
    for _ in range(4):
        page.reload()
        assert page.locator(".quiz input").evaluate_all(drawn) == before


def test_tries_are_remembered(open_quiz: Open) -> None:
    page = open_quiz(quiz_of(single(), settings={"attempts": 1}))
    page.locator("[data-do=keep]").click()
    page.locator("#q-one--wrong").check()
    page.locator("[data-do=check]").click()
    page.reload()
    assert page.get_by_text("That was the last try for this question.").is_visible()
    assert page.locator("[data-do=again]").is_hidden()


def test_answers_that_wait_for_the_end_are_remembered(open_quiz: Open) -> None:
    page = open_quiz(quiz_of(single(), single("q-two"), settings={"feedback": "end"}))
    page.locator("[data-do=keep]").click()
    page.locator("#q-one--wrong").check()
    page.reload()
    assert page.locator("#q-one--wrong").is_checked()
    assert page.locator(".why:visible").count() == 0


DAMAGED = [
    "", "{", "null", "7", "[]", '"text"', "{}", {"v": 3, "given": {"q-one--right": True}}, {"v": "2"},
    {"v": 2}, {"v": 2, "seed": "x", "given": 7, "parts": 8}, {"v": 2, "given": None, "parts": None},
    {"v": 2, "given": {"q-one--gone": True, "q-one--right": "yes", "elsewhere": {}}, "parts": {"gone": 1}},
    {"v": 2, "given": {"q--answer": {"a": 1}}, "parts": {"q-one": {"tries": "x", "checked": "y"}, "q": None}},
    {"v": 2, "parts": {"q-one": {"checked": True}, "q-k": {"path": [1, "x", None]}, "q-l": {"path": 3}}},
    {"v": 1, "answers": [1, 2]},
    {"v": 2, "given": {"q-o--a": "9", "q-o--b": "1"}, "parts": {"q-o": {"checked": True}}},
]  # fmt: skip


@pytest.mark.parametrize("value", DAMAGED, ids=range(len(DAMAGED)))
def test_what_is_damaged_or_unknown_is_ignored(open_quiz: Open, value: object) -> None:
    steps = [{"id": id_, "text": f"{id_}.", "reason": "R."} for id_ in "abc"]
    end = {"id": "end", "text": "It ends.", "tell": "The lead."}
    choice = {"id": "go", "text": "Go.", "reason": "R.", "next": "end"}
    story = {"type": "scenario", "title": "T", "stem": "S.", "steps": [
        {"id": "start", "text": "It starts.", "choices": [choice]}, end,
    ]}  # fmt: skip
    page = open_quiz(
        quiz_of(
            single(),
            {
                "id": "q",
                "type": "short_text",
                "stem": "?",
                "accept": ["x"],
                "reason": "R.",
                "otherwise": "O.",
            },
            {"id": "q-o", "type": "order", "stem": "?", "steps": steps},
            {"id": "q-k", **story},
            {"id": "q-l", **story},
        )
    )
    store(page, value)
    assert page.locator(".is-checked").count() == 0
    assert page.locator("input:checked").count() == 0
    assert page.locator(".step:visible").count() == 2
    choose(page, quiz_of(single()).questions[0], {"right"})
    press(page, "#q-one [data-do=check]")
    assert page.get_by_text("The lead can act.", exact=True).is_visible()


def test_a_browser_that_keeps_nothing_is_not_offered_to(open_quiz: Open) -> None:
    page = open_quiz(quiz_of(single()))
    page.add_init_script("Object.defineProperty(window, 'localStorage', {get() { throw new Error('no') }})")
    page.reload()
    assert page.locator(".quiz__keep").is_hidden()
    page.locator("#q-one--right").check()
    page.locator("[data-do=check]").click()
    assert "best answer in 1 of 1" in shown(page.locator(".quiz__summary"))
