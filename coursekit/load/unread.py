"""Files that look like sources and are not read, because of how they are called or where they lie."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

FOLDERS = {"course": ".md", "quizzes": ".yml", "facts": ".yml", "reviews": ".yml"}
"""The folders of sources, and how the files that are read in them end."""
OWN_FILES = frozenset(
    f"facts/{name}.yml"
    for name in (
        "places",
        "terms",
        "apps",
        "rules",
        "withdrawn",
        "wording",
        "official_names",
        "accessibility",
        "hosts",
        "map",
    )
)
"""Files of `facts/` that hold records of their own kind."""
_SINGLE = {"course/planner.yml", "course/search.yml", "facts/ids.txt"}

_MARKDOWN = frozenset((".md", ".markdown", ".mdown", ".mkd", ".mkdn", ".mdx", ".mdtxt", ".text"))
_YAML = frozenset((".yml", ".yaml"))
_DOCUMENTS = frozenset((".doc", ".docx", ".odt", ".rtf", ".html", ".htm", ".pages", ".gdoc"))
_SKIPPED = re.compile(
    r"\.|~\$|#.*#$|(?:thumbs\.db|desktop\.ini|icon\r)$|.*(?:~|\.(?:bak|swp|swo|orig|tmp|old))$", re.IGNORECASE
)
_LIMIT = 1_000_000


def skipped(path: PurePosixPath) -> bool:
    """Whether it is left behind by a system or an editor, such as `._x.md` or `x.md~`, or lies in such."""
    return any(_SKIPPED.match(part) for part in path.parts)


@dataclass(frozen=True, slots=True)
class Unread:
    """A file that is not read, with what to do, and the ids it would bring."""

    path: str
    advice: str
    becomes: str
    """The path under which it would be read."""
    ids: frozenset[str]


def unread(root: Path) -> Iterator[Unread]:
    """Yield the files below `root`, and beside its `build.py`, that look like sources and are not read."""
    for folder in FOLDERS:
        for file in sorted((root / folder).rglob("*")):
            path = PurePosixPath(file.relative_to(root).as_posix())
            if not skipped(path) and (file.is_file() or _is_read(path)):
                yield from _below(root, file, path)
    for file in sorted(root.glob("*")):
        path = PurePosixPath(file.name)
        if not skipped(path):
            yield from _beside(root, file, path)


def _is_read(path: PurePosixPath) -> bool:
    in_folder = path.match("course/year/*.yml") or path.match("course/drawings/*.yml")
    return str(path) in _SINGLE or in_folder or path.suffix == FOLDERS[path.parts[0]]


def _below(root: Path, file: Path, path: PurePosixPath) -> Iterator[Unread]:
    wanted = FOLDERS[path.parts[0]]
    stem, kind = _kind(path.name)
    if _is_read(path):
        if not file.is_file():
            yield Unread(str(path), "This is a folder; take the ending out of its name.", "", frozenset())
    elif kind == wanted or (not kind and path.name.lower().endswith(".txt")):
        yield _renamed(root, file, path.with_name(stem + wanted))
    elif kind and (found := _home(path, stem, kind)):
        yield _renamed(root, file, found, verb="Move")
    elif kind:
        yield Unread(
            str(path), f"Files here end in {wanted}; move it to the folder of its kind.", "", frozenset()
        )
    elif path.suffix.lower() in _DOCUMENTS:
        yield Unread(
            str(path), f"Save its text as plain text in a file that ends in {wanted}.", "", frozenset()
        )


def _home(path: PurePosixPath, stem: str, kind: str) -> PurePosixPath | None:
    """Where a file of the wrong kind for its folder belongs."""
    if path.parts[0] == "course":
        single = PurePosixPath("course", stem.lower() + kind)
        return single if str(single) in _SINGLE else PurePosixPath("quizzes", stem + kind)
    return PurePosixPath("course", stem + kind) if kind == ".md" else None


def _kind(name: str) -> tuple[str, str]:
    """A name without its endings, and the ending it should have; empty where it is no kind of source."""
    stem = name[:-4] if name.lower().endswith(".txt") else name
    suffix = PurePosixPath(stem).suffix
    kind = ".md" if suffix.lower() in _MARKDOWN else ".yml" if suffix.lower() in _YAML else ""
    return (stem.removesuffix(suffix) if kind else stem), kind


def _beside(root: Path, file: Path, path: PurePosixPath) -> Iterator[Unread]:
    """What lies beside `build.py`: a `school.yml` by another name, or a page or quiz in the wrong place."""
    if file.is_dir() and path.name not in FOLDERS and path.name.lower() in FOLDERS:
        yield Unread(path.name, f"Rename the folder to {path.name.lower()}.", path.name.lower(), frozenset())
    if not file.is_file() or path.name in {"school.yml", "mkdocs.yml"}:
        return
    stem, kind = _kind(path.name)
    is_text = path.name.lower().endswith(".txt")
    if re.match(r"school\b", stem, re.IGNORECASE) and (kind == ".yml" or is_text):
        yield _renamed(root, file, PurePosixPath("school.yml"))
    elif kind == ".yml" and re.match(r"\s*(?:#.*\n)*(?:schema:|- id:)", _text(file)):
        yield _renamed(root, file, PurePosixPath("quizzes", stem + kind), verb="Move")
    elif kind == ".md" and re.match(r"---\n(?:.*\n)*?(?:kind|template):", _text(file)):
        yield _renamed(root, file, PurePosixPath("course", stem + kind), verb="Move")


def _renamed(root: Path, file: Path, target: PurePosixPath, verb: str = "Rename") -> Unread:
    taken = (root / target).is_file() and not (root / target).samefile(file)
    advice = (
        f"{target} is read; put into it what is missing there, and delete this one."
        if taken
        else (f"{verb} it to {target}.")
    )
    ids = re.findall(r"(?m)^(?:- )?id:\s*[\"']?([\w/-]+)", _text(file))
    return Unread(file.relative_to(root).as_posix(), advice, str(target), frozenset(ids))


def _text(file: Path) -> str:
    try:
        if file.stat().st_size > _LIMIT:
            return ""
        return file.read_bytes().decode("utf-8-sig", errors="replace").replace("\r\n", "\n")
    except OSError:
        return ""
