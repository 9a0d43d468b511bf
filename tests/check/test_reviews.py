"""The files of signatures are held against the places, their names and the day."""

from datetime import date

import pytest
from project import DAY

from coursekit.check.reviews import check
from coursekit.load.course import load
from coursekit.load.marked_yaml import Marks
from coursekit.load.validate import Origin
from coursekit.model.review import REMEDY, Review, Signature, SignedSentence, seal, sha256


def review(place: str, day: date) -> Review:
    who = ("A. Khan", "social worker", "Council")
    return Review(
        schema=1,
        place=place,
        signatures=[
            Signature(
                name=who[0],
                role=who[1],
                body=who[2],
                day=day,
                sentences=[SignedSentence(words="Say it.", sha256=sha256("Say it."))],
                seal=seal(*who, day, [sha256("Say it.")]),
            )
        ],
    )


@pytest.mark.parametrize(
    ("place", "path", "day", "code", "message"),
    [
        ("GB-ENG", "reviews/gb-eng.yml", DAY, "", ""),
        ("GB-ENG", "reviews/gb-wls.yml", DAY, "review-place", "This file has not the name of its place."),
        ("GB-ENX", "reviews/gb-enx.yml", DAY, "review-place", "There is no place “GB-ENX”."),
        (
            "GB-ENG",
            "reviews/gb-eng.yml",
            date(2026, 12, 1),
            "future",
            "It was signed on 1 December 2026, a day still to come.",
        ),
    ],
    ids=["as it should be", "another name", "no place", "a day to come"],
)
def test_a_file_of_signatures(project, place, path, day, code, message):
    loaded = load(project)
    marks = Marks()
    marks |= {("place",): (2, 1), ("signatures", 0, "day"): (7, 3)}
    loaded.origins["review", path] = [Origin(path, marks)]
    loaded.course = loaded.course.model_copy(update={"reviews": (review(place, day),)})
    found = [(one.code, one.message) for one in check(loaded, DAY)]
    assert found == ([(code, message)] if code else [])
    for one in check(loaded, DAY):
        assert (one.path, one.line) == (path, 7 if code == "future" else 2)
        assert one.hint in (REMEDY, "Did you mean “GB-ENG”?")


def test_a_place_that_is_like_no_other_is_to_be_taken_away(project):
    loaded = load(project)
    loaded.origins["review", "reviews/zz.yml"] = [Origin("reviews/zz.yml", Marks())]
    loaded.course = loaded.course.model_copy(update={"reviews": (review("ZZ", DAY),)})
    assert [one.hint for one in check(loaded, DAY)] == ["Take the file away, or write the place."]
