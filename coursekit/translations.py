"""`build.py translate`: the units of pages and of the interface as PO files, kept up to date."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from pathlib import Path, PurePosixPath

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

from coursekit.load.course import Loaded
from coursekit.model.translation import LANGUAGES, TRANSLATED, Translation, page_units
from coursekit.model.units import Unit
from coursekit.render.interface import messages

FOLDER = "translations"
_COMMENT = "# Draft of {language} for Trusted Adult. Unreviewed while X-Reviewer is empty."


Texts = Mapping[tuple[str, str], tuple[str, list[str]]]
"""What stands for each unit, by its context and its English, and the translator’s notes."""


def update(loaded: Loaded, root: Path, lang: str, more: Texts) -> list[tuple[Path, int, int]]:
    """Write every file of a language anew; return each with its number of units and of those to translate.

    What is translated stays while its English stays. A unit whose English changed is to be translated again:
    the old English and its translation are kept beside it, as a help that no reader sees. `more` are
    translations that replace what the files have, as far as the course has these units.
    """
    found = {translation.of: translation for translation in loaded.translations if translation.lang == lang}
    wanted: dict[str, list[Unit]] = {"interface": list(messages())}
    for page in loaded.course.pages:
        if page.head.kind in TRANSLATED:
            wanted[page.path] = page_units(page)
    return [_update(root, lang, of, units, found.get(of), more) for of, units in wanted.items()]


def po_path(lang: str, of: str) -> PurePosixPath:
    """Where the translation of a page, or of the interface, lies."""
    return PurePosixPath(FOLDER, lang, of.removeprefix("course/").removesuffix(".md") + ".po")


def _update(
    root: Path, lang: str, of: str, units: list[Unit], old: Translation | None, more: Texts
) -> tuple[Path, int, int]:
    units = list({unit.key: unit for unit in units}.values())
    path = root / po_path(lang, of)
    keys = {unit.key for unit in units}
    said = {**(texts(path) if old else {}), **{key: more[key] for key in more if key in keys}}
    catalog = Catalog(locale=lang, fuzzy=False)
    before = _previous(units, [key for key in said if said[key][0]])
    for unit in units:
        text, note = said.get(unit.key, ("", []))
        catalog.add(
            unit.english,
            text,
            context=unit.context,
            locations=[(of, 0)],
            user_comments=note,
            previous_id=before.get(unit.key, ()) if not text else (),
        )
    for (context, english), (text, note) in said.items():
        if (context, english) not in keys and text:
            catalog.obsolete[english, context] = Message(english, text, context=context, user_comments=note)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(written(catalog, lang, old))
    missing = sum(not said.get(unit.key, ("", []))[0] for unit in units)
    return path, len(units), missing


def written(catalog: Catalog, lang: str, old: Translation | None) -> bytes:
    """The catalogue as a PO file, in the order of its page and the same whenever it is written."""
    out = io.BytesIO()
    write_po(
        out, catalog, width=100, omit_header=True, include_previous=True, include_lineno=False
    )  # without lines: a file changes only where words do
    day = old.reviewed_on.isoformat() if old and old.reviewed_on else ""
    head = {
        "Project-Id-Version": "Trusted Adult",
        "Language": lang,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": catalog.plural_forms,
        "Last-Translator": (old.translator or "") if old else "",
        "X-Reviewer": (old.reviewer or "") if old else "",
        "X-Reviewed-On": day,
    }
    lines = [_COMMENT.format(language=LANGUAGES[lang].english), 'msgid ""', 'msgstr ""']
    lines += [f'"{key}: {value}\\n"' for key, value in head.items()]
    return "\n".join([*lines, "", out.getvalue().decode().rstrip("\n"), ""]).encode()


def texts(path: Path) -> dict[tuple[str, str], tuple[str, list[str]]]:
    """What a file has for each unit, those whose English is gone among them."""
    catalog = read_po(io.BytesIO(path.read_bytes()), ignore_obsolete=False)
    every: Iterable[Message] = [*catalog.obsolete.values(), *(one for one in catalog if one.id)]
    return {
        (one.context or "", str(one.id)): (str(one.string or ""), list(one.user_comments)) for one in every
    }


def _previous(units: list[Unit], known: list[tuple[str, str]]) -> Mapping[tuple[str, str], tuple[str, ...]]:
    """For each unit without a translation the old English that is nearest to it in the same context."""
    current = {unit.key for unit in units}
    gone = [key for key in known if key not in current]
    found = {}
    for unit in units:
        if unit.key not in known:
            near = max(
                (key for key in gone if key[0] == unit.context),
                key=lambda key: SequenceMatcher(None, key[1], unit.english).ratio(),
                default=None,
            )
            if near and SequenceMatcher(None, near[1], unit.english).ratio() > 0.6:
                found[unit.key] = (near[1],)
    return found


def write_tables(root: Path, lang: str, to: Path) -> Iterator[Path]:
    """Write the units of every file of a language as CSV (RFC 4180), and yield where."""
    to.mkdir(parents=True, exist_ok=True)
    folder = root / FOLDER / lang
    for file in sorted(folder.rglob("*.po")):
        name = file.relative_to(folder).with_suffix(".csv").as_posix().replace("/", "-")
        (to / name).write_bytes(b"\xef\xbb\xbf" + to_table(texts(file)).encode())  # spreadsheets ask for it
        yield to / name


def to_table(texts: Texts) -> str:
    """Units as a table: context, English, translation, note."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow(("context", "English", "translation", "note"))
    rows.writerows((*key, text, "\n".join(note)) for key, (text, note) in texts.items())
    return out.getvalue()


def from_table(text: str) -> Texts:
    """The units of such a table.

    Raises ValueError, with the row, where a column is missing.
    """
    found: dict[tuple[str, str], tuple[str, list[str]]] = {}
    rows = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    for number, row in enumerate(rows, 1):
        if len(row) < 3:
            raise ValueError(f"row {number} has {len(row)} columns. Keep context, English and translation.")
        if number > 1:
            found[row[0], row[1]] = (row[2].strip(), row[3].splitlines() if len(row) > 3 else [])
    return found
