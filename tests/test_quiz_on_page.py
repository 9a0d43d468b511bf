"""The quizzes of a page in a real browser, scripts off and on: everybody can read, answer and leave.

Each example in `tests/examples/` is put through all of it.
"""

import gzip
import re
from pathlib import Path

import pytest
from markdown import markdown
from quiz_driver import plain, press, shown, walks
from quiz_page import (
    ASSETS,
    EXAMPLES,
    STORIES,
    WITH_OPTIONS,
    Open,
    accessible,
    examples,
    fragment,
    no_traces,
    quiz_of,
    read,
    single,
    status,
    texts,
    writer,
)
from rcssmin import cssmin
from rjsmin import jsmin

from coursekit.model.facts import Fact
from coursekit.model.question.scenario import Choice, Scenario
from coursekit.model.quiz import Question, Quiz
from coursekit.model.shelf import Shelf
from coursekit.render.references import Writer
from coursekit.render.templates import template

# Scripts off


@examples
def test_without_scripts_everything_can_be_read_by_keyboard(open_quiz: Open, path: Path) -> None:
    quiz = read(path)
    page = open_quiz(quiz, scripts=False)
    for _ in range(page.locator("summary").count()):
        press(page, "details:not([open]) > summary")
    seen = shown(page)
    for question in quiz.questions:
        assert [text for text in texts(question) if text not in seen] == []
        assert page.locator(f"#{question.id} a[href='help.html']").is_visible()
    assert page.locator("button:visible, form").count() == 0


@pytest.mark.parametrize(("quiz", "question"), WITH_OPTIONS)
def test_without_scripts_each_option_has_a_label_a_verdict_and_its_reason(
    open_quiz: Open, quiz: Quiz, question: Question
) -> None:
    page = open_quiz(quiz, scripts=False)
    page.locator(f"#{question.id} summary").click()
    answers = page.locator(f"#{question.id} .answers li")
    for option, answer in zip(question.options, answers.all(), strict=True):
        assert page.get_by_label(plain(writer().line(option.text)), exact=True).is_visible()
        words = shown(answer)
        assert plain(writer().line(option.text)) in words
        assert plain(writer().block(option.reason)) in words
        assert shown(answer.locator(".verdict")).startswith("Not") != option.correct


@pytest.mark.parametrize(("quiz", "question"), STORIES)
def test_without_scripts_a_story_is_walked_along_its_links(
    open_quiz: Open, quiz: Quiz, question: Scenario
) -> None:
    page = open_quiz(quiz, scripts=False)
    for step in question.steps:
        for choice in step.choices:
            page.locator(f"#{question.id}--{step.id}--{choice.id} a").click()
            target = page.locator(f"#{question.id}--{choice.next}")
            assert page.url.endswith(f"#{question.id}--{choice.next}")
            assert target.is_visible()
        if step.tell:
            assert "Who to tell" in shown(page.locator(f"#{question.id}--{step.id}"))


def test_axe_finds_nothing_without_scripts(open_quiz: Open) -> None:
    # Our script is missing; the browser still runs scripts, because axe is one.
    page = open_quiz(*map(read, EXAMPLES), scripts=False, java_script_enabled=True)
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    accessible(page)


WALKS = [
    pytest.param(quiz, story, walk, id="-".join([story.id, *(choice.id for choice in walk)]))
    for quiz, story in (example.values for example in STORIES)
    for walk in walks(story)
]


@pytest.mark.parametrize(("quiz", "story", "walk"), WALKS)
def test_a_keyboard_walks_a_story_to_each_ending(
    open_quiz: Open, quiz: Quiz, story: Scenario, walk: list[Choice]
) -> None:
    page = open_quiz(quiz, still=True)
    address, steps = page.url, {step.id: step for step in story.steps}
    here = story.steps[0]
    for number, choice in enumerate(walk, start=1):
        assert page.locator(".step:visible").get_attribute("id") == f"{story.id}--{here.id}"
        assert not page.locator(".why:visible").count()
        press(page, f"#{story.id}--{here.id}--{choice.id} .choice__pick")
        verdict = "A good next step." if choice.best else "There is a better step; see why."
        assert status(page, story) == f"{verdict} {plain(writer().block(choice.reason))}"
        assert status(page, story) in shown(page.locator(".choice.is-mine:visible"))
        press(page, "[data-do=go]")
        here = steps[choice.next]
        heading = page.evaluate("document.activeElement.textContent")
        assert heading == f"Step {number + 1}" + (": how it ends" if here.tell else "")
        assert status(page, story).startswith(plain(writer().block(here.text)))
        if here.tell:
            assert status(page, story).endswith(f"Who to tell. {plain(writer().block(here.tell))}")
        assert plain(writer().line(choice.text)) in shown(page.locator(".trail li").nth(number - 1))
    assert plain(writer().block(here.tell)) in shown(page.locator(".step:visible .tell"))

    for index in reversed(range(len(walk))):
        page.locator("[data-do=back]").nth(index).focus()
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.textContent").startswith(f"Step {index + 1}")
        assert page.locator(".trail li").count() == index
        assert not page.locator(".is-mine:visible").count()
    no_traces(page, address)


