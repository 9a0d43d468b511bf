"""The emergency numbers of all countries, for readers whose own place has none that is sure."""

from collections.abc import Iterator

from coursekit.catalogue import Catalogue
from coursekit.model.facts import ContactKind, Place
from coursekit.model.shelf import CountryNumbers


def emergencies(library: Catalogue) -> Iterator[CountryNumbers]:
    """Every country's confirmed emergency number, each number once, with the first doors there."""
    served: dict[str, list[Place]] = {}
    for place in library.course.places:
        for id_ in place.of(ContactKind.EMERGENCY)[:1]:
            if library.contacts[id_].may_be_shown:
                served.setdefault(id_, []).append(place)
    for id_, places in served.items():
        british = all(place.code.startswith("GB-") for place in places)
        name = "United Kingdom" if british else ", ".join(place.name for place in places)
        doors = {door: library.contacts[places[0].door(door)[0]] for door in places[0].doors}
        yield CountryNumbers(place=name, contact=library.contacts[id_], doors=doors)


def uses(numbers: tuple[CountryNumbers, ...]) -> Iterator[str]:
    """The contacts shown, as `contact:id`."""
    for entry in numbers:
        yield f"contact:{entry.contact.id}"
        yield from (f"contact:{contact.id}" for contact in entry.doors.values())
