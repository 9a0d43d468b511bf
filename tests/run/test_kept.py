"""The copy that a browser keeps: asked for, renewed as a whole, shown with its age when the network fails."""

import hashlib
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe import violations
from host import FAILURES, Host, moody
from kept_copy import LIST, Reader, files, publish, titled
from playwright.sync_api import Browser
from project import built, edit

OLD_NUMBER, NEW_NUMBER = "0800 1111", "0800 2222"


@pytest.fixture
def host(device_project: Path, tmp_path: Path) -> Iterator[Host]:
    """A host of the small site, of which every test may change a copy of its own."""
    shutil.copytree(device_project / "site", tmp_path / "site")
    with moody(tmp_path / "site") as host:
        yield host


TRACES = """async () => [
  await caches.keys(),
  (await navigator.serviceWorker.getRegistrations()).map(({ scope }) => scope),
  Object.keys(localStorage),
]"""


@pytest.fixture
def reader(browser: Browser, host: Host) -> Iterator[Reader]:
    context = browser.new_context(locale="en-GB")
    yield Reader(context, host, context.new_page())
    host.over.set()  # or what stalls would hold the browser
    context.close()


# What is kept, and when


def test_the_list_names_pages_and_what_they_load_with_their_digests(device_project):
    site = device_project / "site"
    listed = files(site)
    assert {"index.html", "help.html", "help-gb-eng.html", "404.html", "blank.html"} < set(listed)
    assert {"assets/course.css", "assets/course.js", "search/all.js"} < set(listed)
    assert not any(re.search(r"\.pdf$|\.zip$|^packages/|^_headers|sw\.js|\.json$", path) for path in listed)
    for path, sha in listed.items():
        assert hashlib.sha256((site / path).read_bytes()).hexdigest() == sha


def test_nothing_is_kept_unless_asked_and_all_of_it_is_forgotten(reader):
    reader.visit("privacy.html")
    reader.visit("help.html")
    assert reader.page.evaluate(TRACES) == [[], [], []]
    reader.keep()
    assert reader.kept() == files(reader.host.folder)
    assert reader.whole()
    reader.forget()
    assert reader.page.evaluate(TRACES) == [[], [], []]
    reader.host.asked.clear()
    reader.visit("help.html")
    assert reader.page.evaluate(TRACES) == [[], [], []]
    assert "copy.json" not in reader.host.asked


def test_a_copy_can_be_asked_for_again_on_the_page_that_forgot_it(reader):
    reader.keep()
    reader.forget()
    reader.page.get_by_role("button", name="Keep a copy").click()
    reader.page.get_by_text("The pages are kept.").wait_for()
    assert reader.whole()


@pytest.mark.parametrize("failure", ["is a portal", "is busy", "damages", "cuts off", "drops the line"])
def test_a_copy_that_cannot_be_whole_is_none(reader, failure):
    reader.visit("privacy.html")
    reader.host.fails = lambda path: failure if path == "help.html" else None
    reader.page.get_by_role("button", name="Keep a copy").click()
    reader.page.get_by_text("The pages could not be kept.").wait_for()
    assert reader.page.evaluate(TRACES) == [[], [], []]


# The network comes first, and the copy follows it


def test_a_changed_help_number_is_seen_after_a_visit_to_any_page(reader, device_project, tmp_path):
    root = tmp_path / "project"
    shutil.copytree(device_project, root)
    reader.keep()
    edit(root / "facts/contacts/all.yml", OLD_NUMBER, NEW_NUMBER)
    built(root)
    shutil.copytree(root / "site", reader.host.folder, dirs_exist_ok=True)
    reader.visit("index.html")
    reader.renewed()
    reader.context.set_offline(True)
    reader.visit("help-gb-eng.html")
    assert NEW_NUMBER in reader.page.inner_text("main")
    assert OLD_NUMBER not in reader.page.inner_text("main")
    assert reader.whole()


def test_removed_pages_go_and_new_ones_come(reader):
    reader.keep()
    site = reader.host.folder
    publish(site, {"leads.html": None, "new.html": (site / "help.html").read_bytes()})
    reader.visit("module-1.html")
    reader.renewed()
    assert reader.whole()
    assert reader.page.goto(f"{reader.host.address}/leads.html").status == 404
    reader.context.set_offline(True)
    reader.visit("new.html")
    assert reader.note


