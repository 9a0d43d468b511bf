"""What axe finds wrong with a page."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

TARGETS = {"target-size": {"enabled": True}}
"""A rule that axe leaves off by itself: what is tapped is large enough."""


def violations(page: Page, within: Any = None, **options: Any) -> list[tuple[str, list[str]]]:
    """Each rule that is broken, with up to three elements; `within` is axe's context, `options` are its own.

    Of what passes, axe describes nothing: that takes most of its time.
    """
    options = {"resultTypes": ["violations"], "preload": False, **options}
    found = Axe().run(page, within, options=options).response["violations"]
    return [(rule["id"], [node["html"] for node in rule["nodes"]][:3]) for rule in found]
