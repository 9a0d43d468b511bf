"""Reads and drives a quiz on a page as a person does: by eye and by keyboard alone."""

from collections.abc import Iterator

from markupsafe import Markup
from playwright.sync_api import Locator, Page

from coursekit.model.question.cloze import Cloze
from coursekit.model.question.match import Match
from coursekit.model.question.order import Order
from coursekit.model.question.reflection import Reflection
from coursekit.model.question.scale import Scale
from coursekit.model.question.scenario import Choice, Scenario
from coursekit.model.question.short_text import ShortText
from coursekit.model.quiz import Question


def plain(html: str) -> str:
    """The words of some HTML, as a reader sees them."""
    return " ".join(Markup(html).striptags().split())  # noqa: S704 (it is read, not shown)


def shown(place: Page | Locator) -> str:
    """The words that can be seen now."""
    body = place.locator("body") if isinstance(place, Page) else place
    return " ".join(body.inner_text().split())


def press_to(page: Page, selector: str, key: str = "Tab") -> None:
    """Press a key until the focus is where it should be; the focus may never be lost on the way."""
    for _ in range(200):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press(key)
    raise AssertionError(f"{selector} cannot be reached with {key}")


def press(page: Page, selector: str, key: str = "Enter") -> None:
    press_to(page, selector)
    page.keyboard.press(key)
    assert page.evaluate("document.activeElement !== document.body"), f"focus lost at {selector}"


_ANSWER = """() => {
  for (const question of document.querySelectorAll(".question")) {
    question.querySelector("input[type=radio], input[type=checkbox]")?.click();
    for (const select of question.querySelectorAll("select")) select.selectedIndex = 1;
    for (const field of question.querySelectorAll("input[type=text], textarea")) field.value = "something";
    for (const name of ["check", "go"]) question.querySelector(`[data-do=${name}]:not([hidden])`)?.click();
  }
  document.querySelector("[data-do=finish]:not([hidden])")?.click();
  return document.querySelectorAll(".question").length;
}"""


def answer_anyhow(page: Page) -> int:
    """Give every question on the page its first answer; tell how many there are."""
    return int(page.evaluate(_ANSWER))


CHOICES = ("single", "hotspot", "multiple", "true_false")
FIELDS = ("match", "order", "cloze", "short_text")
SCORED = (*CHOICES, *FIELDS)
Wanted = set[str] | dict[str, str]
"""What a person answers: the ids of options, or the words for each field by its id."""


def fill(page: Page, question: Question, wanted: Wanted) -> None:
    """Choose and type by Tab, Space and arrows what a person without a mouse would."""
    if isinstance(wanted, set):
        choose(page, question, wanted)
        return
    for id_, words in wanted.items():
        press_to(page, f"#{id_}")
        if page.locator(f"#{id_}").evaluate("one => one.matches('input')"):
            page.keyboard.type(words)
            continue
        for _ in range(10):
            if page.locator(f"#{id_}").input_value() == words:
                break
            page.keyboard.press("ArrowDown")
        assert page.locator(f"#{id_}").input_value() == words
    page.locator(f"#{question.id} :is(input, select)").first.focus()


def choose(page: Page, question: Question, wanted: set[str]) -> None:
    """Choose among options."""
    scope = f"#{question.id} .option"
    if question.type == "multiple":
        for id_ in wanted:
            press_to(page, f"{scope} #{question.id}--{id_}")
            page.keyboard.press("Space")
            press_to(page, f"{scope}:first-child input", "Shift+Tab")
        return
    press_to(page, f"{scope} input")
    page.keyboard.press("Space")
    (id_,) = wanted
    press_to(page, f"#{question.id}--{id_}", "ArrowDown")


def right(question: Question) -> Wanted:
    """The best answer."""
    match question:
        case Match():
            answers = {pair.id: pair.right for pair in question.pairs}
        case Order():
            answers = {step.id: str(place) for place, step in enumerate(question.steps, 1)}
        case Cloze():
            answers = {gap.id: gap.accept[0] for gap in question.gaps}
        case ShortText():
            answers = {"answer": question.accept[0]}
        case _:
            return {option.id for option in question.options if option.correct}
    return {f"{question.id}--{id_}": words for id_, words in answers.items()}


def wrong(question: Question) -> Wanted:
    """An answer of which one part, and with fields one part only, is not the best."""
    match question:
        case Match():
            part = {question.pairs[0].id: question.rights[-1]}
        case Order():
            part = {question.steps[0].id: str(len(question.steps))}
        case Cloze():
            part = {question.gaps[0].id: question.gaps[0].wrong[0].answers[0]}
        case ShortText():
            part = {"answer": question.wrong[0].answers[0]}
        case _:
            return {next(option.id for option in question.options if not option.correct)}
    best = right(question)
    assert isinstance(best, dict)
    return best | {f"{question.id}--{id_}": words for id_, words in part.items()}


def rate(page: Page, question: Scale) -> None:
    """Mark the second position in each row, and open the note."""
    for row in range(1, len(question.rows) + 1):
        press_to(page, f"#{question.id}--{row}-1")
        page.keyboard.press("Space")
        page.keyboard.press("ArrowRight")
    press(page, f"#{question.id} summary")


def reflect(page: Page, question: Reflection, words: str) -> None:
    """Type something, and open the note."""
    press_to(page, f"#{question.id} textarea")
    page.keyboard.type(words)
    press(page, f"#{question.id} summary")


def walks(story: Scenario) -> Iterator[list[Choice]]:
    """For every ending the choices that lead to it."""
    steps = {step.id: step for step in story.steps}

    def onward(id_: str, before: list[Choice]) -> Iterator[list[Choice]]:
        if not steps[id_].choices:
            yield before
        for choice in steps[id_].choices:
            yield from onward(choice.next, [*before, choice])

    yield from onward(story.steps[0].id, [])
