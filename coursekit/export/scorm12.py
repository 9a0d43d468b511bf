"""SCORM 1.2: our own pages in a package of one SCO, for a quiz and for a course.

The platform is told of completion and score, and of each question's result only where `school.yml` says so
(`templates/export/scorm/scorm12.js`). A quiz with a pass mark decides whether somebody has passed: in a
course the course check. Names and namespaces are those of the SCORM 1.2 Content Aggregation Model; Moodle and
others take a package apart by them.
"""

from collections.abc import Mapping
from typing import NamedTuple
from xml.etree.ElementTree import Element

from coursekit.export import shell
from coursekit.export.base import xml
from coursekit.export.course import CourseInputs
from coursekit.export.format import Format
from coursekit.export.qti_xml import make
from coursekit.export.shell import Envelope, Package, PagesInputs
from coursekit.export.site_files import Files
from coursekit.model.format_notes import FormatNotes


def quiz(inputs: PagesInputs, files: Files) -> bytes:
    """Return a quiz as a SCORM package; `files` are those of the site."""
    return shell.quiz(inputs, files, ENVELOPE)


def course(inputs: CourseInputs, files: Files) -> bytes:
    """Return a course or a track as a SCORM package; `files` are those of the site."""
    return shell.course(inputs, files, ENVELOPE)


class Edition(NamedTuple):
    """What differs between the manifests of two versions of SCORM."""

    schema: str
    """Its version, as `schemaversion` has it."""
    version: str
    """Of the manifest itself."""
    spaces: Mapping[str, str]
    kind: str
    """The name of the attribute that says that a resource is a SCO."""


_EDITION = Edition(
    schema="1.2",
    version="1.2",
    spaces={
        "xmlns": "http://www.imsproject.org/xsd/imscp_rootv1p1p2",
        "xmlns:adlcp": "http://www.adlnet.org/xsd/adlcp_rootv1p2",
    },
    kind="adlcp:scormtype",
)


def manifest(package: Package, item: Element, edition: Edition) -> Files:
    """The manifest of a package of one SCO, whose item holds its title and what the edition adds."""
    organization = make("organization", make("title", package.title), item, identifier="organization-1")
    resource = make("resource", *(make("file", href=path) for path in package.paths))
    resource.attrib |= {"identifier": "sco", "type": "webcontent", edition.kind: "sco", "href": "index.html"}
    root = make(
        "manifest",
        make("metadata", make("schema", "ADL SCORM"), make("schemaversion", edition.schema)),
        make("organizations", organization, default="organization-1"),
        make("resources", resource),
        identifier=package.id,
        version=edition.version,
    )
    root.attrib |= edition.spaces
    return {"imsmanifest.xml": xml(root)}


def _manifest(package: Package) -> Files:
    title = make("title", package.title)
    item = make("item", title, identifier="item-1", identifierref="sco", isvisible="true")
    if package.mark is not None:
        item.append(make("adlcp:masteryscore", str(package.mark)))
    return manifest(package, item, _EDITION)


ENVELOPE = Envelope(script="scorm12.js", manifest=_manifest)


QUIZ = Format(
    of="quiz",
    ending="scorm12.zip",
    notes=FormatNotes(
        name="scorm12.zip",
        short="A quiz: SCORM 1.2",
        title="A quiz as SCORM 1.2",
        serves=(
            "Platforms that take SCORM 1.2. The quiz looks and works as on this site. The platform "
            "hears of completion and score."
        ),
        tried=(
            "Moodle 4.5.6 (played: right and wrong), and the player scorm-again 3.4 (played: "
            "passed, failed, left and gone on with)."
        ),
        steps=(
            "Add an activity of the kind “SCORM package” to your course, and give it the file.",
            "Set it to open in the page or in a new window, and to keep the highest score.",
            (
                "Open it as a learner, answer all questions, close it, and look whether completion and "
                "score have arrived."
            ),
        ),
        platforms=(
            "Moodle",
            "Another learning platform that takes SCORM 1.2",
        ),
    ),
    render=quiz,
    templates=shell.QUIZ_TEMPLATES,
    losses=shell.quiz_losses,
    assets=ENVELOPE.assets,
)


COURSE = Format(
    of="course",
    ending="scorm12.zip",
    notes=FormatNotes(
        name="course.scorm12.zip",
        short="The course: SCORM 1.2",
        title="The course, or a track, as SCORM 1.2",
        serves=(
            "Platforms that take SCORM 1.2. All pages of the track in one package, with their "
            "quizzes. It is completed when each page of the modules was open and each question "
            "answered, and then passed or failed by its check, where it has one."
        ),
        tried=(
            "Moodle 4.5 (taken), and the player scorm-again 3.4 (played: passed, failed, left and "
            "gone on with)."
        ),
        steps=(
            "Add an activity of the kind “SCORM package” to your course, and give it the file.",
            "Set it to open in a new window, and completion to “completed or passed”.",
            ("Open it as a learner, read two pages, close it, open it again, and look whether it goes on."),
        ),
        platforms=(
            "Moodle",
            "Another learning platform that takes SCORM 1.2",
        ),
    ),
    render=course,
    templates=shell.COURSE_TEMPLATES,
    losses=shell.course_losses,
    assets=ENVELOPE.assets,
)
