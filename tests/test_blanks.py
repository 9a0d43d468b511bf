"""The details that a device keeps become links by the same rules as those that are built in."""

import json
from html import escape

import pytest
from model.test_reach import TYPED
from project import ROOT, kept_as

SCRIPT = (ROOT / "templates/site/theme/assets/blanks.js").read_text("utf-8")


@pytest.fixture
def filled(new_page, tmp_path):
    """Opens a page whose blanks are filled from what the device keeps, by key."""

    def make(people):
        blanks = "".join(f'<p><span data-blank="{escape(key)}">blank</span></p>' for key in people)
        (tmp_path / "blanks.js").write_text(SCRIPT, "utf-8")
        (tmp_path / "page.html").write_text(
            f"<!doctype html><meta charset=utf-8><title>x</title>{blanks}<script src=blanks.js></script>",
            "utf-8",
        )
        page = new_page()
        kept = json.dumps(json.dumps({"v": 1, **people}))
        page.add_init_script(f"localStorage.setItem({kept_as('school')}, {kept})")
        page.goto((tmp_path / "page.html").as_uri())
        return page

    return make


@pytest.mark.parametrize(("kind", "part"), [("phones", "phone"), ("mails", "email")])
def test_what_is_typed_becomes_the_same_link_as_in_a_build(filled, kind, part):
    typed = {text: address for text, address in TYPED[kind].items() if text.strip()}
    page = filled({f"k{number}": {"name": "N", part: text} for number, text in enumerate(typed)})
    found = {}
    for number, text in enumerate(typed):
        blank = page.locator(f"[data-blank=k{number}]")
        links = blank.locator("a").all()
        found[text] = links[0].get_attribute("href") if links else ""
        assert " ".join(text.split()) in " ".join(blank.inner_text().split())
    assert found == typed


def test_a_name_from_the_right_leaves_the_number_beside_it_alone(filled):
    page = filled({"lead": {"name": "ליאת כהן", "phone": "01632 960 001", "hours": "8:30–16:00"}})
    left = page.evaluate(
        """() => {
            const at = (text) => {
              const found = [...document.querySelectorAll("bdi")].find((part) => part.textContent == text);
              return found.getBoundingClientRect().left;
            };
            return [at("ליאת כהן"), at("01632 960 001"), at("8:30–16:00")];
        }"""
    )
    assert left == sorted(left)
