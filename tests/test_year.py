"""The year on the device: self-review, plan, report; the register with the staff list; a group's results."""

import csv
import gzip
import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import icalendar
import pytest
from docx import Document
from playwright.sync_api import Page
from project import kept_as, the_course, the_plan
from records import nothing_kept, printed, saved
from test_records import choose, file, heeded, slip

from coursekit.catalogue import Catalogue
from coursekit.model.school import School
from coursekit.plan.sets import training_sets
from coursekit.render.letters import report
from coursekit.run.work import call

SETS = {one.id: one for one in training_sets(Catalogue(the_course()))}
STAFF = SETS["staff"]
MODULES = [{"id": id_, "title": SETS[id_].title} for id_ in STAFF.modules]
HOSTILE = [
    "=cmd()", "+1", "-2", "@SUM(A1)", "<script>alert(1)</script>", "<img src=x onerror=alert(1)>",
    "نور الهدى", "Ann 👩‍👧‍👦", 'Bo "B" Li; jr', "＝6",
]  # fmt: skip
"""Names that people could have, as far as a page can tell."""


# The journey of a year


def staff_list() -> bytes:
    """120 people and 20 rows that cannot be taken, as a spreadsheet in Europe saves it."""
    people = [*HOSTILE, *(f"Person {n}" for n in range(110))]
    good = [[name, "Teacher", "31/03/2027" if n % 2 else ""] for n, name in enumerate(people)]
    bad = [["", "Nobody", ""]] * 8 + [["Person 1", "Teacher", ""]] * 6 + [["x" * 10_000, "", ""]] * 5
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows(
        [["Name", "Role", "Due by"], *good, *bad]
    )
    return b"\xef\xbb\xbf" + text.getvalue().encode() + b'"never closed;Teacher;\r\n'


def slips() -> list[dict[str, Any]]:
    """180 slips, of which 60 name half of the modules, and 20 files that are none."""
    names = [*HOSTILE, *(f"PERSON {n}" for n in range(110))]
    whole = [slip(id=f"{n:032x}", name=name, modules=MODULES) for n, name in enumerate(names)]
    half = [slip(id=f"{n + 500:032x}", name=f"person {n}", modules=MODULES[:2]) for n in range(60)]
    wrong = [slip() | {"name": "Somebody else"}] * 10
    files = [file(f"{n}.json", one) for n, one in enumerate([*whole[:100], *half, *whole[100:], *wrong])]
    return [*files, *(file(f"x{n}.json", b"<script>alert(1)</script>") for n in range(10))]


def fill_review(page: Page) -> None:
    for n, aspect in enumerate(page.locator(".aspect").all()):
        aspect.locator("[type=radio]").nth(n % 4).check()
        aspect.locator("[data-field=evidence]").fill(HOSTILE[n % 10])
    first = page.locator(".aspect").first
    first.locator("[data-field=step]").fill("=cmd()\nA second line, نور")
    first.locator("[data-field=who]").fill("A. <b>Khan</b>")
    first.locator("[data-field=by]").fill("2027-03-31")
    page.fill("#review-school", "Elm & Grove")


