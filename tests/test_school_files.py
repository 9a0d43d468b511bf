"""Papers, letters and slides filled in on the reader's device, read back by other programs."""

import base64
import io
import re
import zipfile
from hashlib import sha256
from pathlib import Path

import docx
import pikepdf
import pypdfium2
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from host import hosted
from pdfs import failures, pages_text, tagged
from pptx import Presentation
from project import ROOT, the_plan
from records import fill_details, nothing_kept, saved
from test_details import loaded_school

from coursekit.run.work import call

PAPERS = ("handouts/card-1-gb-eng.pdf", "handouts/poster-help-gb-eng.pdf")
LETTERS = ("downloads/letter-1-gb-eng.docx", "downloads/letter-1-gb-eng.txt")
DECK = "slides/module-6-gb-eng.pptx"
NOT_OURS = "handouts/form-9-gb-eng.pdf"
NAMES = {
    "Latin": "Zoë Łukasiewicz-Ñandú", "Arabic": "أحمد بن علي", "Hebrew": "שרה כהן",
    "Devanagari": "सीता शर्मा", "Chinese": "王小明",
}  # fmt: skip
FONTS = ("Arabic", "Hebrew", "Devanagari")
PHONE = "+44 (1632) 960001"


@pytest.fixture(scope="session")
def copy(site, once):
    """A copy as it lies on a disk: the list of one place's files, some of them, and one that is broken."""

    def make(to: Path) -> None:
        files = {file.path: file for file in the_plan().files}
        for path in (*PAPERS, *LETTERS, DECK):
            (to / path).parent.mkdir(parents=True, exist_ok=True)
            (to / path).write_bytes(call(files[path]))
        page = (site / "printables-gb-eng.html").read_text("utf-8")
        assert all(f'href="{path}"' in page for path in (*PAPERS, *LETTERS, DECK))
        (to / NOT_OURS).write_bytes(b"%PDF-1.7 broken")
        more = f'<a href="{NOT_OURS}">x</a><a href="https://elsewhere.example/x.pdf">y</a></main>'
        (to / "printables-gb-eng.html").write_text(page.replace("</main>", more), "utf-8")
        (to / "handouts/left-over.pdf").write_bytes((to / PAPERS[0]).read_bytes())

    return once("copy-on-a-disk", make)


def han_font() -> bytes:
    """A font with a sign for each letter of the Chinese name, none like another."""
    signs = NAMES["Chinese"]
    build = FontBuilder(1000, isTTF=True)
    names = [".notdef", *(f"han{number}" for number in range(len(signs)))]
    build.setupGlyphOrder(names)
    build.setupCharacterMap({ord(sign): f"han{number}" for number, sign in enumerate(signs)})
    glyphs = {}
    for number, name in enumerate(names):
        pen = TTGlyphPen(None)
        for corner in ((0, 0), (0, 200 + 100 * number), (700, 200 + 100 * number), (700, 0)):
            (pen.moveTo if corner == (0, 0) else pen.lineTo)(corner)
        pen.closePath()
        glyphs[name] = pen.glyph()
    build.setupGlyf(glyphs)
    build.setupHorizontalMetrics(dict.fromkeys(names, (800, 0)))
    build.setupHorizontalHeader(ascent=800, descent=-200)
    build.setupOS2()
    build.setupNameTable({"familyName": "Three signs", "styleName": "Regular"})
    build.setupPost()
    data = io.BytesIO()
    build.save(data)
    return data.getvalue()


def with_fonts(page):
    """The letters that most devices have, on one that has few."""
    for script in FONTS:
        data = (ROOT / f"templates/fonts/NotoSans{script}-Regular.ttf").read_bytes()
        add_font(page, data, "U+590-8FF, U+900-97F")
    add_font(page, han_font(), "U+4E00-9FFF")


