"""Every fact and contact is at work, or says that it is kept for later."""

from pathlib import Path

from project import add_change, codes, edit, problems

FACTS, LAW = "facts/law/all.yml", "course/first/law.md"


def idle(root: Path, **more: str) -> None:
    """Add a fact that nothing names."""
    extra = "".join(f"  {key}: {value}\n" for key, value in more.items())
    with (root / FACTS).open("a", encoding="utf-8") as file:
        file.write(
            "- id: idle\n  kind: law\n  text: Something else.\n  places: [GB-ENG]\n"
            "  source: {title: Law, url: https://law.example/, dated: 2024}\n"
            f"  checked: 2026-11-22\n  review_by: 2027-11-22\n  confidence: secondary\n{extra}"
        )


def test_a_fact_that_nothing_shows_is_a_warning(project):
    idle(project)
    assert [(problem.code, problem.severity) for problem in problems(project)] == [("not-shown", "warning")]


def test_a_reserve_is_no_oversight(project):
    idle(project, reserve="true")
    assert codes(project) == []


def test_a_topic_shows_a_fact_only_where_a_page_asks_for_it(project):
    idle(project, topic="images")
    assert codes(project) == ["not-shown"]
    edit(project / LAW, "## What it says", '## Images\n\n{{ facts("images") }}\n\n## What it says')
    assert codes(project) == []


def test_an_unverified_fact_is_not_shown_by_its_topic(project):
    edit(project / LAW, "## What it says", '## Images\n\n{{ facts("images") }}\n\n## What it says')
    idle(project, topic="images")
    edit(project / FACTS, "confidence: secondary", "confidence: unverified")
    assert codes(project) == ["not-shown"]


def test_a_reserve_that_is_shown_is_a_warning(project):
    edit(project / FACTS, "confidence: confirmed\n", "confidence: confirmed\n  reserve: true\n")
    assert codes(project) == ["not-reserve"]


def test_a_fact_of_the_change_log_is_at_work(project):
    idle(project)
    add_change(project, "idle")
    assert codes(project) == []
