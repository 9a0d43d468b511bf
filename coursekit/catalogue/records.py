"""Records by id, and which of them a place has."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from coursekit.load.course import Loaded
from coursekit.model.apps import App
from coursekit.model.base import Paper
from coursekit.model.changes import Change
from coursekit.model.course import Course, HandoutHead, Page, PageHead, places_of
from coursekit.model.drawing import Drawing
from coursekit.model.facts import Contact, ContactKind, Fact, Place
from coursekit.model.picture import Picture
from coursekit.model.quiz import Quiz
from coursekit.model.reference import left_in
from coursekit.model.rules import Rule
from coursekit.model.shelf import Shelf


@dataclass(frozen=True)
class Records:
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
    def drawings(self) -> dict[str, Drawing]:
        """Drawings by id."""
        return {drawing.id: drawing for drawing in self.course.drawings}

    @cached_property
    def pictures(self) -> dict[str, Picture]:
        """Pictures by the names of their files."""
        return {picture.id: picture for picture in self.course.pictures}

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
        return self.open_among(places_of(head)) if head.each_place else ()

    def open_among(self, codes: Collection[str]) -> tuple[Place, ...]:
        """The places that pages are made for, of those a text is for; all where it is for everywhere."""
        return tuple(place for place in self.open_places if not codes or place.code in codes)

    @cached_property
    def default_place(self) -> Place:
        """The school's place, or the international one."""
        return self.places[self.course.school.place or "INT"]

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

    def with_school(self, shelf: Shelf) -> Shelf:
        """The shelf with the school, whose name stands on every paper whether or not the text names it."""
        return shelf.model_copy(update={"school": self.course.school, "labels": self.labels(shelf.place)})

    def labels(self, place: Place | None) -> dict[str, str]:
        """What the school's contacts are called on a page of this place, else where the school is."""
        return (place or self.default_place).local_labels

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
