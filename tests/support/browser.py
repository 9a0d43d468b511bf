"""Starts a real browser, the system's own, without its chatter to other hosts."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

NAMES = (
    "chromium-headless-shell",  # the same engine without the browser around it: a third of the time
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge"),
)
QUIET = (
    "--no-sandbox",  # tests run as root in containers, and open nothing but files of their own
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--font-render-hinting=none",  # letters as wide as on a screen
)


def executable() -> str:
    """The browser to test with: `TRUSTED_ADULT_BROWSER`, else the first that is installed."""
    found = os.environ.get("TRUSTED_ADULT_BROWSER") or next(filter(None, map(shutil.which, NAMES)), None)
    if not found:
        raise FileNotFoundError("No Chromium or Chrome here. Set TRUSTED_ADULT_BROWSER to its path.")
    return found


@contextmanager
def launched() -> Iterator[Browser]:
    """A headless browser that is closed at the end."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), headless=True, args=list(QUIET))
        try:
            yield browser
        finally:
            browser.close()
