"""The terms translators keep to: each says where it comes from, or that nobody found a source."""

import pytest
import yaml
from project import ROOT

from coursekit.model.translation import LANGUAGES

FILES = sorted((ROOT / "translations/glossary").glob("*.yml"))
LINES = {"english", "term", "note", "source"}


def faults(rows: list[dict[str, str]]) -> list[str]:
    """What is wrong with the terms of a glossary, in their order."""
    found = []
    seen = set()
    for row in rows:
        name = row.get("english", "?")
        missing = LINES - {"note"} - {key for key, value in row.items() if str(value or "").strip()}
        found += [f"{name}: no {key}" for key in sorted(missing)]
        found += [f"{name}: {key} is unknown" for key in sorted(set(row) - LINES)]
        found += [f"{name}: twice"] * (name in seen)
        seen.add(name)
    return found


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_term_of_a_glossary_says_where_it_comes_from(file):
    rows = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert file.stem in LANGUAGES
    assert len(rows) >= 60
    assert faults(rows) == []


def test_a_language_with_translations_of_several_pages_has_a_glossary():
    folders = ROOT / "translations"
    several = {code for code in LANGUAGES if len(list((folders / code).rglob("for-parents.po"))) > 1}
    assert several <= {file.stem for file in FILES}


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ({"english": "a", "term": "b"}, "a: no source"),
        ({"english": "a", "term": " ", "source": "c"}, "a: no term"),
        ({"english": "a", "term": "b", "source": "c", "sorce": "d"}, "a: sorce is unknown"),
    ],
)
def test_a_term_without_a_source_is_a_fault(row, fault):
    assert faults([row]) == [fault]
    assert faults([{"english": "a", "term": "b", "source": "no source found"}] * 2) == ["a: twice"]