def add_font(page, data, letters):
    page.evaluate(
        """async ([data, unicodeRange]) => {
          const bytes = Uint8Array.from(atob(data), (sign) => sign.charCodeAt(0));
          const family = "Atkinson Hyperlegible Next";
          const like = { unicodeRange, weight: "200 800" };
          document.fonts.add(await new FontFace(family, bytes.buffer, like).load());
        }""",
        [base64.b64encode(data).decode(), letters],
    )


def made(page, folder=None, *, flat=False, place="GB-ENG", **details):
    """The zip that the button saves, by path, and what the page says."""
    fill_details(page, **details)
    page.select_option("#school-place", place)
    page.check("#make-flat") if flat else None
    if folder:
        page.set_input_files("#make-folder", str(folder))
    name, data = saved(page, "Make the files")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return name, {path: archive.read(path) for path in archive.namelist()}


def status(page):
    return page.inner_text(".make .tool__status")


def values(data):
    with pikepdf.open(io.BytesIO(data)) as document:
        form = document.Root.get("/AcroForm")
        found = list(form.Fields) if form is not None else []
        return {str(item["/T"]): str(item["/V"]) for item in found}


def ink(data):
    """How much of the first sheet is dark, with its fields drawn."""
    document = pypdfium2.PdfDocument(data)
    document.init_forms()
    return sum(document[0].render(scale=1).to_pil().convert("L").histogram()[:96])


def actual_texts(data):
    with pikepdf.open(io.BytesIO(data)) as document:
        found = [item for item in document.objects if isinstance(item, pikepdf.Dictionary)]
        return [str(item["/ActualText"]) for item in found if "/ActualText" in item]


@pytest.mark.parametrize("script", NAMES)
def test_papers_have_the_name_as_fields_and_as_text_and_stay_accessible(go, copy, script):
    name = NAMES[script]
    told = f"{name}, {PHONE}"
    for flat in (False, True):
        page = go("details")
        with_fonts(page)
        details = {"school-name": "Elm Grove", "lead-name": name, "lead-phone": PHONE, "deputy-name": name}
        file, files = made(page, copy, flat=flat, **details)
        assert file == "elm-grove.zip"
        assert set(files) == {"school.yml", *PAPERS, *LETTERS, DECK}
        for path in PAPERS:
            assert failures(files[path]) == []
            assert ink(files[path]) > ink((copy / path).read_bytes()) + 200
            found = values(files[path])
            if not flat:
                assert found["school-lead-details"] == told
                assert found["school-deputy-details"] == name
            else:
                assert found == {}
                words = " ".join("".join(pages_text(files[path])).split())
                assert told in words if script == "Latin" else actual_texts(files[path]) == [told, name]
                assert not any(tag.name == "Form" for top in tagged(files[path]) for tag in top.below())
        assert nothing_kept(page)


def test_letters_slides_and_the_file_for_the_builder_have_them_as_text(go, copy, tmp_path):
    hostile = "<b>Bo</b> & “Co” ]]> أحمد"
    details = {
        "school-name": "Elm & Grove </w:t>",
        "lead-name": hostile,
        "lead-phone": PHONE,
        "deputy-hours": "Mo–Fr",
    }
    page = go("details")
    _, files = made(page, copy, **details)
    name = f"\u2068{hostile}\u2069, \u2068{PHONE}\u2069"  # beside a number, each in its own direction
    paragraphs = [line.text for line in docx.Document(io.BytesIO(files[LETTERS[0]])).paragraphs]
    assert any(line.endswith(f"(DSL): {name}") for line in paragraphs)
    assert "Elm & Grove </w:t>" in paragraphs
    assert f"(DSL): {name}" in files[LETTERS[1]].decode()
    assert "[name of your school]" not in files[LETTERS[1]].decode()
    deck = Presentation(io.BytesIO(files[DECK]))
    shapes = [shape for slide in deck.slides for shape in slide.shapes if shape.has_text_frame]
    texts = [shape.text_frame.text for shape in shapes]
    assert sum(name in text for text in texts) == 2
    assert any("Mo–Fr" in text for text in texts)
    assert not any("____" in text for text in texts)
    school = loaded_school(files["school.yml"], tmp_path / "project")
    assert (school.name, school.place, school.lead.name) == ("Elm & Grove </w:t>", "GB-ENG", hostile)


