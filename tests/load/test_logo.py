"""The logo: read as what it is, left with nothing but the drawing, drawn once; each reason is a sentence."""

import base64
import io
import os
import struct
import zlib

import pytest
from lxml import etree
from PIL import Image, ImageFile

from coursekit.load import logo as module
from coursekit.load.logo import LIMIT, PictureRefusedError, read_logo
from coursekit.load.svg import cleaned

NS = 'xmlns="http://www.w3.org/2000/svg"'
RECT = '<rect width="9" height="9" fill="#123456"/>'


def picture(width: int, height: int, kind: str = "PNG") -> bytes:
    data = io.BytesIO()
    Image.new("L", (width, height)).save(data, kind)
    return data.getvalue()


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def svg(inside: str, more: str = "") -> str:
    return f'<svg {NS} viewBox="0 0 9 9" {more}>{inside}</svg>'


LAUGHS = '<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {chr(98 + i)} "{("&" + chr(97 + i) + ";") * 10}">' for i in range(8)
)
USES = '<defs><rect id="a0" width="1" height="1"/>' + "".join(
    f'<g id="a{i + 1}">' + f'<use href="#a{i}"/>' * 10 + "</g>" for i in range(9)
)
PNG = base64.b64encode(picture(4, 4)).decode()
REASONS = {
    "in another file": svg('<image href="http://x.example/a.png"/>'),
    "shows a picture that is in another file": svg(
        '<image xlink:href="a.png"/>', 'xmlns:xlink="http://www.w3.org/1999/xlink"'
    ),
    "not well-formed": svg("<rect width=9/>"),
    "not closed": f"<svg {NS}><g>",
    "is not XML": "hello",
    "is empty": "",
    "declares entities": f'<!DOCTYPE svg [<!ENTITY a "b">]><svg {NS}><text>&a;</text></svg>',
    "uses entities": f"<!DOCTYPE svg [{LAUGHS}]><svg {NS}><text>&i;</text></svg>",
    "which not every program reads": f'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    f"<svg {NS}><text>&a;</text></svg>",
    "uses itself": svg('<g id="a"><use href="#a"/></g>'),
    "itself within itself": svg('<use id="a" href="#b"/><use id="b" href="#a"/>'),
    "too many parts": svg(USES + '</defs><use href="#a9"/>'),
    "that is broken": svg('<image href="data:image/png;base64,AAAA"/>'),
    "of a kind that is not shown": svg('<image href="data:image/svg+xml,%3Csvg/%3E"/>'),
    "nested too deeply": svg("<g>" * 200 + "</g>" * 200),
    "lacks its namespace": f"<svg viewBox='0 0 9 9'>{RECT}</svg>",
    "no SVG": '<html xmlns="http://www.w3.org/1999/xhtml"/>',
    "load or hide something": svg("<style>@import url(http://x.example/a.css);</style>"),
    "hide something": svg(f'<g style="fill:u\\72l(http://x.example)">{RECT}</g>'),
    "take something from another file": svg('<rect style="fill:url(http://x.example/#a)"/>'),
    "style that is not known": svg("<rect style=\"fill:image-set('http://x.example')\"/>"),
    "part of the drawing from another file": svg('<use href="http://x.example/a.svg#b"/>'),
    "cannot be drawn": f'<svg {NS} viewBox="0 0 a b">{RECT}</svg>',
}


@pytest.mark.parametrize(("reason", "text"), REASONS.items(), ids=REASONS)
def test_each_svg_that_cannot_be_shown_is_refused_with_its_reason(tmp_path, reason, text):
    (tmp_path / "our.svg").write_text(text)
    with pytest.raises(PictureRefusedError) as raised:
        read_logo(tmp_path, "our.svg")
    assert reason in raised.value.message
    assert "our.svg" in raised.value.message
    assert raised.value.hint.endswith(".")


SHOWN = {
    "as it is": svg(RECT),
    "of Inkscape": svg(
        '<sodipodi:namedview id="a"/><metadata>x</metadata><linearGradient id="g">'
        '<stop offset="0" style="stop-color:#000;stop-opacity:1"/></linearGradient>'
        '<rect fill="url(#g)" width="9" height="9"/>',
        'xmlns:sodipodi="y" xmlns:i="z" i:version="1"',
    ),
    "of Illustrator": '<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://x.example/a.dtd">'
    + svg('<style>/* (c) */.st0{fill:#FFF}</style><switch><g><path class="st0" d="M0 0H9V9z"/></g></switch>'),
    "with a picture in it": svg(f'<image width="9" height="9" href="data:image/png;base64,{PNG}"/>'),
    "with words": svg('<text y="5" font-family="Arial">Schöol</text>'),
}


