"""References in text: found, replaced, and nothing else touched."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from coursekit.model.reference import left_in, links, references, replace


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('{{ fact("a-b") }}', [("fact", "a-b")]),
        ("{{fact('a')}} {{ here(\"x\") }}", [("fact", "a"), ("here", "x")]),
        ("{{ fact(“a”) }}", [("fact", "a")]),
        ("{{ fact(a) }}", [("fact", None)]),
        ('{{ fcat("a") }}', [("fcat", "a")]),
        ("{{ x }} {{ 1 + 1 }} {% if %} {{", []),
        ('{{ fact("a"\n) }}', []),
    ],
)
def test_references_are_found(text, found):
    assert [(reference.function, reference.argument) for reference in references(text)] == found


def test_a_reference_alone_on_its_line_is_known():
    first, second = references('{{ contact("a") }}\nCall {{ contact("a") }}.')
    text = '{{ contact("a") }}\nCall {{ contact("a") }}.'
    assert first.alone(text)
    assert not second.alone(text)


@given(st.text(alphabet='{}fact("a) \n', max_size=40))
def test_replacing_by_the_same_text_changes_nothing(text):
    assert replace(text, lambda reference: text[reference.start : reference.end]) == text


def test_only_known_functions_are_replaced():
    assert (
        replace('{{ fact("a") }} {{ evil("a") }} {{ fact(a) }}', lambda _: "!")
        == '! {{ evil("a") }} {{ fact(a) }}'
    )


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("[a](b.md) [c](../d.md#e)", ["b.md", "../d.md#e"]),
        ("[a](<b.md> 'title')", ["b.md"]),
        ("[a][1]\n\n[1]: b.md", []),  # an address kept for later is none here
        ("<https://x.example>", ["https://x.example"]),
        ("a [b] (c)", []),
    ],
)
def test_links_are_found(text, targets):
    assert [link.target for link in links(text)] == targets


CONDITIONS = [
    ('# A\nx\n## B\n{{ only_with("new") }}\ny\n### C\nz\n## D\nw', "# A\nx\n## D\nw"),
    ('## B\n\n{{ only_with("new") }}\n\ny', ""),
    ('## B\n{{ only_with("law new") }}\ny', "## B\ny"),
    ('## B\n{{ only_with("law") }}\ny\n## C\nz', "## B\ny\n## C\nz"),
    ('## B\n{{ only_with("new") }}\n### C\n{{ only_with("law") }}\ny', ""),
    ("## B\nsee {{ only_with }}\ny", "## B\nsee {{ only_with }}\ny"),
]


@pytest.mark.parametrize(("text", "kept"), CONDITIONS)
def test_a_section_is_left_out_where_a_place_has_none_of_it(text, kept):
    assert left_in(text, lambda name: name == "law") == kept


@given(st.text(alphabet='#{}ab\n "()_only_with', max_size=120))
def test_a_text_without_conditions_is_left_as_it_is(text):
    assume("only_with" not in text)
    assert left_in(text, lambda _: False) == text
