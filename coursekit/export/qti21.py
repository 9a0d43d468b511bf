"""A QTI 2.1 package, as TAO and other platforms take it (IMS Question and Test Interoperability 2.1)."""

from xml.etree.ElementTree import Element

from coursekit.export import qti
from coursekit.export.base import ExportInputs
from coursekit.export.format import Format
from coursekit.export.qti_xml import make
from coursekit.export.texts import TEMPLATES as TEMPLATES
from coursekit.model.format_notes import FormatNotes
from coursekit.model.quiz import Quiz
from coursekit.render.archive import zipped

_QTI = "http://www.imsglobal.org/xsd/imsqti_v2p1"
_PACKAGE = "http://www.imsglobal.org/xsd/imscp_v1p1"


def losses(quiz: Quiz) -> tuple[str, ...]:
    """Say in plain words what QTI 2.1 cannot carry of this quiz."""
    return tuple(qti.losses(quiz))


def render(inputs: ExportInputs) -> bytes:
    """Return the quiz as a zip with a manifest, a test and an item a question."""
    return zipped(qti.package(inputs, _finish, _manifest))


def _finish(root: Element) -> Element:
    for feedback in root.iter("modalFeedback"):
        (body,) = feedback
        feedback[:] = list(body)
    return qti.named(root, _QTI, f"{_QTI} {_QTI}.xsd")


def _manifest(inputs: ExportInputs, hrefs: list[str]) -> Element:
    root = make("manifest", identifier=f"manifest-{inputs.quiz.id}")
    root.append(make("metadata", make("schema", "QTIv2.1 Package"), make("schemaversion", "1.0.0")))
    qti.add_resources(root, hrefs, "imsqti_item_xmlv2p1", "imsqti_test_xmlv2p1")
    return qti.named(root, _PACKAGE, f"{_PACKAGE} {_PACKAGE}.xsd")


FORMAT = Format(
    ending="qti21.zip",
    notes=FormatNotes(
        name="qti21.zip",
        short="Questions: QTI 2.1",
        title="Questions as QTI 2.1",
        serves="TAO and other platforms for tests that read QTI 2.1.",
        tried="The schema, and the engine of TAO, which played whole tests.",
        steps=(
            "Choose “Import”, then “QTI 2.1 content package”.",
            "Give it the file as it is; do not unpack it.",
            "Allow feedback during the test, so that the reasons are shown.",
        ),
        platforms=(
            "TAO",
            "Another platform for tests that takes QTI",
        ),
    ),
    render=render,
    templates=TEMPLATES,
    losses=losses,
)
