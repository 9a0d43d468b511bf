"""Loading the whole project: one walk over its folders, everything that is wrong at once."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from coursekit.load import marked_yaml
from coursekit.load.source import SourceFile, read
from coursekit.load.validate import Origin, validate
from coursekit.model.course import Course, Handout, HandoutHead, Page, PageHead
from coursekit.model.facts import Contact, Fact, Place
from coursekit.model.problem import Problem
from coursekit.model.quiz import Quiz
from coursekit.model.school import School

Record = TypeVar("Record", bound=BaseModel)


@dataclass(slots=True)
class Loaded:
    """The course, where each of its records comes from, and the problems met on the way."""

    course: Course
    origins: dict[tuple[str, str], list[Origin]]
    """By kind (`quiz`, `fact`, `contact`, `place`, `page`, `handout`, `school`) and id; two origins where
    an id is used twice. Pages and handouts are known by their path."""
    problems: list[Problem] = field(default_factory=list)

    def origin(self, kind: str, key: str) -> Origin:
        """Where the record of this kind and id was first read."""
        return self.origins[kind, key][0]


def load(root: Path) -> Loaded:
    """Read every source file below `root`."""
    return _Loader(root).load()


class _Loader:
    def __init__(self, root: Path) -> None:
        self.root = root
        self.problems: list[Problem] = []
        self.origins: dict[tuple[str, str], list[Origin]] = {}

    def load(self) -> Loaded:
        quizzes = tuple(self._one_each("quizzes", Quiz, "quiz"))
        contacts = tuple(self._lists("facts/contacts", Contact, "contact"))
        places = tuple(self._list_file(self.root / "facts/places.yml", Place, "place"))
        facts = tuple(self._lists("facts", Fact, "fact", skip=("facts/contacts/", "facts/places.yml")))
        pages = tuple(self._pages())
        handouts = tuple(self._handouts())
        course = Course.model_construct(
            pages=pages,
            handouts=handouts,
            quizzes=quizzes,
            facts=facts,
            contacts=contacts,
            places=places,
            school=self._school(),
        )
        return Loaded(course, self.origins, self.problems)

    def _files(self, folder: str, pattern: str, skip: tuple[str, ...] = ()) -> Iterator[SourceFile]:
        for file in sorted((self.root / folder).rglob(pattern)):
            path = file.relative_to(self.root).as_posix()
            if file.is_file() and not path.startswith(skip or ("\0",)):
                yield from self._read(file)

    def _read(self, file: Path) -> Iterator[SourceFile]:
        source = read(self.root, file)
        if isinstance(source, Problem):
            self.problems.append(source)
        else:
            yield source

    def _record(
        self, kind: type[Record], data: Any, origin: Origin, name: str, key: Callable[[Record], str]
    ) -> Iterator[Record]:
        result = validate(kind, data, origin)
        self.problems += result.problems
        if result.record is not None:
            self.origins.setdefault((name, key(result.record)), []).append(origin)
            yield result.record

    def _one_each(self, folder: str, kind: type[Record], name: str) -> Iterator[Record]:
        for source in self._files(folder, "*.yml"):
            data, marks, problems = marked_yaml.parse(source.path, source.text)
            self.problems += problems
            if not problems:
                yield from self._record(kind, data, Origin(source.path, marks), name, _by_id)

    def _lists(
        self, folder: str, kind: type[Record], name: str, skip: tuple[str, ...] = ()
    ) -> Iterator[Record]:
        for source in self._files(folder, "*.yml", skip):
            yield from self._items(source, kind, name)

    def _list_file(self, file: Path, kind: type[Record], name: str) -> Iterator[Record]:
        for source in self._read(file) if file.is_file() else ():
            yield from self._items(source, kind, name)

    def _items(self, source: SourceFile, kind: type[Record], name: str) -> Iterator[Record]:
        data, marks, problems = marked_yaml.parse(source.path, source.text)
        self.problems += problems
        if problems:
            return
        if not isinstance(data, list):
            self.problems.append(
                Origin(source.path, marks).problem(
                    (), "not-a-list", "This file holds no list.", f"Begin each {name} with “- id: …”."
                )
            )
            return
        for index, item in enumerate(data):
            yield from self._record(kind, item, Origin(source.path, marks, (index,)), name, _by_id)

    def _pages(self) -> Iterator[Page]:
        for source in self._files("course", "*.md", skip=("course/handouts/",)):
            for head, _, text in self._headed(source, PageHead, "page"):
                folder = Path(source.path).parent.name
                yield Page(
                    path=source.path, module=None if folder == "course" else folder, head=head, text=text
                )

    def _handouts(self) -> Iterator[Handout]:
        for source in self._files("course/handouts", "*.md"):
            for head, _, text in self._headed(source, HandoutHead, "handout"):
                yield Handout(path=source.path, head=head, text=text)

    def _headed(
        self, source: SourceFile, kind: type[Record], name: str
    ) -> Iterator[tuple[Record, Origin, str]]:
        """Split the head between two lines of `---` from the text below."""
        lines = source.text.split("\n")
        end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), 0)
        if lines[0].rstrip() != "---" or not end:
            self.problems.append(
                Problem(
                    source.path,
                    1,
                    1,
                    "no-head",
                    "This page has no head.",
                    "Begin with “---”, the head’s keys and “---” again.",
                )
            )
            return
        data, marks, problems = marked_yaml.parse(source.path, "\n".join(lines[1:end]), first_line=2)
        self.problems += problems
        origin = Origin(source.path, marks, body_line=end + 2)
        if not problems:
            for head in self._record(kind, data, origin, name, lambda _: source.path):
                yield head, origin, "\n".join(lines[end + 1 :])

    def _school(self) -> School:
        file = self.root / "school.yml"
        for source in self._read(file) if file.is_file() else ():
            data, marks, problems = marked_yaml.parse(source.path, source.text)
            self.problems += problems
            for school in self._record(
                School, _without_blanks(data or {}), Origin(source.path, marks), "school", lambda _: "school"
            ):
                return school
        return School()


def _by_id(record: Any) -> str:
    return str(record.id if hasattr(record, "id") else record.code)


def _without_blanks(data: Any) -> Any:
    """A key of `school.yml` with nothing after it is a blank to fill in, not a mistake."""
    if not isinstance(data, dict):
        return data
    return {key: _without_blanks(value) for key, value in data.items() if value is not None}