@pytest.mark.parametrize(("quiz", "story"), STORIES)
def test_a_story_starts_again(open_quiz: Open, quiz: Quiz, story: Scenario) -> None:
    page = open_quiz(quiz)
    first = next(walks(story))
    for step, choice in zip(story.steps, first, strict=False):
        page.locator(f".step:visible #{story.id}--{step.id}--{choice.id} .choice__pick").click()
        page.locator("[data-do=go]").click()
        if page.locator(".step:visible .tell").count():
            break
    accessible(page)
    press(page, "[data-do=restart]")
    assert page.evaluate("document.activeElement.textContent") == "Step 1"
    assert page.locator(".trail").is_hidden()


HOSTILE = [
    "<script>alert(1)</script>",
    "</fieldset></section><h1>out</h1>",
    "]]> --> {{ x }} {% raw %} ${x} {answer}",
    '"double" \'single\' `code` & &amp; onclick="alert(1)"',
    "=cmd() 👩🏽‍🏫 مرحبا بالعالم ‮abc",
    "long " * 1000,
    "unbroken" * 625,
]


def hostile_quiz(text: str) -> Quiz:
    options = [{"id": id_, "text": text, "reason": text, "correct": id_ == "a"} for id_ in "ab"]
    choice = {"id": "go", "text": text, "reason": text, "next": "end"}
    steps = [{"id": "start", "text": text, "choices": [choice]}, {"id": "end", "text": text, "tell": text}]
    title = text[:200]
    return quiz_of(
        {"id": "q-one", "type": "single", "stem": text, "options": options},
        {"id": "q-two", "type": "scenario", "title": title, "stem": text, "steps": steps},
        title=title,
        intro=text,
    )


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_texts_stay_whole_and_do_nothing(open_quiz: Open, text: str) -> None:
    quiz = hostile_quiz(text)
    plain_page = open_quiz(quiz, scripts=False)
    words = plain_page.locator(".quiz").text_content()
    expected = plain(writer().block(text))
    # intro; stem, two options twice, two reasons; scene, two steps, choice, reason, whom to tell
    assert " ".join(words.split()).count(expected) >= 14
    assert plain_page.locator("h1, script").count() == 1

    page = open_quiz(quiz, still=True, viewport={"width": 320, "height": 640})
    page.locator("#q-one--b").check()
    page.locator("[data-do=check]").click()
    page.locator(".choice__pick").click()
    page.locator("[data-do=go]").click()
    assert status(page, quiz.questions[0]).count(expected) >= 1
    assert expected in shown(page.locator(".tell"))
    assert page.locator("h1").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_what_an_answer_rests_on_is_a_numbered_source() -> None:
    fact = Fact(
        id="a-fact", places=("INT",), kind="method", text="A fact.", confidence="confirmed",
        source={"title": "T", "url": "https://example.org/", "dated": "2024"},
        checked="2026-11-22", review_by="2027-11-22",
    )  # fmt: skip
    write = Writer(Shelf(facts={fact.id: fact}), "site")
    quiz = quiz_of(single(facts=["a-fact", "elsewhere"]))
    html = template("site/quiz.html.j2").render(quiz=quiz, write=write, help_url="help.html")
    assert "Sources: 1" in plain(html)
    assert 'href="#source-1"' in html
    assert write.shown == [fact]


def test_a_stem_of_several_paragraphs_keeps_them_all(open_quiz: Open) -> None:
    page = open_quiz(quiz_of(single(stem="What now?\n\nThe scene.\n\n- one\n- two")))
    assert shown(page.locator("legend")) == "What now?"
    assert shown(page.locator(".question__more")) == "The scene. one two"


@pytest.mark.parametrize("text", HOSTILE[:5], ids=range(5))
def test_a_markdown_engine_leaves_the_block_as_it_is(text: str) -> None:
    html = fragment(hostile_quiz(text))
    assert markdown(html, extensions=["md_in_html", "attr_list", "toc", "tables"]) == html


# The files themselves


def test_ids_are_unique_and_come_from_the_author() -> None:
    for path in EXAMPLES:
        ids = re.findall(r'\bid="([^"]+)"', fragment(read(path)))
        assert len(ids) == len(set(ids))
        for question in read(path).questions:
            assert question.id in ids


def test_the_files_stay_small() -> None:
    """Without the comments, as they go into the site."""
    for name, shorter, limit in (("quiz.js", jsmin, 4864), ("quiz.css", cssmin, 1792)):
        assert len(gzip.compress(shorter((ASSETS / name).read_text("utf-8")).encode(), 9)) <= limit, name
