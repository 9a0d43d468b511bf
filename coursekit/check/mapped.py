"""Every line of guidance leads somewhere in the course, or says that it is not covered."""

from collections.abc import Iterator

from coursekit.catalogue import Catalogue
from coursekit.load.course import Loaded
from coursekit.load.marked_yaml import Location
from coursekit.model.guidance_map import GuidanceMap
from coursekit.model.problem import Problem, did_you_mean


def check(loaded: Loaded) -> Iterator[Problem]:
    """Yield a problem for each line that is not in the map, and each entry that leads nowhere."""
    found = loaded.course.guidance_map
    if found:
        catalogue = Catalogue(loaded)
        yield from _left_out(catalogue, found)
        yield from _unknown(catalogue, found)
        yield from _elsewhere(catalogue, found)


def _left_out(catalogue: Catalogue, found: GuidanceMap) -> Iterator[Problem]:
    open_places = {place.code for place in catalogue.open_places}
    for fact in catalogue.course.facts:
        served = found.holds(fact) and open_places.intersection(fact.places)
        if served and not found.targets(fact) and fact.id not in found.not_covered:
            message = f"Nothing says where the course takes up “{fact.id}”."
            hint = "Name it in facts/map.yml, under “facts” with its pages, or under “not_covered”."
            yield catalogue.loaded.origin("fact", fact.id).problem(("id",), "not-mapped", message, hint)


def _unknown(catalogue: Catalogue, found: GuidanceMap) -> Iterator[Problem]:
    """Entries for facts that are not there, or that the map does not show."""
    origin = catalogue.loaded.origin("guidance map", "guidance map")
    for key in ("facts", "not_covered"):
        for id_ in getattr(found, key):
            fact = catalogue.facts.get(id_)
            if fact is None and id_ not in catalogue.loaded.lost:
                hint = did_you_mean(id_, catalogue.facts, "Take the entry out.")
                yield origin.problem((key, id_), "unknown-fact", f"There is no fact “{id_}”.", hint)
            elif fact and not found.holds(fact):
                message = f"The map does not show “{id_}”: it is unverified, or of another topic."
                yield origin.problem((key, id_), "not-in-map", message, "Take the entry out.")


def _elsewhere(catalogue: Catalogue, found: GuidanceMap) -> Iterator[Problem]:
    """Pages and papers that are not there, or not there for a place of the fact."""
    origin, loaded = catalogue.loaded.origin("guidance map", "guidance map"), catalogue.loaded
    for where, id_, places in _led_to(catalogue, found):
        known = catalogue.by_id(id_)
        if not known and id_ not in loaded.lost:
            ids = [variant.source.head.id for variant in (*catalogue.pages, *catalogue.handouts)]
            hint = did_you_mean(id_, ids, "Name a page or a handout by its id.")
            yield origin.problem(where, "unknown-page", f"There is no page or handout “{id_}”.", hint)
        for code in places if known else ():
            if not {code, None} & known.keys():
                message = f"“{id_}” is not made for {catalogue.place_names[code]}."
                yield origin.problem(where, "wrong-place", message, "Name one that is made there.")


def _led_to(catalogue: Catalogue, found: GuidanceMap) -> Iterator[tuple[Location, str, tuple[str, ...]]]:
    """Each target with its location and the open places whose readers are led there."""
    open_places = {place.code for place in catalogue.open_places}
    for topic, ids in found.topics.items():
        for number, id_ in enumerate(ids):
            yield ("topics", topic, number), id_, ()
    for key, ids in found.facts.items():
        fact = catalogue.facts.get(key)
        codes = tuple(code for code in fact.places if code in open_places) if fact else ()
        for number, id_ in enumerate(ids):
            yield ("facts", key, number), id_, codes
