"""`course/search.yml`: an answer leads somewhere, and a mistake is shown where it stands."""

import pytest
from project import edit, problems

SEARCH = """\
- id: picture
  same: [picture, nude]
- id: sent
  asks: [sent picture]
  leads:
    - {page: help, heading: Somebody sent one}
  danger: true
"""


def found(project, text=SEARCH):
    (project / "course/search.yml").write_text(text, encoding="utf-8")
    route = '## Somebody sent one\n\n{{ door("threat") }}\n\nStay with'
    edit(project / "course/help.md", "Stay with", route)
    return [(problem.code, problem.line, problem.column) for problem in problems(project)]


def test_answers_that_lead_somewhere_are_fine(project):
    assert found(project) == []


@pytest.mark.parametrize(
    ("old", "new", "code", "line", "column"),
    [
        ("page: help,", "page: hepl,", "unknown-page", 6, 8),
        ("Somebody sent one", "Somebody sends one", "unknown-heading", 6, 20),
        ("[picture, nude]", "[picture, nude, Picture]", "said-twice", 2, 25),
        ("[sent picture]", "[sent picture, what is it, is it for you]", "nothing-to-look-for", 4, 36),
        ("  danger: true", "  dangre: true", "unknown-key", 7, 3),
        ("  same: [picture, nude]", "  asks: [picture, nude]", "bad-value", 1, 3),
        ("  same: [picture, nude]", "  same: []", "bad-value", 2, 3),
        ("  danger: true", "  same: [x]", "bad-value", 3, 3),
        ("page: help,", "page: Help me,", "unknown-page", 6, 8),
    ],
)
def test_a_mistake_is_shown_where_it_stands(project, old, new, code, line, column):
    assert (code, line, column) in found(project, SEARCH.replace(old, new))


def test_the_remedy_names_what_was_meant(project):
    (project / "course/search.yml").write_text(SEARCH.replace("page: help", "page: hepl"), encoding="utf-8")
    assert "Did you mean “help”?" in [problem.hint for problem in problems(project)]


def test_a_page_that_cannot_be_read_is_not_missed_again(project):
    edit(project / "course/help.md", "kind: help", "kind: halp")
    (project / "course/search.yml").write_text(
        SEARCH.replace(", heading: Somebody sent one", ""), encoding="utf-8"
    )
    assert "unknown-page" not in [problem.code for problem in problems(project)]
