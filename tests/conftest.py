"""Fixtures that several test files use."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from browser import launched
from playwright.sync_api import Browser, Page
from project import site_pages


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests of a run."""
    with launched() as running:
        yield running


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of the course as it comes."""
    return site_pages(tmp_path_factory.mktemp("real") / "site")


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
