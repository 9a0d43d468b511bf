"""Whoever is told on a help or report page to call finds whom, with the number, in every place."""

from pathlib import Path

import pytest
from project import edit, problems, the_course

from coursekit.check import doors
from coursekit.load.course import load

HEAD = """---
id: help
title: Getting help
slug: help
tab_title: Getting help
kind: help
each_place: true
review_by: 2027-09-01
---

"""
POLICE = """
- id: police-uk
  kind: police
  name: Night Police
  does: Takes reports.
  for_whom: Anyone
  phone: {phone}
  places: [GB-ENG]
  source: {{title: Police, url: "https://police.example/", dated: undated}}
  checked: 2026-11-22
  review_by: 2027-11-22
  confidence: confirmed
"""


@pytest.fixture
def wrong(project: Path):
    """Tells what is wrong with a help page of this text, with England's police on this number."""

    def make(text: str, police: str = "0101", door: str = "police-uk") -> list[str]:
        (project / "course/help.md").write_text(HEAD + text, "utf-8")
        contacts = project / "facts/contacts/all.yml"
        contacts.write_text(contacts.read_text("utf-8") + POLICE.format(phone=police), "utf-8")
        edit(
            project / "facts/places.yml",
            "contacts: {emergency: emergency-uk, child_helpline: line-uk}",
            "contacts: {emergency: emergency-uk, child_helpline: line-uk, police: police-uk}\n"
            f"  doors: {{threat: {door}}}",
        )
        loaded = load(project)
        assert loaded.problems == []
        return [problem.code for problem in doors.check(loaded)]

    return make


@pytest.mark.parametrize(
    "text",
    [
        'Call now.\n\n{{ here("emergency") }}',
        'In danger, call the emergency number.\n\n{{ here("emergency") }}',
        'Report it now.\n\n{{ door("threat") }}',
        'Tell the police.\n\n{{ door("threat") }}',
        "Do not call the person. You need not report it.",
        "Words for the call: “I call the police.”",
        "The phone stays with the child.",
        'Report it to them.\n\n{{ here("child_helpline") }}',
        'Night Police can be asked.\n\n{{ door("threat") }}',
    ],
)
def test_a_text_that_names_whom_it_sends_to_is_right(wrong, text):
    assert wrong(text) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('Stay, and call the emergency number.\n\n{{ here("child_helpline") }}', "no-number"),
        ("Call before something happens.", "no-number"),
        ("Ring somebody who knows.", "no-number"),
        ('Ring the helpline.\n\n{{ here("child_helpline") }}', "no-number"),  # elsewhere it is an address
        ('Call {{ here("emergency") }}.', "no-number"),  # elsewhere it is “your local emergency number”
        ('Tell the police too.\n\n{{ here("child_helpline") }}', "no-number"),
        ("Contact the police at once.", "no-number"),
        ("Report it tonight.", "no-number"),
        ('## A\n\nCall the police.\n\n## B\n\n{{ door("threat") }}', "no-number"),
        ("Child Line is there at night.", "hidden-number"),
        ("## Somebody asks\n\nStay with the child.", "no-door"),
    ],
)
def test_a_text_that_sends_to_nobody_is_refused(wrong, text, code):
    assert code in wrong(text)


def test_a_contact_is_not_both_the_emergency_and_what_is_none(wrong):
    text = '{{ here("emergency") }}\n\nNot in danger now:\n\n{{ here("police") }}'
    assert "two-ways" in wrong(text, police="999")


def test_a_contact_of_its_own_number_stands_beside_the_emergency(wrong):
    assert wrong('{{ here("emergency") }}\n\nNot in danger now:\n\n{{ here("police") }}') == []


def test_an_emergency_number_that_nobody_has_confirmed_is_no_number(wrong, project):
    edit(project / "facts/contacts/all.yml", "confidence: confirmed", "confidence: secondary")
    assert "no-number" in wrong('Call {{ here("emergency") }} now, or the emergency number.')


@pytest.mark.parametrize(
    ("door", "code"), [("nobody", "unknown-contact"), ("line-any", ""), ("[police-uk, line-any]", "")]
)
def test_a_door_names_a_contact_that_there_is(wrong, door, code):
    assert wrong('{{ door("threat") }}', door=door) == ([code] if code else [])


def test_a_door_serves_its_place(project):
    edit(
        project / "facts/places.yml",
        "contacts: {child_helpline: line-any}",
        "contacts: {child_helpline: line-any}\n  doors: {crisis: line-uk}",
    )
    assert [problem.code for problem in doors.check(load(project))] == ["wrong-place"]


@pytest.mark.parametrize("kind", ["door", "crisis", "", "threat)"])
def test_a_door_that_there_is_not_is_named(project, kind):
    edit(project / "course/help.md", "Stay with the child.", f'{{{{ door("{kind}") }}}}')
    codes = {problem.code for problem in problems(project)}
    assert codes >= ({"unknown-door"} if kind in {"door", ""} else set())


def test_what_is_always_open_says_how(project):
    edit(project / "facts/contacts/all.yml", "phone: 0800 1111", "phone: 0800 1111\n  always_open: true")
    assert any("always open" in problem.message for problem in load(project).problems)


def test_the_course_sends_nobody_to_nobody():
    assert list(doors.check(the_course())) == []
