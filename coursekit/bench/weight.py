"""What a page loads before anybody reads it, in KB as a server sends it."""

import re
from collections.abc import Iterator
from gzip import compress
from pathlib import Path

from coursekit.bench.figure import Figure, figure
from coursekit.bench.project import Project


def figures(project: Project, _folder: Path) -> Iterator[Figure]:
    """What the heaviest page loads, and the most script and style of ours that a page has."""
    yield figure("first load of the heaviest page, KB gzipped", heaviest(project.built), 80)
    yield figure("JS of the page with most, KB gzipped", heaviest(project.built, ".js"), 6)
    yield figure("CSS of the page with most, KB gzipped", heaviest(project.built, ".css"), 6)


def heaviest(project: Path, *suffixes: str) -> float:
    """KB that the heaviest page loads first, itself included, each file compressed; of some kinds only."""
    pages = (project / "site").glob("*.html")
    return max(_weight(_loaded(page), suffixes) for page in pages) / 1024


_LOADED = re.compile(
    rb'(?:<link[^>]*rel="(?:stylesheet|preload|icon)"[^>]*href|src)="([^"#?]+)"|url\(["\']?([^"\')#?]+)'
)


def _loaded(page: Path) -> set[Path]:
    """A page and every local file it loads, also through style sheets."""
    files, waiting = {page}, [page]
    while waiting:
        file = waiting.pop()
        if file.suffix not in {".html", ".css"}:
            continue
        for match in _LOADED.finditer(file.read_bytes()):
            found = (file.parent / (match[1] or match[2]).decode()).resolve()
            if found.is_file() and found not in files:
                files.add(found)
                waiting.append(found)
    return files


def _weight(files: set[Path], suffixes: tuple[str, ...]) -> int:
    return sum(_compressed(file) for file in files if not suffixes or file.suffix in suffixes)


def _compressed(file: Path) -> int:
    data = file.read_bytes()
    return len(data) if file.suffix in {".woff2", ".png"} else len(compress(data, 9))
