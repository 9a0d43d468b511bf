"""Questions with options in a real browser, with scripts: answered, explained, mended and shuffled."""

import re

import pytest
from playwright.sync_api import Page
from quiz_driver import SCORED, choose, fill, plain, press, press_to, right, shown, wrong
from quiz_page import (
    EXAMPLES,
    WITH_OPTIONS,
    Open,
    accessible,
    no_traces,
    quiz_of,
    read,
    single,
    status,
    writer,
)

from coursekit.model.quiz import Question, Quiz

# Scripts on: questions with options


@pytest.mark.parametrize(("quiz", "question"), WITH_OPTIONS)
def test_a_keyboard_answers_and_every_reason_is_shown_and_said(
    open_quiz: Open, quiz: Quiz, question: Question
) -> None:
    page = open_quiz(quiz, still=True)
    address, box = page.url, page.locator(f"#{question.id}")
    reasons = {option.id: plain(writer().block(option.reason)) for option in question.options}
    assert not any(reason in shown(page) for reason in reasons.values())

    press(page, f"#{question.id} [data-do=check]")
    assert status(page, question) == "Choose an answer first."

    choose(page, question, wrong(question))
    press(page, f"#{question.id} [data-do=check]")
    for option in question.options:
        words = shown(box.locator(f".option[data-id={option.id}]"))
        assert reasons[option.id] in words
        verdict = box.locator(f".option[data-id={option.id}] .verdict")
        assert shown(verdict).startswith("Not") != option.correct
        assert ("Your answer" in words) == (option.id in wrong(question))
    said = status(page, question)
    (picked,) = wrong(question)
    assert said.startswith(f"Not the best answer. {reasons[picked]}")
    best = "; ".join(plain(o.text).removesuffix(".") for o in question.options if o.correct)
    if not quiz.settings.shuffle or len(right(question)) == 1:
        assert said.endswith(f"The best answer is: {best}.")

    press(page, f"#{question.id} [data-do=again]")
    assert page.evaluate("document.activeElement.matches('.option:first-child input')")
    assert page.locator(f"#{question.id} input:checked").count() == 0
    assert not any(reason in shown(page) for reason in reasons.values())
    assert status(page, question) == ""

    choose(page, question, right(question))
    press(page, f"#{question.id} [data-do=check]", "Space")
    assert status(page, question).startswith("Best answer. ")
    assert all(reasons[id_] in status(page, question) for id_ in right(question))
    no_traces(page, address)


def test_a_keyboard_answers_a_whole_quiz_of_every_type(open_quiz: Open) -> None:
    questions = [question for path in EXAMPLES for question in read(path).questions]
    page = open_quiz(read(EXAMPLES[0]).model_copy(update={"questions": tuple(questions)}))
    address = page.url
    asked = [question for question in questions if question.type in SCORED]
    for question in asked:
        assert shown(page.locator(".quiz__summary")) == ""
        fill(page, question, right(question))
        press(page, f"#{question.id} [data-do=check]")
    expected = f"You chose the best answer in {len(asked)} of {len(asked)}."
    assert shown(page.locator(".quiz__summary")) == expected
    no_traces(page, address)


def test_axe_finds_nothing_before_and_after_answering(open_quiz: Open) -> None:
    quizzes = list(map(read, EXAMPLES))
    page = open_quiz(*quizzes)
    accessible(page)
    for question in (question for quiz in quizzes for question in quiz.questions):
        if question.type == "scenario":
            step = question.steps[0]
            page.locator(f"#{question.id}--{step.id}--{step.choices[-1].id} button").first.click()
        elif question.type in SCORED:
            fill(page, question, wrong(question))
            page.locator(f"#{question.id} [data-do=check]").click()
    for summary in page.locator("summary:visible").all():
        summary.click()
    accessible(page)


