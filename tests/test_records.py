"""Records made in the browser: the record of completion, the register of slips, and the school's details."""

import hashlib
import json
import re
from typing import Any

import pytest
from axe import TARGETS, violations
from playwright.sync_api import Page
from project import ROOT, the_course
from records import HOSTILE, TODAY, count_a_scene, keep, make_report, nothing_kept, printed, saved

from coursekit import __version__


def modules() -> list[dict[str, str]]:
    """What a record can list: the modules, then the session for all staff and the sets."""
    pages = [page for page in the_course().course.pages if page.head.kind in {"module", "session", "set"}]
    heads = [page.head for page in pages if page.module is None or page.head.kind == "module"]
    order = {"module": 0, "session": 1, "set": 2}
    heads.sort(key=lambda head: (order[head.kind], head.number or head.order))
    return [{"id": head.id, "title": head.title} for head in heads]


def slip(**changed: Any) -> dict[str, Any]:
    """A whole slip, as docs/records.md describes it."""
    content = {
        "format": "trusted-adult/completion-slip", "version": 1, "id": "0123456789abcdef" * 2,
        "course": "2026.11.0", "date": "2026-11-20", "name": "Zoë Ní Bhriain",
        "modules": [{"id": "sexting-law", "title": "Nudes, “sexting” and the law"}],
    } | changed  # fmt: skip
    return {**content, "sha256": digest(content)}


def digest(content: dict[str, Any]) -> str:
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def file(name: str, content: Any) -> dict[str, Any]:
    data = content if isinstance(content, bytes) else json.dumps(content, ensure_ascii=False).encode()
    return {"name": name, "mimeType": "application/json", "buffer": data}


def make_record(page: Page, name: str = "Amira Khan") -> None:
    page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
    for box in page.locator("[name=module]").all():
        box.check()
    page.fill("#record-name", name)
    page.get_by_role("button", name="Make my record").click()


def choose(page: Page, *files: dict[str, Any]) -> None:
    """Choose files, and wait until the page has said how it went."""
    page.evaluate("document.querySelector('.tool__status').textContent = ''")
    page.set_input_files("#slips", list(files))
    page.wait_for_selector(".tool__status:not(:empty)")


def rows(page: Page) -> list[str]:
    return page.locator(".sheet__rows bdi").all_inner_texts()


def heeded(page: Page) -> dict[str, str]:
    items = page.locator(".heed li").all()
    return {item.locator("b").inner_text(): item.locator("span").inner_text() for item in items}


# The record of completion


def test_the_record_lists_every_module_in_order(go):
    page = go("record")
    boxes = page.locator("[name=module]")
    assert (
        boxes.evaluate_all("all => all.map(one => ({id: one.value, title: one.dataset.title}))") == modules()
    )
    assert page.input_value("#record-date") == TODAY


def test_a_record_names_what_was_ticked_and_nothing_else(go):
    page = go("record")
    assert not page.is_visible(".paper")
    page.locator("[name=module]").nth(1).check()
    page.fill("#record-name", "  Amira \t Khan ")
    page.get_by_role("button", name="Make my record").click()
    assert page.evaluate("document.activeElement.id") == "paper"
    text = page.inner_text(".paper")
    for shown in ("Amira Khan", "22 November 2026", __version__, modules()[1]["title"], "does not show"):
        assert shown in text
    assert modules()[0]["title"] not in text
    assert nothing_kept(page)


def test_what_is_missing_is_said_and_reached(go):
    page = go("record")
    page.fill("#record-date", "2027-01-01")
    button = page.get_by_role("button", name="Make my record")
    button.click()
    assert page.locator(".field__wrong:visible").count() == 3
    assert page.evaluate("document.activeElement.name") == "module"
    page.locator("[name=module]").first.check()
    button.click()
    assert page.evaluate("document.activeElement.id") == "record-name"
    page.fill("#record-name", "Ann")
    button.click()
    assert page.locator(".field__wrong:visible").all_inner_texts() == ["Choose a date, today or earlier."]
    assert page.get_attribute("#record-date", "aria-invalid") == "true"
    assert not page.is_visible(".paper")


