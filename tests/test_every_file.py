"""Every file, not one of each kind. Slow: `python3 build.py test -m every_file`, before a release.

What is found becomes `facts/accessibility.yml`, which the page about accessibility shows.
"""

import datetime as dt
import io
import re
import shutil
import subprocess
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import docx
import pikepdf
import pytest
import yaml
from axe_playwright_python.sync_playwright import Axe
from dangling import dangling
from office import notes, opened, parts
from pdfs import assert_own_fonts, failures, links_without_target, pages_text
from playwright.sync_api import Browser, Page
from project import ROOT, the_plan
from quiz_driver import answer_anyhow

from coursekit import __version__
from coursekit.export.site_files import chosen
from coursekit.plan.artefact import Artefact
from coursekit.run.work import call

pytestmark = pytest.mark.every_file

PLANNED = the_plan()
Found = defaultdict[str, list[str]]


def planned(ending: str) -> list[str]:
    return [file.path for file in (*PLANNED.pages, *PLANNED.files) if file.path.endswith(f".{ending}")]


def made(path: str) -> bytes:
    return call(next(file for file in PLANNED.files if file.path == path))


@pytest.fixture(scope="session")
def results() -> Iterator[Found]:
    """What is found in each file. Once every file has been looked at, it is the new report."""
    found: Found = defaultdict(list)
    yield found
    if set(found) >= {path for ending in ("html", "pdf", "pptx", "docx") for path in planned(ending)}:
        files = {path: sorted(set(wrong)) for path, wrong in sorted(found.items())}
        day = dt.datetime.now(tz=dt.UTC).date()
        report = {"schema": 1, "dated": day, "version": __version__, "files": files}
        text = yaml.safe_dump(report, sort_keys=False, allow_unicode=True, width=120)
        line = "# Written by `python3 build.py test -m every_file`.\n"
        (ROOT / "facts/accessibility.yml").write_text(line + text, encoding="utf-8")


# --- Pages -------------------------------------------------------------------------------------------------

AXE = {
    "resultTypes": ["violations"],
    "preload": False,
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "rules": {"target-size": {"enabled": True}},
}
SIZES = [(1280, "light"), (1280, "dark"), (320, "light")]


def found(page: Page) -> list[tuple[str, ...]]:
    """What axe complains of, from the top: it takes a box that lies half under the bar for a small one."""
    page.evaluate("scrollTo({ top: 0, behavior: 'instant' })")
    violations = Axe().run(page, options=AXE).response["violations"]
    return [(rule["id"], node["html"][:200]) for rule in violations for node in rule["nodes"]]


@pytest.mark.parametrize(("width", "scheme"), SIZES)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    site: Path, browser: Browser, results: Found, width: int, scheme: str
):
    wrong = {}
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    for file in sorted(site.glob("*.html")):
        page.goto(file.as_uri())
        sideways = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        complaints = [*found(page), *([("sideways", "")] if sideways else [])]
        if answer_anyhow(page):
            complaints += [("answered", *complaint) for complaint in found(page)]
        results[file.name] += [complaint[0] for complaint in complaints]
        if complaints:
            wrong[file.name] = complaints
    context.close()
    assert wrong == {}


@pytest.mark.parametrize("media", [{"forced_colors": "active"}, {"reduced_motion": "reduce"}], ids=str)
def test_every_heading_and_way_out_is_seen_in_other_media(
    site: Path, browser: Browser, media: dict[str, str]
):
    context = browser.new_context(**media)  # type: ignore[arg-type]
    page = context.new_page()
    for file in sorted(site.glob("*.html")):
        if file.stem != "blank":
            page.goto(file.as_uri())
            assert page.locator("h1").is_visible(), file.name
            assert page.locator(".leave").is_visible(), file.name
    context.close()


@pytest.mark.skipif(not shutil.which("npx"), reason="the Nu HTML checker comes with npm: npx vnu-jar")
def test_the_nu_html_checker_finds_nothing(site: Path):
    command = ["npx", "--yes", "vnu-jar", "--skip-non-html", "--errors-only", str(site)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


# --- PDFs --------------------------------------------------------------------------------------------------

PROGRAMS = [program for program in (["qpdf", "--check"], ["pdfinfo"]) if shutil.which(program[0])]


STRANDED = re.compile(r"^[A-Z][a-z’]{0,9}\s*\n(?=[a-z].{40})", re.MULTILINE)
"""A first word alone on its line: the PDF writer does so where a text just fits before a bold word."""


@pytest.mark.parametrize("path", planned("pdf"))
def test_a_pdf_passes_every_rule_and_other_readers_have_nothing_to_say(path, results, tmp_path):
    data = made(path)
    results[path] += failures(data)
    results[path] += [f"28-011: {link}" for link in links_without_target(data)]
    assert results[path] == []
    assert_own_fonts(data)
    with pikepdf.open(io.BytesIO(data)) as document:
        assert document.check_pdf_syntax() == []
        assert document.get_warnings() == []
        assert len(document.pages) <= 4 or "/Outlines" in document.Root
    assert [line for page in pages_text(data) for line in STRANDED.findall(page)] == []
    file = tmp_path / "file.pdf"
    file.write_bytes(data)
    for program in PROGRAMS:
        done = subprocess.run([*program, str(file)], capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, ""), program


# --- Slides and Word files ---------------------------------------------------------------------------------


@pytest.mark.parametrize("path", planned("pptx"))
def test_a_deck_has_titles_notes_and_a_language(path, results):
    deck = opened(made(path))
    wrong = results[path]
    wrong += [] if deck.core_properties.title and deck.core_properties.language else ["title or language"]
    for number, slide in enumerate(deck.slides, 1):
        wrong += [] if slide.shapes.title.text_frame.text.strip() else [f"slide {number} has no title"]
        wrong += [] if notes(slide).strip() else [f"slide {number} has no notes"]
        drawn = [shape._element for shape in slide.shapes if shape.shape_type == 13]
        wrong += [] if all(e.nvPicPr.cNvPr.get("descr") for e in drawn) else [f"slide {number}: a picture"]
    assert wrong == []


@pytest.mark.parametrize("path", planned("docx"))
def test_a_word_file_has_headings_and_a_language(path, results):
    data = made(path)
    document = docx.Document(io.BytesIO(data))
    styles = {paragraph.style.name for paragraph in document.paragraphs}
    wrong = results[path]
    wrong += [] if document.core_properties.title and "Title" in styles else ["title"]
    wrong += [] if b"w:lang" in parts(data)["word/styles.xml"] else ["language"]
    assert wrong == []


# --- What points to what is not there ----------------------------------------------------------------------


def test_no_page_points_to_what_is_not_there(site: Path):
    wrong = {file.name: dangling(file.name, file.read_bytes()) for file in sorted(site.glob("*.html"))}
    assert {name: found for name, found in wrong.items() if found} == {}


@pytest.mark.parametrize("path", [file.path for file in PLANNED.files if file.kind != "schema"])
def test_no_file_points_to_what_is_not_there(path):
    assert dangling(path, made(path)) == []


PACKAGES = [package for package in PLANNED.packages if package.kind == "package"]


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package.path)
def test_no_package_of_pages_points_to_what_is_not_there(site: Path, package: Artefact):
    files = {file.relative_to(site).as_posix(): file for file in site.rglob("*") if file.is_file()}
    pages = {path: files[path].read_bytes() for path in chosen(files, package.takes)}
    assert dangling(package.path, call(package, pages)) == []
