"""Lists of changes that publishers keep: read from small examples made after their documentation."""

from datetime import timedelta
from pathlib import Path

import pytest
from watch.conftest import DAY
from watch.planted import S15, STATUTE
from watch.server import Page, page, row

from coursekit.watch import run as runs
from coursekit.watch.feeds import BrokenFeedError, Source, federal_register, feed_for, legislation

EXAMPLES = Path(__file__).parent / "feeds"
ACT = (EXAMPLES / "legislation.xml").read_bytes()
RULES = (EXAMPLES / "federal_register.json").read_bytes()


def test_effects_are_read_oldest_first():
    entries = legislation.read(ACT)
    assert [entry.part for entry in entries] == ["s. 66A(1)", "s. 15A(1)", "ss. 14-16", "Act"]
    assert entries[1].what == "s. 15A(1): words substituted by Crime and Policing Act 2026 s. 70(2)"
    assert entries[1].day == "2026-11-20T10:00:00"


TOUCHED = [
    ("s. 15A(1)", "section", "15A", True),
    ("s. 15A(1)", "section", "15", False),
    ("s. 15", "section", "15A", False),
    ("ss. 14-16", "section", "15A", True),
    ("s. 14, 15", "section", "15", True),
    ("s. 1(15)", "section", "15", False),
    ("Sch. 15 para. 2", "section", "15", False),
    ("Sch. 3 para. 15", "schedule", "3", True),
    ("art. 5", "article", "5", True),
    ("Act", "section", "15", True),
    ("", "section", "15", True),
    ("s. 150", "section", "15", False),
    ("s. 15(1)(a) s. 20", "section", "20", True),
]


@pytest.mark.parametrize(("provisions", "kind", "number", "touched"), TOUCHED)
def test_an_effect_concerns_the_provisions_it_names(provisions, kind, number, touched):
    assert legislation.touches(provisions, kind, number) is touched


COVERED = {
    "https://www.legislation.gov.uk/ukpga/2003/42/section/15A": "affected/ukpga/2003/42/data.feed",
    "http://www.legislation.gov.uk./ukpga/1982/45/section/52B/data.html": "affected/ukpga/1982/45/data.feed",
    "https://legislation.gov.uk/id/nia/2016/21/section/51/2?view=extent": "affected/nia/2016/21/data.feed",
    "https://www.legislation.gov.uk/ukpga/2003/42": "affected/ukpga/2003/42/data.feed",
    "https://www.ecfr.gov/current/title-34/subtitle-A/part-99": "=34&conditions%5Bcfr%5D%5Bpart%5D=99",
    "https://www.law.cornell.edu/cfr/text/34/106.30": "%5Btitle%5D=34&conditions%5Bcfr%5D%5Bpart%5D=106",
}


@pytest.mark.parametrize("url", COVERED)
def test_an_address_has_the_list_that_covers_it(url):
    assert COVERED[url] in feed_for(url).url


UNCOVERED = [
    "https://www.legislation.gov.uk/",
    "https://www.legislation.gov.uk/ukpga/2015/9/section/69/2023-02-07?view=plain",
    "https://www.legislation.gov.uk/asp/2009/9/notes",
    "https://www.legislation.gov.uk/ukpga/2003/42/section/15/enacted",
    "https://www.gov.uk/ukpga/2003/42/section/15",
    "https://legislation.gov.uk.example/ukpga/2003/42",
    "https://www.ecfr.gov/current/title-34",
    "https://www.law.cornell.edu/uscode/text/18/2258A",
]


@pytest.mark.parametrize("url", UNCOVERED)
def test_other_addresses_and_texts_as_they_once_were_have_none(url):
    assert feed_for(url) is None


def test_documents_of_the_federal_register_are_read_oldest_first():
    entries = federal_register.read(RULES)
    assert [entry.day for entry in entries] == ["2026-09-03", "2026-11-24"]
    assert entries[1].what == "Proposed rule: Family Educational Rights and Privacy"
    assert federal_register.read(b'{"count": 0}') == []


BROKEN = [b"", b"<html><p>no", b"{}", b"[]", b'{"results": [{}]}', b"<feed/>", b"\xff\xfe", b"null"]


@pytest.mark.parametrize("body", BROKEN)
@pytest.mark.parametrize("feed", [legislation, federal_register], ids=["legislation", "register"])
def test_an_answer_that_is_no_such_list_is_refused(feed, body):
    with pytest.raises(BrokenFeedError):
        feed.read(body)


def test_entities_of_a_feed_are_not_followed():
    bomb = b'<!DOCTYPE f [<!ENTITY a SYSTEM "file:///etc/passwd">]><feed xmlns="http://www.w3.org/2005/Atom">&a;</feed>'
    assert legislation.read(bomb) == []


@pytest.fixture
def listed(server, watch, monkeypatch):
    """A statute whose publisher keeps a list of changes at `/list`, read once."""
    kept = Source(
        server.url("/list"), legislation.read, lambda entry: legislation.touches(entry.part, "section", "15")
    )
    monkeypatch.setattr(runs, "feed_for", lambda _: kept)
    server.pages = {"/act": Page(page(STATUTE)), "/list": Page(ACT)}
    return [row("fact:act", server.url("/act"), *S15)]


def newer() -> bytes:
    return ACT.replace(b"2026-05-01T09:00:00", b"2026-12-03T09:00:00")


def test_a_change_that_is_only_announced_yet_needs_a_person(listed, server, watch):
    assert watch(listed)["fact:act"].verdict.status == "first"
    assert watch(listed, DAY + timedelta(days=7))["fact:act"].verdict.status == "same"
    server.pages["/list"] = Page(newer().replace(b"s. 66A(1)", b"s. 15(4)"))
    verdict = watch(listed, DAY + timedelta(days=14))["fact:act"].verdict
    assert verdict.status == "changed"
    assert verdict.now == ("s. 15(4): repealed by Online Safety Act 2023 Sch. 14 (2026-12-03)",)


def test_a_change_to_another_section_does_not(listed, server, watch):
    watch(listed)
    server.pages["/list"] = Page(newer())
    assert watch(listed, DAY + timedelta(days=7))["fact:act"].verdict.status == "same"


@pytest.mark.parametrize("broken", [Page("No.", 403), Page("<html>"), Page(status=500)])
def test_a_list_that_fails_is_no_alarm_then_or_later(listed, server, watch, broken):
    server.pages["/list"] = broken
    assert watch(listed)["fact:act"].verdict.status == "first"
    server.pages["/list"] = Page(ACT)
    assert watch(listed, DAY + timedelta(days=7))["fact:act"].verdict.status == "same"


def test_the_list_is_asked_for_once_a_run(listed, server, watch):
    server.pages["/other"] = Page(page(STATUTE))
    watch([*listed, row("fact:other", server.url("/other"), *S15)])
    assert server.asked.count("/list") == 1
