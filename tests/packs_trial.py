"""Packs as somebody unkind would look at them: PDF rules, own names, nobody else's.

    .venv/bin/python -m coursekit.bench.invented 1000 /tmp/schools.csv
    python3 build.py packs /tmp/schools.csv --out /tmp/packs
    .venv/bin/python tests/packs_trial.py /tmp/schools.csv /tmp/packs --sample 50

Names are searched for in all files of a sample of packs: in the fields and on the pages of PDFs, and in every
part of Word, PowerPoint and package files. Each PDF is held against the same rules as those of the course.
"""

import argparse
import csv
import io
import json
import random
import re
import sys
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parent / "support")]

import pikepdf  # noqa: E402
from pdfs import failures, pages_text  # noqa: E402

WORD = re.compile(r"[^\W\d_]{6,}")


@dataclass
class Found:
    """What was found in a sample of packs."""

    files: Counter[str] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)
    without_own: list[str] = field(default_factory=list)


def owners(listed: Path) -> dict[str, str]:
    """To which school a word of a name belongs: each is in one row alone."""
    found: dict[str, str] = {}
    with listed.open(encoding="utf-8", newline="") as opened:
        for school, _, lead, _, _, deputy, *_ in list(csv.reader(opened))[1:]:
            for word in (school.split()[0], lead, deputy.removeprefix("Mr ")):
                if word:
                    assert found.setdefault(word, school) == school, f"{word} has two owners"
    return found


def texts(path: str, data: bytes) -> Iterator[str]:
    """What a file shows, and what lies in it."""
    if path.endswith(".pdf"):
        yield from pages_text(data)
        with pikepdf.open(io.BytesIO(data)) as document:
            form = document.Root.get("/AcroForm", {})
            yield from (str(box.get("/V", "")) for box in form.get("/Fields", []))
    elif data.startswith(b"PK\3\4"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                yield from texts(name, archive.read(name))
    elif not path.endswith((".png", ".woff2", ".jpg")):
        yield data.decode("utf-8", "replace")


def look(folder: Path, name: str, known: dict[str, str], found: Found) -> None:
    """Look at each file of a pack."""
    own = {word for word, school in known.items() if school == name}
    shown: set[str] = set()
    for file in sorted(file for file in folder.rglob("*") if file.is_file()):
        path, data = file.relative_to(folder).as_posix(), file.read_bytes()
        words = {word for text in texts(path, data) for word in WORD.findall(text)} & known.keys()
        found.files[file.suffix] += 1
        found.strangers += [f"{folder.name}/{path}: {word}" for word in sorted(words - own)]
        shown |= words if file.suffix == ".pdf" else set()
        if file.suffix == ".pdf" and (rules := failures(data)):
            found.broken.append(f"{folder.name}/{path}: {rules[0]}")
    found.without_own += [f"{folder.name}: {word}" for word in sorted(own - shown)]


def main() -> int:
    """Look at a sample; 1 where anything is wrong."""
    options = argparse.ArgumentParser(description="Look at a sample of packs.")
    options.add_argument("list", type=Path)
    options.add_argument("packs", type=Path)
    options.add_argument("--sample", type=int, default=50)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    made = json.loads((given.packs / "packs.json").read_text("utf-8"))["packs"]
    known, found = owners(given.list), Found()
    drawn = random.Random(given.seed)  # noqa: S311 (the same sample again)
    sample = drawn.sample(made, min(given.sample, len(made)))
    for pack in sample:
        look((given.packs / pack["path"]).parent, pack["name"], known, found)
    kinds = ", ".join(f"{count} {ending}" for ending, count in found.files.most_common())
    print(f"{len(sample)} of {len(made)} packs, {sum(found.files.values())} files: {kinds}")
    print(
        f"PDFs that break a rule of PDF/UA: {len(found.broken)} of {found.files['.pdf']}", *found.broken[:20]
    )
    print(f"names of others, of {len(known)} searched for: {len(found.strangers)}", *found.strangers[:20])
    print(f"own names that no PDF of their pack shows: {len(found.without_own)}", *found.without_own[:20])
    return 1 if found.broken or found.strangers or found.without_own else 0


if __name__ == "__main__":
    sys.exit(main())
