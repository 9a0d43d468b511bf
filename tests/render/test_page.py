"""Pages that are looked up: their order and their length are those of the place."""

import pytest
from project import small_project

from coursekit.catalogue import Catalogue
from coursekit.load.course import load
from coursekit.render.site.page import WORDS_A_MINUTE, reading_minutes


@pytest.fixture
def library(tmp_path):
    return Catalogue(load(small_project(tmp_path / "project")))


def test_a_topic_lists_the_rule_before_its_exception_its_penalty_and_what_is_to_come(library):
    rule = next(fact for fact in library.course.facts if fact.id == "english-age")
    parts = {
        "coming": {"standing": "passed"},
        "penalty": {"part": "penalty"},
        "exception": {"part": "exception"},
        "first": {},
        "second": {},
    }
    facts = [rule.model_copy(update={"id": id_, "topic": "child", **change}) for id_, change in parts.items()]
    library.loaded.course = library.course.model_copy(update={"facts": tuple(facts)})
    shown = library.about("child", library.places["GB-ENG"])
    assert [fact.id for fact in shown] == ["first", "second", "exception", "penalty", "coming"]


def test_minutes_are_counted_in_words_without_what_stands_beside_them():
    html = f"<p>{'word ' * WORDS_A_MINUTE * 3}</p><small class='from'>{'source ' * 900}</small>"
    assert reading_minutes(html) == 3
    assert reading_minutes("<p>One</p><p>two</p>") == 1
