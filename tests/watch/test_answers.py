"""What servers do: move, lose, refuse, stall, flood and mislead. Each is said in words, and nothing hangs."""

import gzip
import zlib
from datetime import date, timedelta

import pytest
from watch.conftest import DAY
from watch.planted import CALL, FORM, HOTLINE, LINE, S15, STATUTE
from watch.server import EAGER, Page, a_pdf, page, row

from coursekit.watch import guard
from coursekit.watch.fetch import Manners, Turns, Visit
from coursekit.watch.text import decoded, document

LATER = DAY + timedelta(days=7)


@pytest.fixture
def known(server, watch):
    """A statute at `/act` that was read once; the row to read again."""
    server.pages = {"/act": Page(page(STATUTE))}
    rows = [row("fact:act", server.url("/act"), *S15)]
    assert watch(rows)["fact:act"].verdict.status == "first"
    return rows


def again(watch, rows, day=LATER, **changes):
    return watch(rows, day, **changes)["fact:act"]


def test_the_same_page_is_the_same(known, watch):
    assert again(watch, known).verdict.status == "same"


@pytest.mark.parametrize("status", [404, 410])
def test_a_page_that_is_gone_needs_a_person(known, server, watch, status):
    server.pages = {"/act": Page("<title>Page not found</title>", status)}
    result = again(watch, known)
    assert (result.verdict.status, result.needs_a_person) == ("gone", True)
    assert str(status) in result.verdict.reason


def test_a_page_that_only_says_that_it_is_gone_is_gone(known, server, watch):
    server.pages = {
        "/act": Page(page("<p>Sorry, the page you asked for cannot be found.</p>", title="Not found"))
    }
    assert again(watch, known).verdict.status == "gone"


def test_a_passage_that_now_stands_elsewhere_is_found_there(known, server, watch):
    link = '<a href="/new/act-section-15">Act: a page about section 15</a>'
    lost = page(f"<p>Not here. See {link}</p>", title="Page not found")
    server.pages = {"/act": Page(lost, 404), "/new/act-section-15": Page(page(STATUTE))}
    result = again(watch, known)
    assert (result.verdict.status, result.needs_a_person) == ("moved", True)
    assert "/new/act-section-15" in result.verdict.reason


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_to_the_same_words_is_a_move(known, server, watch, status):
    server.pages = {
        "/act": Page(status=status, headers={"Location": "/acts/15"}),
        "/acts/15": Page(page(STATUTE)),
    }
    result = again(watch, known)
    assert (result.verdict.status, result.needs_a_person) == ("moved", True)
    assert result.verdict.reason.endswith("/acts/15")


def test_a_redirect_that_was_always_there_is_none(server, watch):
    server.pages = {
        "/act": Page(status=302, headers={"Location": "/acts/15"}),
        "/acts/15": Page(page(STATUTE)),
    }
    rows = [row("fact:act", server.url("/act"), *S15)]
    watch(rows)
    assert again(watch, rows).verdict.status == "same"


def test_a_redirect_to_the_first_page_is_a_change_with_nothing_like_it(known, server, watch):
    server.pages = {
        "/act": Page(status=301, headers={"Location": "/"}),
        "/": Page(page("<p>Welcome to us.</p>")),
    }
    verdict = again(watch, known).verdict
    assert (verdict.status, verdict.now) == ("changed", ("", ""))
    assert "leads to" in verdict.reason


def test_redirects_without_end_are_blocked(known, server, watch):
    server.pages = {"/act": Page(status=302, headers={"Location": "/act"})}
    assert again(watch, known).verdict.reason == "it redirects without end"


