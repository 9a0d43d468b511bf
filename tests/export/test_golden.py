"""Every format and every type of question: what is written has not changed since somebody read it."""

import os
from xml.etree import ElementTree as ET

import pytest
from exporting import (
    EXAMPLES,
    FORMATS,
    GOLDEN,
    HOSTILE,
    every_type,
    exported,
    inputs_of,
    quiz_of,
    quiz_with,
    readable,
    unpacked,
)

from coursekit.export import qti12, scorm12
from coursekit.export.shell import PagesInputs
from coursekit.model.quiz import Quiz

HELP = b"<!doctype html><title>Help</title><p>Help</p>"
FILES = [*FORMATS, "qti12.xml", "scorm12.zip"]


def scorm(quiz: Quiz) -> str:
    """What is made for each quiz: the manifest, the way in and the page."""
    inputs = PagesInputs(
        **dict(inputs_of(quiz)), help_url="help.html", leave_url="https://example.org/", version="1"
    )
    found = unpacked(scorm12.quiz(inputs, {"help.html": HELP, "blank.html": b""}))
    return "".join(f"=== {name}\n{found[name]}\n" for name in ("imsmanifest.xml", "index.html", "quiz.html"))


def made(extension: str, file) -> str:
    quiz = quiz_of(file)
    if extension == "scorm12.zip":
        return scorm(quiz)
    if extension == "qti12.xml":
        return ET.tostring(qti12.assessment(inputs_of(quiz)), encoding="unicode") + "\n"
    return readable(exported(FORMATS[extension], quiz)).replace("\r\n", "\n").removeprefix("﻿")


@pytest.mark.parametrize("extension", FILES)
@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_the_golden_file_has_not_changed(file, extension):
    golden = GOLDEN / f"{file.stem}.{extension.removesuffix('.zip')}"
    if extension in FORMATS and FORMATS[extension].declines(quiz_of(file)):
        assert not golden.exists()
        return
    text = made(extension, file)
    if os.environ.get("TRUSTED_ADULT_GOLDEN"):  # then read them before they are kept
        golden.write_text(text, encoding="utf-8", newline="\n")
    assert golden.exists(), f"write {golden} after reading it: {text}"
    assert text == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("extension", FORMATS)
def test_equal_quizzes_give_equal_bytes(extension):
    quiz = quiz_with(*every_type(HOSTILE[0]))
    assert exported(FORMATS[extension], quiz) == exported(FORMATS[extension], quiz)


@pytest.mark.parametrize("extension", FORMATS)
def test_every_format_says_what_it_cannot_carry_in_sentences(extension):
    settings = {"pass_mark": 80, "attempts": 2}
    pools = [{"pick": 1, "questions": ["q1", "q2"]}]
    quiz = quiz_with(*every_type("x"), settings=settings, pools=pools, intro="x")
    found = FORMATS[extension].losses(quiz)
    assert found
    assert len(set(found)) == len(found)
    for loss in found:
        assert loss[0].isupper()
        assert loss.endswith(".")
        assert len(loss.split()) <= 25
