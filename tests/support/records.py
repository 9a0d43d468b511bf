"""Makes and reads records on the pages that make them."""

from pathlib import Path

import pypdfium2
from playwright.sync_api import Page

TODAY = "2026-11-22"


HOSTILE = {
    "markup": "<b>Ann</b><img src=x onerror=alert(1)>",
    "formula": "=1+1",
    "plus": "+44 Ann",
    "minus": "-2",
    "at": "@SUM(A1)",
    "quotes": 'Ann "Nan" O’Neil, \'x\' \\" {n}',
    "emoji": "Ann 👩‍👧‍👦 🇿🇦",
    "right to left": "نور الهدى \u202eevil",
    "long": "Wolfeschlegelsteinhausen" * 20 + "A" * 20,
}


def saved(page: Page, button: str) -> tuple[str, bytes]:
    """The name and the bytes of the file that a button saves."""
    with page.expect_download() as download:
        page.get_by_role("button", name=button).click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


def nothing_kept(page: Page) -> bool:
    kept = page.evaluate("[document.cookie, localStorage.length, sessionStorage.length, location.search]")
    return kept == ["", 0, 0, ""] and page.context.cookies() == []


def printed(page: Page, form: str = "A4") -> list[str]:
    """The text of each sheet of paper."""
    document = pypdfium2.PdfDocument(page.pdf(format=form))
    return [sheet.get_textpage().get_text_range() for sheet in document]


def fill_details(page: Page, **details: str) -> None:
    for summary in page.locator("details.who:not(:first-of-type) summary").all():
        summary.click()
    for key, value in details.items():
        page.fill(f"#{key.replace('__', '-')}", value)


DETAILS = {
    "school-name": "Elm Grove", "lead-name": "Ms A. Khan", "lead-phone": "+44 (1632) 960001",
    "lead-email": "a.o'khan@elm.example", "deputy-name": "<b>Bo</b>", "deputy-phone": "javascript:alert(1)",
    "deputy-email": "x@y?cc=z@evil.example", "police-hours": "only hours",
}  # fmt: skip


def keep(page: Page, details: dict[str, str] = DETAILS) -> None:
    fill_details(page, **details)
    page.get_by_role("button", name="Keep on this device").click()


def make_report(page: Page) -> None:
    """Answer one aspect of the self-review, and make its report."""
    page.locator("[name=level-lead]").first.check()
    page.locator("[data-aspect=lead] [data-field=step]").fill("Put up the poster")
    page.get_by_role("button", name="Make the report").click()
    page.wait_for_selector(".has-paper")


def count_a_scene(page: Page) -> None:
    """Count the slips of one scene of the group’s results."""
    for field in page.locator('[data-scene="1"]').all():
        field.fill("8")
