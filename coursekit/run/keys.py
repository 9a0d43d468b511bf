"""A key for each artefact: equal keys mean equal bytes, so nothing is made twice.

A key covers the inputs, the files of what the artefact needs, the code that the recipe and the class of its
inputs reach, the templates and other files it draws with, and the exact libraries installed.
"""

import ast
import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

import coursekit
from coursekit.plan.artefact import Artefact
from coursekit.render.templates import TEMPLATES, closure, environment
from coursekit.run.digest import digest

PACKAGE = Path(coursekit.__file__).parent
LIBRARIES = PACKAGE.parent / "requirements" / "run.txt"


def key(artefact: Artefact, given: Mapping[str, str] | None = None) -> str:
    """The key of an artefact; `given` are the digests of the files that it is made of, by path."""
    parts = [
        artefact.name,
        artefact.recipe,
        artefact.inputs.model_dump_json(),
        code(artefact.recipe.partition(":")[0]),
        code(type(artefact.inputs).__module__),
        *(file_digest(TEMPLATES / name) for name in _closures(artefact.templates)),
        *(tree_digest(TEMPLATES, pattern) for pattern in artefact.assets),
        file_digest(LIBRARIES),
        *sorted((given or {}).items()),
    ]
    return digest(json.dumps(parts).encode())


def _closures(templates: Iterable[str]) -> list[str]:
    return sorted({name for entry in templates for name in closure(entry)})


@cache
def file_digest(file: Path) -> str:
    """The digest of a file; of nothing where there is none."""
    return digest(file.read_bytes()) if file.is_file() else ""


@cache
def tree_digest(folder: Path, pattern: str) -> str:
    """The digest of the files that match a glob pattern, with their names."""
    files = sorted(file for file in folder.glob(pattern) if file.is_file())
    return digest("\n".join(f"{file.relative_to(folder)} {file_digest(file)}" for file in files).encode())


@cache
def code(module: str) -> str:
    """The digest of a module of this package and of every module of this package it imports."""
    return digest("\n".join(file_digest(file) for file in sorted(_reached(module))).encode())


@cache
def _reached(module: str) -> frozenset[Path]:
    found: set[Path] = set()
    waiting = [module]
    while waiting:
        file = module_file(waiting.pop())
        if file is not None and file not in found:
            found.add(file)
            waiting += imported(file)
    return frozenset(found)


def module_file(module: str) -> Path | None:
    """The source file of a module of this package, or None for others."""
    if module.partition(".")[0] != "coursekit":
        return None
    path = PACKAGE.parent / Path(*module.split("."))
    return next((file for file in (path.with_suffix(".py"), path / "__init__.py") if file.is_file()), None)


@cache
def imported(file: Path) -> tuple[str, ...]:
    """Every module name a file imports anywhere, and each `from` name in case it is a module."""
    found = []
    for node in ast.walk(ast.parse(file.read_bytes())):
        if isinstance(node, ast.Import):
            found += [name.name for name in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            found += [node.module, *(f"{node.module}.{name.name}" for name in node.names)]
    return tuple(found)


def forget() -> None:
    """Read every file again: a preview runs on while templates are edited."""
    for cached in (file_digest, tree_digest, code, _reached, imported, closure):
        cached.cache_clear()
    environment.cache_clear()
