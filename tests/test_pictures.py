"""A picture travels from a text to the page, the paper and the packages; what cannot be shown is refused."""

import base64
import html
import io
import json
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import lxml.html
import pytest
from exporting import FORMATS
from hypothesis import given, settings
from hypothesis import strategies as st
from pdfs import failures, tagged
from pictures import NAMED, SVG, WORDS, photograph, pictured_project
from PIL import Image
from project import DAY, ROOT, edit, problems, the_course

from coursekit.check import check
from coursekit.load.course import load
from coursekit.model.drawing import Drawing, Part
from coursekit.plan.artefact import Artefact
from coursekit.plan.plan import plan
from coursekit.render.drawing import Box, Words, as_picture, sheet
from coursekit.render.slides.fit import width
from coursekit.run.work import call


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> dict[str, Artefact]:
    root = pictured_project(tmp_path_factory.mktemp("pictured") / "course")
    loaded = load(root)
    found = [*loaded.problems, *check(loaded, DAY)]
    assert [str(one) for one in found if one.severity == "error"] == []
    planned = plan(loaded)
    assert [picture.name for picture in planned.shell.pictures] == ["screen.svg", "hand.jpg"]
    return {artefact.path: artefact for artefact in planned.artefacts}


def opened(made: dict[str, Artefact], form: str) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(call(made[f"packages/module-1-questions/module-1-questions.{form}"])))


def test_a_page_shows_it_with_its_words_and_size(made):
    page = call(made["module-1.html"]).decode()
    assert f'<img class="picture" src="pictures/screen.svg" alt="{WORDS}" width="200" height="120"' in page
    assert 'src="pictures/screen.svg" alt="" width' in page
    assert "decorative" not in page


def test_paper_shows_it_to_the_eye_and_to_the_ear(made):
    data = call(made["handouts/card-1-gb-eng.pdf"])
    assert failures(data) == []
    every = [tag for top in tagged(data) for tag in (top, *top.below())]
    assert WORDS in [tag.alternative for tag in every if tag.name == "Figure"]
    paper = call(made["handouts/module-1-questions-paper.pdf"])
    assert failures(paper) == []


def test_moodle_has_the_file_beside_the_text(made):
    root = ET.fromstring(call(made["packages/module-1-questions/module-1-questions.moodle.xml"]))
    text = root.find(".//question[@type='multichoice']/questiontext")
    assert f'src="@@PLUGINFILE@@/screen.png" alt="{WORDS}"' in text.findtext("text")
    assert shape(base64.b64decode(text.findtext("file"))) == ("PNG", (400, 240))
    option = root.find(".//answer[file]")
    assert shape(base64.b64decode(option.findtext("file")))[0] == "JPEG"


def shape(data: bytes) -> tuple[str | None, tuple[int, int]]:
    picture = Image.open(io.BytesIO(data))
    picture.load()
    return picture.format, picture.size


@pytest.mark.parametrize("form", ["qti21.zip", "qti3.zip"])
def test_qti_has_the_file_in_the_package_and_in_its_list(made, form):
    with opened(made, form) as archive:
        item = archive.read("items/fi-01.xml").decode()
        assert f'src="../pictures/screen.png" alt="{WORDS}"' in item
        assert shape(archive.read("pictures/screen.png")) == ("PNG", (400, 240))
        manifest = archive.read("imsmanifest.xml").decode()
    assert {f'href="pictures/{name}"' in manifest for name in ("screen.png", "hand.jpg")} == {True}


def test_h5p_shows_it_above_the_question(made):
    with opened(made, "h5p") as archive:
        content = json.loads(archive.read("content/content.json"))
        asked = content["questions"][0]["params"]
        image = asked["media"]["type"]
        assert (image["library"], image["params"]["alt"]) == ("H5P.Image 1.1", WORDS)
        assert shape(archive.read(f"content/{image['params']['file']['path']}")) == ("PNG", (400, 240))
        assert "Picture" not in asked["question"]
        needed = [one["machineName"] for one in json.loads(archive.read("h5p.json"))["preloadedDependencies"]]
    assert "H5P.Image" in needed
    assert any(
        "first picture" in loss for loss in made["packages/module-1-questions/module-1-questions.h5p"].losses
    )


