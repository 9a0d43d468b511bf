"""Writing files into the project: new ones all or none; changed ones each at once, never half."""

from collections.abc import Mapping
from pathlib import Path


def write_new(files: Mapping[Path, str]) -> None:
    """Write texts to files that are not there yet.

    Raises OSError, FileExistsError among it, where one cannot be written; then none of them is there.
    """
    made: list[Path] = []
    try:
        for file, text in files.items():
            file.parent.mkdir(parents=True, exist_ok=True)
            with file.open("x", encoding="utf-8", newline="\n") as opened:  # not even through a link
                made.append(file)
                opened.write(text)
    except OSError:
        for file in made:
            file.unlink(missing_ok=True)
        raise


def write_over(files: Mapping[Path, str]) -> None:
    """Write texts to files, in place of what is there; each appears whole or not at all.

    Raises OSError where one cannot be written.
    """
    for file, text in files.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        beside = file.with_name(f".{file.name}.new")
        try:
            beside.write_text(text, encoding="utf-8", newline="\n")
            beside.replace(file)
        finally:
            beside.unlink(missing_ok=True)
