"""One bar: a pass mark means the same share of the same questions in every format, or the format says so."""

import json
import re
from collections.abc import Callable
from fractions import Fraction
from xml.etree import ElementTree as ET

import pytest
from exporting import choice, exported, inputs_of, quiz_with, unpacked
from project import the_course

from coursekit.export import gift, h5p, moodle, qti3, qti12, qti21, scorm12
from coursekit.export.shell import PagesInputs
from coursekit.model.quiz import Quiz

Points = dict[str, Fraction]
"""What each question of a file is worth, by the id that it has there."""


def in_moodle(quiz: Quiz) -> Points:
    """As Moodle reads it; a text with gaps is worth its gaps together, whatever the file says of it."""
    found = {}
    for question in ET.fromstring(exported(moodle, quiz)).iterfind("question[name]"):
        text = question.findtext("questiontext/text") or ""
        gaps = [int(weight) for weight in re.findall(r"\{(\d+):[A-Z_]+:", text)]
        whole = Fraction(question.findtext("defaultgrade") or "1")
        assert question.get("type") != "cloze" or sum(gaps) == whole
        found[question.findtext("name/text") or ""] = whole
    return found


def in_cartridge(quiz: Quiz) -> Points:
    space = "{http://www.imsglobal.org/xsd/ims_qtiasiv1p2}"
    found = {}
    for item in ET.fromstring(ET.tostring(qti12.assessment(inputs_of(quiz)))).iter(f"{space}item"):
        fields = {field[0].text: field[1].text for field in item.iter(f"{space}qtimetadatafield")}
        weight = fields["cc_weighting"] or ""
        assert re.fullmatch("[1-9][0-9]?", weight)  # as the profile has it
        found[item.get("ident") or ""] = Fraction(weight)
    return found


def in_qti(form) -> Callable[[Quiz], Points]:
    def read(quiz: Quiz) -> Points:
        files = unpacked(exported(form, quiz))
        found = {}
        for name, text in files.items():
            if name.startswith("items/"):
                root = ET.fromstring(text)
                (most,) = (e for e in root.iter() if e.get("identifier") == "MAXSCORE")
                found[root.get("identifier") or ""] = Fraction("".join(most.itertext()))
        return found

    return read


PAGE = b"<!doctype html><html><head></head><body></body></html>"


def in_scorm(quiz: Quiz) -> Points:
    inputs = PagesInputs(
        **dict(inputs_of(quiz)), help_url="help.html", leave_url="https://example.org/", version="1"
    )
    page = unpacked(scorm12.quiz(inputs, dict.fromkeys(("help.html", "blank.html"), PAGE)))["index.html"]
    (data,) = re.findall(r'data-quizzes="([^"]*)"', page)
    (asked,) = json.loads(data.replace("&#34;", '"')).values()
    return {id_: Fraction(points) for id_, points in asked["questions"]}


def in_gift(quiz: Quiz) -> Points:
    """GIFT has no marks: what is asked counts one."""
    entries = exported(gift, quiz).decode().split("\n\n")
    return {
        re.findall(r"^::(.+?)::", entry, re.MULTILINE)[0]: Fraction(entry.rstrip().endswith("}"))
        for entry in entries
        if "\n::" in entry
    }


def in_h5p(quiz: Quiz) -> Points:
    """As the content types count: a point, or one for each right option."""
    found = {}
    for question in json.loads(unpacked(exported(h5p, quiz))["content/content.json"])["questions"]:
        params = question["params"]
        each = not params["behaviour"].get("singlePoint", True)
        right = sum(answer["correct"] for answer in params["answers"]) if each else 1
        found[question["metadata"]["title"]] = Fraction(right)
    return found


SAME = {
    "moodle.xml": in_moodle,
    "imscc": in_cartridge,
    "qti21.zip": in_qti(qti21),
    "qti3.zip": in_qti(qti3),
    "scorm12.zip": in_scorm,
}
OTHER = {"gift": (in_gift, gift), "h5p": (in_h5p, h5p)}


def shares(quiz: Quiz, points: Points) -> Points:
    """The share of all points that each question of the quiz has, its parts taken together."""
    total = sum(points.values())
    found = dict.fromkeys((question.id for question in quiz.questions), Fraction(0))
    for id_, worth in points.items():
        owner = max((known for known in found if id_ == known or id_.startswith(f"{known}-")), key=len)
        found[owner] += worth / total
    return found


def course_check() -> Quiz:
    return next(quiz for quiz in the_course().course.quizzes if quiz.id == "course-check")


def hard() -> Quiz:
    """Questions that become two, three and four parts, and one that is worth more."""
    options = [choice("right", correct=True), choice("wrong", id="b")]
    gaps = [
        {"id": f"g{n}", "accept": [f"w{n}"], "reason": "R.", "otherwise": "O."} for n in range(3)
    ]  # three boxes to type in
    steps = [{"id": id_, "text": f"{id_}.", "reason": "R."} for id_ in "abcde"]
    pairs = [{"id": f"p{n}", "left": f"l{n}", "right": f"r{n}", "reason": "R."} for n in range(2)]
    text = "A [[g0]] b [[g1]] c [[g2]]."
    return quiz_with(
        {"type": "single", "stem": "One?", "options": options, "points": 2},
        {"type": "cloze", "stem": "Fill.", "text": text, "gaps": gaps},
        {"type": "order", "stem": "Order.", "steps": steps},
        {"type": "match", "stem": "Match.", "pairs": pairs},
        {"type": "reflection", "stem": "Think.", "note": "A note."},
        settings={"pass_mark": 80},
    )


@pytest.mark.parametrize("quiz", [course_check, hard])
@pytest.mark.parametrize("form", SAME)
def test_each_question_has_the_share_it_has_on_the_site(form, quiz):
    asked = quiz()
    on_the_site = {question.id: Fraction(question.points) for question in asked.questions}
    assert shares(asked, SAME[form](asked)) == shares(asked, on_the_site)


@pytest.mark.parametrize("quiz", [course_check, hard])
@pytest.mark.parametrize("form", OTHER)
def test_where_it_has_another_the_page_says_of_how_many_points(form, quiz):
    asked = quiz()
    read, module = OTHER[form]
    total, here = sum(question.points for question in asked.questions), sum(read(asked).values())
    said = [loss for loss in module.losses(asked) if "The pass mark of" in loss]
    bar = f"The pass mark of 80 per cent is of {here} points here, of {total} on the site: "
    assert said == [f"{bar}a question with several parts counts more."]


def test_a_quiz_whose_parts_are_single_says_nothing_of_it():
    options = [choice("right", correct=True), choice("wrong", id="b")]
    quiz = quiz_with({"type": "single", "stem": "One?", "options": options}, settings={"pass_mark": 80})
    for module in (gift, h5p, moodle):
        assert not any("on the site" in loss for loss in module.losses(quiz))
