"""SCORM 2004 4th Edition: the pages of the SCORM 1.2 package in the newer standard's envelope.

Names and namespaces are those of its Content Aggregation Model; the one pass mark stands as the satisfaction
of the primary objective (Sequencing and Navigation, 3.10.3), so that a platform compares scores by itself.
"""

from collections.abc import Mapping
from xml.etree.ElementTree import Element

from coursekit.export import scorm12, shell
from coursekit.export.course import CourseInputs
from coursekit.export.format import Format
from coursekit.export.qti_xml import make
from coursekit.export.shell import Envelope, Package, PagesInputs
from coursekit.export.site_files import Files
from coursekit.model.format_notes import FormatNotes


def package(inputs: PagesInputs | CourseInputs, files: Mapping[str, bytes]) -> bytes:
    """Return a quiz, a course or a track as a package; `files` holds the one for SCORM 1.2."""
    return shell.again(inputs, files, ENVELOPE)


_EDITION = scorm12.Edition(
    schema="2004 4th Edition",
    version="1",
    spaces={
        "xmlns": "http://www.imsglobal.org/xsd/imscp_v1p1",
        "xmlns:adlcp": "http://www.adlnet.org/xsd/adlcp_v1p3",
        "xmlns:imsss": "http://www.imsglobal.org/xsd/imsss",
    },
    kind="adlcp:scormType",
)


def _manifest(package: Package) -> Files:
    title = make("title", package.title)
    item = make("item", title, _sequencing(package.mark), identifier="item-1", identifierref="sco")
    return scorm12.manifest(package, item, _EDITION)


def _sequencing(mark: int | None) -> Element:
    """What is passed at which score; and that the pages themselves say what is completed and passed."""
    satisfied = [] if mark is None else [make("imsss:minNormalizedMeasure", f"{mark / 100:.2f}")]
    objective = make("imsss:primaryObjective", *satisfied, objectiveID="passed")
    objective.set("satisfiedByMeasure", "false" if mark is None else "true")
    return make(
        "imsss:sequencing",
        make("imsss:objectives", objective),
        make("imsss:deliveryControls", completionSetByContent="true", objectiveSetByContent="true"),
    )


ENVELOPE = Envelope(script="scorm2004.js", manifest=_manifest)

_PLATFORMS = ("Another learning platform that takes SCORM 2004",)
_NOT_TRIED = "No learning platform has been tried yet."

QUIZ = Format(
    of="quiz",
    again=scorm12.QUIZ,
    ending="scorm2004.zip",
    notes=FormatNotes(
        name="scorm2004.zip",
        short="A quiz: SCORM 2004",
        title="A quiz as SCORM 2004, 4th Edition",
        serves=(
            "Platforms that ask for SCORM 2004. The same pages as in SCORM 1.2. The platform hears of "
            "completion, of passed or failed, and of the score, each by itself."
        ),
        tried=(
            "The player scorm-again 3.4 (played: passed, failed, left and gone on with), and the "
            f"schemas of the standard. {_NOT_TRIED}"
        ),
        steps=(
            "Upload the file where your platform takes SCORM packages.",
            "Keep the highest score, and let learners come back to the attempt they began.",
            (
                "Open it as a learner, answer all questions, close it, and look whether completion and "
                "score have arrived."
            ),
        ),
        platforms=_PLATFORMS,
    ),
    render=package,
    templates=shell.INDEX_TEMPLATES,
    losses=shell.quiz_losses,
    assets=ENVELOPE.assets,
)

COURSE = Format(
    of="course",
    again=scorm12.COURSE,
    ending="scorm2004.zip",
    notes=FormatNotes(
        name="course.scorm2004.zip",
        short="The course: SCORM 2004",
        title="The course, or a track, as SCORM 2004, 4th Edition",
        serves=(
            "Platforms that ask for SCORM 2004. The same pages as in SCORM 1.2, and the same rules for "
            "what is completed and what is passed."
        ),
        tried=(
            "The player scorm-again 3.4 (played: passed, failed, left and gone on with), and the "
            f"schemas of the standard. {_NOT_TRIED}"
        ),
        steps=(
            "Upload the file where your platform takes SCORM packages.",
            "Set it to open in a new window, and let learners come back to the attempt they began.",
            ("Open it as a learner, read two pages, close it, open it again, and look whether it goes on."),
        ),
        platforms=_PLATFORMS,
    ),
    render=package,
    templates=shell.INDEX_TEMPLATES,
    losses=shell.course_losses,
    assets=ENVELOPE.assets,
)
