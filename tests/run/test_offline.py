"""The copies of the site for rooms without a network: a zip for a disk, and a copy that a browser keeps."""

import io
import zipfile
from pathlib import Path

import pytest
from host import hosted
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser
from project import built, whole_project

from coursekit.run.offline import PATH, offline_zip

FILES = st.dictionaries(st.text("abc/ü.", min_size=1, max_size=9), st.binary(max_size=50), max_size=5)


@given(FILES)
def test_every_file_is_in_the_zip_as_it_was(files):
    archive = zipfile.ZipFile(io.BytesIO(offline_zip(files.items())))
    assert archive.testzip() is None
    assert {name: archive.read(name) for name in archive.namelist()} == {
        f"trusted-adult/{path}": data for path, data in files.items()
    }


def test_on_pages_the_way_out_leads_to_the_empty_page_and_nothing_else_changes():
    page = b'<a class="leave" href="%s" target="_top">Leave</a> <a href="https://example.org/">More</a>'
    archive = zipfile.ZipFile(
        io.BytesIO(offline_zip([("a.html", page % b"https://example.org/"), ("a.txt", page)]))
    )
    assert archive.read("trusted-adult/a.html") == page % b"blank.html"
    assert archive.read("trusted-adult/a.txt") == page


def test_the_same_files_in_another_order_give_the_same_bytes():
    files = [("b.html", b"2"), ("a.html", b"1")]
    assert offline_zip(files) == offline_zip(reversed(files))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = whole_project(tmp_path_factory.mktemp("offline") / "project")
    (root / "course/privacy.md").write_text(
        "---\nid: privacy\ntitle: Privacy\nslug: privacy\ntab_title: Privacy\nkind: device\n"
        "review_by: 2027-09-01\n---\n\nNothing is kept.\n",
        encoding="utf-8",
    )
    built(root)
    return root / "site"


def test_the_zip_holds_the_site_without_packages_and_opens_from_a_disk(site, new_page, tmp_path):
    with zipfile.ZipFile(site / PATH) as archive:
        archive.extractall(tmp_path)
    copy = tmp_path / "trusted-adult"
    left_out = {"_headers", "sw.js", "build.json"}
    wanted = {
        path
        for file in site.rglob("*")
        if file.is_file() and not (path := file.relative_to(site).as_posix()).startswith("packages/")
    }
    assert {
        file.relative_to(copy).as_posix() for file in copy.rglob("*") if file.is_file()
    } == wanted - left_out
    for scripts in (True, False):
        page = new_page(java_script_enabled=scripts)
        page.goto((copy / "index.html").as_uri())
        page.get_by_role("link", name="Help now").first.click()
        assert page.locator("h1").is_visible()
        page.get_by_role("link", name="Leave this page").first.click()
        page.wait_for_url("**/blank.html")


def test_a_copy_is_kept_only_if_asked_and_the_network_comes_first(browser: Browser, site):
    with hosted(site) as address:
        context = browser.new_context()
        page = context.new_page()
        page.goto(f"{address}/privacy.html")
        assert page.evaluate("caches.keys()") == []
        page.get_by_role("button", name="Keep a copy").click()
        page.get_by_text("The pages are kept.").wait_for()
        help_page = site / "help.html"
        whole = help_page.read_bytes()
        help_page.write_bytes(whole.replace(b"<h1>", b"<h1>Newer: "))
        try:
            page.goto(f"{address}/help.html")
            assert page.locator("h1").inner_text().startswith("Newer: ")
            context.set_offline(True)
            page.goto(f"{address}/help.html")
            assert page.locator("h1").inner_text().startswith("Newer: ")
            page.goto(f"{address}/index.html")
            assert page.locator("h1").is_visible()
        finally:
            help_page.write_bytes(whole)
        context.set_offline(False)
        page.goto(f"{address}/privacy.html")
        page.get_by_role("button", name="Forget this device").click()
        page.get_by_text("Forgotten.").wait_for()
        assert page.evaluate("caches.keys()") == []
        assert page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
        context.close()
