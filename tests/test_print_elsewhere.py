"""Paper holds hostile text as it stands, and is the same on any day and any machine."""

import hashlib
import os
import shutil
import subprocess
import sys

import pytest
from pdfs import failures, pages_text
from printing import CASES, HOSTILE, ROOT, case, drawn, squeezed

from coursekit.model.school import School
from coursekit.render.print import handout, pdf


def test_hostile_text_is_printed_as_it_stands():
    school = School.model_validate({"name": HOSTILE, "lead": {"name": HOSTILE, "phone": "x" * 300}})
    base = case("card-1-int").inputs
    head = base.head.model_copy(update={"title": HOSTILE, "tab_title": HOSTILE})
    text = f"## {HOSTILE}\n\n{HOSTILE}\n\n![x](y) [link](other.md) [there](#nowhere)\n\n{base.text}"
    data = handout.render(
        base.model_copy(
            update={"head": head, "text": text, "shelf": base.shelf.model_copy(update={"school": school})}
        )
    )
    seen = squeezed("".join(pages_text(data)))
    assert seen.count(squeezed(HOSTILE)) >= 4  # the title, the lead, a heading and a paragraph
    assert "x" * 300 in seen
    assert failures(data) == []
    assert b"/JavaScript" not in data


@pytest.mark.parametrize("change", [{"color": "bleu"}, {"width": "calc(}"}])
def test_a_warning_of_the_pdf_writer_is_an_error(change):
    style = ";".join(f"{key}: {value}" for key, value in change.items())
    for _ in range(2):  # sheets are parsed once a process, but a mistake in one is seen every time
        with pytest.raises(pdf.PrintError):
            pdf.to_pdf(f"<html lang=en><title>x</title><style>p {{ {style} }}</style><h1>x</h1><p>y</p>")


def test_nothing_is_fetched():
    with pytest.raises(pdf.PrintError):
        pdf.to_pdf("<html lang=en><title>x</title><h1>x</h1><img alt=x src='file:///etc/passwd'>")


def test_fontconfig_is_left_as_it_was():
    drawn(CASES[0])
    assert "FONTCONFIG_FILE" not in os.environ


DRAW_ELSEWHERE = """
import datetime, hashlib, json, sys, time
time.time = lambda: 4102444800.0
time.localtime = time.gmtime = lambda *_: time.struct_time((2100, 1, 1, 0, 0, 0, 4, 1, 0))
from coursekit.render.print import handout
inputs = handout.HandoutInputs.model_validate_json(sys.stdin.read())
print(hashlib.sha256(handout.render(inputs)).hexdigest())
"""


def test_the_same_bytes_on_any_day_in_any_folder_and_time_zone(tmp_path):
    made = case("guide-1-england", "filled")
    elsewhere = tmp_path / "another folder"
    for folder in ("coursekit", "templates"):
        shutil.copytree(ROOT / folder, elsewhere / folder, ignore=shutil.ignore_patterns("__pycache__"))
    environment = {key: value for key, value in os.environ.items() if key != "SOURCE_DATE_EPOCH"}
    result = subprocess.run(
        [sys.executable, "-c", DRAW_ELSEWHERE],
        input=made.inputs.model_dump_json(by_alias=True),
        capture_output=True,
        text=True,
        check=True,
        cwd=elsewhere,
        env={
            **environment,
            "TZ": "Pacific/Kiritimati",
            "PYTHONPATH": str(elsewhere),
            "LC_ALL": "C",
            "HOME": str(tmp_path),
        },
    )
    here = handout.render(made.inputs)
    assert hashlib.sha256(here).hexdigest() == result.stdout.strip()
    assert here == drawn(made)
    for leak in (b"CreationDate", b"ModDate", b"file:", str(ROOT).encode(), b"/tmp"):
        assert leak not in here
