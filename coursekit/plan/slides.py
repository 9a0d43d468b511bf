"""The decks: one for each session plan, as a presentation and on paper."""

from collections.abc import Iterator
from dataclasses import replace

from coursekit import __version__
from coursekit.catalogue import Catalogue
from coursekit.model.course import Page
from coursekit.model.facts import Place
from coursekit.model.session import Session
from coursekit.plan.artefact import Artefact, Listing
from coursekit.plan.emergencies import emergencies
from coursekit.plan.printables import FORMS, PAPERS, SESSIONS
from coursekit.plan.rehearsed import rehearsal_files, rehearsed
from coursekit.plan.ways import help_url
from coursekit.render.plain import REFERENCES
from coursekit.render.slides.base import TEMPLATES
from coursekit.render.slides.deck import HELP_KINDS, Country, DeckInputs
from coursekit.render.slides.paper import TEMPLATE as PAPER

_LOGO_LOSS = (
    "The school’s logo is an SVG, which PowerPoint files cannot hold everywhere: use a PNG for slides."
)


def plan_slides(library: Catalogue) -> Iterator[Artefact]:
    """Yield the deck of every session plan, in the order of the course.

    A deck is for every place: sessions teach principle, and the law stays on the pages of each place. Where
    `school.yml` names a place, the help slides show its numbers.
    """
    for page in library.course.pages:
        if page.head.session:
            yield from _deck(library, page, page.head.session)


def _deck(library: Catalogue, page: Page, session: Session) -> Iterator[Artefact]:
    place = library.places.get(library.course.school.place or "")
    inputs = _inputs(library, page, session, place)
    countries = tuple(f"contact:{country.contact.id}" for country in inputs.countries)
    uses = tuple(sorted({*library.uses(inputs.shelf), *countries, "school:school"}))
    said = rehearsal_files(library, session)
    slug = page.head.slug.removesuffix("-session")
    pptx = Artefact(
        path=f"slides/{slug}.pptx",
        kind="slides",
        title=f"{inputs.label}: {inputs.title}",
        recipe="coursekit.render.slides.pptx:render",
        inputs=inputs,
        sources=tuple(
            sorted({page.path, (library.module_of(page) or page).path, *said, *library.files(uses)})
        ),
        uses=uses,
        templates=(*TEMPLATES, *REFERENCES),
        assets=("fonts/*.ttf",),
        lang=inputs.lang,
        place=place.code if place else None,
        losses=(_LOGO_LOSS,) if inputs.logo and inputs.logo.name == "logo.svg" else (),
        listing=Listing(
            group=SESSIONS,
            thing=f"{inputs.label}: {inputs.title}",
            title=f"Slides with notes: {inputs.label}: {inputs.title}",
            form=FORMS["pptx"],
        ),
    )
    assert pptx.listing  # noqa: S101 (just given)
    yield pptx
    for paper, ending in library.papers(None):
        yield replace(
            pptx,
            path=f"handouts/{slug}-slides{ending}.pdf",
            listing=replace(pptx.listing, form=f"PDF, {PAPERS[paper]}", paper=paper, has_preview=not ending),
            recipe="coursekit.render.slides.paper:render",
            inputs=inputs.model_copy(update={"paper": paper}),
            templates=(PAPER, *REFERENCES),
            assets=("fonts/*.ttf", "fonts/fonts.conf"),
            losses=(),
        )


def _inputs(library: Catalogue, page: Page, session: Session, place: Place | None) -> DeckInputs:
    course, head = library.course, page.head
    module = library.module_of(page)
    of = module.head if module else head
    texts = [head.lede or "", of.lede or "", *(text for _, text in session.texts())]
    return DeckInputs(
        title=of.title,
        label=f"Module {of.number}" if module else head.tab_title,
        tab_title=f"{of.tab_title if module else head.tab_title}, slides",
        lede=of.lede or "",
        session=session,
        rehearsals=rehearsed(library, session),
        shelf=library.shelf(texts, "course", place, kinds=map(str, HELP_KINDS) if place else ()),
        school=course.school,
        labels=library.labels(place),
        logo=course.logo,
        countries=() if place else tuple(_countries(library)),
        review_by=head.review_by,
        version=__version__,
        lang=place.lang if place else "en-GB",
        paper=library.paper_size(None),
        site=f"{course.school.address.rstrip('/')}/{help_url(library, place)}"
        if course.school.address
        else None,
    )


def _countries(library: Catalogue) -> Iterator[Country]:
    for entry in emergencies(library):
        yield Country(name=entry.place, contact=entry.contact)
