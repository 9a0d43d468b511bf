"""“This is wrong”: a link that says where, with nothing of the reader; none where nobody is told."""

from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from project import edit, problems, site_pages, small_project

from coursekit.load.course import load
from coursekit.model.report_errors import error_link
from coursekit.plan.plan import plan
from coursekit.run.work import call

FORM = "https://forms.example/wrong"


@pytest.mark.parametrize(
    ("address", "fact", "link"),
    [
        (
            "office@school.example",
            None,
            "mailto:office@school.example?subject=Is%20this%20wrong%3F%20help%20GB-ENG",
        ),
        (FORM, None, f"{FORM}?page=help%20GB-ENG"),
        (FORM, "age", f"{FORM}?page=help%20GB-ENG&fact=age"),
        (f"{FORM}?a=1#top", "age", f"{FORM}?a=1&page=help%20GB-ENG&fact=age#top"),
        (f"{FORM}/{{page}}?f={{fact}}", "age", f"{FORM}/help%20GB-ENG?f=age"),
        (f"{FORM}/{{page}}?f={{fact}}", None, f"{FORM}/help%20GB-ENG?f="),
        (f"{FORM}?title={{page}}", "age", f"{FORM}?title=help%20GB-ENG&fact=age"),
        (f"{FORM}?f={{fact}}", "age", f"{FORM}?f=age&page=help%20GB-ENG"),
    ],
)
def test_the_link_names_the_page_and_the_fact(address, fact, link):
    assert error_link(address, "help", "GB-ENG", fact) == link


BAD = [
    "office",
    "two@a.example, b@a.example",
    "javascript:alert(1)",
    "https://",
    "https://a b.example/",
    "ftp://a.example/",
]
BAD += [
    "https://user:word@a.example/",
    "https://a.example/{email}",
    "https://{page}.example/",
    "https://a.example:x/",
]
BAD += [
    "https://a.example/{page",
    "https://a.example/x}",
    "data:text/html,x",
    "//a.example/",
    'https://a.example/"x',
]


@pytest.mark.parametrize("address", BAD)
def test_what_cannot_be_told_is_named(tmp_path, address):
    assert error_link(address, "help", None) is None
    root = small_project(tmp_path / "course")
    (root / "school.yml").write_text(f"schema: 1\nreport_errors: '{address}'\n", "utf-8")
    found = problems(root)
    assert [(problem.path, problem.line, problem.severity) for problem in found] == [
        ("school.yml", 2, "error")
    ]
    assert "office@school.example" in found[0].hint


@given(st.text(max_size=30), st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30))
def test_no_id_breaks_out_of_the_link(address, id_):
    link = error_link(f"{FORM}?x=1", id_, None, id_)
    assert parse_qs(urlsplit(link).query, keep_blank_values=True) == {
        "x": ["1"],
        "page": [id_],
        "fact": [id_],
    }
    made = error_link(address, "help", None)
    assert made is None or urlsplit(made).scheme in {"http", "https", "mailto"}


def pages(root):
    return {source.path: call(source).decode() for source in plan(load(root)).pages}


def test_without_an_address_no_page_has_the_link(tmp_path):
    assert not any(
        "Is something wrong" in text or "wrong?" in text
        for text in pages(small_project(tmp_path / "c")).values()
    )


def test_every_page_has_the_link_and_the_sources_page_one_a_fact(tmp_path):
    root = small_project(tmp_path / "course")
    (root / "school.yml").write_text("schema: 1\nreport_errors: 'https://forms.example/?a=1&b=<'\n", "utf-8")
    assert problems(root) != []
    (root / "school.yml").write_text("schema: 1\nreport_errors: 'https://forms.example/?a=1&b=2'\n", "utf-8")
    page = "---\nid: sources\ntitle: Sources\nslug: sources\ntab_title: Sources\nkind: sources\n"
    (root / "course/sources.md").write_text(
        f"{page}each_place: true\nreview_by: 2027-09-01\n---\n\nAll.\n", "utf-8"
    )
    assert problems(root) == []
    site = site_pages(tmp_path / "site", root=root)
    for file in site.glob("*.html"):
        text = file.read_text("utf-8")
        if file.name not in {"404.html", "blank.html"}:
            assert text.count("Is something wrong here?") == 1, file.name
            assert 'href="https://forms.example/?a=1&amp;b=2&amp;page=' in text, file.name
    sources = (site / "sources-gb-eng.html").read_text("utf-8")
    assert "a=1&amp;b=2&amp;page=sources%20GB-ENG&amp;fact=english-age" in sources


def test_a_blank_is_no_problem_in_a_release(tmp_path):
    root = small_project(tmp_path / "course")
    (root / "school.yml").write_text("schema: 1\nreport_errors:\n", "utf-8")
    assert problems(root) == []
    edit(root / "school.yml", "report_errors:", "report_errors: office@school.example")
    assert problems(root) == []
