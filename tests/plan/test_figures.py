"""The facts in figures: every line is counted once in each table, and what is missing is said."""

from datetime import date

from project import the_course
from watch.server import row

from coursekit.catalogue import Catalogue
from coursekit.load.course import load
from coursekit.model.review import Review, Signature, SignedSentence, seal, sha256
from coursekit.model.watched import LAST_WATCH, LastWatch
from coursekit.plan.page.figures import figures
from coursekit.plan.pages import plan_pages
from coursekit.run.work import call
from coursekit.watch.compare import Verdict
from coursekit.watch.report import in_figures, report, write_last
from coursekit.watch.run import Result

LOADED = the_course()
LIBRARY = Catalogue(LOADED)
DAY = date(2026, 11, 30)


def page(library: Catalogue) -> str:
    """The page as it is written for the engine."""
    source = next(page for page in plan_pages(library, ()) if page.path == "figures.html")
    return call(source).decode()


def library(**changes: object) -> Catalogue:
    """The catalogue of the course with these changes."""
    loaded = the_course()
    loaded.course = loaded.course.model_copy(update=changes)
    return Catalogue(loaded)


def test_every_line_is_counted_in_each_table():
    found, course = figures(LIBRARY), LOADED.course
    lines = [*course.facts, *course.contacts, *course.terms]
    assert found.total == len(lines) > 1000
    assert sum(month.count for month in found.due) == len(lines)
    assert [sum(row.counts) for row in found.aged] == [row.total for row in found.places]
    for counted in (*found.places, *found.kinds):
        assert counted.official + counted.report + counted.neither == counted.total
    for place, counted in zip(LIBRARY.open_places, found.places, strict=True):
        assert counted.total == sum(place.code in line.places for line in lines)
        assert counted.url == f"sources-{place.slug}.html" or place == LIBRARY.default_place


def test_months_come_in_order_and_their_last_days_close_them():
    months = figures(LIBRARY).due
    days = [month.last_day for month in months]
    assert days == sorted(set(days))
    overdue = [line for line in LOADED.course.facts if line.review_by > days[-1]]
    assert overdue == []


def test_the_page_says_that_nobody_has_signed_and_no_watch_was_made():
    html = page(library(reviews=(), watch=None))
    assert "No safeguarding professional has signed the words for any place yet." in html
    assert "This copy has not asked its sources yet." in html


def test_a_signature_and_a_watch_are_told():
    sentence = SignedSentence(words="Call 999.", sha256=sha256("Call 999."))
    sealed = seal("Ann Lee", "social worker", "County Board", DAY, [sentence.sha256])
    signed = Signature(
        name="Ann Lee", role="social worker", body="County Board", day=DAY, sentences=(sentence,), seal=sealed
    )
    watch = LastWatch(schema=1, day=DAY, needs_a_person=1, counts={"changed": 1, "same": 7, "gone": 0})
    html = page(library(reviews=(Review(place="GB-ENG", signatures=(signed,)),), watch=watch))
    assert "<b>England:</b> Ann Lee, social worker (County Board) on 30 November 2026, 1 sentence." in html
    assert "signed the words for Wales" in html
    assert "1 address needs somebody to look" in html
    assert "The passage reads differently</th><td>1<" in html
    assert "The page is gone" not in html


def test_a_watch_leaves_its_figures_where_the_page_finds_them(tmp_path):
    results = [
        Result(
            row(id_, "https://a.example/", "It is 16."), Verdict(status, "so", (), ()), needs, "2026-11-30"
        )
        for id_, status, needs in (("fact:a", "same", False), ("fact:b", "gone", True))
    ]
    (tmp_path / LAST_WATCH).parent.mkdir()
    write_last(in_figures(report(results, DAY)), tmp_path)
    found = load(tmp_path).course.watch
    assert found is not None
    assert (found.day, found.needs_a_person) == (DAY, 1)
    assert dict(found.found) == {"The page is gone": 1, "The same as when it was last compared": 1}