@pytest.mark.parametrize("text", SHOWN.values(), ids=SHOWN)
def test_what_drawing_programs_save_is_shown(tmp_path, text):
    (tmp_path / "our.SVG").write_text(text, "utf-8")
    logo = read_logo(tmp_path, "our.SVG")
    root = etree.fromstring(base64.b64decode(logo.data))
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert root.get("viewBox") == "0 0 9 9"


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        '<script xmlns="http://www.w3.org/1999/xhtml">alert(1)</script>',
        '<g onclick="alert(1)" onload="alert(1)"/>',
        '<a href="javascript:alert(1)"><text>alert</text></a>',
        '<a xlink:href="https://x.example/alert"><text>a</text></a>',
        '<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"><iframe/></body></foreignObject>',
        '<set attributeName="href" to="javascript:alert(1)"/><animate attributeName="x" values="alert"/>',
        '<handler xmlns="http://www.w3.org/2001/xml-events">alert(1)</handler>',
        "<!-- alert --><?xml-stylesheet href='alert'?>",
        '<g xml:base="http://alert.example/" tabindex="1" target="alert"/>',
    ],
)
def test_nothing_but_the_drawing_is_published(inside):
    text = svg(f"{inside}{RECT}", 'xmlns:xlink="http://www.w3.org/1999/xlink" onload="alert(1)"').encode()
    left = cleaned(text, "our.svg")
    assert b"rect" in left
    for word in (
        b"<script",
        b"javascript",
        b"onload",
        b"onclick",
        b"xlink:href",
        b"iframe",
        b"base=",
        b"<set",
        b"<?",
    ):
        assert word not in left
    assert cleaned(left, "our.svg") == left


HEAD = picture(4, 4)[:33]
PICTURES = {
    "it ends before its picture does": HEAD + chunk(b"IEND", b""),
    "ends before": picture(400, 400)[:200],
    "many for a logo": picture(2001, 2000),
    "13000 × 13700 pixels": HEAD[:16] + b"",
    "is a JPEG picture": picture(4, 4, "JPEG"),
    "is not a picture": b"<svg/>",
    "broken": HEAD + chunk(b"zTXt", b"a\0\0" + zlib.compress(b"x" * 9**8)) + picture(4, 4)[33:],
    "is longer than": picture(4, 4) + b"x" * LIMIT,
}
HEADER = struct.pack(">IIBBBBB", 13000, 13700, 1, 0, 0, 0, 0)
PICTURES["13000 × 13700 pixels"] = (
    b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", HEADER) + chunk(b"IDAT", zlib.compress(b"\0"))
)


@pytest.mark.parametrize("lenient", [False, True], ids=["alone", "beside the library for PDFs"])
@pytest.mark.parametrize(("reason", "data"), PICTURES.items(), ids=PICTURES)
def test_each_png_that_cannot_be_shown_is_refused_with_its_reason(
    tmp_path, monkeypatch, reason, data, lenient
):
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", lenient)
    (tmp_path / "our.png").write_bytes(data)
    with pytest.raises(PictureRefusedError, match=reason):
        read_logo(tmp_path, "our.png")


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("no.png", "no picture"),
        ("x" * 300 + ".png", "no picture"),
        ("x/" * 3000 + "a.png", "no picture"),
        ("loop.png", "no picture"),
        ("a\0.png", "no picture"),
        ("folder.png", "no picture"),
        ("pipe.png", "no picture"),
        ("../outside.png", "outside"),
        ("/etc/passwd.png", "outside"),
        ("away.png", "outside"),
        ("our.jpg", "neither"),
        ("our", "neither"),
    ],
)
def test_a_name_that_leads_to_no_picture_is_said(tmp_path, name, reason):
    root = tmp_path / "project"
    (root / "folder.png").mkdir(parents=True)
    os.mkfifo(root / "pipe.png")
    (root / "loop.png").symlink_to(root / "loop.png")
    (root / "away.png").symlink_to(tmp_path / "outside.png")
    (tmp_path / "outside.png").write_bytes(picture(4, 4))
    for other in ("our.jpg", "our"):
        (root / other).write_bytes(picture(4, 4))
    with pytest.raises(PictureRefusedError, match=reason):
        read_logo(root, name)


def test_a_drawing_that_takes_too_long_is_refused(tmp_path, monkeypatch):
    (tmp_path / "slow.py").write_text("while True: pass")
    monkeypatch.setattr(module, "_DRAW", tmp_path / "slow.py")
    monkeypatch.setattr(module, "SECONDS", 0.3)
    (tmp_path / "our.svg").write_text(svg(RECT, 'id="slow"'))
    with pytest.raises(PictureRefusedError, match="too long"):
        read_logo(tmp_path, "our.svg")
