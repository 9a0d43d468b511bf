"""Finding records by id, and the shelf of records that a text names."""

import posixpath
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote

from coursekit.load.course import Loaded
from coursekit.model.apps import App
from coursekit.model.base import Paper
from coursekit.model.changes import Change
from coursekit.model.course import Course, Handout, HandoutHead, Page, PageHead, is_signed
from coursekit.model.facts import Contact, ContactKind, Fact, Place
from coursekit.model.headings import anchors
from coursekit.model.quiz import Quiz
from coursekit.model.reference import FUNCTIONS, left_in, links, references, replace
from coursekit.model.review import Review, review_path
from coursekit.model.rules import Rule
from coursekit.model.shelf import PlaceLink, Shelf


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


@dataclass(frozen=True)
class Library:
    """Everything loaded, by id."""

    loaded: Loaded

    @property
    def course(self) -> Course:
        """The course this library holds."""
        return self.loaded.course

    @cached_property
    def facts(self) -> dict[str, Fact]:
        """Facts by id."""
        return {fact.id: fact for fact in self.course.facts}

    @cached_property
    def changes(self) -> dict[str, Change]:
        """Entries of the change log by id."""
        return {change.id: change for change in self.course.changes}

    @cached_property
    def rules(self) -> dict[str, Rule]:
        """House rules by id."""
        return {rule.id: rule for rule in self.course.rules}

    @cached_property
    def contacts(self) -> dict[str, Contact]:
        """Contacts by id."""
        return {contact.id: contact for contact in self.course.contacts}

    @cached_property
    def places(self) -> dict[str, Place]:
        """Places by code."""
        return {place.code: place for place in self.course.places}

    @cached_property
    def place_names(self) -> dict[str, str]:
        """What each place is called, by code."""
        return {place.code: place.name for place in self.course.places}

    @cached_property
    def quizzes(self) -> dict[str, Quiz]:
        """Quizzes by id."""
        return {quiz.id: quiz for quiz in self.course.quizzes}

    @cached_property
    def open_places(self) -> tuple[Place, ...]:
        """The places that pages are made for."""
        return tuple(place for place in self.course.places if place.pages)

    def served(self, head: PageHead | HandoutHead) -> tuple[Place, ...]:
        """The places that a page or handout with this head is made for, one by one."""
        if isinstance(head.each_place, tuple):
            return tuple(place for place in self.open_places if place.code in head.each_place)
        return self.open_places if head.each_place else ()

    @cached_property
    def default_place(self) -> Place:
        """The school's place, or the international one."""
        return self.places[self.course.school.place or "INT"]

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
    def _versions_at(self) -> dict[str, dict[str | None, Variant]]:
        """The versions of the page or handout at each path, by the code of their place."""
        found = {page.path: self._page_versions.get(page.head.id, {}) for page in self.course.pages}
        handouts = _versions(self.handouts)
        found |= {handout.path: handouts.get(handout.head.id, {}) for handout in self.course.handouts}
        return found

    def paper_size(self, place: Place | None) -> Paper:
        """What a school prints on, or else what is usual in the place."""
        return self.course.school.paper or (place or self.default_place).paper

    def papers(self, place: Place | None) -> Iterator[tuple[Paper, str]]:
        """The papers a printable is made for, each with what its file's name ends in.

        Both, where neither the place nor the school settles which.
        """
        usual = self.paper_size(place)
        yield usual, ""
        if place is None and self.course.school.paper is None:
            yield ("Letter", "-letter") if usual == "A4" else ("A4", "-a4")

    def module_of(self, page: Page) -> Page | None:
        """The first page of the module that a page belongs to."""
        inside = (other for other in self.course.pages if other.module == page.module)
        return next((other for other in inside if other.head.kind == "module"), None)

    def variant(self, path: str, place: Place | None) -> Variant | None:
        """The page or handout at `path` as it is made for `place`, else for the default place.

        Files that share an id are one page, each for places of its own.
        """
        found = self._versions_at.get(path, {})
        for code in (place.code if place else None, None, self.default_place.code):
            if code in found:
                return found[code]
        return next(iter(found.values()), None)

    def by_place(self, page_id: str) -> tuple[PlaceLink, ...]:
        """Links to the versions of a page, the school's own place first, then in the order of the places."""
        versions, own = self._page_versions.get(page_id, {}), self.course.school.place
        return tuple(
            PlaceLink(place=code, name=link_name(self.places[code]), url=versions[code].url, own=code == own)
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

    def shelf(
        self,
        texts: Iterable[str],
        folder: str,
        place: Place | None,
        *,
        kinds: Iterable[str] = (),
        facts: Iterable[str] = (),
        headings: str = "",
    ) -> Shelf:
        """The records that `texts` name.

        `folder` is where links in the texts start from; `kinds` are further kinds of contact, and `facts`
        further facts, that the output shows. `headings` is the whole text, where sections of it are left out.
        """
        named = [(reference, text) for text in texts for reference in references(text)]
        wanted = {
            function: {reference.argument for reference, _ in named if reference.function == function}
            for function in FUNCTIONS
        }
        look_up = {ContactKind.LAW} if wanted["facts"] else set()
        here = self._here(place, wanted["here"] | set(kinds) | look_up)
        doors = {
            name: (place or self.default_place).door(name) for name in sorted(filter(None, wanted["door"]))
        }
        shown = (id_ for ids in (*here.values(), *doors.values()) for id_ in ids)
        changes = {id_: self.changes[id_] for id_ in sorted(filter(None, wanted["change"]))}
        rules = {id_: self.rules[id_] for id_ in sorted(filter(None, wanted["rule"]))}
        rests_on = {id_ for change in changes.values() for id_ in change.facts}
        rests_on |= {rule.facts[place.code] for rule in rules.values() if place and place.code in rule.facts}
        apps = {kinds: tuple(self._apps(kinds)) for kinds in sorted(filter(None, wanted["apps"]))}
        topics = {topic: self.about(topic, place) for topic in sorted(filter(None, wanted["facts"]))}
        return Shelf(
            place=place,
            facts={
                id_: self.facts[id_] for id_ in sorted({*filter(None, wanted["fact"]), *facts, *rests_on})
            },
            changes=changes,
            contacts={id_: self.contacts[id_] for id_ in sorted({*filter(None, wanted["contact"]), *shown})},
            here=here,
            doors=doors,
            topics=topics,
            apps=apps,
            rules=rules,
            place_names=self.place_names if topics else {},
            school=self.course.school if wanted["school"] else None,
            labels=self.labels(place) if wanted["school"] else {},
            by_place={id_: self._led_to(id_, place) for id_ in sorted(filter(None, wanted["by_place"]))},
            links={
                **{target: url for text in texts for target, url in self._links(text, folder, place)},
                **{f"#{anchor}": f"#{part}" for anchor, part in anchors(headings).items()},
            },
        )

    def with_school(self, shelf: Shelf) -> Shelf:
        """The shelf with the school, whose name stands on every paper whether or not the text names it."""
        return shelf.model_copy(update={"school": self.course.school, "labels": self.labels(shelf.place)})

    def labels(self, place: Place | None) -> dict[str, str]:
        """What the school's contacts are called on a page of this place, else where the school is."""
        return (place or self.default_place).local_labels

    def uses(self, shelf: Shelf) -> tuple[str, ...]:
        """The records on a shelf, as `fact:id` and so on, sorted."""
        found = [f"fact:{id_}" for id_ in shelf.facts] + [f"contact:{id_}" for id_ in shelf.contacts]
        found += [f"change:{id_}" for id_ in shelf.changes]
        found += [f"fact:{fact.id}" for facts in shelf.topics.values() for fact in facts]
        found += [f"app:{app.id}" for apps in shelf.apps.values() for app in apps]
        found += [f"rule:{id_}" for id_ in shelf.rules]
        if shelf.place:
            found.append(f"place:{shelf.place.code}")
        if shelf.school:
            found += ["school:school", f"place:{(shelf.place or self.default_place).code}"]
        return tuple(sorted(set(found)))

    def files(self, uses: Iterable[str]) -> tuple[str, ...]:
        """The files these records were read from, sorted."""
        found = set()
        for use in uses:
            kind, _, id_ = use.partition(":")
            if (kind, id_) in self.loaded.origins:
                found.add(self.loaded.origin(kind, id_).path)
        return tuple(sorted(found))

    def about(self, topic: str, place: Place | None) -> tuple[Fact, ...]:
        """The facts of a topic that hold in this place and that somebody has compared with a source."""
        found = [
            fact
            for fact in self.course.facts
            if fact.topic == topic and place and place.code in fact.places and fact.may_be_shown
        ]
        return tuple(sorted(found, key=lambda fact: fact.turn))

    def _apps(self, kinds: str) -> Iterator[App]:
        for kind in kinds.split():
            yield from (app for app in self.course.apps if app.kind == kind)

    def text_for(self, text: str, place: Place | None) -> str:
        """The text without the sections that have nothing to say in this place."""
        return left_in(text, lambda name: self._has(name, place))

    def _has(self, name: str, place: Place | None) -> bool:
        if name in set(ContactKind):
            return any(self._here(place, (name,)).values())
        return bool(self.about(name, place))

    def _here(self, place: Place | None, kinds: Iterable[str | None]) -> dict[str, tuple[str, ...]]:
        where = place or self.default_place
        return {str(names): self._first(where, names) for names in sorted(filter(None, kinds))}

    def _first(self, place: Place, names: str) -> tuple[str, ...]:
        """The place's contacts of the first of these kinds that it has."""
        found = (
            tuple(id_ for id_ in place.of(kind) if self.contacts[id_].may_be_shown) for kind in names.split()
        )
        return next(filter(None, found), ())

    def _links(self, text: str, folder: str, place: Place | None) -> Iterable[tuple[str, str]]:
        for link in links(text):
            target, _, anchor = link.target.partition("#")
            path = posixpath.normpath(posixpath.join(folder, unquote(target)))
            variant = self.variant(path, place) if target else None
            if variant:
                part = anchors(variant.source.text).get(anchor, "")
                yield link.target, f"{variant.url}#{part}" if part else variant.url

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
                yield _handout_variant(handout, place, f"{head.slug}-{place.slug}")
        else:
            yield _handout_variant(handout, self.places.get(head.place or ""), head.slug)


def _handout_variant(handout: Handout, place: Place | None, slug: str) -> Variant:
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
