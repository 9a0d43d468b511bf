"""Printables to fill in: each blank is a labelled field, and other programs read what was written."""

import ctypes
import io
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pypdfium2.raw
import pytest
from pdfs import fields, pages_text
from printing import (
    COURSE,
    case,
    drawn,
    each_case,
)

FILLED_IN = ["Zoë Łukasiewicz-Ñandú", "שרה כהן", "ليلى", "O’Brien & Söhne <b>", "二"]


@each_case
def test_each_blank_is_a_labelled_field_of_its_own_in_reading_order(case):
    with pikepdf.open(io.BytesIO(drawn(case))) as document:
        found = fields(document)
        names = [str(item["/T"]) for item in found]
        assert len(set(names)) == len(names) == len(re.findall(r"<(?:input|textarea) ", case.html))
        assert all(str(item["/TU"]).strip() for item in found)
        assert {str(item["/FT"]) for item in found} <= {"/Tx", "/Btn"}
        assert all("/AA" not in item and "/A" not in item for item in found)
        assert all(sheet.get("/Tabs") == "/S" for sheet in document.pages if "/Annots" in sheet)
        assert b"/JavaScript" not in drawn(case)
        assert b"/ResetForm" not in drawn(case)


def test_a_filled_in_detail_needs_no_field():
    with pikepdf.open(io.BytesIO(drawn(case("card-1-ie", "filled")))) as document:
        assert fields(document) == []
    seen = "".join(pages_text(drawn(case("card-1-ie", "filled"))))
    assert "Ms A. Example" in seen
    assert "01632 960001" in seen
    with pikepdf.open(io.BytesIO(drawn(case("card-1-ie")))) as document:
        labels = next(place for place in COURSE.places if place.code == "IE").local_labels
        assert [str(item["/TU"]) for item in fields(document)] == [labels["lead"], labels["deputy"]]


@pytest.mark.parametrize("name", ["form-1-gb-eng", "form-2", "card-1-ie", "certificate-1", "guide-7-us"])
def test_fields_filled_in_by_a_program_read_back_the_same(name, tmp_path):
    path = tmp_path / "filled.pdf"
    wanted = {}
    with pikepdf.open(io.BytesIO(drawn(case(name)))) as document:
        for index, item in enumerate(fields(document)):
            if item["/FT"] == "/Btn":
                item["/V"] = item["/AS"] = pikepdf.Name("/on")
                wanted[str(item["/T"])] = "on"
            else:
                item["/V"] = wanted[str(item["/T"])] = FILLED_IN[index % len(FILLED_IN)]
        document.save(path)
    assert values_seen_by_pdfium(path) == wanted


def values_seen_by_pdfium(path: Path) -> dict[str, str]:
    raw = pypdfium2.raw
    document = pypdfium2.PdfDocument(path)
    document.init_forms()
    found = {}
    for sheet in document:
        for index in range(raw.FPDFPage_GetAnnotCount(sheet)):
            annotation = raw.FPDFPage_GetAnnot(sheet, index)
            if raw.FPDFAnnot_GetSubtype(annotation) == raw.FPDF_ANNOT_WIDGET:
                form = document.formenv.raw
                name = wide(raw.FPDFAnnot_GetFormFieldName, form, annotation)
                found[name] = wide(raw.FPDFAnnot_GetFormFieldValue, form, annotation)
    return found


def test_a_record_of_a_concern_says_where_to_keep_it_and_that_no_image_goes_in():
    seen = " ".join(" ".join(pages_text(drawn(case("form-1-gb-eng")))).split())
    assert "Keep this form where only the lead can reach it" in seen
    assert "Never attach an image" in seen
    assert "do not save it on a shared computer" in seen


@pytest.mark.parametrize(
    "program", [["qpdf", "--check"], ["pdfinfo"], ["pdftotext"]], ids=lambda argv: argv[0]
)
def test_other_readers_open_the_files_without_a_warning(program, tmp_path):
    if not shutil.which(program[0]):
        pytest.skip(f"{program[0]} is not installed")
    for name in (
        "form-1-gb-eng",
        "poster-help-gb-eng",
        "guide-1-england",
        "letter-1-gb-eng-large",
        "glossary",
    ):
        path = tmp_path / f"{name}.pdf"
        path.write_bytes(drawn(case(name)))
        with pikepdf.open(path) as document:
            assert document.check_pdf_syntax() == []
            assert document.get_warnings() == []
        done = subprocess.run([*program, str(path)], capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, "")


def wide(read: Any, *of: Any) -> str:
    """What one of pdfium's functions writes into a buffer."""
    size = read(*of, None, 0)
    buffer = ctypes.create_string_buffer(size)
    read(*of, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size)
    return buffer.raw.decode("utf-16-le").rstrip("\0")