def test_a_year_from_the_self_review_to_a_second_browser(go):
    page = go("self-review")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    fill_review(page)
    page.get_by_role("button", name="Make the report").click()
    page.wait_for_selector(".has-paper")
    assert page.inner_text(".paper__plan tbody").split("\t") == [
        "=cmd()\nA second line, نور", "A lead and a deputy whom everybody knows",
        "A. <b>Khan</b>", "31 March 2027",
    ]  # fmt: skip
    the_report_opens_in_a_word_processor(*saved(page, "Save for a word processor"))
    the_dates_open_in_a_calendar(*saved(page, "Save the plan"))
    assert "Questions to ask" in "".join(printed(page))
    review_name, review = saved(page, "Save the file")
    assert nothing_kept(page)

    go("register", page)
    page.set_input_files("#staff", [file("staff.csv", staff_list())])
    page.wait_for_selector(".roll:not([hidden])")
    assert len(heeded(page)) == 20
    assert heeded(page)["staff.csv, line 122"].startswith("has no name. Write")
    assert heeded(page)["staff.csv, line 130"].startswith("names the same person as line 13.")
    choose(page, *slips())
    assert (
        page.inner_text(".tool__status")
        == "180 records are in the register. 20 things need a look; see below."
    )
    assert page.locator(".roll :is(script, img, b):not(.strangers b)").count() == 0
    assert page.inner_text(".roll__sum") == f"120 of 120 are trained in “{STAFF.title}”. 0 are not yet."
    page.fill("#roll-since", "2026-11-21")
    page.fill("#roll-due", "2026-11-01")
    assert page.inner_text(".roll__sum").endswith("120 are not yet, and for 60 of them the date has passed.")
    page.locator(".roll__rows [type=checkbox]").nth(1).check()
    page.get_by_role("button", name="Write it down").click()
    assert page.inner_text(".roll__sum").startswith("1 of 120 are trained")
    _, table = saved(page, "Save this list")
    lines = list(csv.reader(io.StringIO(table.decode("utf-8-sig"))))
    assert len(lines) == 121
    assert [cell for line in lines for cell in line if re.match(r"[-=+@＝]", cell)] == []
    register_name, register = saved(page, "Save the whole register")
    assert nothing_kept(page)
    page.get_by_role("button", name="Keep on this device").click()
    page.wait_for_selector("[data-kept]:visible")
    page.reload()
    page.wait_for_selector(".roll:not([hidden])")
    assert page.inner_text(".roll__sum").startswith("1 of 120 are trained")

    other = go("register")
    other.set_input_files("#staff", [file(register_name, register)])
    other.wait_for_selector(".roll:not([hidden])")
    assert other.inner_text(".roll__sum") == page.inner_text(".roll__sum")
    assert saved(other, "Save the whole register")[1] == register
    go("self-review", other)
    other.set_input_files("#review-file", [file(review_name, review)])
    other.wait_for_selector(".tool__status:not(:empty)")
    assert saved(other, "Save the file")[1] == review
    assert nothing_kept(other)

    go("privacy", page)
    assert page.locator(".device__list li").all_inner_texts() == ["A register with names of colleagues"]
    page.get_by_role("button", name="Forget this device").click()
    assert nothing_kept(page)
    assert [url for url in sent if not url.startswith(("file:", "blob:"))] == []


def the_report_opens_in_a_word_processor(name: str, data: bytes) -> None:
    assert name == "self-review-2026-11-22.docx"
    assert zipfile.ZipFile(io.BytesIO(data)).testzip() is None
    opened = Document(io.BytesIO(data))
    styles = {paragraph.text: paragraph.style.name for paragraph in opened.paragraphs}
    assert styles["Online safety: report to governors"] == "Title"
    assert styles["The plan"] == "Heading 1"
    assert styles["School: Elm & Grove"] == "Normal"
    stands, plan = opened.tables
    assert [row.cells[2].text for row in stands.rows][1:11] == HOSTILE
    assert [cell.text for cell in plan.rows[1].cells][2:] == ["A. <b>Khan</b>", "31 March 2027"]
    assert "w:bidi" in stands.rows[7].cells[2].paragraphs[0]._p.xml
    assert opened.core_properties.title == "Online safety: report to governors"
    assert "{" not in "".join(styles)


def the_dates_open_in_a_calendar(name: str, data: bytes) -> None:
    assert name == "self-review-2026-11-22.ics"
    (event,) = icalendar.Calendar.from_ical(data).walk("VEVENT")
    assert str(event["SUMMARY"]) == "Course year: a step of our plan"
    assert str(event["DESCRIPTION"]) == "=cmd()\nA second line, نور\nA. <b>Khan</b>"
    assert str(event["DTSTART"].dt) == "2027-03-31"
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))


# The self-review


