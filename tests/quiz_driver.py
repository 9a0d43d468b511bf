"""Reads and drives a quiz on a page as a person does: by eye and by keyboard alone."""

from collections.abc import Iterator

from markupsafe import Markup
from playwright.sync_api import Locator, Page

from coursekit.model.question.scenario import Choice, Scenario
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


def choose(page: Page, question: Question, wanted: set[str]) -> None:
    """Choose by Tab, Space and arrows what a person without a mouse would."""
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


def right(question: Question) -> set[str]:
    return {option.id for option in question.options if option.correct}


def wrong(question: Question) -> set[str]:
    return {next(option.id for option in question.options if not option.correct)}


def walks(story: Scenario) -> Iterator[list[Choice]]:
    """For every ending the choices that lead to it."""
    steps = {step.id: step for step in story.steps}

    def onward(id_: str, before: list[Choice]) -> Iterator[list[Choice]]:
        if not steps[id_].choices:
            yield before
        for choice in steps[id_].choices:
            yield from onward(choice.next, [*before, choice])

    yield from onward(story.steps[0].id, [])
