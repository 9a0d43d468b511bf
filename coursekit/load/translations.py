"""Reading `translations/<lang>/`: any bytes give the units of a page or problems with their lines."""

import io
import re
from collections.abc import Iterator
from datetime import date

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.pofile import PoFileError, PoFileParser

from coursekit.load.source import SourceFile
from coursekit.model.problem import Problem
from coursekit.model.translation import LANGUAGES, Translated, Translation

FOLDER = "translations"
_HINT = "Run “python3 build.py translate {lang}”, which writes it anew and keeps what is translated."
_HEADER = re.compile(r'"(?P<key>[\w-]+):\s*(?P<value>.*?)(?:\\n)?"\s*$')
_STATEMENT = re.compile(r"\s*(?:#.*|(?:msgctxt|msgid|msgid_plural|msgstr(?:\[\d+\])?)\s*\".*\"|\".*\")?\s*$")


def read_translation(source: SourceFile) -> tuple[Translation | None, list[Problem]]:
    """Return the translation of a file, None where it cannot be read, and what is wrong with it.

    The form is that of GNU gettext (manual, “The Format of PO Files”); fuzzy entries and plural forms of
    course text are problems, because a guess must not reach a reader.
    """
    parts = source.path.removeprefix(f"{FOLDER}/").split("/")
    lang = parts[0]
    if lang not in LANGUAGES or len(parts) < 2:
        known = ", ".join(LANGUAGES)
        return None, [
            _problem(source, 1, 1, f"“{lang}” is no language of this course.", f"Use a folder of: {known}.")
        ]
    if broken := list(_broken(source)):
        return None, broken
    parser = PoFileParser(catalog := Catalog(locale=_locale(lang)), abort_invalid=True)
    try:
        parser.parse(io.StringIO(source.text))
    except (PoFileError, ValueError, IndexError, TypeError) as error:
        line = getattr(error, "lineno", None) or 0
        hint = _HINT.format(lang=lang)
        return None, [_problem(source, line + 1, 1, f"This is no PO file: {str(error)[:90]}.", hint)]
    head = dict(_header(source))
    problems = [*_wrong_header(source, lang), *_wrong_entries(source, catalog)]
    if any(problem.severity == "error" for problem in problems):
        return None, problems
    of = "/".join(parts[1:]).removesuffix(".po")
    return Translation(
        path=source.path,
        lang=lang,
        of=of if of == "interface" else f"course/{of}.md",
        translator=head.get("Last-Translator", ("", 0))[0] or None,
        reviewer=head.get("X-Reviewer", ("", 0))[0] or None,
        reviewed_on=_day(head.get("X-Reviewed-On", ("", 0))[0]),
        units=tuple(_units(source, catalog)),
    ), problems


def _locale(lang: str) -> Locale:
    return Locale.parse(lang)


def _problem(source: SourceFile, line: int, column: int, message: str, hint: str) -> Problem:
    return Problem(source.path, line, column, "translation", message, hint)


def _broken(source: SourceFile) -> Iterator[Problem]:
    """Lines that no PO file has; Babel passes over some of them."""
    for number, line in enumerate(source.text.split("\n"), 1):
        if not _STATEMENT.fullmatch(line):
            hint = "Write msgctxt, msgid or msgstr and a text in straight double quotes, or # and a comment."
            yield _problem(source, number, 1, f"“{line.strip()[:60]}” has no place in a PO file.", hint)
            return


def _header(source: SourceFile) -> Iterator[tuple[str, tuple[str, int]]]:
    """The fields of the first entry, each with its line."""
    for number, line in enumerate(source.text.split("\n"), 1):
        if found := _HEADER.match(line):
            yield found["key"], (found["value"].strip(), number)
        elif number > 1 and not line.strip():
            return


def _wrong_header(source: SourceFile, lang: str) -> Iterator[Problem]:
    head = dict(_header(source))
    wanted = {
        "Language": lang,
        "Content-Type": "text/plain; charset=UTF-8",
        "Plural-Forms": f"nplurals={Catalog(locale=_locale(lang)).num_plurals};",
    }
    for key, value in wanted.items():
        said, line = head.get(key, ("", 1))
        same = said.lower().replace("_", "-")
        if not (same.startswith(value.lower()) if key == "Plural-Forms" else same == value.lower()):
            message = f"The header’s {key} is “{said[:60]}”." if said else f"The header has no {key}."
            yield _problem(source, line, 1, message, f"Write “{key}: {value}…”." if key == "Plural-Forms"
                           else f"Write “{key}: {value}”.")  # fmt: skip
    day, line = head.get("X-Reviewed-On", ("", 1))
    if day and _day(day) is None:
        yield _problem(source, line, 1, f"“{day[:60]}” is no day.", "Write it like 2026-11-30, or nothing.")
    if bool(day) != bool(head.get("X-Reviewer", ("", 1))[0]):
        message = "A review has a reviewer and a day, and one of them is missing."
        yield _problem(source, line, 1, message, "Fill in both X-Reviewer and X-Reviewed-On, or neither.")


def _wrong_entries(source: SourceFile, catalog: Catalog) -> Iterator[Problem]:
    for message in catalog:
        if message.id and message.fuzzy:
            hint = "Read it against the English, then delete “fuzzy”; or empty the msgstr."
            line = _line(source, message.lineno or 1, "#,")
            yield _problem(source, line, 1, "A fuzzy entry is a guess, and no guess reaches a reader.", hint)
        if isinstance(message.id, (tuple, list)):
            hint = "Give it one msgid and one msgstr: course text has no plural forms."
            yield _problem(source, message.lineno or 1, 1, "This entry has plural forms.", hint)
    for first, second in _twice(source):
        said = f"This entry is there twice; the first is on line {first}."
        yield _problem(source, second, 1, said, "Delete one of them.")


def _twice(source: SourceFile) -> Iterator[tuple[int, int]]:
    """The lines of entries that are there twice, of which Babel keeps one silently."""
    seen: dict[str, int] = {}
    for block in re.finditer(r'(?m)^(?:msgctxt\s(?:.*\n)(?:".*\n)*)?msgid\s(?:.*\n)(?:".*\n)*', source.text):
        line = source.text.count("\n", 0, block.start()) + 1
        key = re.sub(r'"\s*\n\s*"', "", block[0]).strip()
        if key in seen:
            yield seen[key], line
        seen.setdefault(key, line)


def _units(source: SourceFile, catalog: Catalog) -> Iterator[Translated]:
    for message in catalog:
        if message.id and isinstance(message.string, str):
            yield Translated(
                context=message.context or "",
                english=str(message.id),
                text=message.string.strip(),
                note=" ".join(message.user_comments),
                line=_line(source, message.lineno or 1, "msgstr"),
            )


def _line(source: SourceFile, start: int, begins: str) -> int:
    """The first line from `start` on, counted from 1, that begins like this; `start` where none does."""
    lines = source.text.split("\n")
    found = (at for at in range(start - 1, len(lines)) if lines[at].startswith(begins))
    return next(found, start - 1) + 1


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
