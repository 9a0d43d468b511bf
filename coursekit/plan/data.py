"""Open data: facts, contacts and places as JSON, for all places and each; what changed, as a feed a place."""

from collections.abc import Iterable, Iterator
from datetime import date

from coursekit import __version__
from coursekit.catalogue import Catalogue
from coursekit.export.atom import FeedInputs
from coursekit.export.open_data import ContactsFile, FactsFile, PlacesFile
from coursekit.model.base import Frozen
from coursekit.model.checked import Checked
from coursekit.model.facts import Place
from coursekit.model.withdrawn import Withdrawn
from coursekit.plan.artefact import Artefact
from coursekit.plan.ways import url_of

FOLDER = "data"


def plan_data(library: Catalogue) -> Iterator[Artefact]:
    """Yield every file of open data, in a stable order."""
    for place in (None, *library.open_places):
        yield _facts(library, place)
        yield _contacts(library, place)
    yield _places(library)
    for place in library.open_places:
        yield _feed(library, place)


def feed_path(place: Place) -> str:
    """Where the feed of a place is, from the site's folder."""
    return f"{FOLDER}/changes-{place.slug}.atom"


def withdrawn_in(library: Catalogue, place: Place | None, *kinds: str) -> tuple[Withdrawn, ...]:
    """What was taken back in a place (everywhere without one), newest first; of these kinds, or of all."""
    found = [
        record
        for record in library.course.withdrawn
        if (place is None or place.code in record.places) and (not kinds or record.kind in kinds)
    ]
    return tuple(sorted(found, key=lambda record: (record.day, record.id), reverse=True))


def _facts(library: Catalogue, place: Place | None) -> Artefact:
    facts = tuple(fact for fact in library.course.facts if _holds(fact, place))
    withdrawn = withdrawn_in(library, place, "fact")
    inputs = FactsFile(**_head("facts", place), facts=facts, withdrawn=withdrawn)
    return _file(library, place, "facts", inputs, (f"fact:{fact.id}" for fact in facts))


def _contacts(library: Catalogue, place: Place | None) -> Artefact:
    contacts = tuple(contact for contact in library.course.contacts if _holds(contact, place))
    withdrawn = withdrawn_in(library, place, "contact")
    inputs = ContactsFile(**_head("contacts", place), contacts=contacts, withdrawn=withdrawn)
    return _file(library, place, "contacts", inputs, (f"contact:{contact.id}" for contact in contacts))


def _places(library: Catalogue) -> Artefact:
    inputs = PlacesFile(**_head("places", None), places=library.course.places)
    return _file(library, None, "places", inputs, (f"place:{code}" for code in library.places))


def _holds(record: Checked, place: Place | None) -> bool:
    return place is None or place.code in record.places


def _head(name: str, place: Place | None) -> dict[str, str | None]:
    """What a file begins with; its schema lies with the others."""
    up = "../.." if place else ".."
    schema = f"{up}/downloads/data-{name}.schema.json"
    return {"$schema": schema, "version": __version__, "place": place.code if place else None}


def _file(
    library: Catalogue, place: Place | None, name: str, inputs: Frozen, uses: Iterable[str]
) -> Artefact:
    shown = tuple(
        sorted({*uses, *(f"withdrawn record:{each.id}" for each in getattr(inputs, "withdrawn", ()))})
    )
    return Artefact(
        path=f"{FOLDER}/{place.slug}/{name}.json" if place else f"{FOLDER}/{name}.json",
        kind="data",
        title=f"{name.capitalize()} as data",
        recipe="coursekit.export.open_data:render",
        inputs=inputs,
        sources=library.files(shown),
        uses=shown,
        place=place.code if place else None,
    )


def _feed(library: Catalogue, place: Place) -> Artefact:
    changes = tuple(change for change in library.course.changes if place.code in change.places)
    withdrawn = withdrawn_in(library, place)
    facts = sorted({fact for change in changes for fact in change.facts})
    records = (*library.course.facts, *library.course.contacts)
    here = [record for record in records if _holds(record, place)]
    uses = (
        *(f"change:{change.id}" for change in changes),
        *(f"fact:{id_}" for id_ in facts),
        f"place:{place.code}",
    )
    shown = tuple(sorted({*uses, *(f"withdrawn record:{each.id}" for each in withdrawn)}))
    return Artefact(
        path=feed_path(place),
        kind="data",
        title=f"What changed {place.in_name}, as a feed",
        recipe="coursekit.export.atom:render",
        inputs=FeedInputs(
            place=place,
            changes=changes,
            withdrawn=withdrawn,
            sources={id_: library.facts[id_].source.url for id_ in facts},
            checked=max((record.checked for record in here or records), default=date(2026, 1, 1)),
            name=feed_path(place).rpartition("/")[2],
            page=url_of(library, "changes", place),
            site=library.course.school.address,
        ),
        sources=library.files(shown),
        uses=shown,
        lang=place.lang,
        place=place.code,
    )
