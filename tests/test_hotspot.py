"""A place to find in a picture: by mouse, touch and keyboard, on paper, and in what platforms take."""

import io
import zipfile
from xml.etree import ElementTree as ET

import pytest
from axe import violations
from pdfs import failures, pages_text, tagged
from pictures import NAMED, WORDS, pictured_project
from project import edit, problems
from quiz_page import document

from coursekit.load.course import load
from coursekit.plan.artefact import Artefact
from coursekit.plan.plan import plan
from coursekit.run.work import call


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> dict[str, Artefact]:
    root = pictured_project(tmp_path_factory.mktemp("pictured") / "course")
    return {artefact.path: artefact for artefact in plan(load(root)).artefacts}


def opened(made: dict[str, Artefact], form: str) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(call(made[f"packages/module-1-questions/module-1-questions.{form}"])))


def test_qti_lets_people_point_at_it(made):
    with opened(made, "qti21.zip") as archive:
        item = ET.fromstring(archive.read("items/fi-03.xml"))
    asked = item.find(".//{*}hotspotInteraction")
    shown, *places = asked.findall("*")[1:]
    assert (shown.tag.rpartition("}")[2], shown.get("data"), shown.text) == (
        "object",
        "../pictures/screen.png",
        WORDS,
    )
    assert (shown.get("width"), shown.get("height")) == ("200", "120")
    assert [(place.get("identifier"), place.get("coords")) for place in places] == [
        ("menu", "20,24,100,96"),
        ("ground", "120,0,200,60"),
    ]
    with opened(made, "qti3.zip") as archive:
        item = ET.fromstring(archive.read("items/fi-03.xml"))
    asked = item.find(".//{*}qti-hotspot-interaction")
    assert asked.find("{*}img").attrib == {
        "src": "../pictures/screen.png",
        "alt": WORDS,
        "width": "200",
        "height": "120",
    }
    assert [place.get("hotspot-label") for place in asked.findall("{*}qti-hotspot-choice")] == [
        "The round button",
        "The dark ground beside it",
    ]


@pytest.mark.parametrize("form", ["moodle.xml", "h5p", "gift", "csv", "aiken.txt"])
def test_where_nobody_can_point_it_is_a_list_and_the_loss_is_told(made, form):
    package = made[f"packages/module-1-questions/module-1-questions.{form}"]
    assert any("becomes a list of places" in loss for loss in package.losses)


def test_paper_has_a_letter_at_each_place_and_the_same_in_words(made):
    for name in ("paper", "notes"):
        data = call(made[f"handouts/module-1-questions-{name}.pdf"])
        assert failures(data) == []
        said = " ".join(pages_text(data))
        assert "The round button" in said
        every = [tag for top in tagged(data) for tag in (top, *top.below())]
        assert [tag.alternative for tag in every if tag.name == "Figure"].count(
            WORDS
        ) == 2  # fi-01 has it too


def test_it_is_pointed_at_by_mouse_touch_and_keyboard(made, new_page, tmp_path):
    quiz = made["packages/module-1-questions/module-1-questions.csv"].inputs
    asked = quiz.quiz.model_copy(update={"questions": quiz.quiz.questions[-1:]})
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures/screen.svg").write_bytes(quiz.shelf.pictures["screen.svg"].content)
    for scripts in (True, False):
        page = new_page(java_script_enabled=scripts, has_touch=True, viewport={"width": 360, "height": 780})
        (tmp_path / "page.html").write_text(document(asked, scripts=scripts, shelf=quiz.shelf), "utf-8")
        page.goto((tmp_path / "page.html").as_uri())
        menu, ground = page.locator("input[type=radio]").all()
        first, second = page.locator(".spot").all()
        box = first.bounding_box()
        assert min(box["width"], box["height"]) >= 44
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        assert menu.is_checked()
        assert first.evaluate("spot => getComputedStyle(spot).outlineStyle") == "solid"
        second.tap()
        assert ground.is_checked()
        ground.focus()
        page.keyboard.press("ArrowUp")
        assert menu.is_checked()
        assert not scripts or violations(page) == []


SPOTS = {
    "at: [10, 20, 40, 60]": [
        ("at: [10, 20, 80, 60]", "lie on top of each other"),
        ("at: [10, 20, 11, 60]", "too small for a finger"),
        ("at: [90, 20, 40, 60]", "reaches out of the picture"),
        ("at: [10, 20, 40]", "at"),
        ("at: [-1, 20, 40, 60]", "at"),
    ],
    f'picture: "![{WORDS}](../course/pictures/screen.svg)"': [
        ("picture: Words.", "a place in one picture"),
        ('picture: "![](../course/pictures/screen.svg){decorative}"', "a place in one picture"),
        ('picture: "![A line](../course/pictures/none.svg)"', "There is no picture"),
        (f"picture: '{NAMED} {NAMED}'", "a place in one picture"),
    ],
    'correct: true, reason: "The button': [('reason: "The button', "no right answer")],
}


@pytest.mark.parametrize(
    ("old", "new", "message"), [(old, *new) for old, news in SPOTS.items() for new in news]
)
def test_a_place_that_nobody_could_find_is_refused(tmp_path, old, new, message):
    root = pictured_project(tmp_path / "course")
    edit(root / "quizzes/first.yml", old, new)
    assert any(message in str(one) for one in problems(root) if one.severity == "error")
