"""Facts and contacts at work: each is shown somewhere, or says that it is kept for later.

A line that nobody shows is a line that nobody reviews.
"""

from collections.abc import Iterator

from coursekit.catalogue import Records
from coursekit.check.texts import texts
from coursekit.load.course import Loaded
from coursekit.model.checked import Checked
from coursekit.model.facts import ContactKind, Place
from coursekit.model.problem import Problem
from coursekit.model.reference import FUNCTIONS, references


def check(loaded: Loaded) -> Iterator[Problem]:
    """Yield a warning for each record that is idle without saying so, or says so and is not."""
    asked = _asked(loaded)
    shown = {*_named(loaded, asked), *_by_topic(loaded, asked["facts"]), *_by_place(loaded, asked["here"])}
    for kind, records in (("fact", loaded.course.facts), ("contact", loaded.course.contacts)):
        for record in records:
            if problem := _complaint(kind, record, record.id in shown):
                key, code, message, hint = problem
                origin = loaded.origin(kind, record.id)
                yield origin.problem((key,), code, message, hint, severity="warning")
    yield from _idle_rules(loaded, asked["rule"])
    yield from _idle_apps(loaded, asked["apps"])


def _idle_rules(loaded: Loaded, named: set[str]) -> Iterator[Problem]:
    for rule in loaded.course.rules:
        if rule.id not in named:
            message = f"No page or handout gives the rule “{rule.id}”."
            hint = f'Write {{{{ rule("{rule.id}") }}}} in a text, or take the rule out.'
            yield loaded.origin("rule", rule.id).problem(
                ("id",), "not-shown", message, hint, severity="warning"
            )


def _idle_apps(loaded: Loaded, named: set[str]) -> Iterator[Problem]:
    listed = {kind for kinds in named for kind in kinds.split()}
    for app in loaded.course.apps:
        if app.kind not in listed:
            message = f"No page or handout lists apps of the kind “{app.kind}”."
            hint = f'Write {{{{ apps("{app.kind}") }}}} in a text, or take the app out.'
            yield loaded.origin("app", app.id).problem(
                ("kind",), "not-shown", message, hint, severity="warning"
            )


def _complaint(kind: str, record: Checked, is_shown: bool) -> tuple[str, str, str, str] | None:
    if not is_shown and not record.reserve:
        message = f"No page, handout or quiz shows the {kind} “{record.id}”."
        return "id", "not-shown", message, "Name it in a text, or write “reserve: true”."
    if is_shown and record.reserve:
        message = f"The {kind} “{record.id}” is shown, so it is no reserve."
        return "reserve", "not-reserve", message, "Take “reserve: true” out."
    return None


def _asked(loaded: Loaded) -> dict[str, set[str]]:
    """What the texts name, by the function they name it with."""
    asked: dict[str, set[str]] = {function: set() for function in FUNCTIONS}
    for text in texts(loaded):
        for reference in references(text.text):
            if reference.argument and reference.function in asked:
                asked[reference.function].add(reference.argument)
    return asked


def _named(loaded: Loaded, asked: dict[str, set[str]]) -> Iterator[str]:
    """Ids in the texts, in the questions and in the change log."""
    yield from asked["fact"] | asked["contact"]
    for quiz in loaded.course.quizzes:
        for question in quiz.questions:
            yield from question.facts
    for change in loaded.course.changes:
        yield from change.facts
    for rule in loaded.course.rules:
        yield from rule.facts.values()


def _by_topic(loaded: Loaded, topics: set[str]) -> Iterator[str]:
    """Facts that a page lists by their topic, in a place that pages are made for."""
    open_places = {place.code for place in Records(loaded).open_places}
    for fact in loaded.course.facts:
        sure = fact.may_be_shown
        if fact.topic in topics and sure and open_places.intersection(fact.places):
            yield fact.id


def _by_place(loaded: Loaded, asked: set[str]) -> Iterator[str]:
    """Contacts that a place names for a kind that some text asks for; every help page shows the first two."""
    kinds = {kind for names in asked for kind in names.split()} | {
        ContactKind.EMERGENCY,
        ContactKind.CRISIS,
        ContactKind.LAW,
    }
    for place in loaded.course.places:
        yield from _contacts(place, kinds)


def _contacts(place: Place, kinds: set[str]) -> Iterator[str]:
    for kind in place.contacts:
        if kind in kinds:
            yield from place.of(kind)
