"""What became of each row: `packs.json` for programs, a page for people; both take the rows as they come."""

import json
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Any

from coursekit import __version__
from coursekit.model.problem import Problem
from coursekit.packs.columns import Column
from coursekit.packs.make import Form
from coursekit.packs.schools import Read
from coursekit.packs.shelf import Made
from coursekit.render.templates import template

NAME, PAGE, TEMPLATE = "packs.json", "index.html", "packs/packs.html.j2"
SHOWN = 1000
"""Rows of each table of the page; `packs.json` has them all."""


class Report(ExitStack):
    """Takes rows one by one; holds no more of them than the page shows."""

    def __init__(self, out: Path, file: Path, columns: Sequence[Column], form: Form) -> None:
        super().__init__()
        self.out, self.file, self.columns, self.form = out, file, columns, form
        self.made = self.problems = self.rows = self.new = self.refused = 0
        self._shown: dict[str, list[Any]] = {"packs": [], "problems": []}
        self._parts = {key: self.enter_context(_temporary()) for key in self._shown}

    def row(self, read: Read, made: Made | None, why: str) -> list[Problem]:
        """Take a row; return its problems."""
        self.rows += 1
        found = list(read.problems)
        if why:
            found.append(Problem(self.file.name, read.line, 1, "taken", why, "Then start again."))
        self.refused += made is None
        for problem in found:
            self.problems += 1
            self._add("problems", _problem(problem, read))
        if made:
            self.made, self.new = self.made + 1, self.new + made.is_new
            path = f"{read.slug}.zip" if self.form == "zip" else f"{read.slug}/index.html"
            pack = {
                "name": read.name,
                "line": read.line,
                "path": path,
                "files": made.files,
                "digest": made.digest,
            }
            self._add("packs", pack)
        return found

    def write(self) -> None:
        """Write both files."""
        head = {
            "version": __version__,
            "list": self.file.name,
            "columns": {column.heading[:200]: _where(column) for column in self.columns},
            "rows": self.rows,
        }
        part = self.out / f".{NAME}.part"
        with part.open("w", encoding="utf-8", newline="\n") as to:
            to.write(json.dumps(head, ensure_ascii=False, indent=1)[:-2])
            for key, lines in self._parts.items():
                lines.seek(0)
                to.write(f',\n "{key}": [')
                shutil.copyfileobj(lines, to)
                to.write("]")
            to.write("\n}\n")
        part.replace(self.out / NAME)
        page = template(TEMPLATE).render(report=self, version=__version__, limit=SHOWN, **self._shown)
        part.write_text(page, encoding="utf-8", newline="\n")
        part.replace(self.out / PAGE)

    def _add(self, key: str, entry: dict[str, Any]) -> None:
        lines = self._parts[key]
        lines.write(("," if lines.tell() else "") + "\n  " + json.dumps(entry, ensure_ascii=False))
        if len(self._shown[key]) < SHOWN:
            self._shown[key].append(entry)


def _temporary() -> IO[str]:
    """A file for rows that goes when the report does."""
    return tempfile.TemporaryFile("w+", encoding="utf-8", errors="backslashreplace", newline="\n")


def _where(column: Column) -> str | None:
    return ".".join(column.where) if column.where else None


def _problem(problem: Problem, read: Read) -> dict[str, Any]:
    return {
        "line": problem.line,
        "column": problem.column,
        "school": read.name[:100],
        "severity": problem.severity,
        "code": problem.code,
        "message": problem.message[:500],
        "hint": problem.hint[:500],
    }


def count(rows: Iterator[Any]) -> int:
    """How many there are."""
    return sum(1 for _ in rows)
