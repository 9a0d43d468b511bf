"""cmi5: the pages of the SCORM 1.2 package as one assignable unit, which speaks to a record store (xAPI).

The course structure is that of the specification's section 13; `templates/export/scorm/cmi5.js` sends the
statements of section 9 and no other, but for each question's result where `school.yml` says so.
"""

from collections.abc import Mapping
from uuid import NAMESPACE_URL, uuid5
from xml.etree.ElementTree import Element

from coursekit.export import scorm12, shell
from coursekit.export.base import xml
from coursekit.export.course import CourseInputs
from coursekit.export.format import Format
from coursekit.export.qti_xml import make
from coursekit.export.shell import Envelope, Package, PagesInputs
from coursekit.export.site_files import Files
from coursekit.model.format_notes import FormatNotes
from coursekit.render.site.engine import POLICY


def package(inputs: PagesInputs | CourseInputs, files: Mapping[str, bytes]) -> bytes:
    """Return a quiz, a course or a track as a package; `files` holds the one for SCORM 1.2."""
    return shell.again(inputs, files, ENVELOPE)


def _manifest(package: Package) -> Files:
    course = make("course", *_named(package), id=_iri(package, "course"))
    unit = make("au", *_named(package), make("url", "index.html"), id=_iri(package, "unit"))
    unit.set("moveOn", "Passed" if package.marked else "Completed")
    unit.set("launchMethod", "OwnWindow")  # the way back must lead the whole window
    if package.mark is not None:
        unit.set("masteryScore", f"{package.mark / 100:.2f}")
    root = make("courseStructure", course, unit)
    root.set("xmlns", "https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd")
    return {"cmi5.xml": xml(root)}


def _named(package: Package) -> tuple[Element, Element]:
    """Title and description: a structure without both is refused."""
    said = ("title", "description")
    title, description = (make(tag, make("langstring", package.title, lang=package.lang)) for tag in said)
    return title, description


def _iri(package: Package, part: str) -> str:
    """The same for ever: a platform that takes a newer file knows what it has."""
    return uuid5(NAMESPACE_URL, f"trusted-adult/{package.lasting}/{part}").urn


ENVELOPE = Envelope(
    script="cmi5.js",
    manifest=_manifest,
    policy=POLICY.replace("connect-src 'self'", "connect-src *"),  # the platform says where its store is
)


def _losses(found: tuple[str, ...], marked: bool) -> tuple[str, ...]:
    once = "Failed is told when the page closes: until then a learner can try again."
    scoreless = "Without a pass mark the platform hears of completion and of no score."
    return (*found, once if marked else scoreless)


def quiz_losses(inputs: PagesInputs) -> tuple[str, ...]:
    """Say in plain words what a platform does not hear of this quiz."""
    return _losses(shell.quiz_losses(inputs), bool(inputs.marks))


def course_losses(inputs: CourseInputs) -> tuple[str, ...]:
    """Say in plain words what a platform does not hear of a course."""
    return _losses(shell.course_losses(inputs), bool(inputs.marks))


_PLATFORMS = ("Another learning platform that takes cmi5",)
_TRIED = (
    "ADL’s player of the CATAPULT project (played: failed, passed, left and gone on with), which refuses "
    "what the standard does. No learning platform has been tried yet."
)
_STEPS = (
    "Upload the file where your platform takes cmi5 courses.",
    "Check that the platform has a record store (LRS): that is where the results go.",
    "Open it as a learner, close it, open it again, and look whether it goes on.",
)

QUIZ = Format(
    of="quiz",
    again=scorm12.QUIZ,
    ending="cmi5.zip",
    notes=FormatNotes(
        name="cmi5.zip",
        short="A quiz: cmi5",
        title="A quiz as cmi5",
        serves=(
            "Platforms that take cmi5, the newest of these standards. The same pages as in SCORM 1.2. The "
            "platform hears of completion, and of passed or failed with the score."
        ),
        tried=_TRIED,
        steps=_STEPS,
        platforms=_PLATFORMS,
    ),
    render=package,
    templates=shell.INDEX_TEMPLATES,
    losses=quiz_losses,
    assets=ENVELOPE.assets,
)

COURSE = Format(
    of="course",
    again=scorm12.COURSE,
    ending="cmi5.zip",
    notes=FormatNotes(
        name="course.cmi5.zip",
        short="The course: cmi5",
        title="The course, or a track, as cmi5",
        serves=(
            "Platforms that take cmi5. The same pages as in SCORM 1.2, and the same rules for what is "
            "completed and what is passed."
        ),
        tried=_TRIED,
        steps=_STEPS,
        platforms=_PLATFORMS,
    ),
    render=package,
    templates=shell.INDEX_TEMPLATES,
    losses=course_losses,
    assets=ENVELOPE.assets,
)
