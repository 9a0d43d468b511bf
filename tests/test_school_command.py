"""`build.py school`: each answer is checked, and kept at once with every comment of the file."""

import shutil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from project import ROOT, small_project

from coursekit.load.course import load
from coursekit.load.school_file import value_at, with_value
from coursekit.model.national import odd_number
from coursekit.model.school import School
from coursekit.school_questions import NAME, ask, questions

AS_IT_COMES = (ROOT / NAME).read_text(encoding="utf-8")
KEYS = [
    question.where for question in questions(load(ROOT / "tests/small"), lambda: "GB-ENG")
]  # what can be asked


class Stopped(Exception):
    """Somebody presses Ctrl-C."""


def answered(root, answers, stop_at=None):
    """Answer by the first words of a question; all others are kept as they stand. Return what was said."""
    said = []

    def prompt(says, there):
        if stop_at and says.startswith(stop_at):
            raise Stopped
        waiting = next((answers[start] for start in answers if says.startswith(start)), [there])
        return waiting.pop(0) if len(waiting) > 1 else waiting[0]

    list(ask(load(root), root, prompt, said.append))
    return " ".join(said)


@pytest.fixture
def project(tmp_path):
    root = small_project(tmp_path / "small")
    shutil.copy(ROOT / NAME, root / NAME)
    return root


def test_the_file_to_start_from_is_the_one_that_comes_with_the_course():
    assert (ROOT / "templates/new/school.yml.j2").read_text(encoding="utf-8") == AS_IT_COMES


def test_answers_are_written_and_comments_stay(project):
    answered(project, {"Name of the school": ['St Mary’s: "A" #1'], "Where you are": ["GB-ENG"]})
    text = (project / NAME).read_text(encoding="utf-8")
    assert load(project).course.school == School(name='St Mary’s: "A" #1', place="GB-ENG")
    assert [line.partition("#")[2] for line in text.splitlines() if line.lstrip().startswith("#")] == [
        line.partition("#")[2] for line in AS_IT_COMES.splitlines() if line.lstrip().startswith("#")
    ]
    assert "# where you are: GB-ENG for England" in text


def test_a_wrong_answer_is_refused_with_its_remedy_and_asked_again(project):
    said = answered(
        project,
        {
            "Where you are": ["GB-EGN", "GB-ENG"],
            "Designated safeguarding lead: e-mail": ["lead@", "lead@school.example"],
            "Main": ["#eeeeee", "teal", "#0f5552"],
            "Logo": ["none.gif", "-"],
        },
    )
    for part in ("Did you mean “GB-ENG”?", "Write one address alone", "contrast", "double quotes", "PNG"):
        assert part in said
    school = load(project).course.school
    assert (school.place, school.lead.email, school.colours.main, school.logo) == (
        "GB-ENG", "lead@school.example", "#0f5552", None,
    )  # fmt: skip


def test_what_was_answered_before_a_stop_is_kept(project):
    with pytest.raises(Stopped):
        answered(project, {"Name of the school": ["Hill Road"]}, stop_at="Where you")
    assert load(project).course.school.name == "Hill Road"
    answered(project, {})
    assert load(project).course.school.name == "Hill Road"


@pytest.mark.parametrize(
    "text",
    ["", "schema: 1", "lead: {name: A}\n", "name: 'x'   # kept\nlead:\n  name:\n\n# end\n", AS_IT_COMES],
)
@settings(max_examples=20)
@given(
    where=st.sampled_from(KEYS),
    value=st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1) | st.none(),
)
def test_any_value_goes_in_and_comes_out_and_changes_nothing_else(text, where, value):
    changed = with_value(text, where, value)
    assert value_at(changed, where) == value
    assert with_value(changed, where, None).count("#") == text.count("#")
    assert all(value_at(changed, key) == value_at(text, key) for key in KEYS if key != where)


def test_every_value_of_the_file_that_comes_with_the_course_can_be_set():
    text = AS_IT_COMES
    for where in KEYS:
        text = with_value(text, where, "GB-ENG")
    assert [value_at(text, where) for where in KEYS] == ["GB-ENG"] * len(KEYS)


@pytest.mark.parametrize(
    ("place", "phone", "is_odd"),
    [
        ("GB-ENG", "01632 960001", False),
        ("GB-ENG", "1632 960001", True),
        ("GB-SCT", "01632 9600", True),
        ("GB-WLS", "0800 1111", False),
        ("GB-NIR", "101", False),
        ("GB-ENG", "+353 1 234 5678", False),
        ("IE", "01 234 5678", False),
        ("US", "202-555-0100", False),
        ("US", "555-0100", True),
        ("AU", "1800 000 000", False),
        ("IN", "1098", False),
        ("IN", "98765 43210", False),
        ("NZ", "0800 376 633", False),
        ("ZA", "10111", False),
        ("INT", "12345", False),
        (None, "12345", False),
        ("GB-ENG", "no number", False),  # told by another rule
    ],
)
def test_numbers_have_the_form_of_their_place(place, phone, is_odd):
    assert bool(odd_number(phone, place)) == is_odd
