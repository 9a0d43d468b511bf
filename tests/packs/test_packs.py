"""Packs: each school's own names in every file, nobody else's, and nothing outside the folder."""

import io
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import unicodedata
import zipfile
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from pdfs import assert_own_fonts, failures
from pptx import Presentation
from project import ROOT, small_project, the_course

from coursekit.load.course import load
from coursekit.model.school import Person, School, unfilled
from coursekit.packing import StoppedError, packs
from coursekit.packs.base import listed
from coursekit.packs.make import school_yml
from coursekit.packs.run import Options
from coursekit.packs.schools import slug_of
from coursekit.packs.written_in import Ready
from coursekit.run.work import call

HEAD = "School;Country;DSL;DSL phone;DSL e-mail;Deputy DSL;Deputy phone\n"
PLAIN = "Hill Road Primary;England;Ms Alma Hill;01632 960051;alma@hill.example;Mr Ben Hill;01632 960002\n"
ACCENTS = "École Ŵynn;GB-ENG;Zoë Łódź;01632 960011;zoe@wynn.example;Оксана Ω;01632 960012\n"
ARABIC = "مدرسة النور;GB-ENG;أمل;01632 960021;amal@noor.example;שרה;01632 960022\n"
MARKUP = "<b>Quay & Sons]]></b>;GB-ENG;{{ lead }};01632 960031;q@quay.example;\\(x\\) %;01632 960032\n"
LONG = "Saint Thomas of Canterbury " * 3 + "School"
WIDE = f"{LONG};GB-ENG;{'Alexandra ' * 9};01632 960041;;Mr Z;01632 960042\n"
GOOD = PLAIN + ACCENTS + ARABIC + MARKUP + WIDE
BAD = (
    "=cmd();GB-ENG;;;;;\n"
    ";GB-ENG;No Name;;;;\n"
    f"{PLAIN}"
    "Atlantis;ATL;;;;;\n"
    "Lost Zero;GB-ENG;Ms L;1632 960001;;;\n"
    f"{'x' * 9_000};GB-ENG;;;;;\n"
    "Two Lines;GB-ENG;Ms \x07 B;;;;\n"
    "\u200b\u2060;GB-ENG;Not Seen;;;;\n"
    f"{unicodedata.normalize('NFD', ACCENTS)}"
)
NAMES = {
    "hill-road-primary": ("Hill Road Primary", "Ms Alma Hill", "01632 960051", "Mr Ben Hill"),
    "ecole-wynn": ("École Ŵynn", "Zoë Łódź", "01632 960011", "Оксана Ω"),
    "school-4": ("مدرسة النور", "أمل", "01632 960021", "שרה"),
    "b-quay-sons-b": ("<b>Quay & Sons]]></b>", "{{ lead }}", "01632 960031", "\\(x\\) %"),
}


def files(folder):
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def run(root, table, out, **more):
    (root / "list.csv").write_text(table, encoding="utf-8-sig", newline="\r\n")
    options = Options(root, out, more.pop("form", "folder"), jobs=1)
    return packs(load(root), root / "list.csv", options, quiet=True, **more)


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """The small course, with a letter and a poster for England."""
    root = small_project(tmp_path_factory.mktemp("packs") / "small")
    handouts = root / "course/handouts"
    for template, more in (("poster", ""), ("letter", "editable: true\n")):
        (handouts / f"{template}.md").write_text(
            f"---\nid: {template}\ntitle: For families\nslug: {template}-9\ntab_title: Family {template}\n"
            f"template: {template}\naudience: [staff]\neach_place: true\nreview_by: 2027-09-01\n{more}---\n\n"
            '## In our school\n\n{{ school("contacts") }}\n\nAsk {{ school("lead") }}.\n',
            encoding="utf-8",
        )
    return root


