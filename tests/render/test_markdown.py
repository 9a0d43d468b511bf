"""The dialect: what people write is shown, and nothing they write is obeyed."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from coursekit.export.texts import tree, words
from coursekit.model.dialect import unblocked
from coursekit.model.question.cloze import MARK
from coursekit.render import markdown
from coursekit.render.flow import flow, plain

LINKS = {"help.md": "help.html"}


def shown(text: str) -> str:
    return str(markdown.Sections(text, lambda reference: f"<b>{reference.argument}</b>", LINKS).html)


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("one\n\ntwo", "<p>one</p>\n<p>two</p>"),
        ("## A *heading*", '<h2 id="part-1">A <em>heading</em></h2>'),
        ("[a](help.md) [b](help.md#x)", '<p><a href="help.html">a</a> <a href="help.html">b</a></p>'),
        ("[a](#nudes)\n\n## Nudes", '<p><a href="#part-1">a</a></p>\n<h2 id="part-1">Nudes</h2>'),
        ("[a](other.md) [b](javascript:x)", "<p><a>a</a> <a>b</a></p>"),
        ("<script>x</script> <b>", "<p>&lt;script&gt;x&lt;/script&gt; &lt;b&gt;</p>"),
        ("&nbsp; &lt; & &#60;", "<p>&amp;nbsp; &amp;lt; &amp; &amp;#60;</p>"),
        ('a {{ fact("b") }} c', "<p>a <b>b</b> c</p>"),
        ("{{ x }} {% y %}", "<p>{{ x }} {% y %}</p>"),
        ("`a & <b>`", "<p><code>a &amp; &lt;b&gt;</code></p>"),
        ("![alt](x.png)", "<p>alt</p>"),
        ("a{: onclick=x }", "<p>a{: onclick=x }</p>"),
    ],
)
def test_what_is_written_is_shown(text, result):
    assert shown(text) == result


def test_a_reference_drawn_as_a_block_stands_outside_paragraphs():
    drawn = markdown.Sections('{{ contact("a") }}', lambda _: "<div>card</div>", {}).html
    assert str(drawn) == "<div>card</div>"


def test_boxes_have_their_kind_as_a_class():
    assert '<div class="admonition say">' in shown('!!! say "Words to say"\n    Thank you.')


@pytest.mark.parametrize(("before", "level"), [("", 2), ("## A\n\n", 3), ("## A\n\n### B\n\n", 4)])
def test_a_boxs_title_is_a_heading_below_the_one_above_it(before, level):
    html = shown(before + '!!! say "Words to say"\n    Thank you.')
    assert f'<h{level} class="admonition-title">Words to say</h{level}>' in html


def test_a_reference_may_be_drawn_with_the_same_dialect():
    drawn = markdown.Sections('a {{ fact("b") }} c', lambda _: inline("*x*"), {}).html
    assert str(drawn) == "<p>a <em>x</em> c</p>"


PARTS = """1. Say.

