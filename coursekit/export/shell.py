"""Our own pages in a package of one launched object, whatever standard a platform launches it by.

A quiz alone, or the pages of a course, in a frame of one first screen (`templates/export/scorm/scorm.js`).
What differs between standards is an `Envelope`: the manifest, and the script that speaks to the platform. The
pages are made once, for SCORM 1.2; every other envelope goes around the files of that package (`again`).
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from coursekit.export.base import ExportInputs, PagesInside, heading
from coursekit.export.course import CourseInputs
from coursekit.export.site_files import Files, assets, own, pictures, placed
from coursekit.model.question.reflection import Reflection
from coursekit.model.question.scale import Scale
from coursekit.model.question.scenario import Scenario
from coursekit.model.quiz import Quiz
from coursekit.model.review import Standing
from coursekit.render.archive import changed, members, zipped
from coursekit.render.references import Writer, reference_templates
from coursekit.render.site.engine import POLICY
from coursekit.render.templates import template

INDEX_TEMPLATES = ("export/scorm/index.html.j2",)
QUIZ_TEMPLATES = (*INDEX_TEMPLATES, "export/scorm/quiz.html.j2", *reference_templates("site"))
COURSE_TEMPLATES = (*INDEX_TEMPLATES, "export/scorm/contents.html.j2")
SCRIPTS = ("scorm.js", "attempt.js", "scorm.css")


class PagesInputs(ExportInputs, PagesInside):
    """A quiz as one place takes it, and the ways out of it."""

    @property
    def id(self) -> str:
        """Names the package."""
        return f"quiz-{self.quiz.id}"

    @property
    def lasting(self) -> str:
        """Names the package and its place for ever."""
        return f"quiz-{self.shelf_mark}"

    @property
    def first(self) -> str:
        """The page it begins with."""
        return "quiz.html"

    @property
    def counted(self) -> tuple[str, ...]:
        """The pages that belong to finishing."""
        return ("quiz.html",)

    @property
    def quizzes(self) -> tuple[Quiz, ...]:
        """The quizzes whose questions belong to finishing."""
        return (self.quiz,)

    @property
    def marks(self) -> tuple[tuple[str, int], ...]:
        """What decides whether somebody has passed, and its pass mark; a quiz alone needs no name."""
        return tuple(("", mark) for mark in _marks(self))


Inputs = PagesInputs | CourseInputs


class Package(NamedTuple):
    """What a manifest says of a package."""

    id: str
    lasting: str
    """Names it for ever, with its place."""
    title: str
    lang: str
    paths: tuple[str, ...]
    """Every file but the manifest, sorted."""
    mark: int | None
    """Per cent: a platform itself can compare the score with one pass mark, not with several."""
    marked: bool
    """Whether somebody passes or fails."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """A standard by which a platform launches the pages."""

    script: str
    """Speaks to the platform; below `templates/export/scorm/`."""
    manifest: Callable[[Package], Files]
    policy: str = POLICY
    """The Content-Security-Policy of the first screen, which alone speaks to the platform."""

    @property
    def assets(self) -> tuple[str, ...]:
        """The files below `templates/` that it is made of."""
        return tuple(f"export/scorm/{name}" for name in (*SCRIPTS, self.script))


def quiz(inputs: PagesInputs, files: Files, envelope: Envelope) -> bytes:
    """Return a quiz as a package; `files` are those of the site."""
    page = _quiz_page(inputs, "school.css" in files)
    pages = {"quiz.html": page} | {url: files[url] for url in (inputs.help_url, *inputs.helps)}
    return _made(inputs, files, pages, envelope)


def course(inputs: CourseInputs, files: Files, envelope: Envelope) -> bytes:
    """Return a course or a track as a package; `files` are those of the site."""
    contents = template("export/scorm/contents.html.j2").render(
        **dict(inputs), heading=heading(inputs.title), policy=POLICY, colours="school.css" in files
    )
    pages = {path: files[path] for path in inputs.urls} | {"contents.html": contents.encode()}
    return _made(inputs, files, pages, envelope)


ORIGINAL = frozenset(("index.html", "imsmanifest.xml", "assets/scorm12.js"))
"""What SCORM 1.2's envelope adds to the files of the pages."""


