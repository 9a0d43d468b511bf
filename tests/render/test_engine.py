"""The site engine behind its small door: two engines make the same pages of the same sources."""

import re

import pytest
from project import site_pages, small_project

from coursekit.model.search import Search
from coursekit.render.site.engine import EngineError, Shell, build


def words(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


@pytest.fixture(scope="module")
def sites(tmp_path_factory):
    folder = tmp_path_factory.mktemp("engines")
    root = small_project(folder / "project")
    return {name: site_pages(folder / name, name, root=root) for name in ("mkdocs", "zensical")}


def test_both_engines_make_the_same_pages_with_the_same_words(sites):
    made = {name: {file.name for file in site.glob("*.html")} for name, site in sites.items()}
    assert made["mkdocs"] == made["zensical"]
    for name in made["mkdocs"]:
        one, other = ((sites[engine] / name).read_text() for engine in ("mkdocs", "zensical"))
        assert words(one) == words(other), name


def test_the_engine_leaves_our_html_as_it_is(sites):
    page = (sites["mkdocs"] / "module-1-check.html").read_text()
    assert "<fieldset" in page
    assert "<p><section" not in page


def test_nothing_is_left_in_the_folder_it_worked_in(sites):
    assert not (sites["mkdocs"] / "work").exists()


def test_what_the_engine_complains_about_is_an_error(tmp_path):
    shell = Shell(
        version="1",
        nav=(),
        help_url="help.html",
        leave_url="https://x.example/",
        school={},
        search=Search(default="int"),
    )
    with pytest.raises(EngineError, match="mkdocs stopped"):
        build(
            "mkdocs",
            shell,
            {"index.md": b"---\ntitle: x\nlang: en\ntemplate: missing.html\n---\nx"},
            tmp_path / "work",
        )
