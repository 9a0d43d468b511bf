"""SCORM 1.2: our own pages in a package of one SCO, for a quiz and for a course.

The platform is told of completion and score, and of each question's result only where `school.yml` says so
(`templates/export/scorm/scorm.js`). A quiz with a pass mark decides whether somebody has passed: in a course
the course check. Names and namespaces are those of the SCORM 1.2 Content Aggregation Model; Moodle and others
take a package apart by them.
"""

import json
from collections.abc import Iterable
from typing import Any
from xml.etree.ElementTree import Element

from coursekit.export.base import ExportInputs, heading, xml
from coursekit.export.course import CourseInputs
from coursekit.export.format import Format
from coursekit.export.qti_xml import make
from coursekit.export.site_files import Files, assets, own, pictures, placed
from coursekit.model.format_notes import FormatNotes
from coursekit.model.question.reflection import Reflection
from coursekit.model.question.scale import Scale
from coursekit.model.question.scenario import Scenario
from coursekit.model.quiz import Quiz
from coursekit.model.review import Standing
from coursekit.render.archive import zipped
from coursekit.render.references import Writer, reference_templates
from coursekit.render.site.engine import POLICY
from coursekit.render.templates import template

QUIZ_TEMPLATES = ("export/scorm/index.html.j2", "export/scorm/quiz.html.j2")
COURSE_TEMPLATES = ("export/scorm/index.html.j2", "export/scorm/contents.html.j2")
SCRIPTS = ("scorm.js", "attempt.js", "scorm.css")
OWN = tuple(f"export/scorm/{name}" for name in SCRIPTS)


class ScormInputs(ExportInputs):
    """A quiz as one place takes it, and the ways out of it."""

    help_url: str
    helps: tuple[str, ...] = ()
    """The help pages of other places, where a reader chooses one."""
    instead: dict[str, str] = {}
    """Pages of no place in particular, and what this place has instead of them."""
    leave_url: str
    version: str
    results: bool = False
    """Whether the platform hears each question's result."""


def losses(inputs: ScormInputs) -> tuple[str, ...]:
    """Say in plain words what a platform does not hear of this quiz."""
    quiz, found = inputs.quiz, [_heard(results=inputs.results)]
    if any(isinstance(question, Scenario | Reflection | Scale) for question in quiz.questions):
        found.append("Stories, reflections and scales are practice: they do not count.")
    if quiz.settings.attempts is not None:
        found.append("Who opens it again another day has all tries again; the best result counts.")
    found.append("Who goes on another day finds the questions empty; what was answered still counts.")
    return tuple(found)


def _heard(*, results: bool) -> str:
    if results:
        return "The platform hears of completion, score and each question’s result: no answer."
    return "The platform hears of completion and score alone: no answer, no result of a question."


def course_losses(inputs: CourseInputs) -> tuple[str, ...]:
    """Say in plain words what a platform does not hear of a course."""
    return (
        _heard(results=inputs.results),
        "Papers to print, slides and the search stay on the website.",
        *(["Pages of one place only: take the file of your place."] if inputs.place_name else []),
    )


def quiz(inputs: ScormInputs, files: Files) -> bytes:
    """Return a quiz as a SCORM package; `files` are those of the site."""
    page = _quiz_page(inputs, "school.css" in files)
    found = assets(files) | own(*SCRIPTS)
    pages = {"quiz.html": page} | {url: files[url] for url in (inputs.help_url, *inputs.helps)}
    found |= pictures(files, pages.values())
    found |= _placed(inputs, pages, {*found, *pages}, "quiz.html")
    quizzes = _asked([inputs.quiz])
    marks = [("", asked["mark"]) for asked in quizzes.values() if asked["mark"]]
    found["index.html"] = _shell(
        inputs,
        quizzes,
        colours="school.css" in files,
        first="quiz.html",
        pages=("quiz.html",),
        marks=marks,
    )
    return _package(f"quiz-{inputs.quiz.id}", inputs.title, found, quizzes)


