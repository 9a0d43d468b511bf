"""YAML with marks, and without YAML's traps."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from coursekit.load.marked_yaml import parse


def data(text: str):
    value, _, problems = parse("x.yml", text)
    assert problems == []
    return value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: no", {"a": "no"}),
        ("a: On", {"a": "On"}),
        ("a: true", {"a": True}),
        ("a: 'true'", {"a": "true"}),
        ("a: 000", {"a": "000"}),
        ("a: 0800 1111", {"a": "0800 1111"}),
        ("a: 999", {"a": 999}),
        ("a: 1_000", {"a": "1_000"}),
        ("a: 12:30", {"a": "12:30"}),
        ("a: 2027-09-01", {"a": "2027-09-01"}),
        ("a: 0x1F", {"a": "0x1F"}),
        ("a:", {"a": None}),
        ("a: ''", {"a": ""}),
        ("a: >-\n  one\n  two", {"a": "one two"}),
        ("- {a: , b: 2}", [{"a": None, "b": 2}]),
        ("", None),
    ],
)
def test_values_mean_what_people_wrote(text, value):
    assert data(text) == value


def test_every_part_has_the_line_and_column_where_it_stands():
    _, marks, _ = parse("x.yml", "a:\n  - b: 1\n    c: 2\n", first_line=5)
    assert marks["a",] == (5, 1)
    assert marks["a", 0] == (6, 5)
    assert marks["a", 0, "c"] == (7, 5)


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("stem: He said: tell me", 1, "colon"),
        ("a: 1\n\tb: 2", 2, "tab"),
        ('a: "one', 1, "quotation mark"),
        ("a: 1\na: 2", 2, "second time"),
        ("a: &x 1\nb: *x", 1, "sign for the program"),
        ("a: !!python/object:os.system x", 1, "sign for the program"),
        ("a: 1\n---\nb: 2", 3, "second document"),
        ("a: @home", 1, "quotes"),
        ("? [a]\n: b", 1, "single word"),
        ("[" * 60 + "]" * 60, 1, "nested too deeply"),
    ],
)
def test_what_cannot_be_read_is_said_in_plain_words_with_its_line(text, line, says):
    _, _, problems = parse("x.yml", text)
    assert len(problems) == 1
    assert problems[0].line == line
    assert says in problems[0].message + problems[0].hint


def test_aliases_of_aliases_do_not_fill_the_memory():
    bomb = "a: &a [x, x]\n" + "\n".join(
        f"{new}: &{new} [*{old}, *{old}, *{old}]" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    )
    assert parse("x.yml", bomb)[2][0].code == "yaml"


def test_very_deep_nesting_is_a_problem_and_not_a_crash():
    assert parse("x.yml", "[" * 20000)[2]


@given(st.text(max_size=200))
def test_no_text_raises(text):
    value, _, problems = parse("x.yml", text)
    assert problems == [] or value is None


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=20)
KEYS = st.from_regex(r"[a-z]{1,8}", fullmatch=True)
TREES = st.recursive(
    TEXT, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3), max_leaves=8
)


@given(TREES)
def test_what_a_yaml_writer_writes_is_read_back_the_same(tree):
    text = yaml.safe_dump(tree, default_style='"', allow_unicode=True)
    assert parse("x.yml", text)[0] == tree


@pytest.mark.parametrize(
    "text",
    [
        "[" * 30_000,
        "{a: " * 20_000,
        "- " * 30_000 + "x",
        "".join(f"{' ' * depth}a:\n" for depth in range(300)),
        "[" * 50 + "]" * 50,
        "? " * 10_000,
    ],
    ids=["lists", "mappings", "items", "indents", "fifty", "keys"],
)
def test_what_is_nested_deeply_is_named_before_it_can_fill_the_stack(text):
    data, _, problems = parse("x.yml", text)
    assert data is None
    assert len(problems) == 1
