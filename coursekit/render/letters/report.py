"""What a report for word processors is made of in the browser: all of the file but its words.

A page from a disk may not fetch, so the parts come as a script. See `templates/site/theme/assets/report.js`.
"""

import io
import zipfile
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Pt

from coursekit.model.school import School
from coursekit.render.archive import repacked
from coursekit.render.letters import docx
from coursekit.render.templates import template

TEMPLATE = "site/report_parts.js.j2"
FILE = "assets/report-parts.js"
_USED = {
    "Normal", "Title", "Heading 1", "List Bullet", "Source", "Cell",
    "Table Grid", "Normal Table", "Default Paragraph Font", "No List",
}  # fmt: skip
"""The styles that a report has; the template of the library brings some hundred more."""
_UNUSED = ("thumbnail", "customXml", "stylesWithEffects", "theme", "webSettings")
"""Parts that no report needs, by a word of the relationship that leads to them."""


def script(school: School, version: str) -> bytes:
    """Return the script with the parts of an empty report in the school's colour, by name."""
    with zipfile.ZipFile(io.BytesIO(_empty(school, version))) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    return template(TEMPLATE).render(parts=parts).encode()


def _empty(school: School, version: str) -> bytes:
    document = Document()
    docx.page(document, "A4")
    docx.styles(document, school, "en-GB")
    _cells(document)
    _without_unused(document)
    docx.foot(document, f"Trusted Adult {version}")
    docx.properties(document, "Report", "en-GB", version)
    data = io.BytesIO()
    document.save(data)
    return repacked(data.getvalue())


def _cells(document: Any) -> None:
    """The text of a table stands closer."""
    cell = document.styles.add_style("Cell", WD_STYLE_TYPE.PARAGRAPH)
    cell.base_style = document.styles["Normal"]
    cell.font.size, cell.paragraph_format.space_after = Pt(11), Pt(2)


def _without_unused(document: Any) -> None:
    root = document.styles.element
    for style in list(root.findall(qn("w:style"))):
        if style.find(qn("w:name")).get(qn("w:val")) not in {*_USED, *(name.lower() for name in _USED)}:
            root.remove(style)
    root.remove(root.find(qn("w:latentStyles")))
    for owner in (document.part, document.part.package):
        for key, link in list(owner.rels.items()):
            if any(word in link.reltype for word in _UNUSED):
                del owner.rels[key]
