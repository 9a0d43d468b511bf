"""Fixtures that several test files use."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from browser import launched
from hypothesis import settings
from look import ENGLAND, NO_PLACE, PHONE
from playwright.sync_api import Browser, BrowserContext, Page
from project import SCHOOL, run, site_pages, whole_project
from quiz_page import Open, document
from records import TODAY
from said import unlike_sentences
from shared import Once, once_in

from coursekit.model.problem import Problem
from coursekit.model.quiz import Quiz

# A busy machine is no fault of the code: no test is timed.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture(scope="session", autouse=True)
def sentences() -> Iterator[None]:
    """Whatever test meets a problem, the problem is said in sentences."""
    made = Problem.__init__

    def said(self: Problem, *given: Any, **named: Any) -> None:
        made(self, *given, **named)
        assert not list(unlike_sentences(self)), self

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Problem, "__init__", said)
        yield


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests of a run."""
    with launched() as running:
        yield running


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Once:
    """Makes a folder once a run, whatever the number of processes."""
    return once_in(tmp_path_factory.getbasetemp())


@pytest.fixture(scope="session")
def site(once: Once) -> Path:
    """The pages of the course as it comes."""
    return once("site", site_pages)


@pytest.fixture(scope="session")
def filled_site(once: Once) -> Path:
    """The pages of the course as a school in England has filled them in."""
    return once("filled-site", lambda to: site_pages(to, school=SCHOOL))


@pytest.fixture(scope="session")
def built_project(once: Once) -> Path:
    """The program around the small course, built from nothing by command: to read, or to copy."""

    def make(to: Path) -> None:
        whole_project(to)
        done = run(to, "build", TZ="UTC", LC_ALL="C", PYTHONHASHSEED="1")
        assert done.returncode == 0, done.stderr

    return once("project", make)


@pytest.fixture
def new_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Makes pages, each in a profile of its own, with playwright's options for a new context.

    A script's error, a complaint in the console or a request to another host fails the test.
    """
    contexts, wrong = [], []

    def make(**options: Any) -> Page:
        context = browser.new_context(**options)
        contexts.append(context)
        context.set_default_timeout(5000)
        context.on("weberror", lambda error: wrong.append(str(error.error)))
        context.on("console", lambda said: said.type in {"error", "warning"} and wrong.append(said.text))
        context.on("request", lambda sent: sent.url.startswith("http") and wrong.append(sent.url))
        return context.new_page()

    yield make
    for context in contexts:
        context.close()
    assert not wrong


@pytest.fixture
def open_quiz(new_page: Open, tmp_path: Path) -> Open:
    """Opens quizzes from disk, alone on a page; `still` stops the clock there, so that what is said stays."""

    def make(*quizzes: Quiz, scripts: bool = True, still: bool = False, **options: Any) -> Page:
        file = tmp_path / "page.html"
        file.write_text(document(*quizzes, scripts=scripts), "utf-8")
        page = new_page(**{"java_script_enabled": scripts, **options})
        if still:
            page.clock.install(time=datetime(2026, 11, 22, 12, 0, tzinfo=UTC))
        page.goto(file.as_uri())
        if still:
            page.clock.pause_at(datetime(2026, 11, 22, 12, 1, tzinfo=UTC))
        return page

    return make


@pytest.fixture(scope="session")
def look_sites(site: Path, filled_site: Path) -> dict[str, Path]:
    """The site as it comes, and as a school in England has filled it in."""
    return {NO_PLACE: site, ENGLAND: filled_site}


@pytest.fixture
def look_context(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Makes contexts in which the neutral site answers without a network."""
    contexts, held = [], []

    def make(*, hangs: bool = False, **options: Any) -> BrowserContext:
        context = browser.new_context(**{"viewport": PHONE, **options})
        context.set_default_timeout(5000)
        answer = {"body": "<title>Neutral</title>", "content_type": "text/html"}
        context.route(
            re.compile("^https:"), lambda route: held.append(route) if hangs else route.fulfill(**answer)
        )
        contexts.append(context)
        return context

    yield make
    for route in held:
        route.abort()
    for context in contexts:
        context.close()


@pytest.fixture
def go(site, new_page):
    """Opens a page of the site as it comes."""

    def opened(name: str, page: Page | None = None, **options: Any) -> Page:
        page = page or new_page(**options)
        page.clock.set_fixed_time(f"{TODAY}T12:00:00")
        page.goto((site / f"{name}.html").as_uri())
        return page

    return opened
