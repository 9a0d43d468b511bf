"""Whose folder is it? Publishing replaces a whole folder, so it has to be known for ours, by what is in it.

A name proves nothing: a folder is ours where our own report lists every file in it. Whatever the report does
not list was put there by somebody else and is never deleted; the build stops and names it.
"""

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

from coursekit.run.report import NAME
from coursekit.run.unchanged import LITTER


class RefusedError(Exception):
    """The build cannot start; the message says why and what to do."""


PROJECT = frozenset(
    {
        "course",
        "quizzes",
        "facts",
        "templates",
        "extra",
        "coursekit",
        "docs",
        "requirements",
        "tests",
        "tools",
    }
    | {"update", "reviews", "translations", "watch", "build.py", "school.yml", "mkdocs.yml"}
)
"""What the project's folder holds; no site is built into any of it, nor into a folder with a leading dot."""
_SHOWN = 5
_DIGEST = re.compile(r"[0-9a-f]{64}")


def real_folder(site: Path) -> Path:
    """The folder itself where `site` is a symbolic link: what it leads to is built, and the link stays.

    Raises RefusedError where the link leads in a circle.
    """
    real = Path(os.path.realpath(site))
    if real.is_symlink():
        raise RefusedError(f"The link {site} leads to itself. Remove it, or choose another folder.")
    return real


def refuse_place(site: Path, root: Path) -> None:
    """Raise RefusedError where a site must never stand, whatever is in the folder.

    That is the project of `root`, anything above it, its sources and hidden folders; a home folder and
    anything above it; any folder under version control.
    """
    root = Path(os.path.realpath(root))
    inside = _below(site, root)
    if inside is not None and inside != PREVIEW and (not inside or _of_project(inside[0])):
        raise RefusedError(f"{site} is a part of this project. {_ELSEWHERE}")
    if _below(root, site) is not None:
        raise RefusedError(f"{site} holds this project. {_ELSEWHERE}")
    if (home := _home()) and _below(home, site) is not None:
        raise RefusedError(f"{site} is a home folder, or holds one. {_ELSEWHERE}")
    if (site / ".git").exists():
        raise RefusedError(
            f"{site} is under version control (it holds “.git”). "
            "Build into another folder and copy its files there."
        )


PREVIEW = (".cache", "preview")
"""What `serve` shows, below the project."""
_ELSEWHERE = "Choose a new or empty folder for the site."
_FORBIDDEN = frozenset(name.casefold() for name in PROJECT)


def _home() -> Path | None:
    try:
        return Path(os.path.realpath(Path.home()))
    except RuntimeError:  # nobody's: a container's user without a name
        return None


def _of_project(name: str) -> bool:
    return name.startswith(".") or name.casefold() in _FORBIDDEN


def _below(folder: Path, above: Path) -> tuple[str, ...] | None:
    """The names that lead from `above` down to `folder`, or None where it is not below; () for itself.

    Folders are compared as the system knows them, so that neither a mount, nor letters in another case on a
    disk that takes them for the same, hide one behind another.
    """
    names: list[str] = []
    for candidate in (folder, *folder.parents):
        if _same(candidate, above):
            return tuple(reversed(names))
        names.append(candidate.name)
    return None


def _same(one: Path, other: Path) -> bool:
    try:
        return one == other or one.samefile(other)
    except OSError:
        return False


def refuse_contents(site: Path) -> None:
    """Raise RefusedError where the folder holds anything that our report in it does not list."""
    if not site.exists():
        return
    if not site.is_dir():
        raise RefusedError(f"{site} is a file. {_ELSEWHERE}")
    found = list(_files(site))
    listed = listed_in(site)
    if listed is None:
        if found:
            raise RefusedError(f"{site} holds something that is not a site of ours. {_ELSEWHERE}")
        return
    foreign = sorted(path for path in found if path not in listed and path != NAME)
    if foreign:
        more = f" and {len(foreign) - _SHOWN} more" if len(foreign) > _SHOWN else ""
        named = ", ".join(f"“{path}”" for path in foreign[:_SHOWN])
        raise RefusedError(
            f"{site} holds what no build put there: {named}{more}. Move it out of this folder; "
            "to publish a file with the site, put it into the project’s folder “extra”."
        )


def listed_in(site: Path) -> frozenset[str] | None:
    """The paths that our report in a folder lists; None where there is no report of ours."""
    try:
        told = json.loads((site / NAME).read_bytes())
        entries = [(entry["path"], entry["sha256"], entry["kind"]) for entry in told["outputs"]]
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None
    whole = all(
        isinstance(path, str) and isinstance(kind, str) and _DIGEST.fullmatch(str(sha))
        for path, sha, kind in entries
    )
    ours = entries and whole and isinstance(told.get("version"), str)
    return frozenset(path for path, _, _ in entries) if ours else None


def _files(folder: Path) -> Iterator[str]:
    """Everything in a folder that is not a folder, by its path with `/`; links are not followed."""

    def stop(error: OSError) -> None:
        raise error

    for above, folders, files in os.walk(folder, onerror=stop):
        links = [name for name in folders if Path(above, name).is_symlink()]
        for name in (*files, *links):
            if name not in LITTER:
                yield Path(above, name).relative_to(folder).as_posix()