@pytest.mark.parametrize("form", ["gift", "csv", "aiken.txt"])
def test_what_keeps_no_file_says_it_in_words_and_tells_the_loss(made, form):
    package = made[f"packages/module-1-questions/module-1-questions.{form}"]
    assert f"[Picture: {WORDS}]" in html.unescape(call(package).decode().replace("\\", ""))
    assert any("Pictures are not in the file" in loss for loss in package.losses)


def test_formats_are_these(made):
    assert {
        path.partition("questions.")[2] for path in made if path.startswith("packages/module-1-questions/")
    } >= set(FORMATS)


# --- Drawings made of data ----------------------------------------------------------------------------


def test_a_page_has_the_drawing_and_its_words(made):
    page = call(made["module-1.html"]).decode()
    figures = re.findall(r"<figure.*?</figure>", page, re.DOTALL)
    route, chart = [lxml.html.fragment_fromstring(figure) for figure in figures]
    assert route.find("svg").get("aria-hidden") == "true"
    assert [item.text for item in route.iterfind(".//ol/li")] == [
        "Listen. Put down what you do & look up.",
        "Tell the lead & write.",
    ]
    rows = [[" ".join(cell.text_content().split()) for cell in row] for row in chart.iterfind(".//tbody/tr")]
    assert rows[1][:2] == ["Called a helpline3", "about 3 %"]
    assert "2024, 900 children" in rows[0][2]
    assert "https://survey.example/" in page
    assert "style=" not in "".join(figures)


def test_paper_tells_the_drawing_with_its_numbers(made):
    data = call(made["handouts/card-1-gb-eng.pdf"])
    said = [tag.alternative for top in tagged(data) for tag in (top, *top.below()) if tag.name == "Figure"]
    assert any("Told nobody: 31 %, 2024, 900 children." in words for words in said)
    assert any("2. Tell the lead & write." in words for words in said)


@pytest.mark.parametrize("form", FORMATS)
def test_every_package_tells_the_chart_with_its_numbers(made, form):
    data = call(made[f"packages/module-1-questions/module-1-questions.GB-ENG.{form}"])
    if form.endswith("zip") or form == "h5p":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = [name for name in archive.namelist() if name.endswith((".xml", ".json"))]
            said = " ".join(archive.read(name).decode() for name in names)
            drawn = [name for name in archive.namelist() if "drawing-counted" in name]
            assert bool(drawn) == (form != "h5p")
            assert all(shape(archive.read(name))[0] == "PNG" for name in drawn)
    else:
        said = data.decode("utf-8-sig")
    bare = re.sub(r"<[^>]+>", " ", html.unescape(said.replace("\\", "")))
    told = re.sub(r"\s+", " ", html.unescape(bare))
    for words in ("Told nobody", "31 %", "2024, 900 children", "Called a helpline", "about 3 %"):
        assert words in told


CHARTS = {
    ("course/drawings/counted.yml", "stat-two"): ("any-age", "has no figure to draw"),
    ("facts/stat.yml", "confidence: secondary"): ("confidence: unverified", "unverified and may not stand"),
    ("facts/stat.yml", "value: 31"): ("value: 32", "does not say 32"),
    ("facts/stat.yml", "per cent, is_about"): ("reports, is_about", "One scale cannot show"),
    ("facts/stat.yml", "kind: statistic"): ("kind: method", "is no statistic"),
    ("facts/stat.yml", "year: 2024"): ("low: 1, year: 2024", "Low and high belong together"),
    ("course/drawings/counted.yml", "bars:"): ("parts:", "There is no key"),
    ("course/drawings/telling.yml", "kind: route"): ("kind: timeline", "needs its label"),
    ("course/drawings/telling.yml", "look up."): ("say it was the child’s own fault.", ""),
    ("course/drawings/telling.yml", "Listen"): ("\"{{ place('name') }}\"", "a drawing has words alone"),
    ("course/first/index.md", 'drawing("telling")'): ('drawing("teling")', "Did you mean “telling”"),
    ("course/first/index.md", '{{ drawing("telling")'): ('So: {{ drawing("telling")', "a line to itself"),
}


@pytest.mark.parametrize(("where", "wrong"), CHARTS.items(), ids=str)
def test_a_drawing_that_would_mislead_is_refused(tmp_path, where, wrong):
    root = pictured_project(tmp_path / "course")
    edit(root / where[0], where[1], wrong[0])
    found = [str(one) for one in problems(root) if one.severity == "error"]
    assert any(wrong[1] in one for one in found), found


LINES = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"], exclude_characters="￾￿"),
    min_size=1,
    max_size=200,
).filter(lambda text: bool(text.strip()))


