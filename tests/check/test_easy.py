"""Easy words: each countable rule has a line that passes and a line that fails; each page shows its sheet."""

import pytest
from project import codes, edit, the_course

from coursekit.model.easy import SIGNS
from coursekit.render.templates import environment

SHEET, PAGE = "course/handouts/easy.md", "course/easy.md"
HEAD = """---
id: {id}
title: In easy words
slug: {slug}
tab_title: Easy words
{kind}
each_place: true
audience: [parents]
review_by: 2027-09-01
{more}---
"""
LINES = "sides: 0\neasy:\n  - title: Do this\n    lines:\n      - {{sign: talk, say: '{say}'}}\n"


@pytest.fixture
def easy(project):
    """The small course with a sheet in easy words of one line, and its page."""

    def write(say="Talk with the child."):
        sheet = HEAD.format(id="easy-sheet", slug="sheet", kind="template: easy", more=LINES.format(say=say))
        (project / SHEET).write_text(sheet)
        page = HEAD.format(id="easy", slug="easy", kind="kind: easy", more="sheet: easy-sheet\n")
        (project / PAGE).write_text(page + "\nRead it together.\n")
        return project

    return write


@pytest.mark.parametrize(
    "say",
    [
        "Say: “Thank you. I will help you.”",
        "This line has fifteen words in it and not one more of them at all.",
        'Call: {{ here("emergency") }}',
    ],
)
def test_an_easy_line_is_correct(easy, say):
    assert codes(easy(say)) == []


@pytest.mark.parametrize(
    ("say", "code"),
    [
        ("Talk with the child. Then tell the school.", "two-ideas"),
        ("This line has sixteen words in it and so it has one more of them than fifteen.", "long-line"),
        ("Tell the DSL.", "initials"),
        ("Tell somebody immediately.", "hard-word"),
        ("Listen to the disclosure.", "hard-word"),
    ],
)
def test_a_line_that_is_not_easy_is_named(easy, say, code):
    assert code in codes(easy(say))


def test_a_page_in_easy_words_names_its_sheet(easy):
    root = easy()
    edit(root / PAGE, "sheet: easy-sheet", "sheet: easy-shete")
    assert "unknown-handout" in codes(root)
    edit(root / PAGE, "sheet: easy-shete\n", "")
    assert "structure" in codes(root)


def test_a_sign_that_nobody_drew_is_an_error(easy):
    root = easy()
    edit(root / SHEET, "sign: talk", "sign: tlak")
    assert "bad-value" in codes(root) or "bad-form" in codes(root)


def test_every_sign_is_drawn_and_none_is_read_aloud():
    sign = environment().get_template("easy/sign.html.j2").module.sign
    drawn = {name: str(sign(name)) for name in SIGNS}
    assert len(set(drawn.values())) == len(SIGNS)
    for html in drawn.values():
        assert 'aria-hidden="true"' in html
        assert "<path" in html


def test_each_sheet_of_the_course_has_its_page():
    course = the_course().course
    sheets = {handout.head.id for handout in course.handouts if handout.head.easy}
    assert len(sheets) == 3
    assert {page.head.sheet for page in course.pages if page.head.sheet} == sheets
