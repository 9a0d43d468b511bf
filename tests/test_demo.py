"""The fingerprints to try: what the module says about them can be seen on the drawing."""

import pytest
from axe import violations
from playwright.sync_api import Page
from project import site_pages, small_project

PAGE = """---
id: first/try
title: Try it
slug: module-1-part-2
tab_title: Module 1, part 2
kind: lesson
demo: fingerprints
review_by: 2027-09-01
---

Something to try.
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    root = small_project(tmp_path_factory.mktemp("demo") / "project")
    (root / "course/first/try.md").write_text(PAGE, encoding="utf-8")
    return (site_pages(root / "site", root=root) / "module-1-part-2.html").as_uri()


@pytest.fixture
def page(address: str, new_page) -> Page:
    page = new_page(viewport={"width": 360, "height": 740})
    page.goto(address)
    page.locator(".demo__seen", has_text="bits").wait_for()
    return page


def says(page: Page) -> tuple[bool, int]:
    """Whether the exact fingerprints are the same, and how many bits of the others differ."""
    page.wait_for_timeout(50)
    exact = page.inner_text(".demo__exact")
    words = page.inner_text(".demo__seen").replace("Only ", "").split()
    return exact == page.locator(".demo").get_attribute("data-exact-same"), int(words[0])


def test_two_equal_drawings_have_equal_fingerprints(page):
    assert says(page) == (True, 0)


@pytest.mark.parametrize("change", ["dot", "mark"])
def test_a_small_mark_changes_the_exact_fingerprint_and_hardly_the_other(page, change):
    page.get_by_role("checkbox", name={"dot": "Change one dot", "mark": "Write over"}[change]).press("Space")
    same, differ = says(page)
    assert not same
    assert differ <= 10


@pytest.mark.parametrize(
    ("name", "key", "times"), [("Brighter", "ArrowRight", 4), ("Smaller", "ArrowLeft", 3)]
)
def test_light_and_size_change_the_exact_fingerprint_alone(page, name, key, times):
    for _ in range(times):
        page.get_by_label(name).press(key)
    same, differ = says(page)
    assert not same
    assert differ <= 10


def test_another_picture_is_another_picture(page):
    page.get_by_role("checkbox", name="Draw a tree").press("Space")
    assert says(page)[1] > 10
    page.get_by_role("button", name="Start again").press("Enter")
    assert says(page) == (True, 0)


def test_without_scripts_it_is_told_in_words(address, new_page):
    page = new_page(java_script_enabled=False)
    page.goto(address)
    assert "one\nchanged dot" in page.inner_text(".demo__without") or "one changed dot" in page.inner_text(
        ".demo__without"
    )
    assert not page.locator("canvas").first.is_visible()


def test_axe_finds_nothing(page):
    assert violations(page) == []
