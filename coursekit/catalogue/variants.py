"""Pages and handouts, each as often as it is made: for one place, for each place, or for none."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from coursekit.catalogue.records import Records
from coursekit.model.course import Handout, Page, is_signed
from coursekit.model.facts import Place
from coursekit.model.reference import replace
from coursekit.model.review import Review, review_path
from coursekit.model.shelf import PlaceLink


@dataclass(frozen=True)
class Variant:
    """A page or handout as it is made for one place, or for no place in particular."""

    source: Page | Handout
    place: Place | None
    slug: str
    url: str
    """Relative to the site's root, where all pages lie side by side."""

    @property
    def title(self) -> str:
        """The heading, with the place's name put in where it asks for it."""
        return replace(
            self.source.head.title, lambda named: str(getattr(self.place, named.argument or "", ""))
        )

    @property
    def tab_title(self) -> str:
        """The neutral title, with the place where there is more than one."""
        head = self.source.head
        return (
            f"{head.tab_title}, {link_name(self.place)}" if self.place and head.each_place else head.tab_title
        )


class Variants(Records):
    """Every page and handout for every place it is made for."""

    @cached_property
    def pages(self) -> tuple[Variant, ...]:
        """Every page for every place it is made for."""
        return tuple(variant for page in self.course.pages for variant in self._page_variants(page))

    @cached_property
    def handouts(self) -> tuple[Variant, ...]:
        """Every handout for every place it is made for."""
        return tuple(
            variant for handout in self.course.handouts for variant in self._handout_variants(handout)
        )

    @cached_property
    def _page_versions(self) -> dict[str, dict[str | None, Variant]]:
        return _versions(self.pages)

    @cached_property
    def _handout_versions(self) -> dict[str, dict[str | None, Variant]]:
        return _versions(self.handouts)

    @cached_property
    def _versions_at(self) -> dict[str, dict[str | None, Variant]]:
        """The versions of the page or handout at each path, by the code of their place."""
        found = {page.path: self._page_versions.get(page.head.id, {}) for page in self.course.pages}
        found |= {
            handout.path: self._handout_versions.get(handout.head.id, {}) for handout in self.course.handouts
        }
        return found

    def variant(self, path: str, place: Place | None) -> Variant | None:
        """The page or handout at `path` as it is made for `place`, else for the default place.

        Files that share an id are one page, each for places of its own.
        """
        found = self._versions_at.get(path, {})
        for code in (place.code if place else None, None, self.default_place.code):
            if code in found:
                return found[code]
        return next(iter(found.values()), None)

    def by_id(self, id_: str) -> dict[str | None, Variant]:
        """The versions of the page or handout of this id, by the code of their place; empty where none is."""
        return self._page_versions.get(id_) or self._handout_versions.get(id_, {})

    def made_for(self, id_: str, place: Place) -> Variant | None:
        """The page or handout of this id as readers of a place get it."""
        found = self.by_id(id_)
        return found.get(place.code) or found.get(None)

    def by_place(self, page_id: str) -> tuple[PlaceLink, ...]:
        """Links to the versions of a page, the school's own place first, then in the order of the places."""
        versions, own = self._page_versions.get(page_id, {}), self.course.school.place
        return tuple(
            PlaceLink(
                place=code,
                name=link_name(self.places[code]),
                title=versions[code].title,
                url=versions[code].url,
                own=code == own,
            )
            for code in dict.fromkeys((own, *self.places))
            if code and code in versions
        )

    def _led_to(self, page_id: str, place: Place | None) -> tuple[PlaceLink, ...]:
        """Where a text for `place` leads: to that place's version alone; for any other country to all."""
        links = self.by_place(page_id)
        if place is None or place.code == "INT":
            return links
        return (
            tuple(link.model_copy(update={"own": True}) for link in links if link.place == place.code)
            or links
        )

    def nearest(self, variant: Variant) -> tuple[bool, bool]:
        """Sorts the default place first, and “any other country” after those with a name."""
        place = variant.place
        return place not in (None, self.default_place), place is not None and place.code == "INT"

    def review(self, variant: Variant) -> Review | None:
        """The signatures of a page or paper whose sentences are signed; None for all else."""
        if not variant.place or not is_signed(variant.source.head):
            return None
        found = (review for review in self.course.reviews if review.place == variant.place.code)
        return next(found, Review(place=variant.place.code))

    def review_files(self, variant: Variant) -> tuple[str, ...]:
        """The file its signatures were read from, where there is one."""
        review = self.review(variant)
        return (review_path(review.place),) if review and review.signatures else ()

    def _page_variants(self, page: Page) -> Iterable[Variant]:
        head = page.head
        if head.each_place:
            for place in self.served(head):
                slug = head.slug if place == self.default_place else f"{head.slug}-{place.slug}"
                yield Variant(page, place, slug, f"{slug}.html")
        else:
            yield Variant(page, self.places.get(head.place or ""), head.slug, f"{head.slug}.html")

    def _handout_variants(self, handout: Handout) -> Iterable[Variant]:
        head = handout.head
        if head.each_place:
            for place in self.served(head):
                yield handout_variant(handout, place, f"{head.slug}-{place.slug}")
        else:
            yield handout_variant(handout, self.places.get(head.place or ""), head.slug)


def handout_variant(handout: Handout, place: Place | None, slug: str) -> Variant:
    """A handout as it is made for one place, or for no place in particular."""
    is_sent = handout.head.traits.is_messages
    return Variant(handout, place, slug, f"downloads/{slug}.docx" if is_sent else f"handouts/{slug}.pdf")


def _versions(variants: Iterable[Variant]) -> dict[str, dict[str | None, Variant]]:
    """By id, then by place: files that share an id are one page, each for places of its own."""
    found: dict[str, dict[str | None, Variant]] = {}
    for variant in variants:
        code = variant.place.code if variant.place else None
        found.setdefault(variant.source.head.id, {})[code] = variant
    return found


def link_name(place: Place) -> str:
    """What a link to this place’s pages and files is called."""
    return "Any other country" if place.code == "INT" else place.name
