"""Looking into presentations and letters as their readers' programs do."""

import io
import os
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from pptx import Presentation
from project import ROOT

SOFFICE = shutil.which("soffice")
with_soffice = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed on this machine")


FONTS = f"""<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<include ignore_missing="yes">/etc/fonts/fonts.conf</include><dir>{ROOT}/templates/fonts</dir></fontconfig>"""
"""The machine's fonts, and ours as a reader who has installed them."""


def opened(data: bytes) -> Any:
    """A presentation."""
    return Presentation(io.BytesIO(data))


def texts(slide: Any) -> list[str]:
    """The texts of a slide in reading order."""
    return [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]


def notes(slide: Any) -> str:
    """What the presenter reads."""
    return slide.notes_slide.notes_text_frame.text


def parts(data: bytes) -> dict[str, bytes]:
    """The files of a package, each of which is well-formed where it is XML."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        found = {name: archive.read(name) for name in archive.namelist()}
    for name, content in found.items():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(content)
    return found


def as_pdf(data: bytes, name: str, folder: Path) -> bytes:
    """What LibreOffice makes of a file."""
    (folder / name).write_bytes(data)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [
        SOFFICE,
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder),
        str(folder / name),
    ]
    fonts = folder / "fonts.conf"
    fonts.write_text(FONTS)
    environment = os.environ | {"FONTCONFIG_FILE": str(fonts)}
    subprocess.run(command, check=True, capture_output=True, timeout=240, env=environment)
    return (folder / name).with_suffix(".pdf").read_bytes()
