"""Nothing changed: seen before a library is loaded, because loading them takes longer than looking.

After a build without any problem its inputs are noted: every source, template, line of code and option. While
they are the same, and the site holds what was published, there is nothing to load, check or make.
"""

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from coursekit.run.digest import digest

READ = (
    "course",
    "quizzes",
    "facts",
    "reviews",
    "translations",
    "extra",
    "templates",
    "coursekit",
    "school.yml",
    "mkdocs.yml",
    "requirements/run.txt",
)
"""All that a build reads, in the project's folder."""
LITTER = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
"""What file managers leave in any folder they show; nobody's work."""
_LARGE = 20_000_000
"""Bytes. No source is so long: such a file is known by its size and time, and not read to be refused."""


@dataclass(frozen=True)
class Note:
    """The note of the last build into `site` with these options (the day of the checks among them)."""

    root: Path
    site: Path
    options: tuple[str, ...]

    @property
    def file(self) -> Path:
        """Where the note is kept."""
        return self.root / ".cache/notes" / digest(str(self.site).encode())

    def holds(self) -> int | None:
        """Return the number of files in the site if nothing changed since the note was written."""
        try:
            note = json.loads(self.file.read_bytes())
            same = note["inputs"] == self.inputs() and note["outputs"] == contents(self.site)
        except (OSError, ValueError, KeyError):
            return None
        return len(note["outputs"]) if same else None

    def write(self, inputs: str, outputs: dict[str, str]) -> None:
        """Note that `inputs` made `outputs`."""
        self.file.parent.mkdir(parents=True, exist_ok=True)
        self.file.write_text(json.dumps({"inputs": inputs, "outputs": outputs}))

    def inputs(self) -> str:
        """The digest of everything a build depends on."""
        parts = [sys.version, *self.options]
        for name in READ:
            path = self.root / name
            files = sorted(path.rglob("*")) if path.is_dir() else [path]
            parts += [f"{file} {_known(file)}" for file in files if _is_read(file)]
        return digest("\n".join(parts).encode(errors="surrogateescape"))


def contents(folder: Path) -> dict[str, str]:
    """The digest of every file in a folder, by its path with `/`."""
    if not folder.is_dir():
        return {}
    found = (file for file in folder.rglob("*") if file.name not in LITTER)
    files = [file for file in found if file.is_symlink() or file.is_file()]
    with ThreadPoolExecutor() as pool:  # reading and digesting long files leaves Python free for others
        digests = pool.map(lambda file: "" if file.is_symlink() else digest(file.read_bytes()), files)
        return {file.relative_to(folder).as_posix(): sha for file, sha in zip(files, digests, strict=True)}


def _known(file: Path) -> str:
    try:
        about = file.stat()
        if about.st_size > _LARGE:
            return f"{about.st_size} {about.st_mtime_ns}"
        return digest(file.read_bytes())
    except PermissionError:
        return "unreadable"  # said, with its name, when the sources are loaded


def _is_read(file: Path) -> bool:
    return file.is_file() and file.suffix != ".pyc"
