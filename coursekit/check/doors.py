"""Help and report pages, for each place: whoever is told to call or report finds whom, with the number."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from coursekit.catalogue import Records
from coursekit.check.texts import Text, texts
from coursekit.load.course import Loaded
from coursekit.model.doors import Door
from coursekit.model.facts import Contact, ContactKind, Place
from coursekit.model.problem import Problem, did_you_mean
from coursekit.model.reference import left_in, references, sections

PAGES = frozenset({"help", "report"})
"""Kinds of page that a reader comes to for somebody to call."""

_SENT = re.compile(
    r"(?<!\bthe )(?<!\ba )(?<!\byour )(?<!\bwho )\b(?:call|ring|dial"
    r"|(?:tele)?phone (?=the|your|them|a\b|[A-Z])"
    r"|contact (?=the|your|them|a\b)"
    r"|report (?=it|this|the)|tell (?=them\b|the police|children’s services))\b(?!-)",
    re.IGNORECASE,
)
"""Where a reader is sent to somebody."""
_BY_VOICE = ("call", "ring", "dial", "phone", "telephone")
_WHO: tuple[tuple[re.Pattern[str], tuple[ContactKind, ...]], ...] = tuple(
    (re.compile(rf"\b(?:{words})\b", re.IGNORECASE), kinds)
    for words, kinds in (
        (r"emergency (?:number|services?|line)", (ContactKind.EMERGENCY,)),
        (r"police", (ContactKind.EMERGENCY, ContactKind.POLICE, ContactKind.POLICE_ONLINE)),
        (
            r"children’s services|child protection|social (?:care|work|services)",
            (ContactKind.CHILD_PROTECTION,),
        ),
        (r"hotline", (ContactKind.HOTLINE,)),
        (r"crisis line", (ContactKind.CRISIS,)),
    )
)
"""Whom a sentence names, and the kinds of contact that answer to it."""
_NOT = re.compile(r"\b(?:not|never|need not|before you)\W+(?:\w+\W+){0,2}$", re.IGNORECASE)
"""“You need not call”: nobody is sent anywhere."""
_QUOTED = re.compile(r"“[^”]*”")
_LINK = re.compile(r"\[[^\]]*\]\([^)]*\)")
_HEADING = re.compile(r"^#.*$", re.MULTILINE)
_REFERENCE = re.compile(r"\{\{[^{}\n]*\}\}")


def check(loaded: Loaded) -> Iterator[Problem]:
    """Yield the problems of doors in `facts/places.yml`, then of each section of each page and place."""
    records = Records(loaded)
    contacts = records.contacts
    for place in loaded.course.places:
        yield from _named(loaded, place, contacts)
    for text in texts(loaded):
        if text.owner.kind in PAGES and text.role == "body":
            found: dict[tuple[int, str, str], list[str]] = {}
            for place in records.open_among(text.places):
                for key in _page(text, place, contacts, loaded):
                    found.setdefault(key, []).append(place.name)
            yield from _without_door(text)
            for (offset, code, message), names in found.items():
                yield text.problem(offset, code, message.replace("{places}", _all(names)), _HINTS[code])


def _without_door(text: Text) -> Iterator[Problem]:
    """Each section of a help page is a route, and begins somewhere."""
    for start, section in sections(text.text)[1:]:
        if text.owner.kind == "help" and all(
            reference.function != "door" for reference in references(section)
        ):
            message = "This section of a help page has no first door."
            yield text.problem(
                start, "no-door", message, 'Write {{ door("…") }} under the step that says to report.'
            )


_HINTS = {
    "no-number": "Name a contact of the place in this section, or drop the sentence.",
    "two-ways": "Name somebody else for what is no emergency.",
    "hidden-number": "Name the contact by its id, so that its number stands there too.",
}


def _all(names: list[str]) -> str:
    shown = ", ".join(names[:4])
    return f"{shown} and {len(names) - 4} more" if len(names) > 4 else shown


def _named(loaded: Loaded, place: Place, contacts: dict[str, Contact]) -> Iterator[Problem]:
    """Each door names contacts that serve the place and that somebody has compared with a source."""
    origin = loaded.origin("place", place.code)
    for door in place.doors:
        where = ("doors", door.value)
        for id_ in place.door(door):
            contact = contacts.get(id_)
            if contact is None and id_ not in loaded.lost:
                hint = did_you_mean(id_, contacts, "Add it to facts/contacts/.")
                yield origin.problem(where, "unknown-contact", f"There is no contact “{id_}”.", hint)
            elif contact and not {place.code, "INT"} & {*contact.places}:
                hint = f"Add {place.code} to its places, or name another."
                yield origin.problem(where, "wrong-place", f"“{id_}” does not serve {place.name}.", hint)
            elif contact and not contact.may_be_shown and contact.kind is not ContactKind.EMERGENCY:
                message = f"“{id_}” is unverified and would stand on help pages."
                yield origin.problem(where, "unverified", message, "Compare it with its source first.")


@dataclass
class _Section:
    """One section as it is made for one place."""

    text: str
    drawn: list[Contact] = field(default_factory=list)
    told: bool = False
    """Whether it says that nobody was found, and what to do, or lists every country’s numbers."""

    @property
    def words(self) -> str:
        """The section's own words at their offsets: no references, quoted words, links or headings."""
        text = self.text
        for pattern in (_REFERENCE, _LINK, _QUOTED, _HEADING):
            text = pattern.sub(lambda found: " " * len(found[0]), text)
        return text


