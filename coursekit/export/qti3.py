"""A QTI 3.0 package (1EdTech Question and Test Interoperability 3.0)."""

import re
from xml.etree.ElementTree import Element

from coursekit.export import qti
from coursekit.export.base import ExportInputs
from coursekit.export.format import Format
from coursekit.export.qti_xml import make
from coursekit.export.texts import BLOCKS, INLINE
from coursekit.export.texts import TEMPLATES as TEMPLATES
from coursekit.model.format_notes import FormatNotes
from coursekit.model.quiz import Quiz
from coursekit.render.archive import zipped

_QTI = "http://www.imsglobal.org/xsd/imsqtiasi_v3p0"
_PACKAGE = "http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1"
_FOLDER = "https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd"


def losses(quiz: Quiz) -> tuple[str, ...]:
    """Say in plain words what QTI 3.0 cannot carry of this quiz."""
    return tuple(qti.losses(quiz))


def render(inputs: ExportInputs) -> bytes:
    """Return the quiz as a zip with a manifest, a test and an item a question."""
    return zipped(qti.package(inputs, _finish, _manifest))


def _finish(root: Element) -> Element:
    for shown in root.iter("object"):  # QTI 3 has a plain picture in its place
        size = {key: shown.attrib[key] for key in ("width", "height")}
        found = {"src": shown.attrib["data"], "alt": shown.text or "", **size}
        shown.clear()
        shown.tag = "img"
        shown.attrib.update(found)
    for element in root.iter():
        if element.tag not in BLOCKS | INLINE:
            element.tag = f"qti-{_kebab(element.tag)}"
            attributes = {_kebab(name): value for name, value in element.attrib.items()}
            element.attrib.clear()
            element.attrib.update(attributes)
    return qti.named(root, _QTI, f"{_QTI} {_FOLDER}/imsqti_asiv3p0_v1p0.xsd")


def _kebab(name: str) -> str:
    return re.sub(r"(?<=[a-z])([A-Z])", lambda match: f"-{match[1].lower()}", name)


def _manifest(inputs: ExportInputs, hrefs: list[str]) -> Element:
    root = make("manifest", identifier=f"manifest-{inputs.quiz.id}")
    root.append(make("metadata", make("schema", "QTI Package"), make("schemaversion", "3.0.0")))
    qti.add_resources(root, hrefs, "imsqti_item_xmlv3p0", "imsqti_test_xmlv3p0")
    return qti.named(root, _PACKAGE, f"{_PACKAGE} {_FOLDER}/imsqtiv3p0_imscpv1p2_v1p0.xsd")


FORMAT = Format(
    ending="qti3.zip",
    notes=FormatNotes(
        name="qti3.zip",
        short="Questions: QTI 3.0",
        title="Questions as QTI 3.0",
        serves="Platforms for tests that read QTI 3.",
        tried="The schema, and a QTI 3 player that 1EdTech has certified (amp-up.io).",
        steps=(
            "Choose “Import”, then “QTI 3 package”.",
            "Give it the file as it is; do not unpack it.",
            "Allow feedback during the test, so that the reasons are shown.",
        ),
        platforms=("Another platform for tests that takes QTI",),
    ),
    render=render,
    templates=TEMPLATES,
    losses=losses,
)