@given(
    st.lists(st.tuples(LINES, LINES), min_size=2, max_size=7),
    st.sampled_from(["route", "timeline", "decision"]),
)
@settings(max_examples=40)
def test_whatever_is_written_every_word_stands_inside_of_the_drawing(parts, kind):
    label = None if kind == "route" else "x"
    listed = tuple(Part(label=label, title=title, text=text) for title, text in parts)
    made = Drawing(
        id="x", kind=kind, title="x", ask="Is it so?" if kind == "decision" else None, parts=listed
    )
    drawn = sheet(made, {})
    words = [one for one in drawn.shapes if isinstance(one, Words)]
    said = " ".join(one.text for one in words)
    assert all(" ".join(text.split()) in said for part in parts for text in part)
    assert all(0 < one.y <= drawn.height for one in words)
    ET.fromstring(as_picture(made, {}).content)


@pytest.mark.parametrize("brief", [False, True], ids=["page", "slide"])
@pytest.mark.parametrize("kind", ["route", "timeline", "decision"])
def test_a_long_line_is_broken_and_no_word_leaves_the_drawing(kind, brief):
    long = "Somebody asks for pictures, makes threats, presses for secrecy or plans to meet"
    part = Part(label=None if kind == "route" else long, title=long, text=long)
    made = Drawing(id="x", kind=kind, title="x", ask=long if kind == "decision" else None, parts=(part, part))
    drawn = sheet(made, {}, brief=brief)
    words = [one for one in drawn.shapes if isinstance(one, Words) and one.anchor == "start"]
    assert all(one.x + width(one.text, one.bold) * one.size <= drawn.width for one in words)
    boxes = [one for one in drawn.shapes if isinstance(one, Box)]
    assert all(one.x + one.width <= drawn.width for one in boxes)
    parted = (part.title,) if brief else (part.title, part.text)
    whole = (*parted, part.label) if part.label else parted
    assert " ".join(one.text for one in words).count(long) == len(whole) * 2 + (kind == "decision")


def test_each_module_of_the_course_has_two_drawings():
    used: dict[str, set[str]] = {}
    for file in (ROOT / "course").glob("*/index.md"):
        texts = "\n".join(page.read_text("utf-8") for page in file.parent.glob("*.md"))
        used[file.parent.name] = set(re.findall(r'^\{\{ drawing\("([^"]+)"\) \}\}$', texts, re.MULTILINE))
    assert len(used) == 8
    assert {name: drawings for name, drawings in used.items() if len(drawings) < 2} == {}


def test_the_emergency_number_comes_first_in_every_drawing_that_names_it():
    drawings = the_course().course.drawings
    named = {
        one.id: [number for number, part in enumerate(one.parts) if "emergency number" in part.said]
        for one in drawings
    }
    assert {name: steps for name, steps in named.items() if steps not in ([], [0])} == {}
    assert sum(map(bool, named.values())) > 8


# --- What cannot be shown ------------------------------------------------------------------------------

NOT_SHOWN = {
    "[x](pictures/none.svg)": "There is no picture “none.svg” in course/pictures/",
    "[x](pictures/scren.svg)": "Did you mean “screen.svg”",
    "[x](https://site.example/a.png)": "A picture from elsewhere is not shown",
    "[x](//site.example/a.png)": "A picture from elsewhere is not shown",
    "[x](data:image/png;base64,AAAA)": "A picture from elsewhere is not shown",
    "[x](../../../etc/pictures/screen.svg)": "Pictures lie in course/pictures or quizzes/pictures",
    "[](pictures/screen.svg)": "Nothing stands for this picture",
    "[ ](pictures/screen.svg)": "Nothing stands for this picture",
    "[x](pictures/screen.svg){decorative}": "called an ornament and has words",
    "[screen.svg](pictures/screen.svg)": "does not tell what this picture shows",
    "[Image 12](pictures/screen.svg)": "does not tell what this picture shows",
    f"[{'long ' * 60}](pictures/screen.svg)": "more than 250",
    "[x](../quizzes/pictures/screen.svg)": "write ../course/pictures/screen.svg",
}


