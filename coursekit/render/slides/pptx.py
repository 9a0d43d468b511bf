"""A deck as a PowerPoint file (ISO/IEC 29500): real text in placeholders, notes on every slide."""

import base64
import io
from collections.abc import Iterable, Sequence
from typing import Any

from pptx import Presentation
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.util import Emu, Pt

from coursekit.model.picture import Picture
from coursekit.model.session import LENGTHS
from coursekit.render.archive import released, repacked
from coursekit.render.flow import Block, Run, is_right_to_left, paragraph
from coursekit.render.pixels import as_pixels
from coursekit.render.slides.base import base, emu, layout_number
from coursekit.render.slides.deck import WAYS, DeckInputs, deck
from coursekit.render.slides.fit import LABEL, LARGE, size_for, spare_width
from coursekit.render.slides.layouts import (
    ASIDE,
    BODY,
    CHIP,
    CLOCK,
    FOOTER,
    HEAD,
    HELP,
    LAYOUTS,
    NUMBER,
    SHOWN,
    TITLE,
    WIDTH,
    Box,
)
from coursekit.render.slides.slide import Slide

_NAMES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)


def render(inputs: DeckInputs) -> bytes:
    """Return the deck; equal inputs give equal bytes."""
    presentation = Presentation(io.BytesIO(base(inputs.school.colours, inputs.lang)))
    made = deck(inputs)
    for number, slide in enumerate(made.slides, 1):
        _slide(presentation, slide, made.foot, inputs, last=number == len(made.slides))
    _custom_shows(presentation, made.slides)
    _properties(presentation, inputs)
    data = io.BytesIO()
    presentation.save(data)
    return repacked(data.getvalue())


def _slide(presentation: Any, slide: Slide, foot: str, inputs: DeckInputs, *, last: bool) -> None:
    layout = LAYOUTS[slide.layout]
    page = presentation.slides.add_slide(presentation.slide_layouts[layout_number(slide.layout)])
    texts: dict[int, Sequence[Block]] = {
        TITLE: [paragraph(slide.title)],
        CHIP: [paragraph(slide.chip)] if slide.chip else [],
        CLOCK: [paragraph(slide.clock)] if slide.clock else [],
        BODY: slide.body,
        ASIDE: slide.aside,
        HEAD: [paragraph("Help now")],
        HELP: [paragraph("Help is on this slide" if last else "Help now: last slide")],
        FOOTER: [paragraph(foot)],
    }
    _foot_placeholders(page, layout.boxes, inputs.lang)
    for box in layout.boxes:
        shape = _placeholder(page, box.number)
        blocks = texts.get(box.number)
        if box.number == NUMBER:
            continue
        if blocks:
            _fill(shape.text_frame, box, blocks, inputs.lang)
            shape.name = box.prompt
        else:  # a placeholder without text would be an empty frame for people who edit or listen
            shape.element.getparent().remove(shape.element)
    if not last:
        _lead_to_help(_placeholder(page, HELP))
    if slide.picture:
        _picture(page, slide.picture, slide.words)
    if slide.layout in {"cover", "help"}:
        _logo(page, inputs, slide.layout)
    _notes(page, slide.notes, inputs.lang)


def _placeholder(page: Any, number: int) -> Any:
    return next(shape for shape in page.placeholders if shape.placeholder_format.idx == number)


def _foot_placeholders(page: Any, boxes: Iterable[Box], lang: str) -> None:
    """Add the footer and the number, which the library leaves out."""
    for box in boxes:
        if box.number in {FOOTER, NUMBER}:
            kind = "ftr" if box.number == FOOTER else "sldNum"
            page.shapes._spTree.append(parse_xml(_FOOT.format(
                names=_NAMES, id=100 + box.number, name=box.prompt, kind=kind, number=box.number,
                text=_FIELD.format(lang=lang) if kind == "sldNum" else "",
            )))  # fmt: skip


_FOOT = (
    "<p:sp {names}><p:nvSpPr><p:cNvPr id='{id}' name='{name}'/><p:cNvSpPr><a:spLocks noGrp='1'/></p:cNvSpPr>"
    "<p:nvPr><p:ph type='{kind}' sz='quarter' idx='{number}'/></p:nvPr></p:nvSpPr><p:spPr/>"
    "<p:txBody><a:bodyPr/><a:lstStyle/><a:p>{text}</a:p></p:txBody></p:sp>"
)
_FIELD = (
    "<a:fld id='{{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}}' type='slidenum'>"
    "<a:rPr lang='{lang}'/><a:t>‹#›</a:t></a:fld>"
)


def _fill(frame: Any, box: Box, blocks: Sequence[Block], lang: str) -> None:
    """Write paragraphs into a placeholder, as large as they fit."""
    size = size_for(box, blocks)
    if box.number == TITLE:
        frame.margin_right = Emu(emu(spare_width(box, blocks[0].text, size)))
    for number, block in enumerate(blocks):
        target = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        large = block.level and box.number == ASIDE and block.kind == "text"
        small = size if any(run.bold for run in block.runs) and box.number == ASIDE else None
        _runs(target, block.runs, lang, round(size * LARGE) if large else size, small)
        if box.mark:
            hang = emu(size * 1.05 / 72)
            target._p.get_or_add_pPr().set("marL", str(hang))
            target._p.get_or_add_pPr().set("indent", str(-hang))