@pytest.fixture(scope="module")
def made(project, tmp_path_factory):
    """The packs of a list with good rows and bad ones, and the report on it."""
    out = tmp_path_factory.mktemp("made") / "packs"
    report = run(project, HEAD + GOOD + BAD, out)
    return out, report


def said_in(path, data):
    """The words of a file, with what stands in the fields of a PDF."""
    if path.endswith(".pdf"):
        with pikepdf.open(io.BytesIO(data)) as document:
            form = document.Root.get("/AcroForm", {})
            fields = [str(field.get("/V", "")) for field in form.get("/Fields", [])]
        pages = [sheet.get_textpage().get_text_bounded() for sheet in pypdfium2.PdfDocument(data)]
        return " ".join((*fields, *pages))
    if path.endswith(".docx"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            text = re.sub(r"<[^>]+>", "", archive.read("word/document.xml").decode())
        return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return data.decode() if path.endswith((".txt", ".yml", ".html")) else ""


def test_good_rows_are_made_and_each_bad_one_is_named_with_its_place(made):
    out, report = made
    told = json.loads((out / "packs.json").read_text("utf-8"))
    assert [pack["line"] for pack in told["packs"]] == [2, 3, 4, 5, 6]
    assert {
        (problem["line"], problem["column"], problem["code"])
        for problem in told["problems"]
        if problem["severity"] == "error"
    } == {
        (7, 1, "cell"),
        (8, 1, "no-name"),
        (9, 1, "twice"),
        (10, 2, "bad-form"),
        (11, 4, "odd-number"),
        (12, 1, "too-long"),
        (13, 3, "cell"),
        (14, 1, "no-name"),
        (15, 1, "twice"),
    }
    assert (report.made, report.rows) == (5, 14)
    page = (out / "index.html").read_text("utf-8")
    assert "&lt;b&gt;Quay &amp; Sons" in page
    assert "<b>Quay" not in page


def test_nothing_is_written_outside_the_folder(made):
    out, _ = made
    assert {file.name for file in out.parent.iterdir()} == {"packs"}
    assert not [file for file in out.rglob("*") if file.is_symlink()]
    folders = {file.name for file in out.iterdir() if file.is_dir()}
    assert folders == {*NAMES, slug_of(LONG)}


@pytest.mark.parametrize("slug", NAMES)
def test_a_pack_shows_its_own_names_and_nobody_elses(made, slug):
    out, _ = made
    shown = {path: said_in(path, data) for path, data in files(out / slug).items() if path != "pack.json"}
    others = {name for other, names in NAMES.items() if other != slug for name in names}
    school, lead, phone, _ = NAMES[slug]
    for path, text in shown.items():
        assert not [name for name in others if name in text], path
        if "letter-9" in path or "poster-9" in path:
            assert "\ue000" not in text, path
    is_plain = slug != "school-4"  # letters that are joined are read back in other ways
    for path in (
        "handouts/poster-9-gb-eng.pdf",
        "downloads/letter-9-gb-eng.docx",
        "downloads/letter-9-gb-eng.txt",
    ):
        assert phone in shown[path]
        assert not is_plain or school in shown[path]
        assert not is_plain or lead in shown[path]


def test_every_paper_of_a_pack_keeps_the_standard_and_its_fields_their_names(made):
    out, _ = made
    for slug in NAMES:
        for path, data in files(out / slug).items():
            if path.endswith(".pdf"):
                assert failures(data) == [], (slug, path)
    data = (out / "ecole-wynn/handouts/poster-9-gb-eng.pdf").read_bytes()
    assert_own_fonts(data)
    with pikepdf.open(io.BytesIO(data)) as document:
        form = document.Root.AcroForm
        told = {str(field.T): (str(field.TU), str(field.V)) for field in form.Fields if field.get("/V")}
        assert not form.NeedAppearances
    assert told["school-name"] == ("School", "École Ŵynn")
    assert told["school-lead-details"][1] == "Zoë Łódź, 01632 960011, zoe@wynn.example"
    assert "school-deputy-details" in told


def test_what_a_field_holds_is_drawn(made):
    out, _ = made
    data = (out / "ecole-wynn/handouts/poster-9-gb-eng.pdf").read_bytes()
    with pikepdf.open(io.BytesIO(data)) as document:
        [field] = [field for field in document.Root.AcroForm.Fields if field.T == "school-name"]
        left, low, right, high = map(float, field.Rect)
        box = (left, min(low, high), right, max(low, high))
    with pypdfium2.PdfDocument(data) as document:
        document.init_forms()
        sheet = document[0]
        height = sheet.get_height()
        picture = sheet.render(scale=4, may_draw_forms=True).to_pil().convert("L")
    part = picture.crop(tuple(int(4 * side) for side in (box[0], height - box[3], box[2], height - box[1])))
    dark = sum(part.histogram()[:100])
    assert dark > 300


def test_letters_and_lengths_that_no_field_takes_are_drawn_afresh(made):
    out, _ = made
    for slug in ("school-4", slug_of(LONG)):
        with pikepdf.open(out / slug / "handouts/poster-9-gb-eng.pdf") as document:
            form = document.Root.get("/AcroForm", {})
            assert not [field for field in form.get("/Fields", []) if str(field.get("/V", ""))]


def test_the_same_list_gives_the_same_bytes_and_makes_nothing_again(made, project, tmp_path):
    out, _ = made
    before = files(out)
    times = {file: file.stat().st_mtime_ns for file in out.glob("*/pack.json")}
    again = run(project, HEAD + GOOD + BAD, out)
    assert again.new == 0
    assert files(out) == before
    assert {file: file.stat().st_mtime_ns for file in times} == times
    shutil.copytree(out / "ecole-wynn", tmp_path / "else/ecole-wynn")
    (tmp_path / "else/ecole-wynn/school.yml").write_text("changed")
    fresh = run(project, HEAD + GOOD + BAD, tmp_path / "else")
    assert fresh.new == 5
    assert files(tmp_path / "else") == before


def test_a_zip_holds_what_the_folder_does(made, project, tmp_path):
    out, _ = made
    run(project, HEAD + GOOD, tmp_path / "zips", form="zip", only="École Ŵynn")
    [made_zip] = (tmp_path / "zips").glob("*.zip")
    with zipfile.ZipFile(made_zip) as archive:
        inside = {name: archive.read(name) for name in archive.namelist()}
    assert inside == {f"ecole-wynn/{path}": data for path, data in files(out / "ecole-wynn").items()}
    first = made_zip.read_bytes()
    assert run(project, HEAD + GOOD, tmp_path / "zips", form="zip", only="ecole-wynn").new == 0
    made_zip.write_bytes(first[:-300])
    assert run(project, HEAD + GOOD, tmp_path / "none", form="zip", only="Hill Road Primary").made == 1
    with pytest.raises(StoppedError, match="No row"):
        run(project, HEAD + GOOD, tmp_path / "none", only="Elsewhere")


def test_what_somebody_else_put_there_stays(project, tmp_path):
    (tmp_path / "out/ecole-wynn").mkdir(parents=True)
    (tmp_path / "out/ecole-wynn/mine.txt").write_text("mine")
    report = run(project, HEAD + PLAIN + ACCENTS, tmp_path / "out")
    assert (report.made, report.refused) == (1, 1)
    assert (tmp_path / "out/ecole-wynn/mine.txt").read_text() == "mine"
    (tmp_path / "out/hill-road-primary/note.txt").write_text("mine")
    changed = PLAIN.replace("960051", "960003")
    assert run(project, HEAD + changed, tmp_path / "out").refused == 1
    assert (tmp_path / "out/hill-road-primary/note.txt").read_text() == "mine"


def test_a_run_that_is_killed_goes_on_where_it_was(made, project, tmp_path):
    out, _ = made
    (project / "list.csv").write_text(HEAD + GOOD + BAD, encoding="utf-8-sig", newline="\r\n")
    script = (
        "import sys; from pathlib import Path\n"
        "from coursekit.load.course import load\n"
        "from coursekit.packing import packs\n"
        "from coursekit.packs.run import Options\n"
        "if __name__ == '__main__':\n"
        "    root, out = map(Path, sys.argv[1:])\n"
        "    packs(load(root), root / 'list.csv', Options(root, out, jobs=1))\n"
    )
    (tmp_path / "run.py").write_text(script)
    there = tmp_path / "killed"
    started = subprocess.Popen(
        [sys.executable, tmp_path / "run.py", project, there],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert started.stdout
    for line in started.stdout:
        if line.startswith("made "):
            break
    started.send_signal(signal.SIGKILL)
    started.wait()
    started.stdout.close()
    finished = {file.parent.name for file in there.glob("[!.]*/pack.json")}
    assert finished
    report = run(project, HEAD + GOOD + BAD, there)
    assert report.new <= 5 - len(finished) + 1
    assert {path: data for path, data in files(there).items() if not path.startswith(".")} == files(out)


def test_its_school_yml_is_the_row(project, made):
    out, _ = made
    text = (out / "b-quay-sons-b/school.yml").read_text("utf-8")
    shutil.copytree(project, out.parent / "copy")
    (out.parent / "copy/school.yml").write_text(text, encoding="utf-8")
    expected = School(
        name="<b>Quay & Sons]]></b>",
        place="GB-ENG",
        lead=Person(name="{{ lead }}", phone="01632 960031", email="q@quay.example"),
        deputy=Person(name="\\(x\\) %", phone="01632 960032"),
    )
    assert load(out.parent / "copy").course.school == expected
    assert school_yml(expected, None) == text
    shutil.rmtree(out.parent / "copy")


@pytest.mark.parametrize(
    ("table", "says"),
    [("", "is empty"), ("place;x\nGB-ENG;\n", "names of schools"), ("name;school\nA;B\n", "both hold")],
)
def test_a_list_that_cannot_be_used_is_refused_before_anything_is_made(project, tmp_path, table, says):
    with pytest.raises(StoppedError, match=says):
        run(project, table, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_the_folder_is_never_a_part_of_the_project(project):
    with pytest.raises(StoppedError, match="part of this project"):
        run(project, HEAD + PLAIN, project / "course")


@pytest.mark.parametrize("name", ["../../etc", "con", "", "…", "a" * 500, "Ünï", "🏫", "x/y\\z:*?"])
def test_a_folder_of_any_name_is_one_that_every_system_has(name):
    assert re.fullmatch(r"[a-z0-9]([a-z0-9-]{0,66}[a-z0-9])?|", slug_of(name))
    assert slug_of(name) not in {"con", "aux", "nul"}
    assert Path(slug_of(name) or "x").name == (slug_of(name) or "x")


def test_a_deck_shows_the_school_as_if_it_had_been_made_for_it():
    school = School.model_validate(
        {
            "name": "<b>Quay & Sons",
            "place": "GB-ENG",
            "lead": {"name": "Zoë Łódź", "phone": "01632 960011"},
            "deputy": {"name": "أمل", "phone": "01632 960021"},
        }
    )
    ready, afresh = (
        next(file for file in listed(the_course(), one, None) if file.path == "slides/module-1.pptx")
        for one in (unfilled(school), school)
    )
    deck = Ready(ready.path, call(ready))
    filled = deck.of(school)
    assert filled
    assert _slides(filled) == _slides(call(afresh))
    assert (
        deck.of(school.model_copy(update={"name": "Long " * 15})) is None
    )  # drawn afresh: its type is fitted


def _slides(data):
    deck = Presentation(io.BytesIO(data))
    return [
        [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame] for slide in deck.slides
    ]
