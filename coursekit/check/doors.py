"""Help and report pages as made for each place: whoever is told to call or report finds whom, with the number."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from coursekit.check.texts import Text, texts
from coursekit.load.course import Loaded
from coursekit.model.facts import Contact, ContactKind, Place
from coursekit.model.problem import Problem, did_you_mean
from coursekit.model.reference import left_in, references, sections

PAGES = frozenset({"help", "report"})
"""Kinds of page that a reader comes to for somebody to call."""

_SENT = re.compile(
    r"(?<!\bthe )(?<!\ba )(?<!\byour )(?<!\bwho )\b(?:call|ring|dial|(?:tele)?phone (?=the|your|them|a\b|[A-Z])|contact (?=the|your|them|a\b)"
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
_REFERENCE = re.compile(r"\{\{[^{}\n]*\}\}")


def check(loaded: Loaded) -> Iterator[Problem]:
    """Yield the problems of doors in `facts/places.yml`, then of each section of each page and place."""
    contacts = {contact.id: contact for contact in loaded.course.contacts}
    for place in loaded.course.places:
        yield from _named(loaded, place, contacts)
    for text in texts(loaded):
        if text.owner.kind in PAGES and text.role == "body":
            found: dict[tuple[int, str, str], list[str]] = {}
            for place in loaded.course.places:
                if place.pages and (place.code in text.places or not text.places):
                    for key in _page(text, place, contacts, loaded):
                        found.setdefault(key, []).append(place.name)
            yield from _without_door(text)
            for (offset, code, message), names in found.items():
                yield text.problem(offset, code, message.format(places=_all(names)), _HINTS[code])


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
    "no-number": "Name a contact of the place in this section, with here(), door() or contact(), or drop the sentence.",
    "two-ways": "Name somebody else for what is no emergency; the record’s note is folded away and nobody reads it.",
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
            elif contact and contact.confidence == "unverified":
                message = f"“{id_}” is unverified and would stand on help pages."
                yield origin.problem(where, "unverified", message, "Compare it with its source first.")


@dataclass
class _Section:
    """What one section shows in one place."""

    drawn: list[Contact] = field(default_factory=list)
    told: bool = False
    """Whether it says in words that nobody was found, and what to do, or lists every country’s numbers."""


def _page(
    text: Text, place: Place, contacts: dict[str, Contact], loaded: Loaded
) -> Iterator[tuple[int, str, str]]:
    """Where in the text something is wrong for this place: offset, code, message."""
    topics = {fact.topic for fact in loaded.course.facts if place.code in fact.places}
    kept = left_in(
        text.text, lambda name: name in topics or name in set(ContactKind) and bool(place.of(name))
    )
    for _, section in sections(kept):
        heading = section.split("\n", 1)[0]
        start = max(text.text.find(heading), 0)
        shown = _shown(section, place, contacts)
        for offset, code, message in _section(section, shown, place, contacts):
            line = section[section.rfind("\n", 0, offset) + 1 :].partition("\n")[0]
            column = offset - section.rfind("\n", 0, offset) - 1
            yield max(text.text.find(line, start), 0) + column, code, message


def _shown(section: str, place: Place, contacts: dict[str, Contact]) -> _Section:
    found = _Section()
    for reference in references(section):
        name = reference.argument or ""
        if reference.function == "here":
            kinds = [kind for kind in name.split() if kind in set(ContactKind)]
            ids = next(filter(None, map(place.of, kinds)), ())
            found.told |= not ids and ContactKind.EMERGENCY in kinds and reference.alone(section)
        elif reference.function == "door" and name in {*place.doors}:
            ids = place.door(name)
        else:
            ids = (name,) if reference.function == "contact" else ()
            found.told |= reference.function == "door"
        found.drawn += [contacts[id_] for id_ in ids if id_ in contacts]
    return found


def _section(
    section: str, shown: _Section, place: Place, contacts: dict[str, Contact]
) -> Iterator[tuple[int, str, str]]:
    words = _blanked(section)
    numbers = [contact for contact in shown.drawn if contact.phone]
    for sent in _SENT.finditer(words):
        if not _NOT.search(words[: sent.start()]) and not _finds(sent, words, shown):
            said = " ".join(words[sent.start() :].split()[:4]).rstrip(".,;:")
            yield (
                sent.start(),
                "no-number",
                f"“{said}” is said here, and nobody to turn to is named, in {{places}}.",
            )
    emergency = {_digits(contact) for contact in numbers if contact.kind is ContactKind.EMERGENCY}
    for contact in numbers:
        if contact.kind is not ContactKind.EMERGENCY and _digits(contact) in emergency:
            message = f"“{contact.name}” has the number for emergencies and stands here for what is none, in {{places}}."
            yield 0, "two-ways", message
    drawn = {contact.name for contact in shown.drawn}
    for contact in contacts.values():
        serves = (
            contact.phone
            and {place.code, "INT"} & {*contact.places}
            and contact.kind is not ContactKind.EMERGENCY
        )
        if (
            serves
            and contact.name not in drawn
            and (hit := re.search(rf"\b{re.escape(contact.name)}\b", words))
        ):
            yield (
                hit.start(),
                "hidden-number",
                f"“{contact.name}” is named here without its number, in {{places}}.",
            )


def _finds(sent: re.Match[str], words: str, shown: _Section) -> bool:
    """Whether the section names whom its sentence sends the reader to, with a number where it says to call."""
    sentence = re.split(r"[.?!:]\s", words[sent.start() :] + " ", maxsplit=1)[0]
    wanted = {kind for pattern, kinds in _WHO if pattern.search(sentence) for kind in kinds}
    if shown.told and (not wanted or ContactKind.EMERGENCY in wanted):
        return True
    by_voice = sent[0].split()[0].lower() in _BY_VOICE
    return any(
        (not wanted or wanted & {contact.kind, *contact.also}) and (contact.phone or not by_voice)
        for contact in shown.drawn
    )


def _digits(contact: Contact) -> str:
    return re.sub(r"\D", "", contact.phone or "")


def _blanked(section: str) -> str:
    """The section's own words, at the same offsets: no references, quoted words, targets of links or headings."""
    for pattern in (_REFERENCE, _LINK, _QUOTED, re.compile(r"^#.*$", re.MULTILINE)):
        section = pattern.sub(lambda found: " " * len(found[0]), section)
    return section