@pytest.mark.parametrize("scripts", [False, True])
def test_a_narrow_screen_shows_all_and_every_target_is_large_enough(open_quiz: Open, scripts: bool) -> None:
    page = open_quiz(*map(read, EXAMPLES), scripts=scripts, viewport={"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    sizes = page.locator("button, summary, label, a").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect()).map(box => [box.width, box.height])"
    )
    assert [size for size in sizes if any(size) and min(size) < 24] == []


def test_a_checked_answer_stays_until_the_reader_tries_again(open_quiz: Open) -> None:
    page = open_quiz(quiz_of(single()))
    page.locator("#q-one--wrong").check()
    page.locator("[data-do=check]").click()
    page.get_by_text("Tell the lead.", exact=True).click(
        force=True
    )  # aria-disabled, which playwright respects
    page.locator("#q-one--wrong").press("ArrowUp")
    assert page.locator("#q-one--wrong").is_checked()


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_a_key_held_down_does_not_skip_the_reasons(open_quiz: Open, key: str) -> None:
    page = open_quiz(quiz_of(single()))
    page.locator("#q-one--wrong").check()
    page.locator("[data-do=check]").focus()
    for _ in range(3):
        page.keyboard.down(key)
    page.keyboard.up(key)
    assert page.get_by_text("Waiting loses time.", exact=True).is_visible()


def test_a_double_click_does_not_skip_the_reasons(open_quiz: Open) -> None:
    page = open_quiz(quiz_of(single()))
    page.locator("#q-one--wrong").check()
    page.locator("[data-do=check]").dblclick()
    assert page.get_by_text("Waiting loses time.", exact=True).is_visible()


def test_the_last_try_is_said_and_keeps_the_focus(open_quiz: Open) -> None:
    page = open_quiz(quiz_of(single(), settings={"attempts": 2}))
    for _ in range(2):
        page.locator("#q-one--wrong").check()
        press(page, "[data-do=check]")
        if page.locator("[data-do=again]").is_visible():
            press(page, "[data-do=again]")
    assert page.evaluate("document.activeElement.textContent") == "That was the last try for this question."
    assert page.locator(".question button:visible").count() == 0
    assert page.get_by_text("Waiting loses time.", exact=True).is_visible()
    assert shown(page.locator(".quiz__summary")) == "You chose the best answer in 0 of 1."


def focused(page: Page) -> str:
    return page.evaluate("document.activeElement.textContent.trim()")


def test_after_the_best_answer_the_focus_leads_on(open_quiz: Open) -> None:
    page = open_quiz(quiz_of(single("q-one"), single("q-two")))
    page.locator("#q-one--right").check()
    press(page, "#q-one [data-do=check]")
    assert focused(page) == "Next question"
    assert page.locator("#q-one [data-do=again]").is_visible()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.matches('#q-two > legend > h3')")
    press_to(page, "#q-two--right")
    page.keyboard.press("Space")
    press(page, "#q-two [data-do=check]")
    assert focused(page) == "See how it went"
    page.keyboard.press("Enter")
    assert focused(page) == "You chose the best answer in 2 of 2."


def test_after_another_answer_the_focus_is_on_trying_again(open_quiz: Open) -> None:
    page = open_quiz(quiz_of(single("q-one"), single("q-two")))
    page.locator("#q-one--wrong").check()
    press(page, "#q-one [data-do=check]")
    assert focused(page) == "Try again"
    assert page.locator("#q-one [data-do=next]").is_visible()
    page.locator("#q-two--right").check()
    press(page, "#q-two [data-do=check]")
    press_to(page, "#q-one [data-do=again]", "Shift+Tab")
    page.keyboard.press("Enter")
    assert not page.locator("#q-one [data-do=next]").is_visible()
    press(page, "#q-two [data-do=next]")
    assert focused(page).endswith("What now, q-one?")  # nothing is summed up yet: one question is open


def test_after_the_only_question_the_focus_is_on_how_it_went(open_quiz: Open) -> None:
    page = open_quiz(quiz_of(single()))
    page.locator("#q-one--right").check()
    press(page, "[data-do=check]")
    assert focused(page) == "You chose the best answer in 1 of 1."


def test_what_is_said_is_not_met_again_but_what_is_shown_stays(open_quiz: Open) -> None:
    quiz = quiz_of(single())
    page = open_quiz(quiz, still=True)
    page.locator("[data-do=check]").click()
    page.clock.run_for(3000)
    assert status(page, quiz.questions[0]) == "Choose an answer first."
    page.locator("#q-one--wrong").check()
    page.locator("[data-do=check]").click()
    assert "Waiting loses time." in status(page, quiz.questions[0])
    page.clock.run_for(1000)
    page.locator("[data-do=again]").click()
    page.locator("[data-do=check]").click()
    page.clock.run_for(3000)  # what was said before takes nothing away from what is shown now
    assert status(page, quiz.questions[0]) == "Choose an answer first."
    page.locator("#q-one--right").check()
    page.locator("[data-do=check]").click()
    page.clock.run_for(3000)
    assert status(page, quiz.questions[0]) == ""


def test_each_question_is_a_heading(open_quiz: Open) -> None:
    page = open_quiz(quiz_of(single("q-one"), single("q-two", stem="What next?")))
    assert page.get_by_role("heading", level=3, name="Question 2 of 2. What next?").count() == 1
    assert page.get_by_role("group", name="Question 2 of 2. What next?").count() == 1


def test_missed_questions_alone_are_tried_again(open_quiz: Open) -> None:
    page = open_quiz(quiz_of(single("q-one"), single("q-two"), single("q-three")))
    for answer in ("q-one--right", "q-two--wrong", "q-three--other"):
        page.locator(f"#{answer}").check()
        page.locator("[data-do=check]:visible").first.click()
    summary = page.locator(".quiz__summary")
    assert shown(summary) == "You chose the best answer in 1 of 3. You can try the ones you missed again."
    press(page, "[data-do=retry]")
    assert page.evaluate("document.activeElement.id") == "q-two--right"
    assert page.locator("input:checked").evaluate_all("all => all.map(one => one.id)") == ["q-one--right"]
    assert shown(summary) == ""


def test_feedback_at_the_end_waits_for_every_answer(open_quiz: Open) -> None:
    page = open_quiz(quiz_of(single("q-one"), single("q-two"), settings={"feedback": "end"}))
    assert page.locator("[data-do=finish]:visible, .question button:visible").count() == 1
    page.locator("#q-one--wrong").check()
    press(page, "[data-do=finish]")
    assert shown(page.locator(".quiz__summary")) == "Choose an answer first. Question 2 is still open."
    assert page.evaluate("document.activeElement.id") == "q-two--right"
    assert not page.get_by_text("Waiting loses time.", exact=True).first.is_visible()
    page.keyboard.press("Space")
    press(page, "[data-do=finish]")
    assert page.evaluate("document.activeElement.className") == "quiz__summary"
    assert "best answer in 1 of 2" in shown(page.locator(".quiz__summary"))
    assert page.locator(".why:visible").count() == 6
    press(page, "[data-do=retry]")
    assert page.locator(".why:visible").count() == 3
    assert page.locator("[data-do=finish]").is_visible()


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ("right", "You reached the pass mark of 75%, with 75%."),
        ("wrong", "The pass mark is 75%. This time you have 0%."),
    ],
)
def test_the_pass_mark_counts_points(open_quiz: Open, answer: str, words: str) -> None:
    quiz = quiz_of(single("q-one", points=3), single("q-two", points=1), settings={"pass_mark": 75})
    page = open_quiz(quiz)
    for box in (f"q-one--{answer}", "q-two--wrong"):
        page.locator(f"#{box}").check()
        page.locator("[data-do=check]:visible").first.click()
    assert words in shown(page.locator(".quiz__summary"))


