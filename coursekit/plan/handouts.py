"""A handout in each of its sizes and forms."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

from coursekit import __version__
from coursekit.catalogue import Catalogue, Variant, handout_variant
from coursekit.model.base import Paper
from coursekit.model.course import Handout, HandoutHead, Page
from coursekit.model.facts import Place
from coursekit.plan.artefact import Artefact, Listing
from coursekit.plan.printables import FAMILIES, FORMS, LEADS, STAFF
from coursekit.plan.ways import short_address
from coursekit.render.plain import REFERENCES
from coursekit.render.print import handout
from coursekit.render.references import reference_templates

FONTS = ("fonts/*.ttf", "fonts/letters.txt", "fonts/fonts.conf")
PRINT_REFERENCES = reference_templates("print")


def plan_handout(library: Catalogue, variant: Variant, source: Handout) -> Iterator[Artefact]:
    """A handout in each of its sizes; on both papers where neither its place nor the school settles which."""
    for size in handout.sizes(source.head):
        for paper, ending in library.papers(variant.place):
            yield _handout(library, variant, source, size, paper, ending)
    if source.head.editable or source.head.traits.is_messages:
        yield from _editable(library, variant, source)


def plan_sheet(library: Catalogue, page: Page, place: Place | None = None) -> Iterator[Artefact]:
    """The text of a set as a sheet of one side, for those who are told by somebody and not by a screen."""
    head = page.head
    if not (head.set and head.set.slides):
        return
    sheet = Handout(
        path=page.path,
        text=page.text,
        head=HandoutHead(
            template="sheet",
            id=head.id,
            title=head.title,
            slug=head.slug,
            tab_title=head.tab_title,
            review_by=head.review_by,
            audience=head.audience,
            lede=head.lede,
        ),
    )
    for made in plan_handout(
        library, handout_variant(sheet, place, f"{head.slug}-{place.slug}" if place else head.slug), sheet
    ):
        assert made.listing  # noqa: S101 (handouts are listed)
        yield replace(made, listing=replace(made.listing, is_shortlisted=False))


_ENDINGS: dict[tuple[handout.Size, Paper], str] = {
    ("usual", "A4"): "",
    ("usual", "Letter"): "",
    ("large", "A4"): "-large",
    ("large", "Letter"): "-large",
    ("big", "A4"): "-a3",
    ("big", "Letter"): "-tabloid",
    ("grey", "A4"): "-grey",
    ("grey", "Letter"): "-grey",
    ("big_grey", "A4"): "-a3-grey",
    ("big_grey", "Letter"): "-tabloid-grey",
}


def _handout(
    library: Catalogue,
    variant: Variant,
    source: Handout,
    size: handout.Size,
    paper: Paper,
    ending: str,
) -> Artefact:
    return Artefact(
        path=f"handouts/{variant.slug}{_ENDINGS[size, paper]}{ending}.pdf",
        everywhere=f"handouts/{source.head.slug}{_ENDINGS[size, paper]}.pdf",
        listing=replace(
            _listing(variant, source.head),
            form=_SIZES[size, paper],
            paper=paper,
            readers=source.head.audience,
            is_shortlisted=size == "usual",
            has_preview=size == "usual" and not ending,
        ),
        kind="handout",
        recipe="coursekit.render.print.handout:render",
        templates=(handout.template_of(source.head, size), *PRINT_REFERENCES),
        assets=FONTS,
        **_drawn(library, variant, source, size, paper),
    )


_SIZES: dict[tuple[handout.Size, Paper], str] = {
    ("usual", "A4"): "PDF, A4",
    ("usual", "Letter"): "PDF, US Letter",
    ("large", "A4"): "PDF, large print, A4",
    ("large", "Letter"): "PDF, large print, US Letter",
    ("big", "A4"): "PDF, A3",
    ("big", "Letter"): "PDF, Tabloid",
    ("grey", "A4"): "PDF, A4, grey",
    ("grey", "Letter"): "PDF, US Letter, grey",
    ("big_grey", "A4"): "PDF, A3, grey",
    ("big_grey", "Letter"): "PDF, Tabloid, grey",
}
"""What lists call them."""


def _listing(variant: Variant, head: HandoutHead) -> Listing:
    """How lists name a handout; its forms add which they are."""
    sides = {0: "", 1: "one side"}.get(head.sides, "two sides")
    fills = "to fill in on screen or by hand" if head.parts else ""
    readers = FAMILIES if "parents" in head.audience else STAFF if "staff" in head.audience else LEADS
    note = ", ".join(filter(None, (sides, fills)))
    return Listing(group=readers, thing=head.id, title=variant.title, form="", note=note)


_OFFICE = {"docx": "coursekit.render.letters.docx:render", "txt": "coursekit.render.letters.text:render"}
_LOGO_LOSS = "The school’s logo is an SVG, which not every word processor can show: use a PNG for letters."


def _editable(library: Catalogue, variant: Variant, source: Handout) -> Iterator[Artefact]:
    """A handout that schools put in their own words, in each form in which they can."""
    paper = library.paper_size(variant.place)
    drawn = _drawn(library, variant, source, "usual", paper)
    logo = library.course.logo
    for form, recipe in _OFFICE.items():
        no_logo = form == "docx" and source.head.traits.is_letter and logo and logo.name == "logo.svg"
        yield Artefact(
            path=f"downloads/{variant.slug}.{form}",
            everywhere=f"downloads/{source.head.slug}.{form}",
            listing=replace(_listing(variant, source.head), form=FORMS[form], paper=paper),
            kind="letter",
            recipe=recipe,
            templates=REFERENCES,
            losses=(_LOGO_LOSS,) if no_logo else (),
            **drawn,
        )


def _cited(place: Place) -> str:
    """The list that a policy ends in: each fact by its id, so that it is numbered and has its source."""
    return "".join(f'\n- {{{{ fact("{id_}") }}}}' for id_ in place.in_policy)


def _drawn(
    library: Catalogue, variant: Variant, source: Handout, size: handout.Size, paper: Paper
) -> dict[str, Any]:
    """What all forms of a handout share."""
    text = library.text_for(source.text, variant.place)
    if variant.place and source.head.traits.cites_guidance:
        text += _cited(variant.place)
    texts = [text, *source.head.texts(), *handout.help_texts(source.head)]
    folder = str(PurePosixPath(source.path).parent)
    shelf = library.with_school(library.shelf(texts, folder, variant.place))
    terms = library.course.terms if source.head.traits.lists_terms else ()
    uses = (*library.uses(shelf), *(f"term:{term.id}" for term in terms))
    named = {"title": variant.title, "slug": variant.slug, "tab_title": variant.tab_title}
    inputs = handout.HandoutInputs(
        head=source.head.model_copy(update=named),
        traits=source.head.traits,
        text=text,
        shelf=shelf,
        paper=paper,
        size=size,
        version=__version__,
        logo=library.course.logo,
        short_address=short_address(library, variant.place),
        terms=terms,
        review=library.review(variant),
    )
    return {
        "title": variant.title,
        "inputs": inputs,
        "sources": tuple(sorted({source.path, *library.files(uses), *library.review_files(variant)})),
        "uses": tuple(sorted(uses)),
        "lang": shelf.lang,
        "place": variant.place.code if variant.place else None,
    }
