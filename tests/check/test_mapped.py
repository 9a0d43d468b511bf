"""The map of guidance: every line leads somewhere, or says why it does not."""

import pytest
from project import codes, edit, problems

MAP, LAW = "facts/map.yml", "facts/law/all.yml"
WHOLE = "topics: {duties: [help]}\nfacts: {english-age: [first/law, card]}\n"


@pytest.fixture
def mapped(project):
    """The small course, one of whose facts is guidance, with a map that holds it."""
    edit(
        project / LAW,
        "- id: english-age\n  kind: law\n",
        "- id: english-age\n  kind: guidance\n  topic: guidance\n",
    )
    (project / MAP).write_text(WHOLE)
    return project


def test_a_map_that_holds_every_line_is_correct(mapped):
    assert codes(mapped) == []


def test_without_a_map_nothing_is_asked(mapped):
    (mapped / MAP).unlink()
    assert codes(mapped) == []


def test_a_line_left_out_is_named_where_it_stands(mapped):
    (mapped / MAP).write_text("topics: {duties: [help]}\n")
    found = [(problem.code, problem.path) for problem in problems(mapped)]
    assert found == [("not-mapped", LAW)]


def test_a_line_that_is_not_covered_says_why(mapped):
    (mapped / MAP).write_text("topics: {}\nnot_covered: {english-age: It is for pupils.}\n")
    assert codes(mapped) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("topics: {duties: [hepl]}\nfacts: {english-age: [card]}\n", "unknown-page"),
        ("topics: {}\nfacts: {english-age: [first/lwa]}\n", "unknown-page"),
        ("topics: {}\nfacts: {english-age: [card], nothing: [card]}\n", "unknown-fact"),
        ("topics: {}\nfacts: {english-age: [card]}\nnot_covered: {english-age: No.}\n", "bad-value"),
        ("topics: {guidance: [card]}\n", "bad-value"),
        ("topics: {}\nfacts: {english-age: card}\n", "bad-value"),
        ("topics: {}\nfact: {}\n", "unknown-key"),
    ],
)
def test_what_is_wrong_with_a_map_is_named(mapped, text, code):
    (mapped / MAP).write_text(text)
    assert code in codes(mapped)


def test_a_page_of_another_place_takes_nothing_up(mapped):
    edit(mapped / LAW, "- id: any-age\n  kind: law\n", "- id: any-age\n  kind: guidance\n  topic: guidance\n")
    (mapped / MAP).write_text("topics: {}\nfacts: {english-age: [card], any-age: [first/law]}\n")
    assert codes(mapped) == ["wrong-place"]
