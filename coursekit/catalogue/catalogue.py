"""What was loaded, resolved: records, variants of pages and papers, and what each text names."""

import posixpath
from collections.abc import Iterable, Iterator
from itertools import chain
from urllib.parse import unquote

from coursekit.catalogue.variants import Variants
from coursekit.model.changes import Change
from coursekit.model.drawing import Drawing
from coursekit.model.facts import ContactKind, Place
from coursekit.model.headings import anchors
from coursekit.model.picture import Picture, shown_in
from coursekit.model.reference import FUNCTIONS, links, references
from coursekit.model.rules import Rule
from coursekit.model.shelf import Shelf


class Catalogue(Variants):
    """Everything that checks and the plan look up, made once of what was loaded."""

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
        """The records that `texts` name, and further `kinds` of contact and `facts`.

        Links start from `folder`; `headings` is the whole text, where sections of it are left out.
        """
        wanted = _wanted(texts := tuple(texts))
        here = self._here(place, wanted["here"].union(kinds, [ContactKind.LAW] if wanted["facts"] else []))
        doors = {name: (place or self.default_place).door(name) for name in sorted(wanted["door"])}
        called = {*wanted["contact"], *chain(*here.values(), *doors.values())}
        changes = {id_: self.changes[id_] for id_ in sorted(wanted["change"])}
        rules = {id_: self.rules[id_] for id_ in sorted(wanted["rule"])}
        drawings = {id_: self.drawings[id_] for id_ in sorted(wanted["drawing"])}
        shown = {*wanted["fact"], *facts, *_rest_on(place, rules, changes, drawings)}
        return Shelf(
            place=place,
            facts={id_: self.facts[id_] for id_ in sorted(shown)},
            changes=changes,
            contacts={id_: self.contacts[id_] for id_ in sorted(called)},
            here=here,
            doors=doors,
            topics={topic: self.about(topic, place) for topic in sorted(wanted["facts"])},
            apps={kinds: tuple(self._apps(kinds)) for kinds in sorted(wanted["apps"])},
            rules=rules,
            place_names=self.place_names if wanted["facts"] else {},
            school=self.course.school if wanted["school"] else None,
            labels=self.labels(place) if wanted["school"] else {},
            by_place={id_: self._led_to(id_, place) for id_ in sorted(wanted["by_place"])},
            drawings=drawings,
            pictures=self._pictures(texts),
            links=self._targets(texts, folder, place, headings),
        )

    def uses(self, shelf: Shelf) -> tuple[str, ...]:
        """The records on a shelf, as `fact:id` and so on, sorted."""
        found = [f"fact:{id_}" for id_ in shelf.facts] + [f"contact:{id_}" for id_ in shelf.contacts]
        found += [f"change:{id_}" for id_ in shelf.changes]
        found += [f"fact:{fact.id}" for facts in shelf.topics.values() for fact in facts]
        found += [f"app:{app.id}" for apps in shelf.apps.values() for app in apps]
        found += [f"rule:{id_}" for id_ in shelf.rules]
        found += [f"drawing:{id_}" for id_ in shelf.drawings]
        found += [f"picture:{id_}" for id_ in shelf.pictures]
        if shelf.place:
            found.append(f"place:{shelf.place.code}")
        if shelf.school:
            found += ["school:school", f"place:{(shelf.place or self.default_place).code}"]
        return tuple(sorted(set(found)))

    def _pictures(self, texts: Iterable[str]) -> dict[str, Picture]:
        """The pictures that the texts show."""
        shown = sorted({one.id for text in texts for one in shown_in(text)})
        return {id_: self.pictures[id_] for id_ in shown if id_ in self.pictures}

    def _targets(
        self, texts: Iterable[str], folder: str, place: Place | None, headings: str
    ) -> dict[str, str]:
        """Where each link of the texts leads, and each heading of the whole text."""
        found = {target: url for text in texts for target, url in self._links(text, folder, place)}
        return found | {f"#{anchor}": f"#{part}" for anchor, part in anchors(headings).items()}

    def _links(self, text: str, folder: str, place: Place | None) -> Iterable[tuple[str, str]]:
        for link in links(text):
            target, _, anchor = link.target.partition("#")
            path = posixpath.normpath(posixpath.join(folder, unquote(target)))
            variant = self.variant(path, place) if target else None
            if variant:
                part = anchors(variant.source.text).get(anchor, "")
                yield link.target, f"{variant.url}#{part}" if part else variant.url


def _rest_on(
    place: Place | None, rules: dict[str, Rule], changes: dict[str, Change], drawings: dict[str, Drawing]
) -> Iterator[str]:
    """The ids of the facts that these show or end with."""
    yield from (rule.facts[place.code] for rule in rules.values() if place and place.code in rule.facts)
    for change in changes.values():
        yield from change.facts
    for drawing in drawings.values():
        yield from drawing.facts


def _wanted(texts: Iterable[str]) -> dict[str, set[str]]:
    """The arguments that texts give to each function of a reference, such as the ids of facts."""
    wanted: dict[str, set[str]] = {function: set() for function in FUNCTIONS}
    for reference in (reference for text in texts for reference in references(text)):
        if reference.function in wanted and reference.argument:
            wanted[reference.function].add(reference.argument)
    return wanted
