"""The course's own quizzes on their built pages: read without scripts, answered with a keyboard alone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from project import seen_texts, the_course
from quiz_driver import SCORED, fill, plain, press, rate, reflect, right, shown, walks

from coursekit.catalogue import Catalogue
from coursekit.model.facts import Place
from coursekit.model.question.reflection import Reflection
from coursekit.model.question.scale import Scale
from coursekit.model.question.scenario import Scenario
from coursekit.model.quiz import Question, Quiz
from coursekit.plan.quiz_files import file_title
from coursekit.render.references import Writer

Open = Callable[..., Page]
LIBRARY = Catalogue(the_course())
EVERY = [
    (variant.url, variant.place, LIBRARY.quizzes[variant.source.head.quiz])
    for variant in LIBRARY.pages
    if getattr(variant.source.head, "quiz", None)
]


def ids(quiz: Quiz) -> tuple[str, ...]:
    return tuple(question.id for question in quiz.questions)


def taken_by(quiz: Quiz, place: Place | None) -> Quiz:
    return quiz.for_place(place.code if place else None)


ASKED = {(quiz.id, ids(taken_by(quiz, place))): (url, place, quiz) for url, place, quiz in EVERY}
PAGES = [pytest.param(url, place, quiz, id=url) for url, place, quiz in ASKED.values()]
"""Every page that asks something no other page asks in the same way."""


def words(quiz: Quiz, question: Question, place: object) -> list[str]:
    writer = Writer(LIBRARY.shelf(quiz.texts(), "course", place), "site")  # type: ignore[arg-type]
    return [plain(writer.block(text)) for _, text in seen_texts(question)]


def test_lists_of_papers_name_each_quiz_by_its_module_or_by_what_it_is():
    numbers = {8: "eight", 10: "ten", 12: "twelve", 20: "twenty"}
    for quiz in LIBRARY.course.quizzes:
        title = file_title(LIBRARY, quiz)
        asked = f": {numbers.get(len(quiz.questions))} questions"
        assert title.startswith("Module ") if quiz.module else title.endswith(asked), title


def test_every_module_has_twelve_questions_and_a_story_for_each_place():
    for _, place, quiz in EVERY:
        if quiz.module is None:
            continue
        taken = taken_by(quiz, place)
        assert len(taken.questions) >= 12
        assert sum(isinstance(question, Scenario) for question in taken.questions) == 1
    assert sum(quiz.module is not None for *_, quiz in EVERY) == 8 * len(LIBRARY.open_places)
    assert sum(len(quiz.questions) for quiz in LIBRARY.course.quizzes) >= 140


@pytest.mark.parametrize(("url", "place", "quiz"), PAGES)
def test_without_scripts_every_question_and_reason_can_be_read(site, new_page, url, place, quiz):
    page = new_page(java_script_enabled=False)
    page.goto((site / url).as_uri())
    for summary in page.locator(".quiz summary").all():
        summary.press("Enter")
    seen = shown(page.locator(".quiz"))
    taken = taken_by(quiz, place)
    for question in taken.questions:
        assert [text for text in words(taken, question, place) if text not in seen] == []


TYPED = {"sexting-law", "reporting-routes", "course-check"}
"""Between them these have every type; the others are read, and answered by the same script."""


@pytest.mark.parametrize(("url", "place", "quiz"), [page for page in PAGES if page.values[2].id in TYPED])
def test_a_keyboard_alone_answers_the_whole_quiz(site, new_page, url, place, quiz):
    page = new_page()
    page.goto((site / url).as_uri())
    taken = taken_by(quiz, place)
    asked = [question for question in taken.questions if question.type in SCORED]
    for question in asked:
        # Tab would walk here past every question before
        page.locator(f"#{question.id} :is(input, select)").first.focus()
        fill(page, question, right(question))
        press(page, f"#{question.id} [data-do=check]")
        all_is_said(page, taken, question, place)
    assert f"the best answer in {len(asked)} of {len(asked)}" in shown(page.locator(".quiz__summary"))
    for other in taken.questions:
        if isinstance(other, Scenario):
            walk(page, other)
        elif isinstance(other, Scale | Reflection):
            page.locator(f"#{other.id} :is(input, textarea)").first.focus()
            rate(page, other) if isinstance(other, Scale) else reflect(page, other, "Calm.")
            all_is_said(page, taken, other, place)


def all_is_said(page: Page, quiz: Quiz, question: Question, place: object) -> None:
    """Every text of a question that has been answered can be read, where need be after opening it."""
    for summary in page.locator(f"#{question.id} details:not([open]) > summary:visible").all():
        summary.press("Enter")
    seen = shown(page.locator(f"#{question.id}"))
    assert [text for text in words(quiz, question, place) if text not in seen] == []


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
