"""Files of the project's folder `extra/`: published with the site, exactly as they are.

For what a host wants to find beside the pages, such as `CNAME` or `.well-known/security.txt`.
"""

from pathlib import Path

from pydantic import ConfigDict

from coursekit.model.base import Frozen
from coursekit.run.cache import Files, is_safe
from coursekit.run.ownership import RefusedError
from coursekit.run.report import NAME
from coursekit.run.unchanged import LITTER

FOLDER = "extra"
LIMIT = 10_000_000
"""Bytes, of each file."""


class ExtraInputs(Frozen):
    """The files by their path in the site."""

    model_config = ConfigDict(ser_json_bytes="base64")

    files: dict[str, bytes]


def found(root: Path) -> ExtraInputs:
    """Read the files of a project.

    Raises RefusedError for one that leads out of the project, is too long, or has a name that other systems
    cannot hold.
    """
    folder = root / FOLDER
    files = sorted(file for file in folder.rglob("*") if file.name not in LITTER)
    return ExtraInputs(
        files={
            file.relative_to(folder).as_posix(): _read(root, file)
            for file in files
            if file.is_symlink() or file.is_file()
        }
    )


def _read(root: Path, file: Path) -> bytes:
    path = file.relative_to(root / FOLDER).as_posix()
    named = f"{FOLDER}/{path}"
    if file.is_symlink() or not file.resolve().is_relative_to(root.resolve()):
        raise RefusedError(f"{named} is a link. Copy the file here instead.")
    if not (is_safe(path) and path.isprintable()):
        raise RefusedError(f"{named} has a name that not every system can hold. Rename it.")
    if file.stat().st_size > LIMIT:
        raise RefusedError(f"{named} is longer than {LIMIT // 1_000_000} MB. Leave it out.")
    return file.read_bytes()


def render(inputs: ExtraInputs, files: Files) -> dict[str, bytes]:
    """Return the files as they are.

    Raises RefusedError for one that has the name of a file of the course.
    """
    taken = {path.casefold() for path in (NAME, *files)}
    for path in inputs.files:
        name = path.casefold()
        if name in taken or any(other.startswith(f"{name}/") for other in taken):
            raise RefusedError(
                f"{FOLDER}/{path} has the name of a file that the build makes. Rename it, or remove it."
            )
    return inputs.files