def again(inputs: Inputs, files: Mapping[str, bytes], envelope: Envelope) -> bytes:
    """Return the pages of a package that was made already for SCORM 1.2, in another envelope.

    `files` holds that package alone. What is packed in it is not unpacked: it is most of the work.
    """
    (data,) = files.values()
    kept = members(data) - ORIGINAL
    return changed(data, kept, _around(inputs, kept, envelope))


def _made(inputs: Inputs, files: Files, pages: Files, envelope: Envelope) -> bytes:
    found = assets(files) | own(*SCRIPTS) | pictures(files, pages.values())
    known = {*found, *pages}
    found |= {
        path: placed(html, known, inputs.first, attempt=True, instead=inputs.instead)
        for path, html in pages.items()
    }
    return zipped((found | _around(inputs, found, envelope)).items())


def _around(inputs: Inputs, kept: Iterable[str], envelope: Envelope) -> Files:
    """What an envelope adds to the files of the pages."""
    paths = {*kept, "index.html", f"assets/{envelope.script}"}
    marks = _marks(inputs)
    package = Package(
        id=inputs.id,
        lasting=inputs.lasting,
        title=inputs.title,
        lang=inputs.lang,
        paths=tuple(sorted(paths)),
        mark=marks[0] if len(marks) == 1 else None,
        marked=bool(marks),
    )
    index = {"index.html": _index(inputs, envelope, colours="school.css" in paths)}
    return index | own(envelope.script) | envelope.manifest(package)


Asked = dict[str, dict[str, Any]]
"""As scorm.js reads it: of each quiz that counts its pass `mark`, and its `questions` with their points."""


def _asked(quizzes: Iterable[Quiz]) -> Asked:
    found = {}
    for each in quizzes:
        questions = [(question.id, question.points) for question in each.questions if _counts(question)]
        if questions:
            found[each.id] = {"mark": each.settings.pass_mark, "questions": questions}
    return found


def _counts(question: object) -> bool:
    return not isinstance(question, Scenario | Reflection | Scale)


def _marks(inputs: Inputs) -> list[int]:
    return [asked["mark"] for asked in _asked(inputs.quizzes).values() if asked["mark"]]


def _quiz_page(inputs: PagesInputs, colours: bool) -> bytes:
    values = {
        **dict(inputs),
        "heading": heading(inputs.title),
        "lang": inputs.lang,
        "policy": POLICY,
        "colours": colours,
        "write": Writer(inputs.shelf, "site"),
        "head": {"review_by": inputs.quiz.review_by},
    }
    page = template("export/scorm/quiz.html.j2")
    return page.render(**values, reviewed=Standing(), brief=False, emergencies=()).encode()


def _index(inputs: Inputs, envelope: Envelope, *, colours: bool) -> bytes:
    quizzes = _asked(inputs.quizzes)
    page = template("export/scorm/index.html.j2")
    return page.render(
        title=inputs.title,
        heading=heading(inputs.title),
        lang=inputs.lang,
        policy=envelope.policy,
        script=envelope.script,
        quizzes=json.dumps(quizzes),
        scored=bool(quizzes),
        results=inputs.results,
        help_url=inputs.help_url,
        leave_url=inputs.leave_url,
        first=inputs.first,
        pages=inputs.counted,
        marks=inputs.marks,
        colours=colours,
    ).encode()


def quiz_losses(inputs: PagesInputs) -> tuple[str, ...]:
    """Say in plain words what a platform does not hear of this quiz."""
    quiz, found = inputs.quiz, [_heard(results=inputs.results)]
    if not all(_counts(question) for question in quiz.questions):
        found.append("Stories, reflections and scales are practice: they do not count.")
    if quiz.settings.attempts is not None:
        found.append("Who opens it again another day has all tries again; the best result counts.")
    found.append("Who goes on another day finds the questions empty; what was answered still counts.")
    return tuple(found)


def course_losses(inputs: CourseInputs) -> tuple[str, ...]:
    """Say in plain words what a platform does not hear of a course."""
    return (
        _heard(results=inputs.results),
        "Papers to print, slides and the search stay on the website.",
        *(["Pages of one place only: take the file of your place."] if inputs.place_name else []),
    )


def _heard(*, results: bool) -> str:
    if results:
        return "The platform hears of completion, score and each question’s result: no answer."
    return "The platform hears of completion and score alone: no answer, no result of a question."
