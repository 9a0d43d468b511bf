"""The short answer of a law page: a rule on each topic, in their order, in force, and checked."""

from pathlib import Path

import pytest
from project import edit, problems

TOPICS = ("child", "images", "ai", "pressure", "grooming")
FACT = """- id: short-{topic}
  kind: law
  topic: {topic}
  text: The law of England has a rule about it.
  places: [GB-ENG]
  source: {{title: Prosecutors, url: "https://prosecutors.example/page", dated: 2024}}
  checked: 2026-11-22
  review_by: 2027-11-22
  confidence: confirmed
  compared: {{how: official page, of: 2024-05, at: first paragraph}}
"""
CHILD = "- id: short-child\n  kind: law\n  topic: child\n"


@pytest.fixture
def law(project: Path) -> Path:
    """The small course with the five facts, which England names in their order."""
    with (project / "facts/law/all.yml").open("a", encoding="utf-8") as file:
        file.write("".join(FACT.format(topic=topic) for topic in TOPICS))
    named = ", ".join(f"short-{topic}" for topic in TOPICS)
    edit(project / "facts/places.yml", "  name: England\n", f"  name: England\n  in_short: [{named}]\n")
    return project


def said(project: Path) -> list[tuple[str, int, str]]:
    found = (one for one in problems(project) if one.path == "facts/places.yml")
    return [(one.code, one.line, one.message) for one in found]


def test_five_rules_in_their_order_are_a_short_answer(law):
    assert said(law) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (CHILD, f"{CHILD}  part: exception\n"),
        (CHILD, f"{CHILD}  part: penalty\n"),
        (CHILD, f"{CHILD}  standing: passed\n"),
    ],
    ids=["an exception", "a penalty", "not yet in force"],
)
def test_what_does_not_answer_is_no_short_answer(law, old, new):
    edit(law / "facts/law/all.yml", old, new)
    message = "“short-child” is no rule that somebody has checked for England."
    assert ("short-answer", 4, message) in said(law)


def test_a_fact_of_another_place_is_no_short_answer(law):
    edit(law / "facts/places.yml", "[short-child,", "[any-age,")
    found = said(law)
    assert ("short-answer", 4, "“any-age” is no rule that somebody has checked for England.") in found
    assert ("short-answer", 4, "The short answer for England does not have one fact for each topic.") in found


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("short-child, short-images", "short-images, short-child"),
        ("short-child, ", ""),
        ("short-grooming", "short-grooming, short-grooming"),
    ],
    ids=["in another order", "one too few", "one twice"],
)
def test_a_short_answer_has_one_fact_for_each_topic_in_their_order(law, old, new):
    edit(law / "facts/places.yml", old, new)
    assert said(law) == [
        ("short-answer", 4, "The short answer for England does not have one fact for each topic.")
    ]


def test_a_fact_that_nobody_has_written_is_named_once_and_alone(law):
    edit(law / "facts/places.yml", "short-images", "short-image")
    assert said(law) == [("unknown-fact", 4, "There is no fact “short-image”.")]


def test_no_place_has_to_have_a_short_answer(project):
    assert said(project) == []
