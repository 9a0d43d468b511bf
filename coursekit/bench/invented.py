"""Invented schools, to try packs with: `python -m coursekit.bench.invented 1000 schools.csv`.

The same seed gives the same list. No name is part of another one, so that one that stands in a pack of
somebody else is found by a search; numbers are those that are kept free for films and books.
"""

import argparse
import csv
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

HEADINGS = (
    "School", "Country", "DSL", "DSL phone", "DSL e-mail", "Deputy", "Deputy phone", "Police phone",
    "LADO phone",
)  # fmt: skip
PLACES = ("GB-ENG", "GB-WLS", "GB-SCT", "GB-NIR", "IE", "US", "CA", "AU", "NZ", "IN", "ZA", "EU", "INT")
_KINDS = ("Primary School", "Academy", "High School", "Infants", "College", "C of E Junior School")
_LOCAL = {"US": "202-555-01{:02}", "CA": "613-555-01{:02}", "AU": "02 5550 01{:02}"}
_ELSEWHERE = "+44 1632 9600{:02}"
_ACCENTS = str.maketrans("aeiou", "áêïőū")
_STARTS, _ENDS = "bdfghjklmnprstvz", "aeiou"
_SCRIPTS = (
    dict(zip(_STARTS + _ENDS, "بدفغهجكلمنقرستوزاثيعو", strict=True)),
    dict(zip(_STARTS + _ENDS, "בדפגהיכלמנקרסטוזאעחצש", strict=True)),
    dict(zip(_STARTS + _ENDS, "बदफगहजकलमनपरसतवज़"[:16] + "आएईओऊ", strict=True)),
    dict(zip(_STARTS + _ENDS, "安白大方高海江金李马南平青山天文西小新云中", strict=True)),
)
_WORDS = (len(_STARTS) * len(_ENDS)) ** 4


def schools(
    count: int, *, seed: int = 1, places: Sequence[str] = PLACES, other_scripts: float = 0.01
) -> Iterator[tuple[str, ...]]:
    """Yield so many rows as `HEADINGS` name them; the share `other_scripts` has a lead in no Latin letters.

    One school in five has no deputy yet, and one in ten accents in its names.
    """
    drawn = random.Random(seed)  # noqa: S311 (no secret: the same list again)
    start = drawn.randrange(_WORDS)
    for number in range(count):
        name, lead, deputy = (_word(start + 3 * number + offset) for offset in range(3))
        if drawn.random() < 0.1:
            name, lead = name.translate(_ACCENTS), lead.translate(_ACCENTS)
        mail = f"dsl@{_word(start + 3 * number).lower()}.example"
        if drawn.random() < other_scripts:
            script = drawn.choice(_SCRIPTS)
            lead = "".join(script.get(letter, letter) for letter in lead.lower())
        place = drawn.choice(places)
        phones = [_phone(place, drawn.randrange(100)) for _ in range(4)]
        second = (f"Mr {deputy}", phones[1]) if drawn.random() < 0.8 else ("", "")
        yield f"{name} {drawn.choice(_KINDS)}", place, lead, phones[0], mail, *second, phones[2], phones[3]


def _word(number: int) -> str:
    """A word of eight letters; another one for each number."""
    left = number * 1_000_003 % _WORDS  # coprime: neighbours do not look alike
    letters = []
    for _ in range(4):
        left, pair = divmod(left, len(_STARTS) * len(_ENDS))
        letters.append(_STARTS[pair // len(_ENDS)] + _ENDS[pair % len(_ENDS)])
    return "".join(letters).capitalize()


def _phone(place: str, number: int) -> str:
    return _LOCAL.get(place, "01632 9600{:02}" if place.startswith("GB") else _ELSEWHERE).format(number)


def write(file: Path, rows: Iterator[tuple[str, ...]]) -> None:
    """Write a list as CSV."""
    with file.open("w", encoding="utf-8", newline="") as to:
        writer = csv.writer(to)
        writer.writerow(HEADINGS)
        writer.writerows(rows)


def main() -> None:
    """Write a list."""
    options = argparse.ArgumentParser(description="Write a list of invented schools.")
    options.add_argument("count", type=int)
    options.add_argument("file", type=Path)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--place", action="append", choices=PLACES)
    given = options.parse_args()
    write(given.file, schools(given.count, seed=given.seed, places=given.place or PLACES))


if __name__ == "__main__":
    main()