def test_a_page_that_changed_since_is_shown_as_it_is_now(reader):
    reader.keep()
    publish(reader.host.folder, titled(reader.host.folder, "help.html", "Newer"))
    reader.visit("help.html")
    assert reader.page.inner_text("h1") == "Newer"
    assert reader.note == ""


def test_contents_count_and_not_a_version(reader):
    """An author who builds again without a new version still reaches every reader."""
    reader.keep()
    before = (reader.host.folder / "build.json").read_bytes()
    publish(reader.host.folder, titled(reader.host.folder, "help.html", "Newer"))
    assert (reader.host.folder / "build.json").read_bytes() == before
    reader.visit("index.html")
    reader.renewed()


@pytest.mark.parametrize("failure", ["is a portal", "is busy", "damages", "leads to another site"])
def test_a_renewal_is_whole_or_does_not_happen(reader, failure):
    reader.keep()
    site = reader.host.folder
    before = reader.kept()
    publish(site, titled(site, "help.html", "Newer") | titled(site, "leads.html", "Newer too"))
    reader.host.fails = lambda path: failure if path == "leads.html" else None
    reader.visit("index.html")
    reader.asked(lambda path: path.startswith("leads.html?"))
    reader.visit("module-1.html")
    assert reader.kept() == before
    assert reader.note == ""
    reader.host.fails = lambda _: None
    reader.visit("index.html")
    reader.renewed()
    assert reader.whole()


# The network fails, and the copy steps in

PAGES_FAIL = {"pages": lambda path: path.endswith(".html"), "everything": lambda _: True}


@pytest.mark.parametrize("failure", FAILURES)
def test_whatever_the_network_answers_instead_the_copy_is_shown_with_its_age(reader, failure):
    reader.keep()
    for fails in PAGES_FAIL.values():
        reader.host.fails = lambda path, fails=fails: failure if fails(path) else None
        reader.visit("help-gb-eng.html")
        assert OLD_NUMBER in reader.page.inner_text("main")
        assert re.fullmatch(r"Kept copy from \d+ \w+ \d{4}; numbers may have changed\.", reader.note)
        colour = reader.page.evaluate("getComputedStyle(document.querySelector('.help')).backgroundColor")
        assert colour == "rgb(246, 198, 122)"  # with its styles
    reader.host.fails = lambda _: None
    reader.visit("help-gb-eng.html")
    assert reader.note == ""
    assert reader.whole()


def test_without_a_network_every_page_is_there_with_its_age(reader):
    reader.keep()
    reader.context.set_offline(True)
    for name in ("", "index.html", "help.html?from=poster", "help.html#main", "module-1", "404.html"):
        reader.visit(name)
        assert reader.page.locator("h1").is_visible()
        assert reader.note.startswith("Kept copy from ")
    reader.page.get_by_role("link", name="Leave this page").click()
    reader.page.wait_for_url("**/blank.html")


def test_a_host_that_leaves_out_html_is_still_ours(reader):
    reader.keep()
    (reader.host.folder / "help").write_bytes((reader.host.folder / "help.html").read_bytes())
    reader.visit("help")
    assert reader.note == ""
    assert reader.page.locator("h1").is_visible()


AGES = [(0, "Kept"), (6.9, "Kept"), (0.2, "Old"), (400, "Old"), (-410, "Old")]
"""Days more than before, and how the note then begins; at last the clock has been set back."""


def test_a_copy_says_more_strongly_that_it_is_old(reader):
    reader.keep()
    for days, start in AGES:
        reader.age(days)
        reader.context.set_offline(True)
        reader.visit("help.html")
        reader.context.set_offline(False)
        assert reader.note.startswith(f"{start} copy")
        assert reader.page.locator(".aged:visible").count() == 1
        written = reader.page.evaluate(
            "(day) => new Date(day).toLocaleDateString('en-GB', { dateStyle: 'long' })",
            reader.page.locator(".aged:visible time").get_attribute("datetime"),
        )
        assert written in reader.note


def test_the_age_is_since_the_copy_was_last_the_sites_own(reader):
    reader.keep()
    reader.age(30)
    reader.visit("index.html")
    reader.page.wait_for_function(
        f"async (root) => Date.now() - (await ({LIST})(root)).checked < 1e6", arg=f"{reader.host.address}/"
    )
    reader.context.set_offline(True)
    reader.visit("help.html")
    assert reader.note.startswith("Kept copy")


