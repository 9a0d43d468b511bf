"""A row of a list as a school, or as problems with their line and column."""

import re
import sqlite3
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from coursekit.check.school import read_school
from coursekit.load.course import Loaded
from coursekit.load.logo import PictureRefusedError, read_logo
from coursekit.load.marked_yaml import Marks
from coursekit.load.validate import Origin
from coursekit.model.filenames import refused
from coursekit.model.problem import Problem
from coursekit.model.school import Logo, School
from coursekit.packs.columns import Column
from coursekit.packs.rows import Row

SHARED = ("place", "address", "paper", "report_errors", "question_results", "colours")
"""What a row that is silent takes from the project's `school.yml`: the look, and never a person or number."""
LONGEST_SLUG = 60


@dataclass(frozen=True)
class Read:
    """What became of a row. `slug` names the folder of its pack; `school` is None where none can be made."""

    line: int
    name: str
    slug: str = ""
    school: School | None = None
    logo: Logo | None = None
    problems: tuple[Problem, ...] = ()


class Schools:
    """Reads rows; remembers, on the disk and not in memory, which names there have been."""

    def __init__(self, loaded: Loaded, file: Path, columns: Sequence[Column]) -> None:
        self.loaded, self.file, self.columns = loaded, file, columns
        self.shared = loaded.course.school.model_dump(include=set(SHARED), exclude_none=True)
        self.codes = {
            said.casefold(): place.code
            for place in loaded.course.places
            if place.pages
            for said in (place.code, place.name)
        }
        self._seen = sqlite3.connect("")  # a file of its own that goes when this does
        self._seen.execute("CREATE TABLE seen (slug TEXT PRIMARY KEY, name TEXT, school TEXT, line INTEGER)")

    def read(self, rows: Iterator[Row]) -> Iterator[Read]:
        """Yield what becomes of each row, in order."""
        with closing(self._seen):
            for row in rows:
                yield self._read(row)

    def _read(self, row: Row) -> Read:
        origin = Origin(self.file.name, self._marks(row))
        found = [
            Problem(self.file.name, row.line, max(trouble.column, 1), "cell", trouble.message, trouble.hint)
            for trouble in row.troubles
        ]
        data = self._data(row)
        name = str(data.get("name", ""))[:200]
        if not _is_seen(name) and not found:
            found.append(origin.problem(("name",), "no-name", "This row has no name of a school.", _NAME))
        if found:
            return Read(row.line, name, problems=tuple(found))
        school, problems = read_school(self.loaded, data, origin)
        logo, more = self._logo(school, origin)
        problems = sorted(_strict(problem) for problem in (*problems, *more))
        if school is None or any(problem.severity == "error" for problem in problems):
            return Read(row.line, name, problems=tuple(problems))
        return self._named(row, school, logo, tuple(problems))

    def _marks(self, row: Row) -> Marks:
        marks = Marks()
        marks[()] = (row.line, 1)
        for column in self.columns:
            if column.where:
                marks.setdefault(column.where[:1], (row.line, column.number))
                marks[column.where] = (row.line, column.number)
        return marks

    def _data(self, row: Row) -> dict[str, Any]:
        data: dict[str, Any] = {**self.shared, "schema": 1}
        for column, text in zip(self.columns, row.cells, strict=False):
            if column.where and text:
                *above, key = column.where
                inside = {**data.get(above[0], {})} if above else data
                said = unicodedata.normalize("NFC", text)  # one name, however its accents were typed
                inside[key] = self.codes.get(said.casefold(), said) if column.where == ("place",) else said
                if above:
                    data[above[0]] = inside
        return data

    def _logo(self, school: School | None, origin: Origin) -> tuple[Logo | None, list[Problem]]:
        if school is None or school.logo is None:
            return self.loaded.course.logo, []
        try:
            return read_logo(self.file.parent, school.logo), []
        except PictureRefusedError as error:
            return None, [origin.problem(("logo",), "logo", error.message, error.hint)]

    def _named(self, row: Row, school: School, logo: Logo | None, found: tuple[Problem, ...]) -> Read:
        """The school with a folder of its own: the second of one name gets a number."""
        name, told = str(school.name), school.model_dump_json()
        twin = self._seen.execute(
            "SELECT line FROM seen WHERE name = ? AND school = ?", (name, told)
        ).fetchone()
        column = next(column.number for column in self.columns if column.where == ("name",))
        if twin:
            message = f"This is the same school as on line {twin[0]}."
            problem = Problem(self.file.name, row.line, column, "twice", message, "Remove one of the two.")
            return Read(row.line, name, problems=(*found, problem))
        slug = first = slug_of(name) or f"school-{row.line}"
        number = 1
        while self._seen.execute("SELECT 1 FROM seen WHERE slug = ?", (slug,)).fetchone():
            number += 1
            slug = f"{first[: LONGEST_SLUG - 8]}-{number}"
        if number > 1:
            message = f"Another school has this name, or one as short; this pack is “{slug}”."
            hint = "Add what tells them apart, such as the town."
            found = (
                *found,
                Problem(self.file.name, row.line, column, "name-again", message, hint, "warning"),
            )
        self._seen.execute("INSERT INTO seen VALUES (?, ?, ?, ?)", (slug, name, told, row.line))
        return Read(row.line, name, slug, school, logo, found)


_UNREAD = frozenset({"not-dialled", "odd-number", "not-mailed"})


def _strict(problem: Problem) -> Problem:
    """Nobody looks at each of a thousand packs: a number or an address that is doubted stops its row."""
    return replace(problem, severity="error") if problem.code in _UNREAD else problem


_NAME = "Write one, or remove the row."


def _is_seen(text: str) -> bool:
    """Whether anything of a text can be seen: marks for joining letters and spaces alone cannot."""
    return any(unicodedata.category(sign)[0] in "LNPS" for sign in text)


def slug_of(name: str) -> str:
    """A name as a folder of any system can have it: small letters, digits and hyphens; may be empty."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    slug = re.sub(r"[^a-z0-9]+", "-", re.sub(r"['’`]", "", plain)).strip("-")[:LONGEST_SLUG].strip("-")
    return f"school-{slug}" if slug and refused(slug) else slug
