"""A letter for a word processor (ISO/IEC 29500): styles, headings, lists, and blanks that are marked."""

import base64
import io
import re
from collections.abc import Iterable
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from coursekit.model.base import Paper
from coursekit.model.message import LIMIT, as_message, septets
from coursekit.model.school import School
from coursekit.render.archive import released, repacked
from coursekit.render.flow import Block, Run, is_right_to_left, words
from coursekit.render.letters.about import DATE_BLANK, NAME_BLANK, about, school_name, who_helps
from coursekit.render.plain import PlainWriter
from coursekit.render.print.handout import HandoutInputs

FONT, FALLBACK = "Atkinson Hyperlegible Next", "Arial"
"""The course's font, and what a program without it takes."""
INK, SOFT = RGBColor(0x1C, 0x2A, 0x2A), RGBColor(0x4A, 0x5A, 0x59)
_PAGES = {"A4": (Mm(210), Mm(297)), "Letter": (Mm(215.9), Mm(279.4))}
_BLANK = re.compile(r"(_{6,}|\[[a-z ]+\]|\[choose: [^\]]+\])")
"""What is to be filled in or chosen; it is marked so that nobody overlooks it."""


def render(inputs: HandoutInputs) -> bytes:
    """Return the handout; equal inputs give equal bytes."""
    document = Document()
    page(document, inputs.paper)
    styles(document, inputs.shelf.school, inputs.shelf.lang)
    write = PlainWriter(inputs.shelf)
    if inputs.traits.is_letter:
        _letterhead(document, inputs)
        paragraph(document, "Heading 1", (Run(inputs.head.title),))
    else:
        paragraph(document, "Title", (Run(inputs.head.title),))
    if inputs.head.lede:
        paragraph(document, "Normal", write.runs(inputs.head.lede))
    for block in write.flow(inputs.text):
        _block(document, block, is_message=inputs.traits.is_messages)
    if inputs.traits.is_letter:
        paragraph(document, "Normal", (Run(NAME_BLANK),))
    for block in who_helps(inputs, write):
        _block(document, block, is_message=False)
    *sources, age = about(inputs, write)
    for line in sources:
        paragraph(document, "Source", (Run(line),))
    foot(document, age)
    properties(document, inputs.head.tab_title, inputs.shelf.lang, inputs.version)
    data = io.BytesIO()
    document.save(data)
    return repacked(data.getvalue())


def page(document: Any, paper: Paper) -> None:
    """Set the paper and its margins."""
    section = document.sections[0]
    section.page_width, section.page_height = _PAGES[paper]
    section.left_margin = section.right_margin = Mm(22)
    section.top_margin, section.bottom_margin = Mm(14), Mm(15)
    section.header_distance, section.footer_distance = Mm(8), Mm(9)


def styles(document: Any, school: School | None, lang: str) -> None:
    """Our own type and colours in the styles, so that one change changes the letter."""
    main = RGBColor.from_string(((school and school.colours.main) or "#0a3f3d")[1:].upper())
    looks: dict[str, tuple[float, bool, RGBColor, float, float]] = {
        # size, bold, colour, points before and after
        "Normal": (12, False, INK, 0, 5),
        "Title": (20, True, main, 0, 4),
        "Heading 1": (17, True, main, 12, 4),
        "Heading 2": (14, True, main, 9, 3),
        "Heading 3": (12.5, True, main, 9, 2),
        "List Bullet": (12, False, INK, 0, 2),
        "List Number": (12, False, INK, 0, 3),
    }
    for name, look in looks.items():
        _style(document.styles[name], *look)
    say = document.styles.add_style("Words to say", WD_STYLE_TYPE.PARAGRAPH)
    say.base_style = document.styles["Normal"]
    _style(say, 13, False, main, 0, 4)
    say.paragraph_format.left_indent = Mm(6)
    _bar(say, main)
    source = document.styles.add_style("Source", WD_STYLE_TYPE.PARAGRAPH)
    source.base_style = document.styles["Normal"]
    _style(source, 9, False, SOFT, 6, 0)
    for name in ("Heading 2", "Heading 3"):
        document.styles[name].paragraph_format.keep_with_next = True
    _language(document, lang)
    _fallback(document)


def _style(style: Any, size: float, bold: bool, colour: RGBColor, before: float, after: float) -> None:
    style.font.name, style.font.size, style.font.bold, style.font.italic = FONT, Pt(size), bold, False
    style.font.color.rgb = colour
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    style.paragraph_format.line_spacing = 1.05
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for key in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{key}"), None)
    for border in style.element.findall(f".//{qn('w:pBdr')}"):
        border.getparent().remove(border)


