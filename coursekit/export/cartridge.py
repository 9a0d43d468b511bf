"""Common Cartridge (1EdTech): the pages as web content, the quizzes as QTI 1.2.

In two editions that differ in their names alone: 1.3, and 1.1 for Moodle, whose importer reads 1.0 and 1.1
only (`backup/converter/imscc11/lib.php`).
"""

from collections.abc import Iterator
from typing import Literal
from xml.etree.ElementTree import Element

from coursekit.export.base import ExportInputs, heading, xml
from coursekit.export.course import CourseInputs, CoursePage, CoursePart, CourseQuiz
from coursekit.export.qti12 import assessment
from coursekit.export.qti12 import losses as quiz_losses
from coursekit.export.qti_items import make
from coursekit.export.site_files import Files, assets, placed
from coursekit.export.texts import TEMPLATES as TEMPLATES
from coursekit.render.archive import zipped
from coursekit.render.site.engine import POLICY
from coursekit.render.templates import template

Edition = Literal["1p1", "1p3"]
"""As the standard writes it in its addresses."""


def losses(inputs: CourseInputs) -> tuple[str, ...]:
    """Say in plain words what a cartridge cannot carry of this course."""
    by_quiz = [loss for entry in inputs.asked for loss in quiz_losses(entry.quiz)]
    return tuple(
        dict.fromkeys(
            (
                "The platform does not hear who has read which page; its own quizzes give it their scores.",
                "Papers to print, slides and the search stay on the website.",
                "Each quiz is there twice: on its page, which sends nothing, and as a quiz of the platform.",
                *by_quiz,
                *(["Pages of one place only: take the file of your place."] if inputs.place_name else []),
            )
        )
    )


def render(inputs: CourseInputs, files: Files) -> bytes:
    """Return a course or a track as a cartridge of edition 1.3; `files` are those of the site."""
    return _render(inputs, files, "1p3")


def render_1p1(inputs: CourseInputs, files: Files) -> bytes:
    """Return a course or a track as a cartridge of edition 1.1; `files` are those of the site."""
    return _render(inputs, files, "1p1")


def _render(inputs: CourseInputs, files: Files, edition: Edition) -> bytes:
    web = dict(_web(inputs, files))
    quizzes = {f"quizzes/{entry.quiz.id}.xml": xml(_assessment(entry)) for entry in inputs.asked}
    manifest = xml(_manifest(inputs, sorted(web), sorted(quizzes), edition))
    return zipped([("imsmanifest.xml", manifest), *web.items(), *quizzes.items()])


def _assessment(entry: CourseQuiz) -> Element:
    return assessment(ExportInputs(quiz=entry.quiz, shelf=entry.shelf, title=entry.title))


def _web(inputs: CourseInputs, files: Files) -> Iterator[tuple[str, bytes]]:
    found = assets(files)
    contents = template("export/scorm/contents.html.j2").render(
        **dict(inputs), heading=heading(inputs.title), policy=POLICY, colours="school.css" in files
    )
    pages = {path: files[path] for path in inputs.urls} | {"contents.html": contents.encode()}
    known = {*found, *pages}
    for path, data in found.items():
        yield f"web/{path}", data
    for path, html in pages.items():
        yield f"web/{path}", placed(html, known, "contents.html", attempt=False, instead=inputs.instead)


def _manifest(inputs: CourseInputs, web: list[str], quizzes: list[str], edition: Edition) -> Element:
    string = make("lomimscc:string", inputs.title, language=inputs.lang)
    general = make("lomimscc:general", make("lomimscc:title", string))
    metadata = make(
        "metadata",
        make("schema", "IMS Common Cartridge"),
        make("schemaversion", f"{edition.replace('p', '.')}.0"),
        make("lomimscc:lom", general),
    )
    top = make("item", *_items(inputs, quizzes), identifier="contents")
    organization = make("organization", top, identifier="organization-1", structure="rooted-hierarchy")
    root = make(
        "manifest",
        metadata,
        make("organizations", organization),
        make("resources", *_resources(web, quizzes, edition)),
        identifier=f"course-{inputs.slug}",
        xmlns=f"http://www.imsglobal.org/xsd/imsccv{edition}/imscp_v1p1",
    )
    root.set("xmlns:lomimscc", f"http://ltsc.ieee.org/xsd/imsccv{edition}/LOM/manifest")
    return root


def _items(inputs: CourseInputs, quizzes: list[str]) -> Iterator[Element]:
    """The contents: a folder a part, a page and after it its quiz."""
    start = CoursePart(
        title="Start", pages=(CoursePage(url="contents.html", title="Contents", tab_title="Contents"),)
    )
    titles = {entry.quiz.id: entry.title for entry in inputs.asked}
    for number, part in enumerate((start, *inputs.parts), 1):
        folder = make("item", make("title", part.title), identifier=f"part-{number}")
        for place, page in enumerate(part.pages, 1):
            id_ = f"part-{number}-{place}"
            folder.append(_item(id_, page.listed, _id(f"web/{page.url}")))
            file = f"quizzes/{page.quiz}.xml"
            if page.quiz and file in quizzes:
                folder.append(_item(f"{id_}-quiz", titles[page.quiz], _id(file)))
        yield folder


def _item(id_: str, title: str, resource: str) -> Element:
    return make("item", make("title", title), identifier=id_, identifierref=resource)


def _id(path: str) -> str:
    return "resource-" + "".join(sign if sign.isalnum() else "-" for sign in path)


def _resources(web: list[str], quizzes: list[str], edition: Edition) -> Iterator[Element]:
    loaded = [path for path in web if not path.endswith(".html") or path == "web/blank.html"]
    files = (make("file", href=path) for path in loaded)
    yield make("resource", *files, identifier="assets", type="webcontent")
    for path in web:
        if path not in loaded:
            needs = make("dependency", identifierref="assets")
            page = make("file", href=path)
            yield make("resource", page, needs, identifier=_id(path), type="webcontent", href=path)
    for path in quizzes:
        yield make(
            "resource",
            make("file", href=path),
            identifier=_id(path),
            type=f"imsqti_xmlv1p2/imscc_xmlv{edition}/assessment",
        )