def test_the_slip_is_as_the_documents_say(go):
    page = go("record")
    make_record(page)
    name, data = saved(page, "Save a slip for your lead")
    assert name == f"completion-slip-{TODAY}.json"
    found = json.loads(data)
    wanted = slip(id=found["id"], course=__version__, date=TODAY, name="Amira Khan", modules=modules())
    assert found == wanted
    assert list(found) == list(wanted)
    assert re.fullmatch("[0-9a-f]{32}", found["id"])
    assert f"Record number {found['id'][:8]}" in page.inner_text(".paper")
    described = (ROOT / "docs/records.md").read_text("utf-8")
    assert [key for key in found if f"`{key}`" not in described] == []
    assert nothing_kept(page)


def test_the_number_changes_with_what_the_record_says_and_only_then(go):
    page = go("record")
    make_record(page)
    numbers = [json.loads(saved(page, "Save a slip")[1])["id"] for _ in range(2)]
    page.fill("#record-name", "Amira Khan-Smith")
    numbers.append(json.loads(saved(page, "Save a slip")[1])["id"])
    assert numbers[0] == numbers[1] != numbers[2]
    assert "Amira Khan-Smith" in page.inner_text(".paper")
    page.fill("#record-name", " ")
    assert not page.is_visible(".paper")