@pytest.mark.parametrize("mark", NOT_SHOWN)
def test_a_mistake_is_named_with_its_line(tmp_path, mark):
    root = pictured_project(tmp_path / "course")
    edit(
        root / "course/leads.md", "\n---\n", f"\n---\n\nWords.\n\nHere: !{mark.replace('[x]', '[A line]')}\n"
    )
    text = (root / "course/leads.md").read_text("utf-8").split("\n")
    (found,) = [one for one in problems(root) if one.code == "picture" and one.severity == "error"]
    assert NOT_SHOWN[mark] in str(found)
    assert (found.path, found.column) == ("course/leads.md", 7)
    assert text[found.line - 1].startswith("Here: !")


def test_the_remedy_works_to_the_letter(tmp_path):
    root = pictured_project(tmp_path / "course")
    edit(root / "quizzes/first.yml", "../course/pictures/screen.svg", "pictures/screen.svg")
    (found,) = [one for one in problems(root) if one.code == "picture"]
    told = re.search(r"write (\S+)\.$", found.hint)[1]
    edit(root / "quizzes/first.yml", "(pictures/screen.svg)", f"({told})")
    assert [one for one in problems(root) if one.severity == "error"] == []


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("course/first/index.md", "lede: Why it matters.", f'lede: "{NAMED}"'),
        ("quizzes/first.yml", "title: First questions", f"title: '{NAMED}'"),
        ("quizzes/first.yml", "misconception: A worry can wait.", f"misconception: '{NAMED}'"),
    ],
)
def test_where_words_alone_are_shown_no_picture_stands(tmp_path, file, old, new):
    root = pictured_project(tmp_path / "course")
    edit(root / file, old, new)
    assert any(one.severity == "error" and one.path == file for one in problems(root))


FILES = {
    "two words.png": (b"", "is no name for a picture"),
    "Big.PNG": (b"", "is no name for a picture"),
    "a.gif": (b"GIF89a", "is no name for a picture"),
    "empty.svg": (b"", "is empty"),
    "nothing.png": (b"", "is no picture"),
    "cut.jpg": (photograph(size=(600, 400))[:2000], "is broken"),
    "gif.png": (b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff", "is no picture"),
    "huge.svg": (SVG.replace("alert(1)", "x" * 100_001).encode(), "is longer than 100 KB"),
    "sizeless.svg": (SVG.replace('viewBox="0 0 200 120"', "").encode(), "does not say how large"),
    "thin.svg": (SVG.replace("200 120", "2000 20").encode(), "fits no paper"),
    "speck.png": (photograph("PNG", (4, 4)), "too few to see"),
    "away.svg": (
        SVG.replace("<circle", '<image href="https://x.example/a.png"/><circle').encode(),
        "in another file",
    ),
    "screen.png": (photograph("PNG"), "has the name of this picture already"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_cannot_be_shown_is_named_with_what_to_do(tmp_path, name):
    root = pictured_project(tmp_path / "course")
    data, message = FILES[name]
    (root / "course/pictures" / name).write_bytes(data)
    found = [one for one in problems(root) if one.code == "picture"]
    assert len(found) == 1
    assert message in found[0].message
    assert found[0].hint


@pytest.mark.parametrize("kind", ["JPEG", "WEBP", "PNG"])
def test_nothing_of_the_camera_is_published_and_the_picture_stands_upright(tmp_path, kind):
    root = pictured_project(tmp_path / "course")
    name = f"hand.{kind.lower().replace('jpeg', 'jpg')}"
    (root / "quizzes/pictures/hand.jpg").unlink()
    (root / "quizzes/pictures" / name).write_bytes(photograph(kind))
    picture = next(one for one in load(root).course.pictures if one.id == name)
    assert b"Spying" not in picture.content
    read = Image.open(io.BytesIO(picture.content))
    assert (read.size, dict(read.getexif())) == ((40, 60), {})
    assert (picture.width, picture.height) == (40, 60)
    assert picture.name == ("hand.png" if kind == "PNG" else "hand.jpg")
    warned = [one for one in problems(root) if one.code == "photo"]
    assert len(warned) == (kind != "PNG")


def test_an_svg_is_left_with_its_drawing(tmp_path):
    picture = load(pictured_project(tmp_path / "course")).course.pictures[0]
    assert b"circle" in picture.content
    assert not re.search(rb"script|onclick|alert", picture.content)


def test_a_picture_that_nothing_shows_is_a_warning(tmp_path):
    root = pictured_project(tmp_path / "course")
    Path(root / "course/pictures/other.svg").write_text(SVG, "utf-8")
    assert [(one.path, one.severity) for one in problems(root) if one.code == "unshown"] == [
        ("course/pictures/other.svg", "warning")
    ]