@pytest.mark.parametrize(
    ("right", "expected"),
    [
        ("ab", {"ab": 100, "a": 50, "abc": 66, "ac": 16, "acd": 0, "c": 0, "abcde": 0}),
        ("abcd", {"abcd": 100, "abc": 75, "e": 0, "abcde": 0}),
        ("a", {"a": 100, "ab": 75, "abc": 50, "abcde": 0}),
    ],
)
def test_with_partial_scoring_a_wrong_tick_costs_its_share_and_ticking_everything_earns_nothing(
    open_quiz: Open, right: str, expected: dict[str, int]
) -> None:
    options = [{"id": id_, "text": id_, "reason": "R.", "correct": id_ in right} for id_ in "abcde"]
    question = {"id": "q", "type": "multiple", "stem": "?", "options": options, "scoring": "partial"}
    page = open_quiz(quiz_of(question, settings={"pass_mark": 1}))
    scores = {}
    for ticked in expected:
        for id_ in ticked:
            page.locator(f"#q--{id_}").check()
        page.locator("[data-do=check]").click()
        scores[ticked] = int(re.findall(r"(\d+)%", shown(page.locator(".quiz__summary")))[-1])
        page.locator("[data-do=again]").click()
    assert scores == expected


def orders(page: Page) -> set[tuple[str, ...]]:
    """The orders in which each question of a page shows its options."""
    ids = "all => all.map(one => [...one.querySelectorAll('.option')].map(option => option.dataset.id))"
    return set(map(tuple, page.locator(".question").evaluate_all(ids)))


