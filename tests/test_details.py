"""The school’s details, filled in on a page: kept on the device, saved as school.yml, shown on every page."""

import gzip
import json
import re
from pathlib import Path

import pytest
from project import SCHOOL, kept_as, small_project
from records import DETAILS, HOSTILE, fill_details, keep, nothing_kept, printed, saved

from coursekit.load.course import load
from coursekit.model.school import Person, School

KEY = kept_as("school")


def test_details_are_kept_only_if_asked(go):
    page = go("details")
    fill_details(page, **DETAILS)
    saved(page, "Save as school.yml")
    assert nothing_kept(page)
    page.get_by_role("button", name="Keep on this device").click()
    assert page.inner_text(".kept") == "These details are kept on this device."
    assert json.loads(page.evaluate(f"localStorage.getItem({KEY})")) == {
        "v": 1,
        "name": "Elm Grove",
        "lead": {"name": "Ms A. Khan", "phone": "+44 (1632) 960001", "email": "a.o'khan@elm.example"},
        "deputy": {
            "name": "<b>Bo</b>",
            "phone": "javascript:alert(1)",
            "email": "x@y?cc=z@evil.example",
        },
        "police": {"hours": "only hours"},
    }
    assert page.evaluate("localStorage.length") == 1
    page.reload()
    assert {key: page.input_value(f"#{key}") for key in DETAILS} == DETAILS


def test_kept_details_fill_the_blanks_of_every_page_as_text_and_print(go):
    page = go("details")
    keep(page)
    page.locator(
        ".local dd >> nth=0", has_text="Ms A. Khan"
    ).wait_for()  # the script that fills is fetched again
    for name in ("leads", "details"):
        go(name, page)
        lead, deputy = page.locator(".local dd").all()[:2]
        assert " ".join(lead.inner_text().split()) == "Ms A. Khan +44 (1632) 960001 a.o'khan@elm.example"
        hrefs = [link.get_attribute("href") for link in lead.locator("a").all()]
        assert hrefs == ["tel:+441632960001", "mailto:a.o'khan@elm.example"]
        assert "<b>Bo</b> javascript:alert(1) x@y?cc=z@evil.example" in deputy.inner_text()
        assert deputy.locator("a, b").count() == 0
        assert page.locator(".local .blank").count() == 4
        assert "Ms A. Khan" in "".join(printed(page))
    for name in ("index", "module-3", "search", "help", "404"):
        go(name, page)
        assert page.inner_text(".foot__lead").startswith("Safeguarding lead, Elm Grove: Ms A. Khan +44")


@pytest.mark.parametrize(
    "kept",
    [
        "", "{", "null", "7", "[]", '{"v": 2, "lead": {"name": "X"}}', '{"lead": {"name": "X"}}',
        '{"v": 1, "lead": null}', '{"v": 1, "lead": {"name": ["X"], "phone": {}}}',
        '{"v": 1, "lead": {"hours": "X"}}',
        json.dumps({"v": 1, "lead": {"name": "X" * 201}}), '{"v": 1, "name": 7, "lead": 7}',
    ],
)  # fmt: skip
def test_damaged_or_unknown_details_are_ignored(go, kept):
    page = go("index")
    page.evaluate(f"(value) => localStorage.setItem({KEY}, value)", kept)
    page.reload()
    assert not page.locator(".foot__lead").is_visible()
    go("details", page)
    assert page.input_value("#lead-name") == ""


def test_clear_removes_everything(go):
    page = go("details")
    keep(page)
    page.evaluate(f"localStorage.setItem({kept_as('place')}, 'help-ie.html')")
    page.get_by_role("button", name="Clear everything").click()
    assert nothing_kept(page)
    assert {page.input_value(f"#{key}") for key in DETAILS} == {""}
    assert page.inner_text(".kept") == "Nothing is kept on this device yet."
    assert page.locator(".local .blank").count() == 6
    assert not page.locator(".foot__lead").is_visible()
    go("index", page)
    assert not page.locator(".foot__lead").is_visible()


def loaded_school(data: bytes, folder: Path) -> School:
    root = small_project(folder)
    (root / "school.yml").write_bytes(data)
    loaded = load(root)
    assert [problem for problem in loaded.problems if problem.path == "school.yml"] == []
    return loaded.course.school


@pytest.mark.parametrize(
    "name",
    [*HOSTILE.values(), "no", "null", "7", "a: b # c", "{{ school('lead') }}", "- x",
     "a\u2028b\u0085c\x07d", "\\n"],
)  # fmt: skip
def test_the_file_goes_through_our_own_loader_unchanged(go, tmp_path, name):
    page = go("details")
    name = name[:200]
    fill_details(page, **{"school-name": name, "lead-phone": "01632 960001", "allegations-hours": name})
    page.select_option("#school-place", "GB-SCT")
    file_name, data = saved(page, "Save as school.yml")
    assert file_name == "school.yml"
    tidy = re.sub(r"[\s\x07]+", " ", name)
    assert loaded_school(data, tmp_path / "project") == School(
        name=tidy, place="GB-SCT", lead=Person(phone="01632 960001"), allegations=Person(hours=tidy)
    )


def test_an_empty_form_makes_an_empty_school(go, tmp_path):
    _, data = saved(go("details"), "Save as school.yml")
    assert loaded_school(data, tmp_path / "project") == School()


def test_what_was_built_in_is_not_overwritten(filled_site, new_page, tmp_path):
    page = new_page()
    page.goto((filled_site / "details.html").as_uri())
    assert page.input_value("#school-name") == SCHOOL.name == "Elm <Grove> & “School”"
    assert page.get_attribute("#lead-phone", "readonly") is not None
    assert page.is_disabled("#school-place")
    kept = {
        "v": 1,
        "name": "Elsewhere",
        "lead": {"name": "Elsewhere"},
        "police": {"name": "Elsewhere"},
        "deputy": {"name": "Bo"},
    }
    page.evaluate(f"(kept) => localStorage.setItem({KEY}, JSON.stringify(kept))", kept)
    page.reload()
    assert "Elsewhere" not in page.inner_text("body")
    assert "Bo" in page.inner_text(".local")
    assert "Ms A. Khan" in page.inner_text(".foot__lead")
    page.get_by_role("button", name="Keep on this device").click()
    assert json.loads(page.evaluate(f"localStorage.getItem({KEY})")) == {"v": 1, "deputy": {"name": "Bo"}}
    _, data = saved(page, "Save as school.yml")
    wanted = SCHOOL.model_copy(update={"deputy": Person(name="Bo")})
    assert loaded_school(data, tmp_path / "project") == wanted


def test_the_script_that_fills_blanks_is_light_and_only_where_there_are_blanks(site, filled_site):
    assert len(gzip.compress((site / "assets/blanks.js").read_bytes(), 9, mtime=0)) < 1320
    for folder in (site, filled_site):
        for page in folder.glob("*.html"):
            html = page.read_text("utf-8")
            asked = "assets/quiz.js" in html  # a quiz page is heavy enough without it
            assert ("assets/blanks.js" in html) == ("data-blank=" in html and not asked), page.name
    assert "assets/blanks.js" not in (filled_site / "module-3.html").read_text("utf-8")
    assert "assets/blanks.js" in (filled_site / "leads.html").read_text("utf-8")
