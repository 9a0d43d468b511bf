"""The school's logo and colours."""

import base64

import pytest
from project import problems

from coursekit.check.colours import contrast
from coursekit.check.school import read_school
from coursekit.load.course import load
from coursekit.load.logo import LIMIT
from coursekit.load.marked_yaml import Marks
from coursekit.load.validate import Origin

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"/>\n'


@pytest.mark.parametrize(("name", "data"), [("our.png", PNG), ("our.SVG", SVG)])
def test_a_logo_is_read(project, name, data):
    (project / "school.yml").write_text(f"schema: 1\nlogo: {name}\n")
    (project / name).write_bytes(data)
    assert problems(project) == []
    logo = load(project).course.logo
    assert logo
    assert base64.b64decode(logo.data) == data


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("no.png", None),
        ("our.jpg", PNG),
        ("our.png", b"<svg/>"),
        ("our.svg", b"<html>"),
        ("../outside.png", PNG),
        ("big.png", PNG + b"x" * LIMIT),
    ],
)
def test_what_is_no_logo_is_named(project, name, data):
    (project / "school.yml").write_text(f"schema: 1\nlogo: {name}\n")
    if data:
        (project / name).write_bytes(data)
    assert [(problem.code, problem.line) for problem in problems(project)] == [("logo", 2)]


@pytest.mark.parametrize(
    ("colours", "codes"),
    [
        ('{main: "#0f5552"}', []),
        ('{main: "#0f5552", accent: "#f6c67a"}', []),
        ('{main: "#f6c67a"}', ["contrast"]),
        ('{accent: "#0f5552"}', ["contrast"]),
        ("{main: teal}", ["bad-form"]),
    ],
)
def test_colours_can_be_read(project, colours, codes):
    (project / "school.yml").write_text(f"schema: 1\ncolours: {colours}\n")
    assert [problem.code for problem in problems(project)] == codes


def test_contrast_is_that_of_the_standard():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.478, abs=0.001)
    assert contrast("#0f5552", "#0f5552") == 1


@pytest.mark.parametrize(
    ("data", "codes"),
    [
        ({"schema": 1, "name": "Elm", "place": "GB-ENG"}, set()),
        ({"schema": 1, "name": "Elm", "place": "GB-ENX"}, {"unknown-place"}),
        ({"schema": 1, "name": "Elm", "place": "FR"}, {"unknown-place"}),
        ({"schema": 1, "name": "Elm", "colours": {"main": "#f6c67a"}}, {"contrast"}),
        ({"schema": 1, "name": "Elm", "nmae": "x"}, {"unknown-key"}),
        ({"schema": 1, "name": "中学"}, {"not-drawn"}),
    ],
    ids=lambda value: str(value)[:40],
)
def test_the_details_of_one_school_are_held_against_the_course(project, data, codes):
    marks = Marks()
    marks["place",] = (3, 9)
    read, found = read_school(load(project), data, Origin("schools.csv", marks))
    assert {problem.code for problem in found} == codes
    assert {problem.path for problem in found} <= {"schools.csv"}
    assert {problem.line for problem in found if problem.code == "unknown-place"} <= {3}
    assert read or "unknown-key" in codes
