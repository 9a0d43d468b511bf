"""The copy of the site for rooms without a network: a zip for a disk."""

import io
import re
import zipfile

from hypothesis import given
from hypothesis import strategies as st

from coursekit.run.offline import PATH, START, offline_zip

FILES = st.dictionaries(st.text("abc/ü.", min_size=1, max_size=9), st.binary(max_size=50), max_size=5)


PAGE = b"<!doctype html>\n<html><head><title>x</title></head><body>%s</body></html>"


@given(FILES)
def test_every_file_is_in_the_zip_as_it_was(files):
    archive = zipfile.ZipFile(io.BytesIO(offline_zip(files.items())))
    assert archive.testzip() is None
    read = {name: archive.read(name) for name in archive.namelist()}
    assert b'href="trusted-adult/index.html"' in read.pop(START)
    assert read == {f"trusted-adult/{path}": data for path, data in files.items()}


def test_on_a_disk_a_page_lists_nothing_that_is_online_and_says_so():
    page = PAGE % (
        b'<p>One.</p><ul data-in="web"><li>A file</li></ul>'
        b'<template data-in="disk"><p>It is online.</p></template><p data-in="web disk">Two.</p>'
    )
    archive = zipfile.ZipFile(io.BytesIO(offline_zip([("a.html", page), ("a.txt", page)])))
    assert archive.read("trusted-adult/a.html") == PAGE % b"<p>One.</p><p>It is online.</p><p>Two.</p>"
    assert archive.read("trusted-adult/a.txt") == page


def test_the_first_file_has_a_name_that_every_system_keeps():
    assert re.fullmatch(r"[A-Z]+(?:-[A-Z]+)*\.html", START)


def test_on_pages_the_way_out_leads_to_the_empty_page_and_nothing_else_changes():
    page = PAGE % b'<a href="%s" target="_top"%s>Leave</a> <a href="https://example.org/">More</a>'
    online = page % (b"https://example.org/", b' data-disk="blank.html"')
    archive = zipfile.ZipFile(io.BytesIO(offline_zip([("a.html", online), ("a.txt", online)])))
    assert archive.read("trusted-adult/a.html") == page % (b"blank.html", b"")
    assert archive.read("trusted-adult/a.txt") == online


def test_the_same_files_in_another_order_give_the_same_bytes():
    files = [("b.html", b"2"), ("a.html", b"1")]
    assert offline_zip(files) == offline_zip(reversed(files))


def test_the_zip_holds_the_site_without_packages_and_opens_from_a_disk(device_project, new_page, tmp_path):
    site = device_project / "site"
    with zipfile.ZipFile(site / PATH) as archive:
        archive.extractall(tmp_path)
    copy = tmp_path / "trusted-adult"
    left_out = {"_headers", "sw.js", "copy.json", "build.json"}
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
        page.goto((tmp_path / START).as_uri())
        page.get_by_role("link", name="Open the course").click()
        page.get_by_role("link", name="Help now").first.click()
        assert page.locator("h1").is_visible()
        page.get_by_role("link", name="Leave this page").first.click()
        page.wait_for_url("**/blank.html")
