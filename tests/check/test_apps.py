"""Apps: steps from the maker alone, looked at soon, and a link where nobody could compare them."""

from datetime import date

import pytest
from project import add_apps, codes, edit, problems

APPS, PAGE = "facts/apps.yml", "course/first/index.md"
LISTED = 'See [the law](law.md) and [help](../help.md).\n\n{{ apps("messages games") }}'


@pytest.fixture
def listed(project):
    """The small course with two apps, and a page that lists them."""
    add_apps(project)
    edit(project / PAGE, "See [the law](law.md) and [help](../help.md).", LISTED)
    return project


def test_apps_with_steps_and_with_links_alone_are_correct(listed):
    assert problems(listed) == []


MISTAKES = [
    # what is there, what somebody writes instead, the code, and words of the message
    ("review_by: 2027-01-15", "review_by: 2027-03-15", "bad-value", "30 to 90 days"),
    ("review_by: 2027-01-15", "review_by: 2026-11-25", "bad-value", "30 to 90 days"),
    ("review_by: 2027-01-15", "review_by: 2026-11-01", "bad-value", "later than checked"),
    ("checked: 2026-11-20", "checked: 2026-12-01", "future", "still to come"),
    ("https://help.chatter.example/", "https://tips.example/", "bad-value", "not the maker’s"),
    ("https://help.chatter.example/", "https://notchatter.example/", "bad-value", "not the maker’s"),
    ("https://help.chatter.example/", "https://chatter.example.evil.test/", "bad-value", "not the maker’s"),
    ("    ask: how to report", "    copied: unknown", "bad-value", "only a link"),
    ("    copied: unknown", "    ask: report", "bad-value", "a link alone"),
    ("    copied: unknown", "    copied: last year", "bad-form", ""),
    ("[Open the chat., Tap “Report”.]", "[A., B., C., D.]", "bad-value", "steps"),
    ("kind: games", "kind: gaming", "bad-value", ""),
    ("  maker: Maker\n", "", "missing", "maker"),
    ("Open the chat.", "'See {{ contact(\"line-uk\") }}.'", "nested", "cannot name another"),
    ("Open the chat.", "'[here](https://elsewhere.example/)'", "link-in-record", "words alone"),
    ("Open the chat.", "'[help](help.md)'", "link-in-record", "words alone"),
    ("Open the chat.", "'![here](a.png)'", "link-in-record", "words alone"),
    ("Help of chatter", "'{{ fact(\"any-age\") }}'", "nested", "cannot name another"),
]


@pytest.mark.parametrize(("old", "new", "code", "words"), MISTAKES)
def test_each_mistake_is_found(listed, old, new, code, words):
    edit(listed / APPS, old, new)
    found = [p for p in problems(listed) if p.path == APPS and p.code == code]
    assert found, problems(listed)
    assert any(words in f"{problem.message} {problem.hint}" for problem in found)


def test_a_subdomain_of_the_maker_is_the_makers(listed):
    edit(listed / APPS, "https://help.chatter.example/", "https://chatter.example/")
    assert codes(listed) == []


def test_an_app_past_its_review_date_is_counted_like_everything_else(listed):
    after = date(2027, 1, 16)
    found = problems(listed, after)
    assert [(p.code, p.severity) for p in found] == [("overdue", "warning")] * 2
    assert "“chatter”" in found[0].message
    assert {p.severity for p in problems(listed, after, release=True)} == {"error"}


def test_an_app_that_no_page_lists_is_a_warning(listed):
    edit(listed / PAGE, 'apps("messages games")', 'apps("messages")')
    assert [(p.code, p.severity) for p in problems(listed)] == [("not-shown", "warning")]


@pytest.mark.parametrize(
    ("named", "code"),
    [
        ('{{ apps("mesages") }}', "unknown-kind"),
        ('So: {{ apps("messages games") }}', "not-alone"),
        ('{{ apps("messages games",) }}', "bad-reference"),
    ],
)
def test_a_list_of_apps_that_cannot_be_drawn_is_found(listed, named, code):
    edit(listed / PAGE, '{{ apps("messages games") }}', named)
    assert code in codes(listed)


@pytest.mark.parametrize("key", ["title", "lede"])
def test_a_heading_is_no_place_for_a_list_of_apps(listed, key):
    was = {"title": "title: The first module", "lede": "lede: Why it matters."}[key]
    edit(listed / PAGE, was, f"{key}: '{{{{ apps(\"messages\") }}}}'")
    assert "not-alone" in codes(listed)


def test_a_question_cannot_list_apps(listed):
    edit(listed / "quizzes/first.yml", "Whom do you tell first?", "'{{ apps(\"messages\") }}'")
    assert "cannot-show" in codes(listed)
