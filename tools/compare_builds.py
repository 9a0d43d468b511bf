"""Compares two builds, such as one of your own and one that was published, file by file.

    python3 tools/compare_builds.py site /path/to/other/site
    python3 tools/compare_builds.py site other-build.json

Each is a built folder or its `build.json`. In a folder every file is read and held against its report. Exit
code 0: the same bytes in every file; 1: what differs is listed; 2: one of them is no build.
"""  # noqa: INP001 (a script, not a package)

import json
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

REPORT = "build.json"


class NoBuildError(Exception):
    """A path that is no build; its text says why."""


def told(path: Path) -> dict[str, str]:
    """The SHA-256 of each file that a report names, by path. Raises NoBuildError where none can be read."""
    file = path / REPORT if path.is_dir() else path
    try:
        return {entry["path"]: entry["sha256"] for entry in json.loads(file.read_bytes())["outputs"]}
    except (OSError, ValueError, KeyError, TypeError):
        raise NoBuildError(f"{file} is no report of a build.") from None


def damaged(folder: Path, files: dict[str, str]) -> Iterator[str]:
    """Say which files of a folder are not those that its report names."""
    for path, digest in sorted(files.items()):
        file = folder / path
        if not file.is_file():
            yield f"{folder}: {path} is in its report and not there"
        elif sha256(file.read_bytes()).hexdigest() != digest:
            yield f"{folder}: {path} is not what its report says"


def differences(one: dict[str, str], other: dict[str, str]) -> Iterator[str]:
    """Say which files only one of two builds has, and which differ."""
    for path in sorted(one.keys() | other.keys()):
        if one.get(path) != other.get(path):
            where = "differs" if path in one and path in other else "only in the first"
            yield f"{path}: {where if path in one else 'only in the second'}"


def main(arguments: list[str]) -> int:
    """Compare the builds at two paths; return the exit code."""
    if len(arguments) != 2:
        print(__doc__)
        return 2
    paths = [Path(argument) for argument in arguments]
    try:
        one, other = map(told, paths)
    except NoBuildError as error:
        print(error)
        return 2
    found = [
        line
        for path, files in zip(paths, (one, other), strict=True)
        if path.is_dir()
        for line in damaged(path, files)
    ]
    found += differences(one, other)
    print("\n".join(found) or f"The same bytes in all {len(one)} files.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
