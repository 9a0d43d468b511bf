"""Common Cartridge (1EdTech): the pages as web content, the quizzes as QTI 1.2.

In two editions: 1.3 with the pages as they are on the site, and 1.1 for Moodle, whose importer reads 1.0 and
1.1 only (`backup/converter/imscc11/lib.php`) and makes pages of its own of them: they go in as their words.
"""

from collections.abc import Iterator, Sequence
from typing import Literal
from xml.etree.ElementTree import Element

from coursekit.export.base import ExportInputs, heading, xml
from coursekit.export.course import CourseInputs, CoursePage, CoursePart, CourseQuiz
from coursekit.export.format import Format
from coursekit.export.qti12 import assessment
from coursekit.export.qti12 import losses as quiz_losses
from coursekit.export.qti_xml import make
from coursekit.export.site_files import Files, assets, pictures, placed
from coursekit.export.texts import TEMPLATES as TEMPLATES
from coursekit.export.words import HELP, title, words
from coursekit.export.words import TEMPLATE as WORDS
from coursekit.model.format_notes import FormatNotes
from coursekit.render.archive import zipped
from coursekit.render.site.engine import POLICY
from coursekit.render.templates import template

Edition = Literal["1p1", "1p3"]
"""As the standard writes it in its addresses."""


PAGE_TEMPLATES = ("export/scorm/contents.html.j2", WORDS)


def losses(inputs: CourseInputs) -> tuple[str, ...]:
    """Say in plain words what a cartridge of edition 1.3 cannot carry of this course."""
    twice = "Each quiz is there twice: on its page, which sends nothing, and as a quiz of the platform."
    return _losses(inputs, twice)


def losses_1p1(inputs: CourseInputs) -> tuple[str, ...]:
    """Say in plain words what a cartridge of edition 1.1 cannot carry of this course."""
    return _losses(
        inputs,
        "A page is its words: no look of its own, no buttons, and numbers to dial by hand.",
        "Links between pages become words; the platform’s own list leads from page to page.",
        *_TICKED,
        "A quiz is a quiz of the platform alone; reflections and scales stay on the website.",
    )


_TICKED = (
    "Moodle gives full marks to whoever ticks everything where several answers are right.",
    "For a quiz that counts take Moodle XML or SCORM.",
)
"""Its importer of cartridges keeps the right answers, and no mark for the wrong ones."""


