"""SCORM 1.2: our own pages in a package of one SCO, for a quiz and for a course.

The platform is told of completion and score alone (`templates/export/scorm/scorm.js`). Names and namespaces
are those of the SCORM 1.2 Content Aggregation Model; Moodle and others take a package apart by them.
"""

from xml.etree.ElementTree import Element

from coursekit.export.archive import zipped
from coursekit.export.base import ExportInputs, xml
from coursekit.export.course import CourseInputs
from coursekit.export.qti_items import make
from coursekit.export.site_files import Files, assets, own, placed
from coursekit.model.question.reflection import Reflection
from coursekit.model.question.scale import Scale
from coursekit.model.question.scenario import Scenario
from coursekit.model.quiz import Quiz
from coursekit.render.references import Writer
from coursekit.render.site.engine import POLICY
from coursekit.render.templates import template

QUIZ_TEMPLATES = ("export/scorm/index.html.j2", "export/scorm/quiz.html.j2")
COURSE_TEMPLATES = ("export/scorm/index.html.j2", "export/scorm/contents.html.j2")
SCRIPTS = ("scorm.js", "attempt.js", "scorm.css")
OWN = tuple(f"export/scorm/{name}" for name in SCRIPTS)


class ScormInputs(ExportInputs):
    """A quiz as one place takes it, and the ways out of it."""

    help_url: str
    leave_url: str
    version: str


def losses(quiz: Quiz) -> tuple[str, ...]:
    """Say in plain words what a platform does not hear of this quiz."""
    found = ["The platform hears of completion and score alone: no answer, no report for each question."]
    if any(isinstance(question, Scenario | Reflection | Scale) for question in quiz.questions):
        found.append("Stories, reflections and scales are practice: they do not count.")
    if quiz.settings.attempts is not None:
        found.append("Who opens it again another day has all tries again; the best result counts.")
    found.append("Who goes on another day finds the questions empty; what was answered still counts.")
    return tuple(found)


def course_losses(inputs: CourseInputs) -> tuple[str, ...]:
    """Say in plain words what a platform does not hear of a course."""
    return (
        "The platform hears of completion and score alone: no answer, no report for each page.",
        "Papers to print, slides and the search stay on the website.",
        "No pass mark: it is finished when every page was open and every question answered.",
        *(["Pages of one place only: take the file of your place."] if inputs.place_name else []),
    )


def quiz(inputs: ScormInputs, files: Files) -> bytes:
    """Return a quiz as a SCORM package; `files` are those of the site."""
    page = _quiz_page(inputs, "school.css" in files)
    scored = any(_counts(question) for question in inputs.quiz.questions)
    found = assets(files) | own(*SCRIPTS)
    pages = {"quiz.html": page, inputs.help_url: files[inputs.help_url]}
    known = {*found, *pages, "index.html"}
    found |= {path: placed(html, known, "quiz.html", attempt=True) for path, html in pages.items()}
    mark = inputs.quiz.settings.pass_mark
    found["index.html"] = _shell(
        inputs,
        colours="school.css" in files,
        first="quiz.html",
        pages=("quiz.html",),
        quizzes=(inputs.quiz.id,) if scored else (),
        pass_mark=mark if scored else None,
        scored=scored,
    )
    return _package(f"quiz-{inputs.quiz.id}", inputs.title, found, mark if scored else None)


def course(inputs: CourseInputs, files: Files) -> bytes:
    """Return a course or a track as a SCORM package; `files` are those of the site."""
    found = assets(files) | own(*SCRIPTS)
    contents = template("export/scorm/contents.html.j2").render(
        **dict(inputs), policy=POLICY, colours="school.css" in files
    )
    pages = {path: files[path] for path in inputs.urls} | {"contents.html": contents.encode()}
    known = {*found, *pages, "index.html"}
    found |= {path: placed(html, known, "contents.html", attempt=True) for path, html in pages.items()}
    found["index.html"] = _shell(
        inputs,
        colours="school.css" in files,
        first="contents.html",
        pages=inputs.counted,
        quizzes=inputs.quizzes,
        pass_mark=None,
        scored=bool(inputs.quizzes),
    )
    return _package(f"course-{inputs.slug}", inputs.title, found, None)


def _counts(question: object) -> bool:
    return not isinstance(question, Scenario | Reflection | Scale)


def _quiz_page(inputs: ScormInputs, colours: bool) -> bytes:
    head = {"kind": "quiz", "reviewed_by": None, "review_by": inputs.quiz.review_by}
    write = Writer(inputs.shelf, "site")
    values = {**dict(inputs), "lang": inputs.lang, "policy": POLICY, "colours": colours}
    page = template("export/scorm/quiz.html.j2")
    return page.render(**values, write=write, head=head, emergencies=()).encode()


def _shell(inputs: ScormInputs | CourseInputs, **values: object) -> bytes:
    page = template("export/scorm/index.html.j2")
    ways = {"help_url": inputs.help_url, "leave_url": inputs.leave_url}
    return page.render(title=inputs.title, lang=inputs.lang, policy=POLICY, **ways, **values).encode()


def _package(id_: str, title: str, files: Files, mark: int | None) -> bytes:
    return zipped([("imsmanifest.xml", xml(_manifest(id_, title, sorted(files), mark))), *files.items()])


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
    root.set("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance")
    places = f"{_PACKAGING} imscp_rootv1p1p2.xsd {_ADL} adlcp_rootv1p2.xsd"
    root.set("xsi:schemaLocation", places)
    return root
