"""Every page, not one of each kind. Slow: `python3 build.py test -m every_page`, before a release."""

import shutil
import subprocess
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from quiz_driver import answer_anyhow

pytestmark = pytest.mark.every_page

AXE = {
    "preload": False,
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "rules": {"target-size": {"enabled": True}},
}
SIZES = [(1280, "light"), (1280, "dark"), (320, "light")]


def found(page: Page) -> list[tuple[str, ...]]:
    violations = Axe().run(page, options=AXE).response["violations"]
    return [(rule["id"], node["html"][:200]) for rule in violations for node in rule["nodes"]]


@pytest.mark.parametrize(("width", "scheme"), SIZES)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    site: Path, browser: Browser, width: int, scheme: str
):
    wrong = {}
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    for file in sorted(site.glob("*.html")):
        page.goto(file.as_uri())
        sideways = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        complaints = [*found(page), *([("sideways", "")] if sideways else [])]
        if answer_anyhow(page):
            complaints += [("answered", *complaint) for complaint in found(page)]
        if complaints:
            wrong[file.name] = complaints
    context.close()
    assert wrong == {}


@pytest.mark.parametrize("media", [{"forced_colors": "active"}, {"reduced_motion": "reduce"}], ids=str)
def test_every_heading_and_way_out_is_seen_in_other_media(
    site: Path, browser: Browser, media: dict[str, str]
):
    context = browser.new_context(**media)  # type: ignore[arg-type]
    page = context.new_page()
    for file in sorted(site.glob("*.html")):
        if file.stem != "blank":
            page.goto(file.as_uri())
            assert page.locator("h1").is_visible(), file.name
            assert page.locator(".leave").is_visible(), file.name
    context.close()


@pytest.mark.skipif(not shutil.which("npx"), reason="the Nu HTML checker comes with npm: npx vnu-jar")
def test_the_nu_html_checker_finds_nothing(site: Path):
    command = ["npx", "--yes", "vnu-jar", "--skip-non-html", "--errors-only", str(site)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