def _runs(target: Any, runs: Iterable[Run], lang: str, size: int | None, labelled: int | None = None) -> None:
    """Write runs into a paragraph. With `labelled`, runs that are not bold are small labels."""
    runs = tuple(runs)
    if is_right_to_left("".join(run.text for run in runs)):
        target._p.get_or_add_pPr().set("rtl", "1")
    for run in runs:
        for number, part in enumerate(run.text.split("\v")):
            if number:
                target.add_line_break()
            if part:
                written = target.add_run()
                written.text = part
                written._r.get_or_add_rPr().set("lang", lang)
                if run.bold:
                    written.font.bold = True
                elif labelled:
                    written.font.size = Pt(max(round(labelled * LABEL), 10))
                    continue
                if size:
                    written.font.size = Pt(size)


def _lead_to_help(shape: Any) -> None:
    """Let a click on the sign lead to the last slide, which shows who can help."""
    link = parse_xml(f"<a:hlinkClick {_NAMES} r:id='' action='ppaction://hlinkshowjump?jump=lastslide'/>")
    shape.element.find(f".//{qn('p:cNvPr')}").append(link)


def _notes(page: Any, notes: Iterable[Block], lang: str) -> None:
    frame = page.notes_slide.notes_text_frame
    for number, block in enumerate(notes):
        target = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        mark = {"bullet": "– ", "number": f"{block.number}. "}.get(block.kind, "")
        runs = block.runs or (Run(block.text),)
        _runs(target, (Run(mark), *runs) if mark else runs, lang, None)


def _picture(page: Any, picture: Picture, words: str) -> None:
    """Put a picture beside the lines, as large as its place allows."""
    left, top, wide, high = map(emu, SHOWN)
    shape = page.shapes.add_picture(io.BytesIO(as_pixels(picture)), left, top)
    scale = min(wide / shape.width, high / shape.height)
    shape.width, shape.height = Emu(round(shape.width * scale)), Emu(round(shape.height * scale))
    shape.left = Emu(left + (wide - shape.width) // 2)
    told = shape._element.nvPicPr.cNvPr
    told.set("descr", words)
    told.set("name", "Picture")


def _logo(page: Any, inputs: DeckInputs, layout: str) -> None:
    """Put the school's logo on a white ground in a corner."""
    if inputs.logo is None or inputs.logo.name != "logo.png":
        return
    picture = page.shapes.add_picture(io.BytesIO(base64.b64decode(inputs.logo.data)), 0, 0)
    wide, high = (2.4, 1.0) if layout == "cover" else (1.5, 0.62)
    scale = min(emu(wide) / picture.width, emu(high) / picture.height)
    picture.width, picture.height = Emu(round(picture.width * scale)), Emu(round(picture.height * scale))
    picture.left = Emu(emu(WIDTH - 0.7) - picture.width)
    picture.top = Emu(emu(0.6))
    name = f"Logo of {inputs.school.name}" if inputs.school.name else "School logo"
    shape = picture._element.nvPicPr.cNvPr
    shape.set("descr", name)
    shape.set("name", "School logo")
    picture.line.color.theme_color = MSO_THEME_COLOR.ACCENT_6  # white
    picture.line.width = Pt(9)
    picture._element.spPr.insert(
        2, parse_xml(f"<a:solidFill {_NAMES}><a:srgbClr val='FFFFFF'/></a:solidFill>")
    )


def _custom_shows(presentation: Any, slides: Sequence[Slide]) -> None:
    """Name a show for each length of the session, where there is more than one."""
    lengths = [length for length in LENGTHS if any(length in slide.lengths for slide in _parts(slides))]
    if len(lengths) < 2:
        return
    ids = [entry.rId for entry in presentation.slides._sldIdLst]
    shows = []
    for number, length in enumerate(lengths):
        shown = "".join(
            f"<p:sld r:id='{id_}'/>"
            for id_, slide in zip(ids, slides, strict=True)
            if length in slide.lengths
        )
        shows.append(
            f"<p:custShow name='{length} minutes' id='{number}'><p:sldLst>{shown}</p:sldLst></p:custShow>"
        )
    listed = parse_xml(f"<p:custShowLst {_NAMES}>{''.join(shows)}</p:custShowLst>")
    presentation.part._element.find(qn("p:notesSz")).addnext(listed)


def _parts(slides: Sequence[Slide]) -> list[Slide]:
    return [slide for slide in slides if slide.layout in {*WAYS, "shown"}]


def _properties(presentation: Any, inputs: DeckInputs) -> None:
    """Neutral and the same on every day: a window's title may show them."""
    core = presentation.core_properties
    core.title, core.author, core.language = inputs.tab_title, "Trusted Adult", inputs.lang
    core.version, core.last_modified_by, core.revision = inputs.version, "Trusted Adult", 1
    core.created = core.modified = released(inputs.version)
