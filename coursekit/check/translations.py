"""Translations say what the English says: the same references, numbers and “not”, and nothing hidden."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator

from coursekit.load.course import Loaded
from coursekit.model.problem import Problem
from coursekit.model.translation import LANGUAGES, Translated, Translation, stale
from coursekit.model.units import locked

_NOT = re.compile(
    r"\b(?:not|never|nobody|nothing|nowhere|none|cannot|without|no|neither|nor)\b|n[’']t\b", re.IGNORECASE
)
_SCRIPT = re.compile(r"<\s*/?\s*[a-z!][^<]*>?|javascript:|data:", re.IGNORECASE)
_HIDDEN = re.compile("[\u202a-\u202e\u2066-\u2069]")
_EXCUSED = re.compile(r"\bnot: *\S")


def check(loaded: Loaded) -> Iterator[Problem]:
    """Hold every translated unit against its English."""
    pages = {page.path for page in loaded.course.pages}
    for translation in loaded.translations:
        if translation.of != "interface" and translation.of not in pages | loaded.lost:
            hint = "Rename it to the path of its page, or delete it."
            yield _problem(translation, 1, f"There is no page {translation.of}.", hint)
        for unit in translation.units:
            if unit.text:
                yield from _unit(translation, unit)


def check_release(loaded: Loaded) -> Iterator[Problem]:
    """Name what no reader gets, or gets as a draft."""
    pages = {page.path: page for page in loaded.course.pages}
    for one in loaded.translations:
        if page := pages.get(one.of):
            for unit in stale(page, one):
                message = f"Not translated, or its English has changed: “{unit.english[:60]}”."
                hint = f"Run “python3 build.py translate {one.lang}”, then fill it in."
                yield _warning(one, 1, message, hint)
        if not one.is_reviewed:
            hint = "Fill in X-Reviewer and X-Reviewed-On once somebody stands for it."
            yield _warning(one, 1, "Nobody has reviewed this translation.", hint)


def _unit(translation: Translation, unit: Translated) -> Iterator[Problem]:
    yield from _keeps(translation, unit)
    if found := _SCRIPT.search(unit.text):
        hint = "Write words alone; marks of Markdown are read, tags never."
        if found[0] not in unit.english:
            yield _problem(translation, unit.line, f"“{found[0][:60]}” has no place in a translation.", hint)
    if found := _HIDDEN.search(unit.text):
        message = f"Character U+{ord(found[0]):04X} turns text round unseen."
        yield _problem(translation, unit.line, message, "Delete it: direction is set by the page.")
    if unit.context == "box title" and '"' in unit.text:
        yield _problem(translation, unit.line, "A box’s title ends at a straight quote.", "Use “ and ”.")
    if unit.english.count("**") != unit.text.count("**"):
        message, hint = (
            "Bold words of the English are not bold here, or others are.",
            "Put ** around the same.",
        )
        yield _problem(translation, unit.line, message, hint)
    yield from _numbers(translation, unit)
    yield from _negation(translation, unit)


def _keeps(translation: Translation, unit: Translated) -> Iterator[Problem]:
    wanted, there = Counter(locked(unit.english)), Counter(locked(unit.text))
    for lost in (wanted - there).elements():
        hint = "Copy it from the English, letter by letter."
        yield _problem(translation, unit.line, f"“{lost}” of the English is missing.", hint)
    for more in (there - wanted).elements():
        hint = "Write it as the English has it, or take it out."
        yield _problem(translation, unit.line, f"“{more[:60]}” is not in the English.", hint)


def _numbers(translation: Translation, unit: Translated) -> Iterator[Problem]:
    wanted, there = numbers(unit.english), numbers(unit.text)
    if wanted != there:
        message = f"The English has {_listed(wanted)}, the translation {_listed(there)}."
        yield _problem(translation, unit.line, message, "Write every number as the English has it.")


def _negation(translation: Translation, unit: Translated) -> Iterator[Problem]:
    if translation.of == "interface" or _EXCUSED.search(unit.note):
        return
    hint = "Compare the two. If both are right, add a line “# not: why” above the entry."
    english, there = is_negated(unit.english), is_denied(unit.text, LANGUAGES[translation.lang].negations)
    if english and not there:
        yield _problem(translation, unit.line, "The English says “not”, and the translation does not.", hint)
    if there and not english:
        yield _problem(translation, unit.line, "The translation says “not”, and the English does not.", hint)


def numbers(text: str) -> Counter[str]:
    """The numbers of a text in any script’s digits, outside references and addresses."""
    for lock in locked(text):
        text = text.replace(lock, " ")
    digits = "".join(str(unicodedata.digit(char)) if char.isdigit() else char for char in text)
    return Counter(re.findall(r"\d+", digits))


def is_negated(english: str) -> bool:
    """Whether an English text says “not” in any way."""
    return _NOT.search(english) is not None


def is_denied(text: str, words: Iterable[str]) -> bool:
    """Whether a text has one of a language’s words for “not”, as a word of its own."""
    plain = "".join(
        char for char in unicodedata.normalize("NFC", text.lower()) if not unicodedata.combining(char)
    )
    return bool(set(re.findall(r"\w+", plain)) & set(words))


def _listed(found: Counter[str]) -> str:
    return ", ".join(sorted(found.elements())) or "no number"


def _problem(translation: Translation, line: int, message: str, hint: str) -> Problem:
    return Problem(translation.path, line, 1, "translation", message, hint)


def _warning(translation: Translation, line: int, message: str, hint: str) -> Problem:
    return Problem(translation.path, line, 1, "translation", message, hint, severity="warning")
