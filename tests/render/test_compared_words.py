"""What was compared, in words that nobody can take for a live check or a call."""

from datetime import date

import pytest

from coursekit.model.facts import Fact
from coursekit.render.compared import compared_all, compared_full, compared_note, compared_short

DAY = date(2026, 11, 22)
NOT_KNOWN = "; the date of the copy is not known"


def fact(confidence: str = "confirmed", **compared: str) -> Fact:
    """A fact compared on 22 November 2026."""
    return Fact.model_validate(
        {
            "id": "one",
            "kind": "law",
            "text": "It is so.",
            "places": ["GB-ENG"],
            "source": {"title": "Law", "url": "https://law.example/1", "dated": "2024"},
            "checked": DAY,
            "review_by": "2027-11-22",
            "confidence": confidence,
            "compared": compared or None,
        }
    )


SHORT = [
    (fact(how="official page", of="2026-05"), "Compared with a copy of the official page from May 2026"),
    (fact(how="official copy", of="2024"), "Compared with a copy of the official text from 2024"),
    (fact(how="official page"), "Compared with an undated copy of the official page"),
    (fact(how="official page", of="2026-11-22"), "Compared with the official page on 22 November 2026"),
    (
        fact("secondary", how="report", of="2026-06-23", by="A firm"),
        "In a report by others from 23 June 2026",
    ),
    (fact("secondary", how="report"), "In a report by others"),
    (fact("secondary"), "In a report by others"),
    (fact(), "Compared with an undated copy"),
    (fact(how="rung"), "Rung on 22 November 2026"),
    (fact("unverified", how="report"), "Not yet compared with any source"),
]


@pytest.mark.parametrize(("record", "words"), SHORT)
def test_short_on_cards(record, words):
    assert compared_short(record) == words
    assert compared_short(record, inside=True) == words[0].lower() + words[1:]


@pytest.mark.parametrize(
    ("record", "words"),
    [
        (
            fact(how="official page", of="2026-05", at="section 1(1)"),
            "Compared on 22 November 2026 with a copy of the official page from May 2026, at section 1(1)",
        ),
        (
            fact(how="official copy", by="L", of="2024", at="s. 1"),
            "Compared on 22 November 2026 with a copy of the official text from 2024, carried by L, at s. 1",
        ),
        (
            fact(how="official page", says="so"),
            "Compared on 22 November 2026 with an undated copy of the official page",
        ),
        (
            fact("secondary", how="report", by="A firm", of="2026-06"),
            "Read on 22 November 2026 in a report by A firm from June 2026",
        ),
        (
            fact(),
            f"Compared on 22 November 2026 with a stored copy of its source{NOT_KNOWN}",
        ),
        (
            fact("secondary"),
            f"Read on 22 November 2026 in a stored copy of a report by others{NOT_KNOWN}",
        ),
        (
            fact("secondary", how="report"),
            "Read on 22 November 2026 in a report by others; its date is not known",
        ),
        (fact(how="rung"), "Rung on 22 November 2026"),
    ],
)
def test_in_full_on_the_sources_page(record, words):
    assert compared_full(record) == words


def test_a_paper_says_that_copies_were_read_and_names_the_oldest_day():
    older = fact(how="official page").model_copy(update={"checked": date(2024, 2, 29)})
    assert compared_all([fact(), older]) == "Compared with stored copies on 29 February 2024."
    assert compared_all([]) == ""
    assert compared_all([fact("unverified")]) == ""


def test_a_paper_of_live_checks_alone_says_so():
    assert compared_all([fact(how="official page", of="2026-11-22"), fact(how="rung")]) == (
        "Compared with the sources on 22 November 2026."
    )


def test_beside_a_source_on_paper_stands_only_what_the_foot_does_not_say():
    assert compared_note(fact(how="official page")) == ""
    assert compared_note(fact()) == ""
    assert compared_note(fact(how="official page", of="2026-05")) == "copy from May 2026"
    assert compared_note(fact("secondary", how="report")) == "in a report by others"
    assert compared_note(fact("secondary")) == "in a report by others"


def test_only_a_call_reads_like_a_call():
    for record, _ in SHORT:
        rung = record.compared is not None and record.compared.how == "rung"
        assert ("rung" in compared_full(record).casefold()) is (rung and record.confidence != "unverified")
        assert "checked" not in compared_full(record).casefold()


def test_a_call_has_no_date_but_its_day():
    with pytest.raises(ValueError, match="a call has no date of its own"):
        fact(how="rung", of="2026-05")