def test_what_cannot_be_filled_is_said_and_the_rest_is_made(go, copy):
    page = go("details")
    long = "WOWWOWWOWWOWWOW " * 11
    _, files = made(page, copy, **{"lead-name": "Ann \U000f0001", "deputy-name": long, "deputy-phone": PHONE})
    heed = page.inner_text(".make .heed")
    assert "\U000f0001 This device has no letters for these." in heed
    assert "No room for “Deputy DSL”: write it in by hand." in heed
    assert re.search(rf"{NOT_OURS}\s+Could not be read", heed)
    assert PAPERS[0] not in files
    assert "Ann \U000f0001" in files[LETTERS[1]].decode()


def test_an_address_gives_way_to_a_number_that_can_be_read(go, copy):
    page = go("details")
    _, files = made(
        page, copy, **{"lead-name": "Ann Lee", "lead-phone": PHONE, "lead-email": "a" * 60 + "@elm.example"}
    )
    assert values(files[PAPERS[1]])["school-lead-details"] == f"Ann Lee, {PHONE}"
    assert "the name and the phone number stand there alone" in page.inner_text(".make .heed")


def test_it_says_what_is_missing(go, tmp_path):
    page = go("details")
    button = page.get_by_role("button", name="Make the files")
    button.click()
    page.get_by_text("Choose above where you are.").wait_for()
    page.select_option("#school-place", "IE")
    button.click()
    page.get_by_text("Fill in at least one name or number above.").wait_for()
    page.fill("#school-name", "Elm")
    button.click()
    page.get_by_text("Choose the folder of this copy first.").wait_for()
    (tmp_path / "holiday.txt.bak").write_text("x")
    page.set_input_files("#make-folder", str(tmp_path))
    button.click()
    page.get_by_text("None of this course’s files are there.").wait_for()


def test_on_the_web_the_files_come_from_the_site_itself(browser, site, copy):
    with hosted(site) as address:
        context = browser.new_context()
        page = context.new_page()
        sent = []
        context.on("request", lambda request: sent.append((request.method, request.url, request.post_data)))

        def answer(route):
            path = route.request.url.removeprefix(f"{address}/")
            file = copy / path
            route.fulfill(path=file) if file.is_file() else route.fulfill(status=404)

        context.route(re.compile(r"/(handouts|downloads|slides)/"), answer)
        page.route(re.compile(r"/printables-gb-eng\.html$"), answer)
        page.goto(f"{address}/details.html")
        assert not page.locator(".make__disk").is_visible()
        assert not any("vendor" in url for _, url, _ in sent)
        listed = (copy / "printables-gb-eng.html").read_text("utf-8")
        gone = sum(
            not (copy / path).is_file()
            for path in set(
                re.findall(r'href="((?:handouts|downloads|slides)/[^"]+\.(?:pdf|docx|txt|pptx))"', listed)
            )
        )
        assert gone > 50
        _, files = made(page, **{"lead-name": "Ann Lee"})
        assert set(files) == {"school.yml", *PAPERS, *LETTERS, DECK}
        assert {(method, data) for method, _, data in sent} == {("GET", None)}
        assert all(url.startswith((address, "blob:")) and "Ann" not in url for _, url, _ in sent)
        context.close()


def test_the_scripts_of_others_are_the_copies_that_are_named():
    folder = ROOT / "templates/site/theme/assets/vendor"
    told = dict(
        re.findall(r"\| `([\w.-]+)` \|.*`([0-9a-f]{64})` \|", (folder / "LICENSE").read_text("utf-8"))
    )
    found = {file.name: sha256(file.read_bytes()).hexdigest() for file in folder.glob("*.js")}
    assert found == told