Wrong = tuple[int, str, str]
"""Offset, code and message, with a gap for the places."""


def _page(text: Text, place: Place, contacts: dict[str, Contact], loaded: Loaded) -> Iterator[Wrong]:
    topics = {fact.topic for fact in loaded.course.facts if place.code in fact.places}
    kept = left_in(text.text, lambda name: name in topics or _has(place, name))
    for _, part in sections(kept):
        start = max(text.text.find(part.partition("\n")[0]), 0)
        section = _made(part, place, contacts)
        for offset, code, message in (
            *_sent_to_nobody(section),
            *_two_ways(section, place, contacts),
            *_without_number(section, place, contacts),
        ):
            line_start = part.rfind("\n", 0, offset) + 1
            line = part[line_start:].partition("\n")[0]
            yield max(text.text.find(line, start), 0) + offset - line_start, code, message


def _has(place: Place, name: str) -> bool:
    return name in set(ContactKind) and bool(place.of(name))


def _made(part: str, place: Place, contacts: dict[str, Contact]) -> _Section:
    """What the references of a section show in this place."""
    made = _Section(part)
    for reference in references(part):
        name = reference.argument or ""
        ids: tuple[str, ...] = (name,) if reference.function == "contact" else ()
        if reference.function == "here":
            kinds = [kind for kind in name.split() if kind in set(ContactKind)]
            ids = next(filter(None, map(place.of, kinds)), ())
        elif reference.function == "door" and name in set(Door):
            ids = place.door(name)
            made.told |= not ids
        shown = [contacts[id_] for id_ in ids if id_ in contacts and contacts[id_].may_be_shown]
        lists = reference.function == "here" and ContactKind.EMERGENCY in name.split()
        made.told |= lists and not shown and reference.alone(part)
        made.drawn += shown
    return made


def _sent_to_nobody(section: _Section) -> Iterator[Wrong]:
    words = section.words
    for sent in _SENT.finditer(words):
        if not _NOT.search(words[: sent.start()]) and not _finds(sent, words, section):
            said = " ".join(words[sent.start() :].split()[:4]).rstrip(".,;:")
            message = f"“{said}” is said here, and nobody to turn to is named, in {{places}}."
            yield sent.start(), "no-number", message


def _two_ways(section: _Section, place: Place, contacts: dict[str, Contact]) -> Iterator[Wrong]:
    numbers = [contacts[id_] for id_ in place.of(ContactKind.EMERGENCY) if id_ in contacts]
    emergency = {_digits(contact) for contact in numbers}
    for contact in section.drawn:
        if contact.phone and contact.kind is not ContactKind.EMERGENCY and _digits(contact) in emergency:
            message = (
                f"“{contact.name}” stands for what is no emergency, with the emergency number, in {{places}}."
            )
            yield 0, "two-ways", message


def _without_number(section: _Section, place: Place, contacts: dict[str, Contact]) -> Iterator[Wrong]:
    words, drawn = section.words, {contact.name for contact in section.drawn}
    for contact in contacts.values():
        serves = {place.code, "INT"} & {*contact.places} and contact.kind is not ContactKind.EMERGENCY
        if contact.phone and serves and contact.name not in drawn:
            named = re.search(rf"\b{re.escape(contact.name)}\b", words)
            if named:
                message = f"“{contact.name}” is named here without its number, in {{places}}."
                yield named.start(), "hidden-number", message


def _finds(sent: re.Match[str], words: str, section: _Section) -> bool:
    """Whether the section names whom a sentence sends the reader to, with a number where it says to call."""
    sentence = re.split(r"[.?!:]\s", words[sent.start() :] + " ", maxsplit=1)[0]
    wanted = {kind for pattern, kinds in _WHO if pattern.search(sentence) for kind in kinds}
    if section.told and (not wanted or ContactKind.EMERGENCY in wanted):
        return True
    by_voice = sent[0].split()[0].lower() in _BY_VOICE
    return any(
        (not wanted or wanted & {contact.kind, *contact.also}) and (contact.phone or not by_voice)
        for contact in section.drawn
    )


def _digits(contact: Contact) -> str:
    return re.sub(r"\D", "", contact.phone or "")
