"""References in the text: each names something that exists, holds in its place and is sure enough."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from coursekit.catalogue import Records
from coursekit.check.texts import Text, notes, texts
from coursekit.load.course import Loaded
from coursekit.load.marked_yaml import Location
from coursekit.model.apps import AppKind
from coursekit.model.changes import Change
from coursekit.model.checked import Checked
from coursekit.model.doors import Door
from coursekit.model.facts import Contact, ContactKind, Topic
from coursekit.model.problem import Problem, did_you_mean
from coursekit.model.reference import FUNCTIONS, Reference, references
from coursekit.model.school import Person, School

PLACE_KEYS = ("name", "in_name", "lead_title", "lead_first")
SCHOOL_KEYS = ("contacts", *(key for key, field in School.model_fields.items() if field.annotation is Person))

SHOWN: dict[str, tuple[str, ...]] = {
    "quiz": ("fact", "change", "contact", "drawing"),
    "handout": tuple(name for name in FUNCTIONS if name != "facts"),
    "planner": (),
    "self-review": (),
    "drawing": (),
    "note": (),
}
"""The functions that everything made of a kind of text can draw; texts of pages can have them all."""
_PLAIN = {
    "quiz": "platforms and paper take a question without its page",
    "planner": "a calendar has words alone",
    "self-review": "its words go into a report as they are",
    "drawing": "a drawing has words alone, and a chart names its facts after “fact:”",
    "note": "notes for trainers are words alone",
}

_BELOW_HEADING = re.compile(r"(?:^|\n)#{1,6}\s[^\n]*\n\s*\Z")

Complaint = tuple[str, str, str]
"""Code, message and hint."""


def check(loaded: Loaded) -> Iterator[Problem]:
    """Yield a problem for each reference that cannot be shown, and each fact that cannot be rested on."""
    known = _Known.of(loaded)
    for text in texts(loaded):
        for reference in references(text.text):
            for complaint in known.complaints(reference, text):
                yield text.problem(reference.start, *complaint)
    for text in notes(loaded):
        for reference in references(text.text):
            for complaint in _not_shown(reference, "note"):
                yield text.problem(reference.start, *complaint)
    yield from _question_facts(loaded, known)
    yield from _change_facts(loaded, known)
    yield from _rule_facts(loaded, known)
    yield from _aspect_facts(loaded, known)
    yield from _chart_facts(loaded, known)
    yield from _nested(loaded)


def _question_facts(loaded: Loaded, known: "_Known") -> Iterator[Problem]:
    for quiz in loaded.course.quizzes:
        origin = loaded.origin("quiz", quiz.id)
        for index, question in enumerate(quiz.questions):
            for number, id_ in enumerate(question.facts):
                for complaint in known.record("fact", known.records.facts, id_, question.places, strict=True):
                    yield origin.problem(("questions", index, "facts", number), *complaint)


def _change_facts(loaded: Loaded, known: "_Known") -> Iterator[Problem]:
    """Nobody is told that something changed on the word of a fact that is unsure, or of another place."""
    for change in loaded.course.changes:
        origin = loaded.origin("change", change.id)
        for number, id_ in enumerate(change.facts):
            for complaint in known.record("fact", known.records.facts, id_, change.places, strict=True):
                yield origin.problem(("facts", number), *complaint)


def _aspect_facts(loaded: Loaded, known: "_Known") -> Iterator[Problem]:
    """Each page takes the facts that hold in its place, so they may be of any; none may be unsure."""
    for review in loaded.course.self_reviews:
        origin = loaded.origin("self-review", review.id)
        for index, aspect in enumerate(review.aspects):
            for number, id_ in enumerate(aspect.facts):
                fact = known.records.facts.get(id_)
                places = fact.places if fact else ()
                for complaint in known.record("fact", known.records.facts, id_, places, strict=True):
                    yield origin.problem(("aspects", index, "facts", number), *complaint)


def _chart_facts(loaded: Loaded, known: "_Known") -> Iterator[Problem]:
    """A chart is made of facts that were compared with a source and have a figure, all of one unit."""
    for drawing in loaded.course.drawings:
        origin, units = loaded.origin("drawing", drawing.id), set()
        for index, id_ in enumerate(drawing.facts):
            fact, where = known.records.facts.get(id_), ("bars", index, "fact")
            places = fact.places if fact else ()
            for complaint in known.record("fact", known.records.facts, id_, places, strict=True):
                yield origin.problem(where, *complaint)
            if fact and fact.figure is None:
                message = f"The fact “{id_}” has no figure to draw."
                hint = "Give it “figure:” with value, unit, year and sample, or take the bar out."
                yield origin.problem(where, "no-figure", message, hint)
            elif fact and fact.figure:
                units.add(fact.figure.unit)
        if len(units) > 1:
            message = f"One scale cannot show {' and '.join(sorted(units))}."
            yield origin.problem(("bars",), "units", message, "Make a chart of each.")


def _rule_facts(loaded: Loaded, known: "_Known") -> Iterator[Problem]:
    """A rule ends in a place with a fact that holds there and that somebody has compared with a source."""
    for rule in loaded.course.rules:
        origin = loaded.origin("rule", rule.id)
        for place, id_ in rule.facts.items():
            for complaint in known.record("fact", known.records.facts, id_, (place,), strict=True):
                yield origin.problem(("facts", place), *complaint)


def _nested(loaded: Loaded) -> Iterator[Problem]:
    """A record that names another could name itself in the end."""
    for kind, record in loaded.course.records():
        for where, value in _strings(record.model_dump()):
            if any(True for _ in references(value)):
                message = "A record of facts/ cannot name another one."
                origin = loaded.origin(kind, record.id)
                yield origin.problem(where, "nested", message, "Write the words out.")


def _strings(value: object, where: Location = ()) -> Iterator[tuple[Location, str]]:
    """Every text in a record, however deep, with its location."""
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from _strings(part, (*where, key))
    elif isinstance(value, tuple):
        for index, part in enumerate(value):
            yield from _strings(part, (*where, index))


@dataclass(frozen=True)
class _Known:
    records: Records
    pages: frozenset[str]
    lost: frozenset[str]

    @classmethod
    def of(cls, loaded: Loaded) -> "_Known":
        course = loaded.course
        return cls(
            Records(loaded),
            frozenset(page.head.id for page in course.pages if page.head.place or page.head.each_place),
            loaded.lost,
        )

    def complaints(self, reference: Reference, text: Text) -> Iterator[Complaint]:
        if reference.function not in FUNCTIONS:
            hint = did_you_mean(reference.function, FUNCTIONS, f"Known are: {', '.join(FUNCTIONS)}.")
            yield "unknown-function", f"There is no “{reference.function}” to name here.", hint
        elif reference.argument is None:
            message = f"The name after “{reference.function}” cannot be read."
            yield "bad-reference", message, f'Write it as {{{{ {reference.function}("name") }}}}.'
        elif text.owner.kind in _PLAIN and reference.function not in SHOWN[text.owner.kind]:
            yield from _not_shown(reference, text.owner.kind)
        else:
            look: Callable[[str, Reference, Text], Iterator[Complaint]] = getattr(
                self, f"_{reference.function}"
            )
            yield from look(reference.argument, reference, text)

    def record(
        self, kind: str, known: Mapping[str, Checked], id_: str, places: tuple[str, ...], *, strict: bool
    ) -> Iterator[Complaint]:
        """Complaints about naming this fact or contact in a text for these places."""
        record = known.get(id_)
        if record is None and id_ in self.lost:
            return
        if record is None:
            yield (
                f"unknown-{kind}",
                f"There is no {kind} “{id_}”.",
                did_you_mean(id_, known, "Add it to facts/."),
            )
            return
        everywhere = isinstance(record, Contact) and record.kind is ContactKind.EMERGENCY
        if (strict or everywhere) and not record.may_be_shown:
            message = f"The {kind} “{id_}” is {record.confidence} and may not stand here."
            yield "unverified", message, "Compare it with its source first, or leave it out."
        if missing := _not_in(record, places):
            message = f"The {kind} “{id_}” does not hold {missing}."
            yield "wrong-place", message, "Move it to a page of its own place, or name an international one."

    def _fact(self, id_: str, _: Reference, text: Text) -> Iterator[Complaint]:
        yield from self.record("fact", self.records.facts, id_, text.places, strict=text.strict)

    def _change(self, id_: str, _: Reference, text: Text) -> Iterator[Complaint]:
        change = self.records.changes.get(id_)
        if change is None and id_ not in self.lost:
            hint = did_you_mean(id_, self.records.changes, "Add it to facts/changes/.")
            yield "unknown-change", f"There is no change “{id_}”.", hint
        elif change and (missing := _not_in(change, text.places)):
            message = f"The change “{id_}” does not hold {missing}."
            yield "wrong-place", message, "Name it on a page of its own place."

    def _contact(self, id_: str, _: Reference, text: Text) -> Iterator[Complaint]:
        yield from self.record("contact", self.records.contacts, id_, text.places, strict=text.strict)

    def _here(self, names: str, reference: Reference, text: Text) -> Iterator[Complaint]:
        kinds = names.split() or [names]
        if unknown := [kind for kind in kinds if kind not in set(ContactKind)]:
            message = f"There is no kind of contact “{unknown[0]}”."
            yield "unknown-kind", message, did_you_mean(unknown[0], set(ContactKind), "")
        elif ContactKind.EMERGENCY not in kinds and not text.on_paper and not reference.alone(text.text):
            for place in self.records.open_among(text.places):
                if not any(map(place.of, kinds)):
                    message = f"{place.name} has no contact of the kind “{names}”."
                    hint = "Put the reference on a line of its own: it is left out there."
                    yield "no-contact", message, hint

    def _door(self, name: str, reference: Reference, text: Text) -> Iterator[Complaint]:
        if name not in set(Door):
            yield "unknown-door", f"There is no first door “{name}”.", did_you_mean(name, set(Door), "")
        elif not text.placed:
            message = "A first door is for a page of one place, and this text is none."
            yield "no-place", message, "Add “each_place: true” to the page, or name a contact."
        elif not text.on_paper and not reference.alone(text.text):
            yield "not-alone", "A first door is a box.", "Give the reference a line to itself."

    def _drawing(self, id_: str, reference: Reference, text: Text) -> Iterator[Complaint]:
        drawing = self.records.drawings.get(id_)
        if drawing is None and id_ not in self.lost:
            hint = did_you_mean(id_, self.records.drawings, "Add it to course/drawings/.")
            yield "unknown-drawing", f"There is no drawing “{id_}”.", hint
        elif text.inline or not reference.alone(text.text):
            yield "not-alone", "A drawing stands between paragraphs.", "Give the reference a line to itself."
        for fact in drawing.facts if drawing else ():
            yield from self.record("fact", self.records.facts, fact, text.places, strict=text.strict)

    def _facts(self, topic: str, reference: Reference, text: Text) -> Iterator[Complaint]:
        if topic not in set(Topic):
            yield "unknown-topic", f"There is no topic “{topic}”.", did_you_mean(topic, set(Topic), "")
        elif not text.placed or text.on_paper:
            message = "A topic’s facts are those of one place, and this text has none."
            yield "no-place", message, "Add “each_place: true” to the page, or name single facts."
        elif not reference.alone(text.text):
            message = "A topic’s facts are a list."
            yield "not-alone", message, "Give the reference a line to itself."

    def _apps(self, names: str, reference: Reference, text: Text) -> Iterator[Complaint]:
        for kind in names.split() or [names]:
            if kind not in set(AppKind):
                message = f"There is no kind of app “{kind}”."
                yield "unknown-kind", message, did_you_mean(kind, set(AppKind), "")
        if text.role != "body" or not reference.alone(text.text):
            message = "The apps of a kind are a list, and it stands in the text of a page or handout."
            yield "not-alone", message, "Give the reference a line to itself there."

    def _rule(self, id_: str, _reference: Reference, _text: Text) -> Iterator[Complaint]:
        if id_ not in {*self.records.rules, *self.lost}:
            yield (
                "unknown-rule",
                f"There is no rule “{id_}”.",
                did_you_mean(id_, self.records.rules, "Add it to facts/rules.yml."),
            )

    def _only_with(self, names: str, reference: Reference, text: Text) -> Iterator[Complaint]:
        known = {*map(str, Topic), *map(str, ContactKind)}
        for name in names.split() or [names]:
            if name not in known:
                message = f"There is no topic and no kind of contact “{name}”."
                yield "unknown-topic", message, did_you_mean(name, known, "")
        if not _BELOW_HEADING.search(text.text[: reference.start]) or not reference.alone(text.text):
            message = "What a section is only for stands on a line of its own right below its heading."
            yield "not-below-heading", message, "Move it there."
        if not text.placed:
            message = "This text has no place, so there is nothing to choose by."
            yield "no-place", message, "Add “each_place: true” in the head."

    def _place(self, key: str, _reference: Reference, text: Text) -> Iterator[Complaint]:
        if not text.placed:
            message = "This text has no place to name."
            yield "no-place", message, "Add “each_place: true” in the head, or write the words out."
        if key not in PLACE_KEYS:
            hint = did_you_mean(key, PLACE_KEYS, f"Known are: {', '.join(PLACE_KEYS)}.")
            yield "unknown-key", f"A place has no “{key}” to show.", hint

    def _school(self, key: str, _reference: Reference, _text: Text) -> Iterator[Complaint]:
        if key not in SCHOOL_KEYS:
            hint = did_you_mean(key, SCHOOL_KEYS, f"Known are: {', '.join(SCHOOL_KEYS)}.")
            yield "unknown-key", f"The school has no “{key}” to show.", hint

    def _by_place(self, page: str, _reference: Reference, _text: Text) -> Iterator[Complaint]:
        if page not in self.pages | self.lost:
            message = f"There is no page “{page}” that differs by place."
            yield "unknown-page", message, did_you_mean(page, self.pages, "Name a page that has a place.")


def _not_shown(reference: Reference, kind: str) -> Iterator[Complaint]:
    if reference.function in FUNCTIONS:
        named = " or ".join(", ".join(f"“{name}”" for name in SHOWN[kind]).rsplit(", ", 1))
        message = f"“{reference.function}” cannot be shown here: {_PLAIN[kind]}."
        yield "cannot-show", message, f"Write the words out{f', or use {named}' if named else ''}."


def _not_in(record: Checked | Change, places: tuple[str, ...]) -> str:
    """Say where a record does not hold although a text for `places` names it; empty where it holds."""
    if "INT" in record.places:
        return ""
    if not places:
        return "everywhere, and this text is for everywhere"
    missing = [place for place in places if place not in record.places]
    return f"in {', '.join(missing)}" if missing else ""
