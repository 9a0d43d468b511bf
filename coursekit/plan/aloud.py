"""What people say aloud, on paper: the cards of a module's rehearsals, and the card to fill in."""

from collections.abc import Iterator

from coursekit import __version__
from coursekit.catalogue import Catalogue
from coursekit.model.base import Paper
from coursekit.model.course import Page
from coursekit.plan.artefact import Artefact, Listing
from coursekit.plan.handouts import FONTS
from coursekit.plan.printables import SESSIONS
from coursekit.plan.ways import short_address
from coursekit.render.print import aloud
from coursekit.render.references import reference_templates

_FORMS: dict[Paper, str] = {"A4": "PDF, A4", "Letter": "PDF, US Letter"}


def plan_aloud(library: Catalogue) -> Iterator[Artefact]:
    """Yield both papers of each module's rehearsals, on both sizes where nothing settles which."""
    for page in library.course.pages:
        if page.head.aloud:
            for form in aloud.FORMS:
                for paper, ending in library.papers(None):
                    yield _paper(library, page, form, paper, ending)


def _paper(library: Catalogue, page: Page, form: aloud.Form, paper: Paper, ending: str) -> Artefact:
    home = library.module_of(page) or page
    what = aloud.FORMS[form]
    name, title = f"handouts/{page.head.slug}-{form}", f"{what.title}: {home.head.title}"
    shelf = library.shelf([], "course", None)
    listing = Listing(
        group=SESSIONS,
        thing=f"{page.head.id} {form}",
        title=title,
        form=_FORMS[paper],
        note=what.note,
        paper=paper,
        is_shortlisted=False,
        has_preview=not ending,
    )
    return Artefact(
        path=f"{name}{ending}.pdf",
        everywhere=f"{name}.pdf",
        kind="handout",
        title=title,
        listing=listing,
        recipe=what.recipe,
        inputs=aloud.AloudInputs(
            head=page.head,
            module=home.head.title,
            shelf=shelf,
            paper=paper,
            version=__version__,
            tab_title=f"{page.head.tab_title}, {what.tab}",
            short_address=short_address(library, None),
        ),
        sources=tuple(sorted({page.path, home.path})),
        templates=(what.template, *reference_templates("print")),
        assets=FONTS,
    )