def load_review(page: Page, content: Any) -> dict[str, str]:
    page.evaluate("document.querySelector('.heed').hidden = true")
    page.set_input_files("#review-file", [file("saved.json", content)])
    page.wait_for_selector(".tool__status:not(:empty), .heed:not([hidden])")
    return heeded(page)


def test_a_file_is_read_aspect_by_aspect(go):
    page = go("filtering-review")
    good = json.loads(saved(page, "Save the file")[1])
    aspects = {
        "roles": {"level": 2, "evidence": "Seen", "by": "2027-02-30"},
        "review": {"level": 4, "who": "Bo"},
        "alerts": {"level": "1", "step": 7, "before": 1},
        "blocks": None,
        "<b>other": {},
    }
    found = load_review(page, good | {"aspects": aspects})
    assert list(found) == [
        "Who is responsible: By when", "The yearly review", "Who reads the alerts, and how soon",
        "Who reads the alerts, and how soon: Next step", "<b>other",
    ]  # fmt: skip
    kept = json.loads(saved(page, "Save the file")[1])["aspects"]
    assert kept["roles"] == {"level": 2, "before": None, "evidence": "Seen", "step": "", "who": "", "by": ""}
    assert (kept["review"]["who"], kept["alerts"]["before"]) == ("Bo", 1)
    for wrong in (b"", b"{", b"[]", good | {"review": "self-review"}, slip()):
        assert load_review(page, wrong)["saved.json"].startswith("is no saved self-review of this page.")
    assert load_review(page, good | {"version": 2})["saved.json"].startswith("was saved by a newer version")
    assert json.loads(saved(page, "Save the file")[1])["aspects"] == kept


def test_a_review_is_kept_only_if_asked_and_the_next_year_begins_from_it(go):
    page = go("self-review")
    radio = page.locator("[name=level-lead]")
    radio.nth(1).check()
    assert nothing_kept(page)
    page.get_by_role("button", name="Keep on this device").click()
    radio.nth(2).check()  # a change after that is kept, too
    page.reload()
    assert radio.nth(2).is_checked()
    page.get_by_role("button", name="Begin the next year").click()
    assert page.inner_text("[data-aspect=lead] .aspect__last") == "(last time: In place)"
    assert page.locator(":checked").count() == 0
    page.get_by_role("button", name="Make the report").click()
    assert page.inner_text(".tool__status") == "Choose a level for at least one aspect first."
    radio.nth(3).check()
    page.get_by_role("button", name="Make the report").click()
    page.wait_for_selector(".has-paper")
    row = page.locator("[data-row=lead] td").first
    assert row.inner_text() == "In place and checked (last time: in place)"
    page.get_by_role("button", name="Clear it").click()
    assert nothing_kept(page)
    for damaged in ("7", "[]", "{", '{"aspects": 7, "school": {}}'):
        page.evaluate(f"(value) => localStorage.setItem({kept_as('self-review')}, value)", damaged)
        page.reload()
        assert page.locator(":checked").count() == 0


def test_a_page_shows_the_guidance_of_its_place_alone():
    made = {
        page.path: call(page).decode()
        for page in the_plan().pages
        if page.path.startswith(("filtering-review", "self-review"))
    }
    assert "The second standard is to review" in made["filtering-review-gb-eng.html"]
    assert "The second standard" not in made["filtering-review-ie.html"]
    assert "Child Protection Oversight Report" in made["self-review-ie.html"]
    assert "Child Protection Oversight Report" not in made["self-review.html"]
    assert "we have no line of guidance on it from this place" in made["self-review.html"]


def test_the_empty_report_is_the_same_bytes_and_holds_no_more_than_it_needs():
    school = School(name="Elm")
    assert report.script(school, "2026.11.0") == report.script(school, "2026.11.0")
    assert len(report.script(school, "2026.11.0")) < 40_000


# Tables