def test_a_page_known_to_have_changed_is_an_old_copy(reader):
    """The list came through, the page did not."""
    reader.keep()
    publish(reader.host.folder, titled(reader.host.folder, "help.html", "Newer"))
    reader.host.fails = lambda path: "is busy" if path == "help.html" else None
    reader.visit("help.html")
    assert reader.note.startswith("Old copy")


def test_what_is_not_in_the_copy_comes_from_the_network_alone(reader):
    reader.keep()
    site = reader.host.folder
    (site / "notes.html").write_text("<title>Notes</title><h1>Notes</h1>")
    reader.visit("notes.html")
    assert reader.page.inner_text("h1") == "Notes"
    assert reader.page.goto(f"{reader.host.address}/nothing.html").status == 404


def test_the_note_is_for_every_reader(reader):
    reader.keep()
    reader.age(30)
    reader.context.set_offline(True)
    reader.page.set_viewport_size({"width": 360, "height": 740})
    reader.visit("help-gb-eng.html")
    assert reader.note
    assert violations(reader.page, ".aged") == []
    call = reader.page.locator("main a[href^='tel:999']").first.bounding_box()
    assert call["y"] + call["height"] < 740
    assert reader.page.evaluate("document.documentElement.scrollWidth") <= 360


# What is no list of ours


NO_LISTS = (
    "<h1>Sign in</h1>", "", "null", "[]", "{}", '{"files": {}}', '{"outputs": []}',
    '{"format": "trusted-adult/copy", "files": {}}', '{"format": "trusted-adult/copy", "files": null}',
    '{"format": "trusted-adult/copy", "files": {"help.html": "no digest"}}',
)  # fmt: skip


def test_a_list_that_is_not_ours_changes_nothing(reader):
    reader.keep()
    before = reader.list_of()
    for answer in NO_LISTS:
        (reader.host.folder / "copy.json").write_text(answer)
        reader.visit("index.html")
        reader.visit("help.html")
        assert reader.note == ""
        assert reader.list_of() == before
    assert reader.whole()


# Two schools on one host


def test_schools_in_folders_of_one_host_keep_and_forget_their_own(reader):
    site = reader.host.folder
    for folder in ("elm", "oak"):
        shutil.copytree(site, site / folder, ignore=shutil.ignore_patterns("elm", "oak"))
    publish(site / "oak", titled(site / "oak", "index.html", "Oak"))
    for folder in ("", "elm/", "oak/"):
        reader.keep(folder)
        reader.page.evaluate("localStorage.setItem(`trusted-adult ${new URL('.', location)} place`, 'ie')")
    assert len(reader.page.evaluate(TRACES)[1]) == 3
    reader.forget("elm/")
    caches, scopes, keys = reader.page.evaluate(TRACES)
    assert scopes == [f"{reader.host.address}/", f"{reader.host.address}/oak/"]
    assert caches == [f"trusted-adult {scope} copy" for scope in scopes]
    assert sorted(keys) == [f"trusted-adult {scope} place" for scope in scopes]
    reader.context.set_offline(True)
    reader.visit("index.html", "oak/")
    assert reader.page.inner_text("h1") == "Oak"
    reader.context.set_offline(False)
    reader.forget()
    assert reader.page.evaluate(TRACES)[1] == [f"{reader.host.address}/oak/"]


def test_a_copy_forgotten_while_it_is_renewed_stays_forgotten(reader):
    reader.keep()
    site = reader.host.folder
    publish(
        site, {name: (site / name).read_bytes() + b"\n" for name in files(site) if name.endswith(".html")}
    )
    slow = []

    def wait(path: str) -> str | None:
        if path == "leads.html" and not slow:
            slow.append(path)
            return "stalls"
        return None

    reader.host.fails = wait
    reader.visit("privacy.html")
    reader.asked(lambda path: path.startswith("leads.html?"))
    reader.page.get_by_role("button", name="Forget this device").click()
    reader.page.get_by_text("Forgotten.").wait_for()
    reader.host.over.set()
    reader.visit("help.html")
    assert reader.page.evaluate(TRACES) == [[], [], []]
