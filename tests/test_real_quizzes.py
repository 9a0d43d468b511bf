"""The course's own quizzes on their built pages: read without scripts, answered with a keyboard alone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from project import ROOT
from quiz_driver import choose, plain, press, right, shown, walks

from coursekit.load.course import load
from coursekit.model.question.scenario import Scenario
from coursekit.model.quiz import Question, Quiz
from coursekit.plan.library import Library
from coursekit.render.references import Writer

Open = Callable[..., Page]
LIBRARY = Library(load(ROOT))
EVERY = [
    (variant.url, variant.place, LIBRARY.quizzes[variant.source.head.quiz])
    for variant in LIBRARY.pages
    if getattr(variant.source.head, "quiz", None)
]


def ids(quiz: Quiz) -> tuple[str, ...]:
    return tuple(question.id for question in quiz.questions)


ASKED = {(quiz.id, ids(quiz.for_place(place.code))): (url, place, quiz) for url, place, quiz in EVERY}
PAGES = [pytest.param(url, place, quiz, id=url) for url, place, quiz in ASKED.values()]
"""Every page that asks something no other page asks in the same way."""


def words(quiz: Quiz, question: Question, place: object) -> list[str]:
    writer = Writer(LIBRARY.shelf(quiz.texts(), "course", place), "site")  # type: ignore[arg-type]
    return [plain(writer.block(text)) for _, text in question.texts()]


def test_both_quizzes_have_twelve_questions_and_a_story_for_each_place():
    for _, place, quiz in EVERY:
        taken = quiz.for_place(place.code)
        assert len(taken.questions) >= 12
        assert sum(isinstance(question, Scenario) for question in taken.questions) == 1
    assert len(EVERY) == 2 * len(LIBRARY.open_places)


@pytest.mark.parametrize(("url", "place", "quiz"), PAGES)
def test_without_scripts_every_question_and_reason_can_be_read(site, new_page, url, place, quiz):
    page = new_page(java_script_enabled=False)
    page.goto((site / url).as_uri())
    for summary in page.locator(".quiz summary").all():
        summary.press("Enter")
    seen = shown(page.locator(".quiz"))
    taken = quiz.for_place(place.code)
    for question in taken.questions:
        assert [text for text in words(taken, question, place) if text not in seen] == []


@pytest.mark.parametrize(("url", "place", "quiz"), PAGES)
def test_a_keyboard_alone_answers_the_whole_quiz(site, new_page, url, place, quiz):
    page = new_page()
    page.goto((site / url).as_uri())
    taken = quiz.for_place(place.code)
    asked = [question for question in taken.questions if not isinstance(question, Scenario)]
    for question in asked:
        page.locator(
            f"#{question.id} .option input"
        ).first.focus()  # Tab would walk here past every question before
        choose(page, question, right(question))
        press(page, f"#{question.id} [data-do=check]")
        for text in words(taken, question, place):
            assert text in shown(page.locator(f"#{question.id}"))
    assert f"the best answer in {len(asked)} of {len(asked)}" in shown(page.locator(".quiz__summary"))
    for story in taken.questions:
        if isinstance(story, Scenario):
            walk(page, story)


def walk(page: Page, story: Scenario) -> None:
    """The best way through the story, by keyboard."""
    steps = {step.id: step for step in story.steps}
    best = next(way for way in walks(story) if all(choice.best for choice in way))
    here = story.steps[0]
    page.locator(f"#{story.id}--{here.id}--{best[0].id} .choice__pick").focus()
    for choice in best:
        press(page, f"#{story.id}--{here.id}--{choice.id} .choice__pick")
        press(page, f"#{story.id} [data-do=go]")
        here = steps[choice.next]
    assert page.locator(f"#{story.id} .tell:visible").count() == 1