TABLES = {
    "a,b\r\nc,d": [[1, ["a", "b"]], [2, ["c", "d"]]],
    "\ufeffa;b,c\n\n ; \nd;e": [[1, ["a", "b,c"]], [4, ["d", "e"]]],
    "a\tb\rc\td": [[1, ["a", "b"]], [2, ["c", "d"]]],
    "sep=|\r\na|b": [[2, ["a", "b"]]],
    '"a ""b"", c","d\r\ne"\nf,g': [[1, ['a "b", c', "d e"]], [3, ["f", "g"]]],
    'a,b\n"c,d\ne,f': [[1, ["a", "b"]], [2, None], [3, ["e", "f"]]],
    'a"b,c': [[1, ['a"b', "c"]]],
    "'=1,'a,'': x": [[1, ["=1", "'a", "'': x"]]],
    "a\0,\u2028b": [[1, ["a", "b"]]],
    "": [],
    "\r\n\r\n": [],
    '"': [[1, None]],
    '"' + "x" * 20_000 + '"\nb': [[1, None], [2, ["b"]]],
}


def test_tables_are_read_row_by_row_and_come_back_as_they_were(go):
    page = go("register")
    page.evaluate("Tool.need('csv')")
    read = "text => Csv.read(text).map(({line, cells}) => [line, cells ?? null])"
    assert {text: page.evaluate(read, text) for text in TABLES} == TABLES
    cells = [*HOSTILE, "a;=1", "'x", "1,2", "", "é\u00a0e"]
    back = page.evaluate("cells => Csv.read(Csv.write([cells]))[0].cells", cells)
    assert back == [cell.replace(";=", ";'=").replace("\u00a0", " ") for cell in cells]


@pytest.mark.parametrize("form", ["utf-16", "cp1252", "utf-8-sig"])
def test_a_staff_list_is_read_in_the_encodings_of_spreadsheets(go, form):
    page = go("register")
    text = (
        "Surname\tForename\tJob title\tDone on\r\nNí Bhriain\tZoë\tCook\t3/13/2026\r\nLi\tBo\t\t3/4/2026\r\n"
    )
    page.set_input_files("#staff", [file("list.txt", text.encode(form))])
    page.wait_for_selector(".roll:not([hidden])")
    page.check("#roll-everybody")
    assert page.locator(".roll__rows bdi").all_inner_texts() == ["Bo Li", "Zoë Ní Bhriain"]
    assert page.locator("[data-put=state]").all_inner_texts() == ["Trained 4 Mar 2026", "Trained 13 Mar 2026"]


def test_a_slip_goes_to_the_one_of_its_name_or_the_lead_says_whose_it_is(go):
    page = go("register")
    page.click(".paste summary")
    page.fill("#paste", "Khan, Aisha\nZoe Ni Bhriain\nAnn Lee;Office\nAnn Lee;Kitchen\nBo")
    page.get_by_role("button", name="Put them on the list").click()
    page.wait_for_selector(".roll:not([hidden])")
    names = ("aisha KHAN", "Zoë Ní Bhriain", "Ann Lee", "Nobody <b>Known</b>")
    choose(
        page,
        *(
            file(f"{n}.json", slip(id=f"{n:032x}", name=name, modules=MODULES))
            for n, name in enumerate(names)
        ),
    )
    assert page.inner_text(".roll__sum").startswith("2 of 5 are trained")
    choice = page.locator(".strangers select")
    assert choice.count() == 2
    choice.first.select_option(label="Ann Lee (Kitchen)")
    choice.first.select_option(value="new")
    assert page.inner_text(".roll__sum").startswith("4 of 6 are trained")
    assert page.locator(".strangers").is_hidden()
    page.set_input_files("#staff", [file("list.xlsx", b"PK\x03\x04")])
    page.wait_for_selector(".heed:not([hidden])")
    assert heeded(page)["list.xlsx"].startswith("is a workbook. In your spreadsheet choose Save as")