OFTEN = 40  # so many draws on one page that each outcome comes up


def test_options_are_shuffled_but_fixed_ones_stay(open_quiz: Open) -> None:
    question = single()
    question["options"][2]["fixed"] = True
    page = open_quiz(*[quiz_of(question, settings={"shuffle": True})] * OFTEN)
    assert orders(page) == {("right", "wrong", "other"), ("wrong", "right", "other")}


def test_nothing_is_shuffled_where_the_author_says_no_or_between_true_and_false(open_quiz: Open) -> None:
    sides = {"if_true": {"reason": "R."}, "if_false": {"reason": "S."}}
    question = {"id": "q", "type": "true_false", "stem": "So?", "answer": True, **sides}
    unshuffled, true_false = quiz_of(single()), quiz_of(question, settings={"shuffle": True})
    page = open_quiz(*[unshuffled, true_false] * OFTEN)
    assert orders(page) == {("right", "wrong", "other"), ("true", "false")}


POOLS = [{"pick": 2, "questions": ["q-a", "q-b", "q-c"]}, {"pick": 1, "questions": ["q-d"]}]


def test_a_pool_asks_some_of_its_questions(open_quiz: Open) -> None:
    quiz = quiz_of(*[single(f"q-{name}") for name in "abcde"], pools=POOLS)
    assert open_quiz(quiz, scripts=False).locator(".question:visible").count() == 5
    asked = "all => all.map(one => [...one.querySelectorAll('.question:not([hidden])')].map(each => each.id))"
    drawn = open_quiz(*[quiz] * OFTEN).locator(".quiz").evaluate_all(asked)
    assert set(map(tuple, drawn)) == {
        ("q-a", "q-b", "q-d", "q-e"),
        ("q-a", "q-c", "q-d", "q-e"),
        ("q-b", "q-c", "q-d", "q-e"),
    }


def test_the_questions_that_are_drawn_are_numbered_and_counted(open_quiz: Open) -> None:
    page = open_quiz(quiz_of(*[single(f"q-{name}") for name in "abcde"], pools=POOLS))
    numbers = page.locator(".question__number:visible").all_inner_texts()
    assert numbers == [f"Question {number} of 4." for number in (1, 2, 3, 4)]
    for _ in numbers:
        page.locator(".question:visible:not(.is-checked) label").first.click()
        page.locator("[data-do=check]:visible").first.click()
    assert "best answer in 4 of 4." in shown(page.locator(".quiz__summary"))