@pytest.mark.parametrize("name", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_name_stays_text_from_the_record_to_the_spreadsheet(go, name):
    page = go("record", viewport={"width": 360, "height": 740})
    make_record(page, name)
    assert page.text_content("[data-put=name]") == name
    assert page.locator(".paper :is(b, img)").count() == 1  # the course's own name
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert [len(printed(page, form)) for form in ("A4", "Letter")] == [1, 1]
    _, data = saved(page, "Save a slip")
    assert json.loads(data)["name"] == name
    go("register", page)
    choose(page, file("slip.json", data))
    assert page.text_content(".sheet__rows bdi") == name
    assert page.locator(".sheet__rows :is(b, img)").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    inert = f"'{name}" if name[0] in "=+-@" else name
    line = saved(page, "Save as a spreadsheet")[1].decode("utf-8-sig").split("\r\n")[1]
    assert line.startswith('"' + inert.replace('"', '""') + '",')


def test_a_record_of_everything_prints_on_one_side(go):
    page = go("record")
    make_record(page, "Wolfeschlegelsteinhausen " * 4)
    for form in ("A4", "Letter"):
        (sheet,) = printed(page, form)
        assert "Wolfeschlegelsteinhausen" in sheet
        assert "Make my record" not in sheet
        assert "Safeguarding lead:" not in sheet


def test_a_blank_record_prints_before_anything_is_filled_in_and_without_scripts(go):
    for scripts in (True, False):
        (sheet,) = printed(go("record", java_script_enabled=scripts))
        assert "Record of completion" in sheet
        assert "Leading online safety in a school" in sheet
        assert modules()[-1]["title"] not in sheet  # sets stand on it only where they were ticked
        assert "Record number" not in sheet


def test_what_was_typed_is_gone_on_return(go):
    page = go("record")
    make_record(page)
    go("about", page)
    page.go_back()
    assert page.input_value("#record-name") == ""
    assert page.locator("[name=module]:checked").count() == 0
    page.reload()
    assert page.input_value("#record-name") == ""


def test_a_record_is_made_by_keyboard_alone(go):
    page = go("record")
    page.focus("[name=module]")
    page.keyboard.press("Space")
    page.focus("#record-name")
    page.keyboard.type("Ann")
    page.get_by_role("button", name="Make my record").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.dataset.do") == "print"


# The register


def test_our_own_checksum_is_sha_256(go):
    page = go("record")
    names = ["é" * length for length in range(1, 140)]
    slips = page.evaluate(
        "names => names.map(name => Slip.write({id: 'a', course: 'b', date: 'c', name, modules: []}))", names
    )
    for text in slips:
        found = json.loads(text)
        assert found.pop("sha256") == digest(found)


def test_slips_are_listed_by_name_and_more_can_come(go):
    page = go("register")
    assert not page.is_visible(".sheet")
    choose(page, file("b.json", slip()), file("a.json", slip(id="1" * 32, name="Ann")))
    assert rows(page) == ["Ann", "Zoë Ní Bhriain"]
    assert page.inner_text(".tool__status") == "2 records are in the register."
    choose(page, file("c.json", slip(id="2" * 32, name="Mo", course="2025.1.0")))
    assert rows(page) == ["Ann", "Mo", "Zoë Ní Bhriain"]
    cells = page.locator(".sheet__rows tr").nth(1).locator("td").all_inner_texts()
    assert cells[:3] == ["20 November 2026", "Nudes, “sexting” and the law", "2025.1.0"]
    assert page.locator(".heed").is_hidden()
    assert page.get_by_role("row").count() == 4
    assert nothing_kept(page)


WRONG = {
    "foreign": [b"", b"hello", b"\xff\xfe\x00", b"[]", b"null", b'"x"', b"{}", b'{"format": "other"}',
                b" " * 70000],
    "damaged": [
        json.dumps(slip()).encode()[:-20],
        slip() | {"name": "Somebody else"},
        slip() | {"sha256": None},
        slip(version="1"),
        slip(name=""),
        slip(name=7),
        slip(name="x" * 501),
        slip(date="2026-02-30"),
        slip(date="yesterday"),
        slip(id="1"),
        slip(modules=[]),
        slip(modules=[None]),
        slip(modules={}),
        slip(modules=[{"id": "x"}]),
        {"format": slip()["format"], "version": 1},
        json.dumps(slip(), ensure_ascii=False).encode().replace("ë".encode(), b"\xeb"),
    ],
    "newer": [slip() | {"version": 2}],
}  # fmt: skip


@pytest.mark.parametrize(
    ("why", "said"),
    [
        ("foreign", "is not a completion slip. Choose the file"),
        ("damaged", "has changed since it was saved, so it was left out. Ask for the slip again"),
        ("newer", "was made by a newer version of the course. Open"),
    ],
)
def test_a_damaged_or_foreign_file_is_named_with_the_remedy_and_left_out(go, why, said):
    page = go("register")
    files = [file(f"<i>{number}.json", content) for number, content in enumerate(WRONG[why])]
    choose(page, *files, file("good.json", slip()))
    assert rows(page) == ["Zoë Ní Bhriain"]
    found = heeded(page)
    assert list(found) == [one["name"] for one in files]
    assert [text for text in found.values() if not text.startswith(said)] == []
    left = "1 thing needs" if len(files) == 1 else f"{len(files)} things need"
    assert page.inner_text(".tool__status") == f"1 record is in the register. {left} a look; see below."


def test_duplicates_are_told(go):
    page = go("register")
    choose(page, file("a.json", slip()), file("b.json", slip()))
    choose(
        page,
        file("c.json", slip(name="Somebody else")),
        file("d.json", slip(id="4" * 32, name="ZOË  ní bhriain")),
        file("e.json", slip(id="5" * 32, date="2026-11-21")),
    )
    assert heeded(page) == {
        "b.json": "is the same slip as a.json. It was not counted twice.",
        "c.json": "has the number of a.json but says something else. "
        "Ask which is right, and take the other out.",
        "d.json": "has the name, date and modules of a.json. If it is one person, take one out.",
    }
    assert len(rows(page)) == 4
    assert page.locator(".sheet__rows small:visible").count() == 2
    page.get_by_role("button", name="Take out Somebody else").click()
    page.get_by_role("button", name=re.compile("Take out ZOË")).click()
    assert list(heeded(page)) == ["b.json"]
    assert page.evaluate("document.activeElement.textContent").startswith("Take out")
    page.get_by_role("button", name="Empty the register").click()
    assert not page.is_visible(".sheet, .heed")


def test_the_csv_is_exact_quoted_and_inert(go):
    page = go("register")
    names = tuple(CELLS)
    files = [file(f"{n}.json", slip(id=f"{n:032x}", name=name)) for n, name in enumerate(names)]
    choose(page, *files, file("again.json", slip(id="f" * 32, name="ann")))
    name, data = saved(page, "Save as a spreadsheet")
    assert name == f"register-{TODAY}.csv"
    assert data.startswith(b'\xef\xbb\xbf"Name","Date","Modules","Course version","Slip","Note"\r\n')
    tail = '"2026-11-20","Nudes, “sexting” and the law","2026.11.0"'
    lines = {
        *(f'"{cell}",{tail},"{names.index(name):032x}",""' for name, cell in CELLS.items()),
        f'"ann",{tail},"{"f" * 32}","May be here twice"',
    }
    found = data.decode("utf-8-sig")
    assert found.endswith('"\r\n')
    for line in lines:
        assert f"\r\n{line}\r\n" in found
    assert len(found) == len('"Name","Date","Modules","Course version","Slip","Note"\r\n') + sum(
        len(line) + 2 for line in lines
    )
    assert nothing_kept(page)


CELLS = {
    "Ann": "Ann", 'Bo "B" Li, jr': 'Bo ""B"" Li, jr', "Zoë\nx": "Zoë x", "a=1": "a=1", "a; b": "a; b",
    "\t=1+1": "'=1+1", "\r@y": "'@y", "=cmd()": "'=cmd()", "+1": "'+1", "-1": "'-1", "@x": "'@x",
    " =2": "'=2", "\n=3": "'=3", "\u00a0-4": "'-4", "\0=5": "'=5", "＝6": "'＝6", "﹣7": "'﹣7", "⁺8": "'⁺8",
    "a;=9": "a;'=9", "a; @b": "a;' @b", "a;\t＋c": "a;' ＋c", "\u200b=d": "'\u200b=d", "\ufeff=e": "'=e",
}  # fmt: skip
"""Names as a forged slip may have them, and the cells of the table."""


def test_the_register_prints_filled_in_or_blank(go):
    for scripts in (True, False):
        (sheet,) = printed(go("register", java_script_enabled=scripts))
        assert "Session" in sheet
        assert "does not show" in sheet
    page = go("register")
    choose(page, file("a.json", slip()))
    (sheet,) = printed(page)
    assert "Zoë Ní Bhriain" in sheet
    assert "Take out" not in sheet
    assert "Session" not in sheet


# All of them

TOOLS = ["record", "register", "details", "self-review", "group-results"]


@pytest.mark.parametrize("name", TOOLS)
def test_without_scripts_a_page_says_what_it_would_do_and_how_to_do_it_on_paper(go, name):
    page = go(name, java_script_enabled=False)
    assert "It works on paper just as well" in page.inner_text(".tool__off")
    assert not page.is_visible(".tool button")
    assert not page.is_visible(".paper__after, .sheet__acts")


@pytest.mark.parametrize("name", TOOLS)
def test_no_form_and_no_word_of_a_script_reaches_a_reader(site, name):
    html = (site / f"{name}.html").read_text("utf-8")
    assert "<form" not in html
    assert re.search(
        r"<title>(Record|Register|School details|Self-review, [^<]+|Group results)</title>", html
    )
    for script in re.findall(r'<script src="([^"]+)"', html):
        text = re.sub(r"/\*.*?\*/|//.*", "", (site / script).read_text("utf-8"), flags=re.DOTALL)
        assert not re.findall(r'textContent = ["`]\w', text), script


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", TOOLS)
def test_axe_finds_nothing(go, name, scheme):
    width = 360 if scheme == "dark" else 1280
    page = go(name, viewport={"width": width, "height": 900}, color_scheme=scheme)
    states = {
        "record": [
            lambda: page.get_by_role("button", name="Make my record").click(),
            lambda: make_record(page),
        ],
        "register": [
            lambda: choose(
                page, file("a.json", slip()), file("b.json", slip(id="1" * 32)), file("c.json", b"{}")
            )
        ],
        "details": [lambda: keep(page)],
        "self-review": [lambda: make_report(page)],
        "group-results": [lambda: count_a_scene(page)],
    }
    for reach in [lambda: None, *states[name]]:
        reach()
        page.evaluate("scrollTo(0, 0)")  # where the button to leave covers nothing
        assert violations(page, rules=TARGETS) == []
        assert page.evaluate("document.documentElement.scrollWidth") == width