def test_a_broken_kept_register_or_file_of_one_harms_nothing(go):
    page = go("register")
    saved_one = {"format": "trusted-adult/register", "version": 1, "set": "none", "since": 7, "due": "x"}
    staff = [None, {}, {"name": 7}, {"name": "Ann", "role": "", "marks": {"staff": "2026-11-20", "x": 1}}]
    broken = saved_one | {"staff": staff, "owners": {"a": 7}, "slips": [None, {}, slip(id="1" * 32)]}
    choose(page, file("old.json", broken), file("new.json", broken | {"version": 2}))
    assert page.inner_text(".roll__sum").startswith("1 of 1 are trained")
    people = [f"old.json, person {n}" for n in (1, 2, 3)]
    assert list(heeded(page)) == [*people, "old.json, slip 1", "old.json, slip 2", "new.json"]
    for kept in ("7", "{", "[]", json.dumps(broken)):
        page.evaluate(f"(value) => localStorage.setItem({kept_as('register')}, value)", kept)
        page.reload()
    page.wait_for_selector(".roll:not([hidden])")
    page.get_by_role("button", name="Empty the register").click()
    assert nothing_kept(page)


# The results of a group


def put_counts(page: Page, scene: int, **counts: tuple[int, int]) -> None:
    for time, pair in counts.items():
        for what, number in zip(("best", "other"), pair, strict=True):
            page.fill(f'[data-time={time}][data-scene="{scene}"][data-what={what}]', str(number))


def result(page: Page, scene: int) -> list[str]:
    return page.locator(".paper tbody tr").nth(scene - 1).locator("td").all_inner_texts()


def test_a_change_has_its_interval_and_a_small_group_is_not_shown(go):
    page = go("group-results")
    put_counts(page, 1, before=(48, 32), after=(56, 14), later=(4, 0))
    # The example of Newcombe (1998): 56 of 70 against 48 of 80, 0.0524 to 0.3339.
    assert result(page, 1) == ["60 % of 80", "80 % of 70", "fewer than 5", "+20 points (+5 to +33)", "–"]
    put_counts(page, 2, before=(5, 0), after=(0, 5))
    assert result(page, 2)[3] == "−100 points (−100 to −39)"
    assert page.inner_text(".paper__summary").startswith(
        "Counted over all scenes, best answers went from 80 %"
    )
    page.fill('[data-time=later][data-scene="2"][data-what=best]', "=cmd()")
    assert page.locator("[aria-invalid=true]").count() == 1
    rows = list(csv.reader(io.StringIO(saved(page, "Save the result")[1].decode("utf-8-sig"))))
    assert rows[1] == ["1", "60 %", "80", "80 %", "70", "", "fewer than 5", "20", "5", "33", "", "", ""]
    assert nothing_kept(page)


def test_counts_come_back_from_their_own_table_and_bad_rows_are_named(go):
    page = go("group-results")
    put_counts(page, 1, before=(20, 9), later=(25, 4))
    name, table = saved(page, "Save the counts")
    page.get_by_role("button", name="Clear it").click()
    assert page.locator(".paper").is_hidden()
    wrong = [
        '"Sometime","1","1","1"',
        '"Before","9","1","1"',
        '"After","1","-1","=2"',
        '"Before","1","3","3"',
        '"x',
    ]
    bad = "\r\n".join(wrong)
    page.set_input_files("#counts", [file(name, table + bad.encode())])
    page.wait_for_selector(".heed:not([hidden])")
    assert [text.split(".")[0] for text in heeded(page).values()] == [
        "has no time or no scene that this page knows", "has no time or no scene that this page knows",
        "has a count that is none", "has the counts of this time and scene a second time",
        "has a quotation mark that is never closed",
    ]  # fmt: skip
    assert next(iter(heeded(page))) == f"{name}, line 4"
    assert saved(page, "Save the counts")[1] == table


def test_lazy_parts_stay_light(site: Path):
    for name in ("csv", "staff", "slip", "report", "report-parts", "calendar", "self_review_paper"):
        assert len(gzip.compress((site / f"assets/{name}.js").read_bytes(), 9, mtime=0)) <= 6 * 1024, name
