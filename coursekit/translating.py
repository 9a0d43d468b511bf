"""The command for translators."""

from datetime import date
from pathlib import Path

import click

from coursekit import console
from coursekit.options import date_option


@click.command("translate")
@click.argument("lang", metavar="LANG")
@click.option(
    "--to-tables", type=click.Path(path_type=Path), help="Write tables for a spreadsheet there too."
)
@click.option("--from-table", type=click.Path(path_type=Path), help="Take translations from such a table.")
@date_option
def translate_command(lang: str, to_tables: Path | None, from_table: Path | None, day: date) -> None:
    """Write or update translations/LANG/: a PO file for each page, and one for the interface."""
    from coursekit import translations
    from coursekit.cli import ROOT, checked
    from coursekit.model.translation import LANGUAGES

    if lang not in LANGUAGES:
        console.stop(f"“{lang}” is no language of this course. Known: {', '.join(LANGUAGES)}.")
        raise SystemExit(1)
    loaded, _ = checked(day)
    try:
        more = translations.from_table(from_table.read_text(encoding="utf-8-sig")) if from_table else {}
    except (OSError, ValueError) as error:
        console.stop(f"{from_table}: {error}")
        raise SystemExit(1) from None
    for path, units, waiting in translations.update(loaded, ROOT, lang, more):
        console.say(f"Written: {path.relative_to(ROOT)}: {units} units, {waiting} to translate")
    if to_tables:
        for path in translations.write_tables(ROOT, lang, to_tables):
            console.say(f"Written: {path}")
