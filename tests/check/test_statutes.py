"""How much of the law was read in the statute itself is counted and printed."""

import pytest
from project import edit, run, whole_project

from coursekit.load.course import load
from coursekit.model.statutes import shares

FACTS = "facts/law/all.yml"


def counted(root):
    return {share.place: (share.statute, share.rows) for share in shares(load(root).course)}


def test_a_law_host_of_the_place_counts(project):
    assert counted(project)["England"] == (0, 1)
    edit(project / FACTS, "https://prosecutors.example/page", "https://law.example/1978/37")
    assert counted(project)["England"] == (1, 1)


def test_the_law_of_another_place_does_not_count(project):
    edit(project / FACTS, "https://convention.example/page", "https://law.example/1978/37")
    assert counted(project)["Everywhere else"] == (0, 1)


def test_a_report_or_a_doubt_does_not_count(project):
    edit(project / FACTS, "https://prosecutors.example/page", "https://law.example/1978/37")
    text = (project / FACTS).read_text()
    head, _, tail = text.partition("- id: english-age")
    (project / FACTS).write_text(head + "- id: english-age" + tail.replace("confirmed", "secondary"))
    assert counted(project)["England"] == (0, 1)


def test_check_prints_the_share_by_place(tmp_path):
    root = tmp_path / "project"
    whole_project(root)
    edit(root / FACTS, "https://prosecutors.example/page", "https://law.example/1978/37")
    printed = run(root, "check").stdout
    assert "Law rows that rest on the statute itself: " in printed
    assert "England 1 of 1 (100 %)" in printed


@pytest.mark.parametrize("places", ["England", "United States", "India"])
def test_the_course_is_counted(places):
    from project import ROOT

    statute, rows = counted(ROOT)[places]
    assert 0 < statute < rows
