"""The decks: one for each session plan, as a presentation and on paper."""

from collections.abc import Iterator
from dataclasses import replace

from coursekit import __version__
from coursekit.catalogue import Catalogue
from coursekit.model.course import Page, PageHead
from coursekit.model.facts import Place
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

    Sessions teach principle, and the law stays on the pages of each place. What differs from place to place
    are the numbers of the help slides, so the deck of a session is made for each. Paper copies, and the few
    slides of a set, which a trainer uses with the sheet “Who to tell”, are made once.
    """
    school = library.places.get(library.course.school.place or "")
    others = [place for place in library.open_places if place not in (school, library.places["INT"])]
    for page in library.course.pages:
        if page.head.session or (page.head.set and page.head.set.slides):
            deck = deck_of(library, page, school)
            yield deck
            yield from _on_paper(library, deck) if page.head.session else ()
            yield from (deck_of(library, page, place) for place in others if page.head.session)


def deck_of(library: Catalogue, page: Page, place: Place | None) -> Artefact:
    """The deck of a session plan or a set, with the numbers of a place."""
    inputs = _inputs(library, page, place)
    countries = tuple(f"contact:{country.contact.id}" for country in inputs.countries)
    uses = tuple(sorted({*library.uses(inputs.shelf), *countries, "school:school"}))
    said = rehearsal_files(library, page.head.session)
    slug, module = page.head.slug.removesuffix("-session"), library.module_of(page) or page
    where = f"-{place.slug}" if place and place.code != library.course.school.place else ""
    return Artefact(
        path=f"slides/{slug}{where}.pptx",
        everywhere=f"slides/{slug}.pptx",
        kind="slides",
        title=f"{inputs.label}: {inputs.title}",
        recipe="coursekit.render.slides.pptx:render",
        inputs=inputs,
        sources=tuple(sorted({page.path, module.path, *said, *library.files(uses)})),
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
            is_shortlisted=page.head.session is not None,
        ),
    )


def _on_paper(library: Catalogue, pptx: Artefact) -> Iterator[Artefact]:
    """A deck with its notes to hold in the hand, on both papers where nothing settles which."""
    inputs, listing = pptx.inputs, pptx.listing
    assert isinstance(inputs, DeckInputs) and listing  # noqa: S101, PT018 (just given)
    slug = pptx.path.removeprefix("slides/").removesuffix(".pptx")
    for paper, ending in library.papers(None):
        yield replace(
            pptx,
            path=f"handouts/{slug}-slides{ending}.pdf",
            everywhere="",
            listing=replace(listing, form=f"PDF, {PAPERS[paper]}", paper=paper, has_preview=not ending),
            recipe="coursekit.render.slides.paper:render",
            inputs=inputs.model_copy(update={"paper": paper}),
            templates=(PAPER, *REFERENCES),
            assets=("fonts/*.ttf", "fonts/fonts.conf"),
            losses=(),
        )


def _inputs(library: Catalogue, page: Page, place: Place | None) -> DeckInputs:
    course, head = library.course, page.head
    module = library.module_of(page)
    of = module.head if module else head
    plan = head.session or head.set
    texts = [head.lede or "", of.lede or "", *(text for _, text in (plan.texts() if plan else ()))]
    return DeckInputs(
        title=of.title,
        label=_label(head, of),
        tab_title=f"{of.tab_title if module else head.tab_title}, slides",
        lede=of.lede or "",
        session=head.session,
        few=head.set.slides if head.set else (),
        rehearsals=rehearsed(library, head.session),
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


def _label(head: PageHead, of: PageHead) -> str:
    """Which deck it is, in two or three words."""
    if head.set:
        return f"{head.minutes} minutes"
    return f"Module {of.number}" if of.number else head.tab_title


def _countries(library: Catalogue) -> Iterator[Country]:
    for entry in emergencies(library):
        yield Country(name=entry.place, contact=entry.contact)
