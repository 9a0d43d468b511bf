"""Ids are for ever: none is used again, none vanishes, and no number comes back by the errata."""

import pytest
from project import codes, edit, problems

from coursekit import ids
from coursekit.load.course import load

RECORD = """- id: old-age
  kind: fact
  said: The age is 16.
  reason: The age was raised.
  day: 2026-11-25
  places: [GB-ENG]
"""


@pytest.fixture
def listed(project):
    """The small course with a list of all its ids and one withdrawn record."""
    (project / "facts/withdrawn.yml").write_text(RECORD, "utf-8")
    ids.add(load(project), project)
    (project / "facts/ids.txt").write_text(
        (project / "facts/ids.txt").read_text("utf-8") + "fact old-age\n", "utf-8"
    )
    return project


def test_a_withdrawn_record_is_correct(listed):
    assert problems(listed) == []
    assert "not-listed" not in codes(listed, release=True)


MISTAKES = [
    ("id: old-age", "id: any-age", "used-again"),
    ("id: old-age", "id: older-age", "vanished"),
    ("The age is 16.", "Call 020 7946 0000.", "withdrawn-number"),
    ("The age was raised.", "It is 0800 1111 now.", "withdrawn-number"),
    ("[GB-ENG]", "[GB-XXX]", "unknown-place"),
    ("kind: fact", "kind: quiz", "bad-value"),
    ("  reason: The age was raised.\n", "", "missing"),
]


@pytest.mark.parametrize(("old", "new", "code"), MISTAKES)
def test_each_mistake_is_found(listed, old, new, code):
    edit(listed / "facts/withdrawn.yml", old, new)
    assert code in codes(listed)


def test_an_id_that_vanishes_is_named_with_its_line_and_the_remedy_works(listed):
    law = listed / "facts/law/all.yml"
    text = law.read_text("utf-8")
    law.write_text(text.replace("id: english-age", "id: england-age"), "utf-8")
    found = next(problem for problem in problems(listed) if problem.code == "vanished")
    assert "english-age" in found.message
    line = (listed / "facts/ids.txt").read_text("utf-8").splitlines()[found.line - 1]
    assert line == "fact english-age"
    file = listed / "facts/withdrawn.yml"
    file.write_text(file.read_text("utf-8") + RECORD.replace("old-age", "english-age"), "utf-8")
    assert "vanished" not in codes(listed)


def test_a_broken_file_makes_no_id_vanish(listed):
    (listed / "facts/law/all.yml").write_text("- id: english-age\n  text: [\n", "utf-8")
    vanished = [p for p in problems(listed) if p.code == "vanished" and "english-age" in p.message]
    assert vanished == []


def test_a_new_id_is_listed_before_a_release(listed):
    contacts = listed / "facts/ids.txt"
    contacts.write_text(contacts.read_text("utf-8").replace("fact english-age\n", ""), "utf-8")
    assert "not-listed" not in codes(listed)
    assert "not-listed" in codes(listed, release=True)
    assert ids.add(load(listed), listed) == 1
    assert "not-listed" not in codes(listed, release=True)


def test_the_list_keeps_what_it_has_and_stays_the_same(listed):
    ids.add(load(listed), listed)
    first = (listed / "facts/ids.txt").read_bytes()
    assert b"fact old-age\n" in first
    assert ids.add(load(listed), listed) == 0
    assert (listed / "facts/ids.txt").read_bytes() == first


@pytest.mark.parametrize("line", ["fact", "quiz some-id", "fact two words", "\u202efact x"])
def test_a_line_that_is_no_id_is_named(listed, line):
    file = listed / "facts/ids.txt"
    file.write_text(file.read_text("utf-8") + line + "\n", "utf-8")
    assert "bad-form" in codes(listed)
