"""Write docs/formats.md: what is read from other tools, and what of our own exports comes back.

Run as .venv/bin/python tools/draw_losses.py. The table is what happens to the examples of every type,
exported and imported again; `tests/bank/test_losses.py` fails while the page is not true.
"""  # noqa: INP001 (a script, not a package)

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).absolute().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests/support")]

from exporting import EXAMPLES, FORMATS, inputs_of, quiz_of  # noqa: E402 (found through the path above)

from coursekit.bank.assemble import assembled  # noqa: E402
from coursekit.bank.banks import banks_of  # noqa: E402
from coursekit.bank.reader import FORMATS as READERS  # noqa: E402
from coursekit.bank.refusal import FileRefusedError  # noqa: E402
from coursekit.bank.source import BankFile  # noqa: E402
from coursekit.export import qti12  # noqa: E402
from coursekit.export.base import ExportInputs, xml  # noqa: E402
from coursekit.export.format import Format  # noqa: E402
from coursekit.model.quiz import Quiz  # noqa: E402

PAGE = ROOT / "docs/formats.md"
_ADDED = frozenset(("id", "draft", "title"))
"""Keys of a part that an import makes up where the file has none; what they say changes nothing."""
_NAMING = frozenset(("next", "text"))
"""Texts that name parts by the ids that an import makes up."""
_ENDINGS = {ending: READERS[name].title for name in READERS for ending in READERS[name].exports}


def exports() -> dict[str, Format | None]:
    """The formats that come back, by what heads their columns; None for the quizzes of a cartridge."""
    made = {form.ending.removesuffix(".zip"): form for form in FORMATS.values() if form.ending in _ENDINGS}
    return {**made, "imscc": None}


def page() -> str:
    """The whole page."""
    return "\n".join([*_reads(), *_comes_back(), ""])


def _reads() -> Iterator[str]:
    yield "# What is read from other tools, and what comes back"
    yield ""
    yield "This page is made by `tools/draw_losses.py` from the program itself. How to import is in the"
    yield "[authors’ guide](authors-guide.md#bring-your-own-questions)."
    for name, form in READERS.items():
        yield ""
        yield f"## {form.title[0].upper()}{form.title[1:]}"
        yield ""
        yield f"`--from {name}`. {form.takes}"
        yield ""
        yield "What does not:"
        yield ""
        yield from (f"- {line}" for line in form.leaves)


def _comes_back() -> Iterator[str]:
    forms = exports()
    yield ""
    yield "## What we export, imported again"
    yield ""
    yield "Exported once more, a file that was imported has the same bytes. A quiz of ours that goes out"
    yield "and comes back is what this table says: the same, other questions in its place, or without keys."
    yield "SCORM packages hold pages and no questions, and are not read."
    yield ""
    yield f"| type | {' | '.join(forms)} |"
    yield f"|---|{'---|' * len(forms)}"
    for file in EXAMPLES:
        quiz = quiz_of(file)
        cells = [_cell(quiz, form) for form in forms.values()]
        yield f"| `{quiz.questions[0].type}` | {' | '.join(cells)} |"


def _cell(quiz: Quiz, form: Format | None) -> str:
    inputs: ExportInputs = inputs_of(quiz)
    if form and form.declines(quiz):
        return "no such file"
    data = form.render(inputs) if form else xml(qti12.assessment(inputs))
    try:
        _, banks = banks_of(BankFile(f"x.{form.ending if form else 'xml'}", data))
    except FileRefusedError:
        return "not in it"
    made = [new.data for bank in banks for new in assembled(bank.found).imported]
    (question,) = quiz.questions
    old = question.model_dump(mode="json", exclude_unset=True)
    if [each["type"] for each in made] != [old["type"]]:
        kinds = [each["type"] for each in made]
        return ", ".join(f"{kinds.count(kind)} `{kind}`" for kind in dict.fromkeys(kinds))
    gone = sorted(set(_gone(old, made[0])))
    return f"without {', '.join(f'`{key}`' for key in gone)}" if gone else "same"


def _gone(old: Any, new: Any, key: str = "") -> Iterator[str]:
    """The keys whose values are not there any more, or say something else."""
    if isinstance(old, dict) and isinstance(new, dict):
        for name, value in old.items():
            if name not in _ADDED:
                yield from _gone(value, new.get(name, False if value is False else None), name)
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for one, other in zip(old, new, strict=True):
            yield from _gone(one, other, key)
    elif isinstance(old, str) and isinstance(new, str):
        yield from () if key in _NAMING or old == new else (key,)
    elif old != new:
        yield key


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