- [A](#b-two)
- B

Keep it.

## A *one*

- x

> ## Quoted

!!! do "T"
    ## In a box

## B two

{{ contact("a") }}
"""


def test_a_text_is_cut_at_the_headings_that_are_inside_of_nothing():
    text = markdown.Sections(PARTS, lambda _: '<h2 id="part-9">card</h2>', {})
    assert [(part.id, str(part.heading)) for part in text.all] == [
        ("part-1", "A <em>one</em>"),
        ("part-4", "B two"),
    ]
    opening = text.opening
    assert "".join((*opening.before, "\n", *opening.after)) == "<ol>\n<li>Say.</li>\n</ol>\n<p>Keep it.</p>"
    assert opening.points == '<li><a href="#part-4">A</a></li>\n<li>B</li>'
    whole = (
        opening.before,
        "<ul>",
        opening.points,
        "</ul>",
        opening.after,
        *(part.html for part in text.all),
    )
    assert "\n".join(whole).split() == text.html.split()


@pytest.mark.parametrize(
    ("written", "cut"),
    [
        ("", ("", "", "")),
        ("A.", ("<p>A.</p>", "", "")),
        ("- a", ("", "<li>a</li>", "")),
        ("> - a", ("<blockquote>\n<ul>\n<li>a</li>\n</ul>\n</blockquote>", "", "")),
        ("## A\n\n- a", ("", "", "")),
        ("- a\n\nB.\n\n- c", ("", "<li>a</li>", "<p>B.</p>\n<ul>\n<li>c</li>\n</ul>")),
    ],
)
def test_what_stands_above_the_first_section_is_cut_at_its_first_list_of_points(written, cut):
    text = markdown.Sections(written, lambda _: "", {})
    opening = text.opening
    assert len(text.all) == written.count("## ")
    assert (opening.before, opening.points, opening.after) == cut


@pytest.mark.parametrize(
    ("written", "pieces"),
    [
        ("a [[x]] < *b [[y-1]]*", [("<p>a ", "x"), (" &lt; <em>b ", "y-1"), ("</em></p>", "")]),
        ("`[[x]]`", [("<p><code>", "x"), ("</code></p>", "")]),
        ("```\na\n[[x]]\n```", [("<pre>a<br>", "x"), ("</pre>", "")]),
        ("![a [[x]] b](c)", [("<p>a [[x]] b</p>", "")]),
        ("[a [[x]]]([[y]])", [("<p><a>a ", "x"), ("</a></p>", "")]),
        ("[[X]] \\[[x]]", [("<p>[[X]] ", "x"), ("</p>", "")]),
        ('{{ fact("a") }} [[x]]', [("<p><b title='[[x]]'>[[x]]</b> ", "x"), ("</p>", "")]),
    ],
)
def test_a_text_is_cut_at_the_marks_in_its_words_and_never_inside_a_tag(written, pieces):
    text = markdown.Sections(written, lambda _: "<b title='[[x]]'>[[x]]</b>", {})
    assert text.cut(MARK) == pieces
    assert "\x04" not in text.html


def inline(text: str) -> str:
    return str(markdown.render_inline(text, lambda _: "", {}))


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("a *b*", "a <em>b</em>"),
        ("> 18", "&gt; 18"),
        ("- 5", "- 5"),
        ("1. Listen", "1. Listen"),
        ("# x", "# x"),
        ("+ x", "+ x"),
        ("a\n\nb", "a b"),
    ],
)
def test_a_line_has_no_paragraph_and_no_block(text, result):
    assert inline(text) == result


def test_a_line_of_a_question_is_no_block_wherever_it_is_put():
    for text in ("> 18", "- 5", "* x", "1. Listen", "12) y", "# x", "---", "***", "~~~", "!!! do", "+ x"):
        assert shown(unblocked(text)) == f"<p>{html.escape(text, quote=False)}</p>"
        assert shown(f"A stem:\n\n{unblocked(text)}\n\nMore.").count("<p>") == 3
    for text in ("1.5 m", "-5", "*a* b", "#a", "**a**"):
        assert unblocked(text) == text


def test_what_follows_other_words_has_paragraphs_only_where_there_are_several():
    def run_in(text: str) -> str:
        return str(markdown.render_run_in(text, lambda _: "", {}))

    assert run_in("a *b*") == "a <em>b</em>"
    assert run_in("a\n\nb") == "<p>a</p>\n<p>b</p>"


SERVED = """Do this:
- tell
  - today
1. First
   1. Second

!!! do "Message"
    ```
    To: you

    # Hello
    ```

High Street\\
Town
"""


def test_every_output_shows_what_is_served():
    page = shown(SERVED)
    blocks = flow(page)
    assert [(block.kind, block.level, block.text) for block in blocks] == [
        ("text", 0, "Do this:"),
        ("bullet", 0, "tell"),
        ("bullet", 1, "today"),
        ("number", 0, "First"),
        ("number", 1, "Second"),
        ("heading", 2, "Message"),
        ("text", 0, "To: you\v\v# Hello"),
        ("text", 0, "High Street\vTown"),
    ]
    lines = list(plain(blocks))
    assert "To: you" in "\n".join(lines)
    assert "High Street\nTown" in lines
    told = words(tree(Markup(page)))  # noqa: S704 (made above)
    assert told.split("\n") == [
        "Do this:", "- tell", "- today", "- First", "- Second", "Message",
        "To: you", "# Hello", "High Street", "Town",
    ]  # fmt: skip


def test_a_list_looks_the_same_with_and_without_an_empty_line_in_it():
    assert shown("- a\n- b") == shown("- a\n\n- b") == "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"


TAG = re.compile(r"<(/?)([a-z0-9]+)([^>]*)>")
TEXT_TAGS = "p h1 h2 h3 h4 h5 h6 em strong code pre a ul ol li blockquote hr br dl dt dd div img"
HARMLESS = {*TEXT_TAGS.split(), "table", "thead", "tbody", "tr", "th", "td"}


@given(st.text(alphabet=st.sampled_from("<>&\"'[](){}!*_`#-:|= \n\tab/1sx"), max_size=60))
def test_no_text_makes_a_tag_or_attribute_that_does_anything(text):
    for _, tag, attributes in TAG.findall(shown(text)):
        assert tag in HARMLESS
        assert not re.search(r"\bon\w+=|javascript:|src=", attributes)


@given(
    st.text(
        st.characters(
            codec="utf-8", categories=["L", "N", "P", "S"], exclude_characters='*_`[]()<>#\\!{}|-+:~="^.&'
        ),
        min_size=1,
        max_size=30,
    )
)
def test_plain_text_arrives_unchanged(text):
    assert html.unescape(shown(text)) == f"<p>{text}</p>"
