"""The list of all pages, which is also the page of the search."""

from collections.abc import Iterator

from coursekit.catalogue import Catalogue, Variant, link_name
from coursekit.model.course import Page
from coursekit.plan.artefact import Artefact
from coursekit.plan.modules import number_of
from coursekit.plan.page import KINDS
from coursekit.plan.ways import help_url, leave_url
from coursekit.render.site.contents import TEMPLATE as CONTENTS_TEMPLATE
from coursekit.render.site.contents import ContentsInputs, Entry, Group, PlaceOption
from coursekit.render.site.page import Link

GROUPS = (
    "Help",
    "The course",
    "The law, place by place",
    "Who to tell, place by place",
    "For families",
    "Papers to print, place by place",
    "Words, sources and changes",
    "Records and your school",
    "For those who run it",
)
"""The headings of the list, in their order."""
if missing := {kind.group for kind in KINDS.values()} - set(GROUPS):
    raise ValueError(f"GROUPS in coursekit/plan/contents.py lacks {', '.join(sorted(missing))}.")


def plan_contents(library: Catalogue) -> Artefact:
    """The list of all pages, made of their titles alone."""
    entries = (f"search entry:{entry.id}" for entry in library.course.searched)
    inputs = ContentsInputs(
        groups=tuple(Group(title=title, entries=tuple(_listed(library, title))) for title in GROUPS),
        places=tuple(PlaceOption(slug=place.slug, name=link_name(place)) for place in library.open_places),
        default=library.default_place.slug,
        is_chosen=library.course.school.place is not None,
        help_url=help_url(library, None),
        leave_url=leave_url(library, None),
        report_errors=library.course.school.report_errors,
    )
    return Artefact(
        path="search.html",
        source="search.md",
        kind="aggregate",
        title="Search",
        recipe="coursekit.render.site.contents:render",
        inputs=inputs,
        sources=tuple(sorted({*(page.path for page in library.course.pages), *library.files(entries)})),
        templates=(CONTENTS_TEMPLATE,),
    )


def _listed(library: Catalogue, group: str) -> Iterator[Entry]:
    """The pages of a group in the order of the course, each once with its versions for other places."""
    versions: dict[str, list[Variant]] = {}
    for variant in sorted(library.pages, key=library.nearest):
        if isinstance(variant.source, Page) and KINDS[variant.source.head.kind].group == group:
            versions.setdefault(variant.source.head.id, []).append(variant)
    found = sorted(versions.values(), key=lambda variants: _position(library, variants[0]))
    for first, *others in found:
        yield Entry(
            page=_place_link(first),
            begins_module=first.source.head.kind == "module",  # type: ignore[union-attr]
            elsewhere=tuple(map(_place_link, others)),
        )


def _place_link(variant: Variant) -> Link:
    return Link(title=variant.title, url=variant.url, note=link_name(variant.place) if variant.place else "")


def _position(library: Catalogue, variant: Variant) -> tuple[int, int, str]:
    page = variant.source
    assert isinstance(page, Page)  # noqa: S101 (only pages are listed)
    return number_of(library, page), page.head.order, variant.url