def _losses(inputs: CourseInputs, *of_pages: str) -> tuple[str, ...]:
    by_quiz = [loss for entry in inputs.asked for loss in quiz_losses(entry.quiz)]
    return tuple(
        dict.fromkeys(
            (
                "The platform does not hear who has read which page; its own quizzes give it their scores.",
                "Papers to print, slides and the search stay on the website.",
                *of_pages,
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
    parts, web = (_parts(inputs), _web(inputs, files)) if edition == "1p3" else _in_words(inputs, files)
    quizzes = {f"quizzes/{entry.quiz.id}.xml": xml(_assessment(entry)) for entry in inputs.asked}
    manifest = xml(_manifest(inputs, parts, sorted(web), sorted(quizzes), edition))
    return zipped([("imsmanifest.xml", manifest), *web.items(), *quizzes.items()])


def _assessment(entry: CourseQuiz) -> Element:
    return assessment(ExportInputs(quiz=entry.quiz, shelf=entry.shelf, title=entry.title))


def _web(inputs: CourseInputs, files: Files) -> Files:
    """The pages as they are on the site, and what they load."""
    found = assets(files)
    contents = template("export/scorm/contents.html.j2").render(
        **dict(inputs), heading=heading(inputs.title), policy=POLICY, colours="school.css" in files
    )
    pages = {path: files[path] for path in inputs.urls} | {"contents.html": contents.encode()}
    found |= pictures(files, pages.values())
    known = {*found, *pages}
    settled = {
        path: placed(page, known, "contents.html", attempt=False, instead=inputs.instead)
        for path, page in pages.items()
    }
    return {f"web/{path}": data for path, data in (found | settled).items()}


def _parts(inputs: CourseInputs) -> tuple[CoursePart, ...]:
    """Where the pages stand, after a list of them."""
    contents = CoursePage(url="contents.html", title="Contents", tab_title="Contents")
    return (CoursePart(title="Start", pages=(contents,)), *inputs.parts)


def _in_words(inputs: CourseInputs, files: Files) -> tuple[tuple[CoursePart, ...], Files]:
    """The parts, with help first, and the words of their pages; a page that asks leaves it to its quiz."""
    asked = {entry.quiz.id for entry in inputs.asked}
    help_page = CoursePage(url=inputs.help_url, title=HELP, tab_title=HELP)
    places = [CoursePage(url=url, title=title(files[url]), tab_title="") for url in inputs.helps]
    parts = (
        CoursePart(title="Start", pages=(help_page,)),
        *(part.model_copy(update={"pages": _without(part.pages, inputs.help_url)}) for part in inputs.parts),
        *([CoursePart(title="Help in other places", pages=tuple(places))] if places else []),
    )
    urls = {page.url for part in parts for page in part.pages if page.quiz not in asked}
    known = {*assets(files), *inputs.urls, *inputs.instead}
    return parts, {
        f"web/{url}": words(
            files[url],
            known,
            leave_url=inputs.leave_url,
            is_help=url in {inputs.help_url, *inputs.helps},
        )
        for url in sorted(urls)
    }


def _without(pages: tuple[CoursePage, ...], url: str) -> tuple[CoursePage, ...]:
    return tuple(page for page in pages if page.url != url)


def _manifest(
    inputs: CourseInputs, parts: Sequence[CoursePart], web: list[str], quizzes: list[str], edition: Edition
) -> Element:
    string = make("lomimscc:string", inputs.title, language=inputs.lang)
    general = make("lomimscc:general", make("lomimscc:title", string))
    metadata = make(
        "metadata",
        make("schema", "IMS Common Cartridge"),
        make("schemaversion", f"{edition.replace('p', '.')}.0"),
        make("lomimscc:lom", general),
    )
    top = make("item", *_items(inputs, parts, web, quizzes), identifier="contents")
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


def _items(
    inputs: CourseInputs, parts: Sequence[CoursePart], web: list[str], quizzes: list[str]
) -> Iterator[Element]:
    """The contents: a folder a part, a page where it is there, and after it its quiz."""
    titles = {entry.quiz.id: entry.title for entry in inputs.asked}
    for number, part in enumerate(parts, 1):
        folder = make("item", make("title", part.title), identifier=f"part-{number}")
        for place, page in enumerate(part.pages, 1):
            id_, path = f"part-{number}-{place}", f"web/{page.url}"
            if path in web:
                folder.append(_item(id_, page.listed, _id(path)))
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
    needs = [make("dependency", identifierref="assets")] if loaded else []
    if loaded:
        files = (make("file", href=path) for path in loaded)
        yield make("resource", *files, identifier="assets", type="webcontent")
    for path in web:
        if path not in loaded:
            page = make("file", href=path)
            yield make("resource", page, *needs, identifier=_id(path), type="webcontent", href=path)
    for path in quizzes:
        yield make(
            "resource",
            make("file", href=path),
            identifier=_id(path),
            type=f"imsqti_xmlv1p2/imscc_xmlv{edition}/assessment",
        )


FORMAT = Format(
    of="course",
    ending="imscc",
    notes=FormatNotes(
        name="imscc",
        short="The course: Common Cartridge 1.3",
        title="The course, or a track, as Common Cartridge 1.3",
        serves=(
            "Platforms that read edition 1.3. The pages become files of the platform, the quizzes "
            "its own quizzes."
        ),
        tried="The tool with which Canvas converts what it imports, November 2026.",
        steps=(
            "In an empty course choose “Import course content”, then “Common Cartridge”.",
            "Give it the file, choose all content, and wait for the report of the import.",
            "Publish the modules, and set each quiz to show its feedback at once.",
        ),
        platforms=(
            "Canvas",
            "Another that takes Common Cartridge",
        ),
    ),
    render=render,
    templates=(*PAGE_TEMPLATES, *TEMPLATES),
    losses=losses,
)


FORMAT_1P1 = Format(
    of="course",
    ending="cc11.imscc",
    notes=FormatNotes(
        name="cc11.imscc",
        short="The course: Common Cartridge 1.1",
        title="The course, or a track, as Common Cartridge 1.1",
        serves=(
            "Moodle, and other platforms that read edition 1.1. The words of the pages, and the "
            "same quizzes as in edition 1.3. Take SCORM if you want the pages as they are here, and"
            " Moodle XML or SCORM for a quiz that counts."
        ),
        tried=("Moodle 4.5.6, November 2026: all files restored, all questions answered right and wrong."),
        steps=(
            "In an empty course choose “Course reuse”, then “Restore”, and give it the file.",
            "Restore it into this course, and wait for the report.",
            (
                "In each quiz open “Questions”, change the mark of one question and change it back: "
                "only then does Moodle count the marks. Until then its grades are too high."
            ),
            "Set each quiz to show its feedback at once.",
        ),
        platforms=(
            "Moodle",
            "Another that takes Common Cartridge",
        ),
    ),
    render=render_1p1,
    templates=(*PAGE_TEMPLATES, *TEMPLATES),
    losses=losses_1p1,
)