def course(inputs: CourseInputs, files: Files) -> bytes:
    """Return a course or a track as a SCORM package; `files` are those of the site."""
    found = assets(files) | own(*SCRIPTS)
    contents = template("export/scorm/contents.html.j2").render(
        **dict(inputs), heading=heading(inputs.title), policy=POLICY, colours="school.css" in files
    )
    pages = {path: files[path] for path in inputs.urls} | {"contents.html": contents.encode()}
    found |= pictures(files, pages.values())
    found |= _placed(inputs, pages, {*found, *pages}, "contents.html")
    quizzes = _asked(inputs.quizzes)
    found["index.html"] = _shell(
        inputs,
        quizzes,
        colours="school.css" in files,
        first="contents.html",
        pages=inputs.counted,
        marks=inputs.marks,
    )
    return _package(f"course-{inputs.slug}", inputs.title, found, quizzes)


def _placed(inputs: ScormInputs | CourseInputs, pages: Files, known: set[str], home: str) -> Files:
    return {
        path: placed(html, known, home, attempt=True, instead=inputs.instead) for path, html in pages.items()
    }


Asked = dict[str, dict[str, Any]]
"""As scorm.js reads it: of each quiz that counts its pass `mark`, and its `questions` with their points."""


def _asked(quizzes: Iterable[Quiz]) -> Asked:
    found = {}
    for quiz in quizzes:
        questions = [(question.id, question.points) for question in quiz.questions if _counts(question)]
        if questions:
            found[quiz.id] = {"mark": quiz.settings.pass_mark, "questions": questions}
    return found


def _counts(question: object) -> bool:
    return not isinstance(question, Scenario | Reflection | Scale)


def _quiz_page(inputs: ScormInputs, colours: bool) -> bytes:
    head = {"review_by": inputs.quiz.review_by}
    write = Writer(inputs.shelf, "site")
    values = {
        **dict(inputs),
        "heading": heading(inputs.title),
        "lang": inputs.lang,
        "policy": POLICY,
        "colours": colours,
    }
    page = template("export/scorm/quiz.html.j2")
    return page.render(
        **values, write=write, head=head, reviewed=Standing(), brief=False, emergencies=()
    ).encode()


def _shell(inputs: ScormInputs | CourseInputs, quizzes: Asked, **values: object) -> bytes:
    page = template("export/scorm/index.html.j2")
    told = {"quizzes": json.dumps(quizzes), "scored": bool(quizzes), "results": inputs.results}
    ways = {"help_url": inputs.help_url, "leave_url": inputs.leave_url}
    return page.render(
        title=inputs.title,
        heading=heading(inputs.title),
        lang=inputs.lang,
        policy=POLICY,
        **told,
        **ways,
        **values,
    ).encode()


def _package(id_: str, title: str, files: Files, quizzes: Asked) -> bytes:
    """The platform itself can compare the score with one pass mark, not with several."""
    marks = [asked["mark"] for asked in quizzes.values() if asked["mark"]]
    manifest = _manifest(id_, title, sorted(files), marks[0] if len(marks) == 1 else None)
    return zipped([("imsmanifest.xml", xml(manifest)), *files.items()])


_PACKAGING = "http://www.imsproject.org/xsd/imscp_rootv1p1p2"
_ADL = "http://www.adlnet.org/xsd/adlcp_rootv1p2"


def _manifest(id_: str, title: str, paths: list[str], mark: int | None) -> Element:
    item = make("item", make("title", title), identifier="item-1", identifierref="sco", isvisible="true")
    if mark is not None:
        item.append(make("adlcp:masteryscore", str(mark)))
    organization = make("organization", make("title", title), item, identifier="organization-1")
    resource = make("resource", *(make("file", href=path) for path in paths))
    resource.attrib |= {
        "identifier": "sco",
        "type": "webcontent",
        "adlcp:scormtype": "sco",
        "href": "index.html",
    }
    root = make(
        "manifest",
        make("metadata", make("schema", "ADL SCORM"), make("schemaversion", "1.2")),
        make("organizations", organization, default="organization-1"),
        make("resources", resource),
        identifier=id_,
        version="1.2",
        xmlns=_PACKAGING,
    )
    root.set("xmlns:adlcp", _ADL)
    return root


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
    templates=(*QUIZ_TEMPLATES, *reference_templates("site")),
    losses=losses,
    assets=OWN,
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
    templates=COURSE_TEMPLATES,
    losses=course_losses,
    assets=OWN,
)
