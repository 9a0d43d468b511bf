"""What opening hours tell somebody who needs help tonight."""

import pytest
from project import small_project

from coursekit.load.course import load


@pytest.mark.parametrize(
    ("hours", "when"),
    [
        ("Day and night, every day", "Day and night, every day"),
        ("Check opening hours on the site", ""),
        (
            "Check opening hours on the site; online and by email at any time",
            "Online and by email at any time",
        ),
        ("Seven days a week; check opening hours on the site", "Seven days a week"),
        ("8am to midnight, every day; check on the site", "8am to midnight, every day"),
        (None, ""),
    ],
)
def test_a_reader_at_night_is_not_sent_to_look_up_the_hours(tmp_path, hours, when):
    contact = load(small_project(tmp_path / "project")).course.contacts[0]
    assert contact.model_copy(update={"hours": hours}).when == when
