"""Places: each contact a place names exists, is of its kind, serves that place and is sure enough."""

from collections.abc import Iterator

from coursekit.catalogue import Records
from coursekit.load.course import Loaded
from coursekit.load.validate import Origin
from coursekit.model.course import Handout, Page
from coursekit.model.facts import IN_SHORT, ContactKind, Fact, Place
from coursekit.model.problem import Problem, did_you_mean


def check(loaded: Loaded) -> Iterator[Problem]:
    """Yield the problems of `facts/places.yml`, and of place codes used elsewhere."""
    records = Records(loaded)
    for place in loaded.course.places:
        yield from _contacts(records, place)
        yield from _in_short(records, place)
        yield from _in_policy(records, place)
    yield from _codes(records)


def check_release(loaded: Loaded) -> Iterator[Problem]:
    """Yield a problem for each place whose emergency number nobody has confirmed."""
    contacts = Records(loaded).contacts
    for place in loaded.course.places:
        numbers = [contacts[id_] for id_ in place.of(ContactKind.EMERGENCY) if id_ in contacts]
        if place.code != "INT" and not any(contact.may_be_shown for contact in numbers):
            message = f"The emergency number of {place.name} is not confirmed."
            origin = loaded.origin("place", place.code)
            yield origin.problem(("contacts",), "emergency", message, "Compare it with the official source.")


def _contacts(records: Records, place: Place) -> Iterator[Problem]:
    known, loaded = records.contacts, records.loaded
    origin = loaded.origin("place", place.code)
    named = [(kind, id_) for kind in place.contacts for id_ in place.of(kind)]
    for kind, id_ in named:
        where = ("contacts", kind.value)
        contact = known.get(id_)
        if contact is None and id_ in loaded.lost:
            continue
        if contact is None:
            hint = did_you_mean(id_, known, "Add it to facts/contacts/.")
            yield origin.problem(where, "unknown-contact", f"There is no contact “{id_}”.", hint)
        elif kind not in (contact.kind, *contact.also):
            message = f"“{id_}” is of the kind {contact.kind}, not {kind}."
            yield origin.problem(where, "wrong-kind", message, "Name a contact of this kind.")
        elif place.code not in contact.places and "INT" not in contact.places:
            message = f"“{id_}” does not serve {place.name}."
            yield origin.problem(
                where, "wrong-place", message, f"Add {place.code} to its places, or name another."
            )
        elif not contact.may_be_shown and contact.kind is not ContactKind.EMERGENCY:
            message = f"“{id_}” is unverified and would stand on help pages."
            yield origin.problem(where, "unverified", message, "Compare it with its source first.")


def _in_short(records: Records, place: Place) -> Iterator[Problem]:
    """The short answer of a law page has a rule on each topic, in their order, or there is none."""
    known = records.facts
    origin = records.loaded.origin("place", place.code)
    facts = []
    for number, (id_, fact) in enumerate((id_, known.get(id_)) for id_ in place.in_short):
        yield from _unknown(records, place, ("in_short", number), id_)
        if fact and not _answers(fact, place):
            message = f"“{id_}” is no rule that somebody has checked for {place.name}."
            hint = "Name a fact of this place with `part: rule` that is in force and not unverified."
            yield origin.problem(("in_short", number), "short-answer", message, hint)
        facts.append(fact)
    if place.in_short and None not in facts and tuple(fact.topic for fact in facts if fact) != IN_SHORT:
        message = f"The short answer for {place.name} does not have one fact for each topic."
        hint = f"Name a fact on each of these, in this order: {', '.join(IN_SHORT)}."
        yield origin.problem(("in_short",), "short-answer", message, hint)


def _in_policy(records: Records, place: Place) -> Iterator[Problem]:
    """What a policy rests on holds in the place today, and somebody has compared it with a source."""
    known = records.facts
    for number, id_ in enumerate(place.in_policy):
        yield from _unknown(records, place, ("in_policy", number), id_)
        fact = known.get(id_)
        if fact and not _holds(fact, place):
            message = f"“{id_}” is nothing in force that somebody has checked for {place.name}."
            hint = "Name a fact of this place that is in force and not unverified."
            origin = records.loaded.origin("place", place.code)
            yield origin.problem(("in_policy", number), "policy-basis", message, hint)


def _unknown(records: Records, place: Place, where: tuple[str, int], id_: str) -> Iterator[Problem]:
    """A fact that a list of the place names and nobody has written."""
    known, loaded = records.facts, records.loaded
    if id_ not in known and id_ not in loaded.lost:
        hint = did_you_mean(id_, known, "Add it to facts/law/.")
        yield loaded.origin("place", place.code).problem(
            where, "unknown-fact", f"There is no fact “{id_}”.", hint
        )


def _holds(fact: Fact, place: Place) -> bool:
    """Whether a fact is in force in a place and may be shown."""
    return place.code in fact.places and fact.may_be_shown and fact.standing == "in_force"


def _answers(fact: Fact, place: Place) -> bool:
    """Whether a fact may stand in the short answer of a place."""
    return _holds(fact, place) and fact.part == "rule"


def _codes(records: Records) -> Iterator[Problem]:
    """Every place code in the project names a place that is known, and open where pages are made for it."""
    known, loaded = records.places, records.loaded
    open_places = {place.code for place in records.open_places}
    for code, origin, where in _used_for_pages(loaded):
        if code not in open_places:
            hint = did_you_mean(code, open_places, f"Choose one of: {', '.join(sorted(open_places))}.")
            yield origin.problem(where, "unknown-place", f"There are no pages for the place “{code}”.", hint)
    for code, origin, where in _only_known(loaded):
        if code not in known:
            hint = did_you_mean(code, known, f"Choose one of: {', '.join(sorted(known))}.")
            yield origin.problem(where, "unknown-place", f"There is no place “{code}”.", hint)


_Used = tuple[str, Origin, tuple[str | int, ...]]


def _headed(loaded: Loaded) -> tuple[tuple[str, tuple[Page | Handout, ...]], ...]:
    return ("page", loaded.course.pages), ("handout", loaded.course.handouts)


def _used_for_pages(loaded: Loaded) -> Iterator[_Used]:
    for kind, sources in _headed(loaded):
        for source in sources:
            origin = loaded.origin(kind, source.path)
            if source.head.place:
                yield source.head.place, origin, ("place",)
    for quiz in loaded.course.quizzes:
        for index, question in enumerate(quiz.questions):
            for number, code in enumerate(question.places):
                yield code, loaded.origin("quiz", quiz.id), ("questions", index, "places", number)
    if loaded.course.school.place:
        yield loaded.course.school.place, loaded.origin("school", "school"), ("place",)


def _only_known(loaded: Loaded) -> Iterator[_Used]:
    """Places that need not be open yet: a list of places waits for them."""
    for kind, sources in _headed(loaded):
        for source in sources:
            listed = source.head.each_place if isinstance(source.head.each_place, tuple) else ()
            for number, code in enumerate(listed):
                yield code, loaded.origin(kind, source.path), ("each_place", number)
    planner = loaded.course.planner
    for code in planner.first_month if planner else ():
        yield code, loaded.origin("planner", "planner"), ("first_month", code)
    for kind, record in loaded.course.records():
        for number, code in enumerate(record.places):
            yield code, loaded.origin(kind, record.id), ("places", number)