def _bar(style: Any, colour: RGBColor) -> None:
    """A line at the side, as words to say have it everywhere in the course."""
    edge = f"<w:left w:val='single' w:sz='18' w:space='10' w:color='{colour}'/>"
    style.element.get_or_add_pPr().insert_element_before(
        parse_xml(f"<w:pBdr {nsdecls('w')}>{edge}</w:pBdr>"), "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc"
    )


def _language(document: Any, lang: str) -> None:
    defaults = document.styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for old in defaults.findall(qn("w:lang")):
        defaults.remove(old)
    element = OxmlElement("w:lang")
    element.set(qn("w:val"), lang)
    defaults.append(element)


def _fallback(document: Any) -> None:
    """Name the font that stands in where ours is not installed."""
    part = next(part for part in document.part.package.iter_parts() if part.partname == "/word/fontTable.xml")
    entry = (
        f"<w:font w:name='{FONT}'><w:altName w:val='{FALLBACK}'/>"
        "<w:charset w:val='00'/><w:family w:val='swiss'/></w:font>"
    )
    part._blob = part.blob.replace(b"</w:fonts>", entry.encode() + b"</w:fonts>")


def foot(document: Any, age: str) -> None:
    """Print the age of the letter at the foot of every page."""
    line = document.sections[0].footer.paragraphs[0]
    line.style = document.styles["Source"]
    _write(line, (Run(age),))


def _letterhead(document: Any, inputs: HandoutInputs) -> None:
    if inputs.logo and inputs.logo.name == "logo.png":
        target = document.add_paragraph()
        picture = target.add_run().add_picture(io.BytesIO(base64.b64decode(inputs.logo.data)), height=Mm(16))
        if picture.width > Mm(70):
            picture.height = round(picture.height * Mm(70) / picture.width)
            picture.width = Mm(70)
        school = inputs.shelf.school
        name = f"Logo of {school.name}" if school and school.name else "School logo"
        picture._inline.docPr.set("descr", name)
        picture._inline.docPr.set("name", "School logo")
    paragraph(document, "Title", (Run(school_name(inputs)),))
    paragraph(document, "Normal", (Run(DATE_BLANK),))


_STYLES = {"bullet": "List Bullet", "number": "List Number", "say": "Words to say"}


def _style_of(block: Block) -> str:
    """The style of a paragraph; Word has one for each of the first three depths of a list."""
    name = _STYLES.get(block.kind, "Normal")
    return f"{name} {min(block.level, 2) + 1}" if name.startswith("List") and block.level else name


def _block(document: Any, block: Block, *, is_message: bool) -> None:
    if block.kind == "break":
        document.paragraphs[-1].add_run().add_break(WD_BREAK.PAGE)
    elif block.kind == "row":
        _row(document, block)
    elif block.kind == "heading":
        paragraph(document, f"Heading {min(max(block.level, 2), 3)}", block.runs)
    elif is_message:
        said = as_message(words(block.runs))
        paragraph(document, "Words to say", (Run(said),))
        paragraph(document, "Source", (Run(f"{septets(said)} of {LIMIT} characters"),))
    else:
        paragraph(document, _style_of(block), block.runs)


def _row(document: Any, block: Block) -> None:
    """A row of a table; the first row of a table is its head."""
    last = document.element.body[-2] if len(document.element.body) > 1 else None
    if block.head or last is None or not last.tag.endswith("}tbl"):
        table = document.add_table(rows=0, cols=len(block.cells), style="Table Grid")
    else:
        table = document.tables[-1]
    cells = table.add_row().cells
    for cell, runs in zip(cells, block.cells, strict=False):
        _write(cell.paragraphs[0], runs)
    if block.head:
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def paragraph(document: Any, style: str, runs: Iterable[Run]) -> None:
    """Add a paragraph in one of the styles."""
    _write(document.add_paragraph(style=style), runs)


def _write(paragraph: Any, runs: Iterable[Run]) -> None:
    runs = tuple(runs)
    backwards = is_right_to_left(words(runs))
    if backwards:
        paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
    for run in runs:
        for part in filter(None, _BLANK.split(run.text)):
            written = paragraph.add_run(part.replace("\v", "\n"))
            written.bold = True if run.bold else None
            written.font.rtl = True if backwards else None
            if _BLANK.fullmatch(part):
                written._r.get_or_add_rPr().append(
                    parse_xml(f"<w:shd {nsdecls('w')} w:val='clear' w:color='auto' w:fill='FCE8C8'/>")
                )


def properties(document: Any, title: str, lang: str, version: str) -> None:
    """What the file says of itself; nothing of the machine or the day."""
    core = document.core_properties
    core.title, core.author, core.language = title, "Trusted Adult", lang
    core.comments, core.version, core.last_modified_by, core.revision = "", version, "Trusted Adult", 1
    core.created = core.modified = released(version)
