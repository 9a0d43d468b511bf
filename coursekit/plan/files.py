"""The files readers take away: handouts, quiz papers, packages for learning platforms and schemas."""

from collections.abc import Iterator

from coursekit import __version__, export
from coursekit.export.base import ExportInputs
from coursekit.export.schema import SCHEMAS, SchemaInputs
from coursekit.model.course import Handout
from coursekit.model.facts import Place
from coursekit.model.quiz import Quiz
from coursekit.plan.artefact import Artefact
from coursekit.plan.library import Library, Variant
from coursekit.render.print import handout, quiz_paper

_FONTS = ("fonts/*.ttf", "fonts/fonts.conf")
_PRINT_REFERENCES = tuple(
    f"print/reference/{name}.html.j2"
    for name in ("fact", "contact", "contact_card", "no_contact", "school", "school_line", "by_place")
)


def plan_files(library: Library) -> Iterator[Artefact]:
    """Yield every file that is not a page, in a stable order."""
    for variant in library.handouts:
        if isinstance(variant.source, Handout):
            yield _handout(library, variant, variant.source)
    for quiz in library.course.quizzes:
        for place in places_of(library, quiz):
            yield _paper(library, quiz, place)
            for extension in export.FORMATS:
                yield _package(library, quiz, place, extension)
    for name in SCHEMAS:
        yield _schema(name)


def places_of(library: Library, quiz: Quiz) -> Iterator[Place | None]:
    """The places that a quiz has files for: none in particular, and each that a question is bound to."""
    for place in (None, *(library.places[code] for code in quiz.places)):
        if quiz.for_place(place.code if place else None).questions:
            yield place


def quiz_slug(library: Library, quiz: Quiz) -> str:
    """The neutral name of a quiz's files: its own, or its module's with `-quiz`."""
    if quiz.slug:
        return quiz.slug
    module = next((page for page in library.course.pages if page.head.id == quiz.module), None)
    return f"{module.head.slug}-quiz" if module else quiz.id


def file_title(library: Library, quiz: Quiz) -> str:
    """What download lists call a quiz: its module, what it says for them or its page; not what is asked."""
    module = next((page for page in library.course.pages if page.head.id == quiz.module), None)
    if module:
        return f"Module {module.head.number}: {module.head.title}"
    if quiz.listed:
        return quiz.listed
    page = next((page for page in library.course.pages if page.head.quiz == quiz.id), None)
    return page.head.tab_title if page else quiz_slug(library, quiz)


def _short_address(library: Library, place: Place | None) -> str | None:
    """Where a QR code leads: the help page, whose title is neutral; none without a canonical address."""
    address = library.course.school.address
    page = next((page for page in library.course.pages if page.head.kind == "help"), None)
    if address is None or page is None:
        return None
    variant = library.variant(page.path, place)
    return f"{address.rstrip('/')}/{variant.url}" if variant else None


def _paper_size(library: Library, place: Place | None) -> handout.Paper:
    return library.course.school.paper or (place or library.default_place).paper


def _handout(library: Library, variant: Variant, source: Handout) -> Artefact:
    text = library.text_for(source.text, variant.place)
    shelf = library.shelf([text, *source.head.texts()], "course/handouts", variant.place)
    uses = library.uses(shelf)
    return Artefact(
        path=variant.url,
        kind="handout",
        title=variant.title,
        recipe="coursekit.render.print.handout:render",
        inputs=handout.HandoutInputs(
            head=source.head.model_copy(
                update={"title": variant.title, "slug": variant.slug, "tab_title": variant.tab_title}
            ),
            text=text,
            shelf=shelf,
            paper=_paper_size(library, variant.place),
            version=__version__,
            logo=library.course.logo,
            short_address=_short_address(library, variant.place),
        ),
        sources=tuple(sorted({source.path, *library.files(uses)})),
        uses=uses,
        templates=(handout.template_of(source.head), *_PRINT_REFERENCES),
        assets=_FONTS,
        lang=variant.place.lang if variant.place else "en-GB",
        place=variant.place.code if variant.place else None,
    )


def tab_title(quiz: Quiz, place: Place | None) -> str:
    """What tabs and platforms call a quiz."""
    title = quiz.tab_title or "Questions"
    return f"{title}, {place.name}" if place else title


def _paper(library: Library, quiz: Quiz, place: Place | None) -> Artefact:
    taken = quiz.for_place(place.code if place else None)
    shelf = library.shelf(taken.texts(), "course", place, facts=taken.facts)
    uses = (f"quiz:{quiz.id}", *library.uses(shelf))
    name = f"{quiz_slug(library, quiz)}-paper" + (f"-{place.slug}" if place else "")
    return Artefact(
        path=f"handouts/{name}.pdf",
        kind="paper",
        title=file_title(library, quiz),
        recipe="coursekit.render.print.quiz_paper:render",
        inputs=quiz_paper.PaperInputs(
            quiz=taken,
            shelf=shelf,
            paper=_paper_size(library, place),
            version=__version__,
            title=quiz.title,
            tab_title=tab_title(quiz, place),
            short_address=_short_address(library, place),
        ),
        sources=library.files(uses),
        uses=tuple(sorted(uses)),
        templates=(quiz_paper.TEMPLATE, *_PRINT_REFERENCES),
        assets=_FONTS,
        place=place.code if place else None,
    )


def _package(library: Library, quiz: Quiz, place: Place | None, extension: str) -> Artefact:
    taken = quiz.for_place(place.code if place else None)
    shelf = library.shelf(taken.texts(), "course", place, facts=taken.facts)
    uses = (f"quiz:{quiz.id}", *library.uses(shelf))
    slug = quiz_slug(library, quiz)
    form = export.FORMATS[extension]
    where = f".{place.code}" if place else ""
    return Artefact(
        path=f"packages/{slug}/{slug}{where}.{extension}",
        kind="package",
        title=file_title(library, quiz),
        recipe=f"{form.__name__}:render",
        inputs=ExportInputs(quiz=taken, shelf=shelf, title=tab_title(quiz, place)),
        sources=library.files(uses),
        uses=tuple(sorted(uses)),
        templates=form.TEMPLATES,
        place=place.code if place else None,
        losses=form.losses(taken),
    )


def _schema(name: str) -> Artefact:
    return Artefact(
        path=f"downloads/{name}.schema.json",
        kind="schema",
        title=f"JSON Schema of a {name} file",
        recipe="coursekit.export.schema:render",
        inputs=SchemaInputs(name=name),
        sources=(),
    )
