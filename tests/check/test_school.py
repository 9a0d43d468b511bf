"""The school's logo and colours."""

import base64

import pytest
from project import problems

from coursekit.check.colours import contrast
from coursekit.load.course import load
from coursekit.load.logo import LIMIT

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