BLOCKED = {
    "forbidden": (Page("No.", 403), "403"),
    "too many": (Page("Wait.", 429), "429"),
    "broken": (Page("Oh.", 500), "500"),
    "no answer in time": (Page(wait=3), "in time"),
    "a little now and then": (Page(drip=0.3), "did not end"),
    "without end": (Page(endless=True), "longer than"),
    "a bomb": (
        Page(gzip.compress(b"<p>" + b"a" * 30_000_000), headers={"Content-Encoding": "gzip"}),
        "longer than",
    ),
    "packed wrongly": (Page(b"not gzip at all", headers={"Content-Encoding": "gzip"}), "packed wrongly"),
    "cookies": (
        Page("<title>Wait</title><p>We value your privacy. Accept all cookies to go on.</p>"),
        "cookies",
    ),
    "scripts": (Page("<div id=app></div><script>draw('everything')</script>"), "no text"),
    "a picture": (Page(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", headers={"Content-Type": "image/png"}), "no text"),
    "nothing": (Page(""), "no text"),
    "robots": (Page(page(STATUTE)), "robots.txt"),
}


@pytest.mark.parametrize("name", BLOCKED)
def test_what_cannot_be_read_is_blocked_and_what_was_read_is_kept(known, server, watch, name):
    planted, words = BLOCKED[name]
    server.pages = {"/act": planted}
    if name == "robots":
        server.pages["/robots.txt"] = Page("User-agent: *\nDisallow: /*ct$\n")
    few = Manners(pause=0, connect=1, silence=1, whole=1.5, size=500_000, private=True)
    result = again(watch, known, manners=few)
    assert (result.verdict.status, result.needs_a_person) == ("blocked", False)
    assert words in result.verdict.reason
    server.pages = {"/act": Page(page(STATUTE.replace("10 years", "14 years")))}
    assert again(watch, known, LATER + timedelta(days=1)).verdict.status == "changed"


def test_a_cookie_wall_at_the_first_read_is_not_taken_for_the_page(server, watch):
    server.pages = {"/act": BLOCKED["cookies"][0]}
    rows = [row("fact:act", server.url("/act"), *S15)]
    assert watch(rows)["fact:act"].verdict.status == "blocked"
    server.pages = {"/act": Page(page(STATUTE))}
    assert again(watch, rows).verdict.status == "first"


def test_what_is_blocked_for_four_weeks_needs_a_person_until_somebody_compares_it(known, server, watch):
    server.pages = {"/act": Page("No.", 403)}
    seen = [again(watch, known, DAY + timedelta(days=days)).needs_a_person for days in (7, 14, 28, 35, 42)]
    assert seen == [False, False, False, True, True]
    compared = [row("fact:act", server.url("/act"), *S15, checked=DAY + timedelta(days=40))]
    assert not again(watch, compared, DAY + timedelta(days=49)).needs_a_person


def test_a_change_is_said_again_until_somebody_has_compared_it(known, server, watch):
    server.pages = {"/act": Page(page(STATUTE.replace("10 years", "14 years")), headers={"ETag": '"2"'})}
    for days in (7, 14):
        verdict = again(watch, known, DAY + timedelta(days=days)).verdict
        assert verdict.status == "changed"
        assert "10 years" in verdict.was[0]
        assert "14 years" in verdict.now[0]
    compared = [row("fact:act", server.url("/act"), *S15, checked=date(2026, 12, 15))]
    assert again(watch, compared, DAY + timedelta(days=21)).verdict.status == "first"
    assert again(watch, compared, DAY + timedelta(days=28)).verdict.status == "same"


def test_a_record_rewritten_is_read_anew(known, server, watch):
    rows = [row("fact:act", server.url("/act"), "A person is guilty only if B is under 16 years of age.")]
    assert again(watch, rows).verdict.status == "first"


def test_a_quotation_that_is_not_there_needs_a_person_at_once(server, watch):
    server.pages = {"/act": Page(page(STATUTE))}
    rows = [row("fact:act", server.url("/act"), *S15, quotation="B is under 13 years")]
    result = watch(rows)["fact:act"]
    assert (result.verdict.status, result.needs_a_person) == ("changed", True)


LOCATORS = ["section 15", "s. 15(1) and (4)", "Sexual Offences Act 2003 s. 15", "18 U.S.C. 15(b)", "§ 15",
            "heading “Meeting a child”", "Art. 15"]  # fmt: skip


@pytest.mark.parametrize("locator", LOCATORS)
def test_a_section_named_is_where_the_passage_is_looked_for(server, watch, locator):
    ours = STATUTE.replace("15 Meeting", "15 Meeting" if "15" in locator else "Meeting")
    other = STATUTE.replace("15 Meeting", "15A Visiting").replace("10 years", "7 years")
    server.pages = {"/act": Page(page(other + ours))}
    rows = [row("fact:act", server.url("/act"), *S15, locator=locator)]
    watch(rows)
    server.pages = {"/act": Page(page(other + ours.replace("10 years", "14 years")))}
    assert again(watch, rows).verdict.status == "changed"


def test_a_page_that_never_held_the_claim_says_so_without_an_alarm(server, watch):
    server.pages = {
        "/act": Page(page("<p>We bake bread and sell tea on weekdays in our shop by the river.</p>" * 20))
    }
    result = watch([row("fact:act", server.url("/act"), *S15)])["fact:act"]
    assert (result.verdict.status, result.needs_a_person) == ("unfound", False)


def test_a_page_unchanged_is_not_sent_again(server, watch):
    server.pages = {
        "/act": Page(page(STATUTE), headers={"ETag": '"1"', "Last-Modified": "Mon, 02 Nov 2026 10:00:00 GMT"})
    }
    rows = [row("fact:act", server.url("/act"), *S15)]
    watch(rows)
    assert again(watch, rows).verdict.status == "same"
    sent = server.sent[-1]
    assert sent["If-None-Match"] == '"1"'
    assert sent["If-Modified-Since"].startswith("Mon, 02 Nov")
    assert "Cookie" not in sent
    assert "TrustedAdultWatch" in sent["User-Agent"]


def test_a_server_is_asked_for_one_page_at_a_time_with_its_own_pause(server, watch):
    pages = {f"/{number}": Page(page(FORM), wait=0.02) for number in range(12)}
    server.pages = {**pages, "/robots.txt": Page("User-agent: *\nCrawl-delay: 0.05\n")}
    watch(
        [row(f"fact:f{number}", server.url(f"/{number}"), *HOTLINE) for number in range(12)], hosts_at_once=8
    )
    assert server.most == 1
    assert sorted(server.asked) == sorted(["/robots.txt", *pages])


def test_a_pause_is_kept_between_two_requests():
    slept = []
    turns = Turns(lambda host: 2.0 if host == "slow.example" else 0.0, slept.append)
    for host in ("slow.example", "quick.example", "slow.example"):
        with turns.take(host):
            pass
    assert len(slept) == 1
    assert slept[0] > 1.5


def test_a_server_that_asks_us_to_wait_is_left_alone(server, watch):
    server.pages = {f"/{number}": Page("Wait.", 429) for number in range(5)}
    results = watch([row(f"fact:f{number}", server.url(f"/{number}"), *HOTLINE) for number in range(5)])
    assert {result.verdict.status for result in results.values()} == {"blocked"}
    assert server.asked == ["/robots.txt", "/0"]


def test_a_broken_robots_file_closes_the_server_and_none_opens_it(server, watch):
    server.pages = {"/act": Page(page(STATUTE)), "/robots.txt": Page("Oh.", 503)}
    assert "robots.txt" in watch([row("fact:act", server.url("/act"), *S15)])["fact:act"].verdict.reason
    server.pages["/robots.txt"] = Page("No.", 403)
    assert again(watch, [row("fact:act", server.url("/act"), *S15)]).verdict.status == "first"


PRIVATE = [
    "http://127.0.0.1/", "http://localhost/", "http://10.0.0.1/x", "http://192.168.1.1/", "http://172.16.0.9/",
    "http://169.254.169.254/latest/meta-data/", "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://0.0.0.0/",
    "http://[fe80::1]/", "http://[64:ff9b::7f00:1]/", "http://2130706433/", "http://0x7f.1/", "http://224.0.0.1/",
    "http://100.64.0.1/", "http://127.0.0.1./", "http://user:word@example.org/", "ftp://example.org/",
    "file:///etc/passwd", "http:///nothing", "http://[", "javascript:alert(1)",
]  # fmt: skip


@pytest.mark.parametrize("url", PRIVATE)
def test_a_private_address_is_never_asked(url):
    with pytest.raises((guard.RefusedAddressError, guard.UnknownNameError)):
        guard.endpoint(url)


@pytest.mark.parametrize("number", ["8.8.8.8", "2001:4860:4860::8888"])
def test_a_public_address_may_be_asked(number):
    assert guard.is_public(number)


def test_a_redirect_into_a_private_network_is_refused(server, monkeypatch):
    server.pages = {
        "/act": Page(status=302, headers={"Location": f"http://127.0.0.2:{server.server_port}/inside"})
    }
    real = guard.is_public
    monkeypatch.setattr(guard, "is_public", lambda number: number == "127.0.0.1" or real(number))
    answer = Visit(Manners(pause=0)).get(server.url("/act"))
    assert "private network" in answer.failure
    assert server.asked == ["/act"]


def test_the_connection_goes_to_the_number_that_was_looked_at(server, monkeypatch):
    """A name that answers differently the second time leads nowhere else."""
    server.pages = {"/": Page("<p>hello</p>")}
    answers = iter([["127.0.0.1"], ["127.0.0.9"]])
    monkeypatch.setattr(guard, "_numbers", lambda *_: next(answers))
    answer = Visit(EAGER).get(f"http://rebound.example:{server.server_port}/")
    assert answer.body == b"<p>hello</p>"
    assert server.sent[0]["Host"] == f"rebound.example:{server.server_port}"


TEXT = "“Zoë” pays £5 – naïve café"
WRONG = [
    (TEXT.encode(), "text/html; charset=iso-8859-1"),
    (TEXT.encode("cp1252"), "text/html; charset=utf-8"),
    (TEXT.encode("cp1252"), "text/html; charset=ISO-8859-1"),
    (TEXT.encode("cp1252"), "text/html; charset=klingon"),
    (b"\xef\xbb\xbf" + TEXT.encode(), "text/html; charset=utf-16"),
    (TEXT.encode("utf-16"), "text/html"),
    (b'<meta charset="windows-1252">' + TEXT.encode("cp1252"), ""),
]


@pytest.mark.parametrize(("body", "said"), WRONG)
def test_a_wrong_encoding_survives(body, said):
    assert TEXT in decoded(body, said)
    assert any(TEXT in block for block in document(body, said).blocks)


NASTY = [
    b"<div>" * 50_000 + b"deep", b"<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><p>&e;</p>",
    b"<", b"\0\0",
    b"%PDF-1.7 broken", b"<p>" + b"\xff\xfe\x00" * 100, b"<?xml version='1.0' encoding='utf-16'?><p>hi</p>",
    b"<title>" + b"a" * 100_000, "\ud800".encode("utf-8", "surrogatepass"), b"<p>&#0;&#xD800;&#x110000;x</p>",
]  # fmt: skip


@pytest.mark.parametrize("body", NASTY, ids=range(len(NASTY)))
def test_no_bytes_break_the_reader(body):
    found = document(body, "text/html")
    assert "root:" not in found.stream


def test_a_paper_is_read_like_a_page(server, watch):
    before = [
        "Searching a pupil",
        "Staff must not view, copy or share an image.",
        "The lead decides within 48 hours.",
    ]
    server.pages = {"/act": Page(a_pdf(before), headers={"Content-Type": "application/octet-stream"})}
    rows = [row("fact:act", server.url("/act"), "The lead decides within 48 hours.")]
    assert watch(rows)["fact:act"].verdict.status == "first"
    assert again(watch, rows).verdict.status == "same"
    server.pages = {"/act": Page(a_pdf([*before[:2], "The lead decides within 24 hours."]))}
    verdict = again(watch, rows, LATER + timedelta(days=7)).verdict
    assert (verdict.status, verdict.now) == ("changed", ("The lead decides within 24 hours.",))


def test_a_number_is_found_however_it_is_written(server, watch):
    server.pages = {"/line": Page(page(LINE.replace("0800 1111</a>", "0800-11 11</a>")))}
    rows = [row("contact:line", server.url("/line"), "+44 800 1111", *CALL[1:])]
    watch(rows)
    server.pages = {"/line": Page(page(LINE.replace("0800 1111</a>", "0800-11 12</a>")))}
    assert watch(rows, LATER)["contact:line"].verdict.status == "changed"


def test_deflate_and_chunks_are_read(server):
    packed = zlib.compress(page(STATUTE).encode())
    server.pages = {"/": Page(packed, headers={"Content-Encoding": "deflate"})}
    assert b"under 16" in Visit(EAGER).get(server.url("/")).body
