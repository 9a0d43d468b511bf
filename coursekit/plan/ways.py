"""The ways that stand on every page: to help, out of the site, and to a reader's own place."""

from coursekit.catalogue import Catalogue, link_name
from coursekit.model.course import PageKind
from coursekit.model.facts import Place
from coursekit.render.site.engine import Places


def url_of(library: Catalogue, kind: PageKind, place: Place | None) -> str | None:
    """Where the page of a kind of which there is one is, for readers of this place; None without one."""
    page = next((page for page in library.course.pages if page.head.kind == kind), None)
    variant = library.variant(page.path, place) if page else None
    return variant.url if variant else None


def help_url(library: Catalogue, place: Place | None) -> str:
    """Where “Help now” leads for readers of this place."""
    return url_of(library, "help", place) or "help.html"


def leave_url(library: Catalogue, place: Place | None) -> str:
    """Where “Leave this page” leads readers of this place."""
    return (place or library.default_place).leave_to.url


def places(library: Catalogue) -> Places | None:
    """Which pages every place has, for the script that leads a reader to their own."""
    page = next((page for page in library.course.pages if page.head.kind == "places"), None)
    if page is None:
        return None
    every = {place.slug for place in library.open_places}
    served: dict[str, set[str]] = {}
    for variant in library.pages:
        if variant.source.head.each_place and variant.place:
            served.setdefault(variant.source.head.slug, set()).add(variant.place.slug)
    return Places(
        url=f"{page.head.slug}.html",
        default=library.default_place.slug,
        names={place.slug: link_name(place) for place in library.open_places},
        pages=tuple(sorted(slug for slug, found in served.items() if found == every)),
    )


def short_address(library: Catalogue, place: Place | None) -> str | None:
    """Where a QR code leads: the help page, whose title is neutral; none without a canonical address."""
    address, url = library.course.school.address, url_of(library, "help", place)
    return f"{address.rstrip('/')}/{url}" if address and url else None
