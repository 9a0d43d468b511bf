"""Words: no term that blames, belittles or misleads, and no turn of phrase that could do harm.

The rules of `facts/wording.yml` and of `tone.py` are searched for in every text a reader may see. What an
author allows with `wording:` is listed for readers, and must still be needed.
"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from coursekit.check import tone
from coursekit.check.contexts import Hit
from coursekit.check.prose import TEXTS, plain, word_count
from coursekit.check.texts import Owner, Text, all_texts
from coursekit.load.course import Loaded
from coursekit.model.problem import Problem, did_you_mean
from coursekit.model.wording import WordingRule

Finds = Callable[[str], tuple[tuple[WordingRule, int, int], ...]]
"""Gives for plain words the rules that find something, and from where to where."""
Place = tuple[str, tuple[str | int, ...]]
"""Where an owner stands: its file, and the keys that lead to it there."""


def check(loaded: Loaded) -> Iterator[Problem]:
    """Yield a problem for each word that should not stand where it does, and for rules amiss."""
    rules = (*loaded.course.wording, *tone.RULES)
    finds = finder(rules)
    names = _names(loaded)
    owners: dict[Place, Owner] = {}
    needed: set[tuple[Place, int]] = set()
    for text in all_texts(loaded):
        here = (text.owner.origin.path, text.owner.origin.base)
        owners[here] = text.owner
        for hit in hits(text, finds):
            if not (hit.allowed() or _in_a_name(hit, names)):
                uses = set(_overrides(hit))
                needed.update((here, use) for use in uses)
                if not uses:
                    yield _problem(hit)
    for here, owner in owners.items():
        used = {use for place, use in needed if place == here}
        yield from _unused(owner, used, {rule.id for rule in rules} | loaded.lost)


@lru_cache(maxsize=4)
def finder(rules: tuple[WordingRule, ...]) -> Finds:
    """Finds in plain words what these rules look for; at the next look, most texts are the same."""

    def finds(words: str) -> tuple[tuple[WordingRule, int, int], ...]:
        return tuple(
            (rule, *match.span()) for rule in rules for match in rule.compiled.finditer(words) if match[0]
        )

    return lru_cache(maxsize=TEXTS)(finds)


def hits(text: Text, finds: Finds) -> Iterator[Hit]:
    """Yield what the rules find in a text; words inside a longer find belong to that one."""
    words = plain(text.text)
    reach = 0
    for rule, start, end in sorted(finds(words), key=lambda find: (find[1], -find[2])):
        if end > reach:
            yield Hit(rule, text, words, start, end)
        reach = max(reach, end)


def _problem(hit: Hit) -> Problem:
    rule = hit.rule
    message = f"“{hit.said}” (rule {rule.id}): {rule.why}"
    severity = "error" if rule.level == "block" else "warning"
    hint = f"Better: {rule.use_instead.rstrip('.')}."
    return hit.text.problem(hit.start, rule.id, message, hint, severity=severity)


def _names(loaded: Loaded) -> tuple[str, ...]:
    """What others have called a thing: official names, names of services, titles of sources.

    A title is often written after the name of its publisher; after a colon it counts by itself too, unless it
    is so short that it might be any words.
    """
    course = loaded.course
    titles = {record.source.title for record in (*course.facts, *course.contacts, *course.terms)}
    after = {title.partition(": ")[2] for title in titles}
    official = {name.name for name in course.official_names} | {contact.name for contact in course.contacts}
    return tuple(sorted(official | titles | {title for title in after if word_count(title) > 2}))


def _in_a_name(hit: Hit, names: tuple[str, ...]) -> bool:
    return any(
        found.start() <= hit.start and hit.end <= found.end()
        for name in _names_with(hit.rule, names)
        for found in _as_written(name).finditer(hit.words)
    )


@lru_cache(maxsize=256)
def _names_with(rule: WordingRule, names: tuple[str, ...]) -> tuple[str, ...]:
    """The names in which this rule finds something; most rules find nothing in any."""
    return tuple(name for name in names if rule.compiled.search(name))


@lru_cache(maxsize=256)
def _as_written(words: str) -> re.Pattern[str]:
    """A pattern for these words, wherever a line ends between them."""
    return re.compile(r"\s+".join(re.escape(word) for word in words.split()))


def _overrides(hit: Hit) -> Iterator[int]:
    """The positions of the overrides that allow exactly these words."""
    for index, override in enumerate(hit.text.owner.wording):
        if override.rule == hit.rule.id and any(
            found.start() <= hit.start and hit.end <= found.end()
            for found in _as_written(override.says).finditer(hit.text.text)
        ):
            yield index


def _unused(owner: Owner, used: set[int], known: set[str]) -> Iterator[Problem]:
    for index, override in enumerate(owner.wording):
        where = ("wording", index)
        if override.rule not in known:
            hint = did_you_mean(override.rule, known, "Name a rule of facts/wording.yml.")
            message = f"There is no wording rule “{override.rule}”."
            yield owner.origin.problem((*where, "rule"), "unknown-rule", message, hint)
        elif index not in used:
            message = f"No word here needs “{override.rule}” to allow “{override.says}”."
            hint = "Remove it, or write the words as they stand in the text."
            yield owner.origin.problem(where, "unneeded-wording", message, hint)
