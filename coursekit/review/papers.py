"""The kit as it is handed over: a PDF with fields to fill in, and a Word file with the same numbers."""

import io
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.shared import Mm

from coursekit.render.archive import repacked
from coursekit.render.flow import Run
from coursekit.render.letters import docx as office
from coursekit.render.print.pdf import to_pdf
from coursekit.render.templates import template
from coursekit.review.kit import Kit, Section

TEMPLATE = "print/review.html.j2"


def minutes(kit: Kit) -> int:
    """About how long it takes to read each sentence once, calmly, and to tick it."""
    words = sum(len(entry.words.split()) for entry in kit.entries)
    return max(1, round(words / WORDS_A_MINUTE + len(kit.entries) / TICKS_A_MINUTE))


WORDS_A_MINUTE, TICKS_A_MINUTE = 230, 40


def _length(kit: Kit) -> str:
    found = minutes(kit)
    return "a minute" if found == 1 else f"{found} minutes"


def intro(kit: Kit) -> tuple[str, ...]:
    """What is asked and what signing means, a paragraph each."""
    count, where = len(kit.entries), kit.place.in_name
    sentences = f"{count} sentence{'' if count == 1 else 's'}"
    held = f"This kit holds all {sentences} that people {where} may read when it matters."
    if kit.signed and count < kit.total:
        held = f"This kit holds only the {sentences} that nobody has signed, or that changed since."
    return (
        f"Thank you for your time. {held} It takes about {_length(kit)}; you may stop and go on later.",
        READ,
        f"Signing means: on that day you read these exact words and thought them right {where}. {FALLS_OFF}",
        NO_MORE,
        "Lines for a school’s own contacts are not in it: each school fills them in.",
    )


READ = (
    "Read each sentence as a parent or teacher would on a bad day. If it is right and safe, tick “Right”. "
    "If not, leave the box empty and write what it should say. Sources stand at the end, by number."
)
FALLS_OFF = "When one word of a sentence changes, your name comes off that sentence at once."
NO_MORE = (
    "Signing does not mean: legal advice, an endorsement of the course or of a school, or a promise that "
    "nothing will change. Readers see your name, role and organisation, the day, and which words you signed."
)


def pdf(kit: Kit) -> bytes:
    """The kit as a PDF/UA-1 file (ISO 14289-1)."""
    return to_pdf(html(kit))


def html(kit: Kit) -> str:
    """The kit as a complete HTML document for paper."""
    return template(TEMPLATE).render(
        kit=kit,
        intro=intro(kit),
        pages=_by_page(kit),
        shelf={"lang": kit.place.lang, "place": kit.place, "school": None},
        tab_title=title(kit),
        paper=kit.paper,
        version=kit.version,
        licence="CC BY 4.0",
    )


def title(kit: Kit) -> str:
    """The title of both files."""
    return f"Review kit, {'any other country' if kit.place.code == 'INT' else kit.place.name}"


def _by_page(kit: Kit) -> dict[str, list[Section]]:
    found: dict[str, list[Section]] = {}
    for section in kit.sections:
        found.setdefault(section.page, []).append(section)
    return found


def docx(kit: Kit) -> bytes:
    """The kit for a word processor (ISO/IEC 29500); equal kits give equal bytes."""
    document = Document()
    office.page(document, kit.paper)
    office.styles(document, None, kit.place.lang)
    office.paragraph(document, "Title", (Run(title(kit)),))
    for text in intro(kit):
        office.paragraph(document, "Normal", (Run(text),))
    for label in ("Name", "Role", "Organisation", "Day"):
        office.paragraph(document, "Normal", (Run(f"{label}: "), Run("_" * 30)))
    for page, sections in _by_page(kit).items():
        office.paragraph(document, "Heading 1", (Run(page),))
        for section in sections:
            if section.heading:
                office.paragraph(document, "Heading 2", (Run(section.heading),))
            _table(document, section)
    if kit.sources:
        office.paragraph(document, "Heading 1", (Run("Sources"),))
    for number, line in enumerate(kit.sources, 1):
        office.paragraph(document, "Normal", (Run(f"{number} ", True), Run(line)))
    office.foot(document, f"{title(kit)} · kit {kit.code} · Trusted Adult {kit.version}")
    office.properties(document, title(kit), kit.place.lang, kit.version)
    data = io.BytesIO()
    document.save(data)
    return repacked(data.getvalue())


_WIDTHS = (Mm(12), Mm(84), Mm(16), Mm(54))
_COLUMNS = ("No.", "Sentence", "Right", "Change to")


def _table(document: Any, section: Section) -> None:
    """A row for each sentence; the head is repeated on each page."""
    table = document.add_table(rows=1, cols=len(_COLUMNS), style="Table Grid")
    table.autofit = False
    _fill(table.rows[0], _COLUMNS)
    _of_row(table.rows[0], "w:tblHeader")
    for entry in section.entries:
        sources = f" [{', '.join(map(str, entry.sources))}]" if entry.sources else ""
        _fill(table.add_row(), (str(entry.number), f"{entry.words}{sources}", "☐", ""))


def _fill(row: Any, texts: tuple[str, ...]) -> None:
    _of_row(row, "w:cantSplit")
    for cell, text, width in zip(row.cells, texts, _WIDTHS, strict=True):
        cell.width = width
        cell.paragraphs[0].add_run(text)


def _of_row(row: Any, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))  # noqa: SLF001 (python-docx has no word for it)
