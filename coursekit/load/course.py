"""Loading the whole project: one walk over its folders, everything that is wrong at once."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar, get_args

from pydantic import BaseModel

from coursekit.load import marked_yaml
from coursekit.load.drafts import Draft, parted
from coursekit.load.logo import PictureRefusedError, read_logo
from coursekit.load.marked_yaml import Marks
from coursekit.load.module_folder import refused_folder
from coursekit.load.pictures import read_pictures
from coursekit.load.source import SourceFile, found, read
from coursekit.load.unread import FOLDERS, OWN_FILES, Unread, skipped, unread
from coursekit.load.validate import Origin, validate
from coursekit.model.accessibility import AccessibilityReport
from coursekit.model.apps import App
from coursekit.model.changes import Change
from coursekit.model.course import Course, Handout, HandoutHead, Page, PageHead
from coursekit.model.drawing import Drawing
from coursekit.model.facts import Contact, Fact, Place
from coursekit.model.filenames import LONGEST, refused
from coursekit.model.guidance_map import GuidanceMap
from coursekit.model.hosts import Hosts
from coursekit.model.picture import Picture
from coursekit.model.planner import Planner
from coursekit.model.problem import Problem
from coursekit.model.quiz import Quiz
from coursekit.model.review import Review
from coursekit.model.rules import Rule
from coursekit.model.school import Logo, School
from coursekit.model.search import SearchEntry
from coursekit.model.self_review import SelfReview
from coursekit.model.translation import Translation
from coursekit.model.watched import LAST_WATCH, LastWatch
from coursekit.model.withdrawn import IdKind, Withdrawn
from coursekit.model.wording import OfficialName, WordingRule
from coursekit.model.words import Term

Record = TypeVar("Record", bound=BaseModel)


@dataclass(slots=True)
class Loaded:
    """The course, where each of its records comes from, and the problems met on the way."""

    course: Course
    origins: dict[tuple[str, str], list[Origin]]
    """By kind (`quiz`, `fact`, `contact`, `place`, `term`, `change`, `app`, `rule`, `withdrawn record`,
    `wording rule`, `official name`, `hosts`, `guidance map`, `page`, `handout`, `planner`,
    `accessibility report`, `last watch`, `review`, `self-review`, `drawing`, `picture`, `school`) and id; two
    origins where an id is used twice. Pages, handouts and reviews are known by their path.
    """
    lost: frozenset[str] = frozenset()
    """Ids, and paths of pages, that could not be read; naming them elsewhere is not a mistake of its own."""
    problems: list[Problem] = field(default_factory=list)
    ids: dict[tuple[str, str], int] = field(default_factory=dict)
    """Every kind and id there has ever been, as far as they are listed, each with its line in `IDS_FILE`."""
    unread: tuple[Unread, ...] = ()
    """Files that look like sources and are not read."""
    drafts: tuple[Draft, ...] = ()
    """The questions that are not finished."""
    waiting: tuple[Page, ...] = ()
    """Pages that are left out, because every question they ask is a draft."""
    translations: tuple[Translation, ...] = ()
    """What `translations/` holds, file by file."""

    def origin(self, kind: str, key: str) -> Origin:
        """Where the record of this kind and id was first read."""
        return self.origins[kind, key][0]


def load(root: Path, *, drafts: Callable[[str], bool] = lambda _: False) -> Loaded:
    """Read every source file below `root`; `drafts` says by their ids which unfinished questions stay."""
    return _Loader(root, drafts).load()


IDS_FILE = "facts/ids.txt"
"""Every id there has ever been; see `build.py ids`."""
_LISTED = re.compile(rf"({'|'.join(get_args(IdKind))}) ([A-Za-z][A-Za-z0-9-]*)")
_ID = re.compile(r"\b(?:id|code):\s*[\"']?([\w/-]+)")


class _Loader:
    def __init__(self, root: Path, shows: Callable[[str], bool]) -> None:
        self.root, self.shows = root, shows
        self.drafts: list[Draft] = []
        self.unfinished: set[str] = set()
        """Quizzes of which nothing is left without their drafts."""
        self.problems: list[Problem] = []
        self.origins: dict[tuple[str, str], list[Origin]] = {}
        self.lost: set[str] = set()
        self.twins: dict[str, str] = {}
        """The path of each file read, by its name as Windows compares names."""

    def load(self) -> Loaded:
        self._folders()
        found = tuple(unread(self.root))
        message = "This file looks like a source and is not read."
        self.problems.extend(
            Problem(file.path, 1, 1, "not-read", message, file.advice, severity="warning") for file in found
        )
        school = next(self._school(), School())
        quizzes = tuple(self._quizzes())
        pages = tuple(self._pages())
        waiting = tuple(page for page in pages if page.head.quiz in self.unfinished)
        ready = tuple(page for page in pages if page.head.quiz not in self.unfinished)
        course, ids = self._course(school, ready, quizzes), dict(self._ids())
        lost, drafts = frozenset(self.lost), tuple(self.drafts)
        translations = tuple(self._translations())
        return Loaded(course, self.origins, lost, self.problems, ids, found, drafts, waiting, translations)

    def _course(self, school: School, pages: tuple[Page, ...], quizzes: tuple[Quiz, ...]) -> Course:
        return Course.model_construct(
            pages=pages,
            handouts=tuple(self._handouts()),
            planner=next(self._alone("course/planner.yml", Planner, "planner"), None),
            accessibility=next(
                self._alone("facts/accessibility.yml", AccessibilityReport, "accessibility report"), None
            ),
            self_reviews=tuple(self._each("course/year", SelfReview, "self-review")),
            quizzes=quizzes,
            facts=tuple(self._listed(self._files("facts", "*.yml", self._is_fact_file), Fact, "fact")),
            contacts=tuple(self._listed(self._files("facts/contacts", "*.yml"), Contact, "contact")),
            places=tuple(self._listed(self._files("facts", "places.yml"), Place, "place")),
            terms=tuple(self._listed(self._files("facts", "terms.yml"), Term, "term")),
            searched=tuple(self._listed(self._files("course", "search.yml"), SearchEntry, "search entry")),
            changes=tuple(self._listed(self._files("facts/changes", "*.yml"), Change, "change")),
            rules=tuple(self._listed(self._files("facts", "rules.yml"), Rule, "rule")),
            withdrawn=tuple(
                self._listed(self._files("facts", "withdrawn.yml"), Withdrawn, "withdrawn record")
            ),
            apps=tuple(self._listed(self._files("facts", "apps.yml"), App, "app")),
            wording=tuple(self._listed(self._files("facts", "wording.yml"), WordingRule, "wording rule")),
            official_names=tuple(
                self._listed(self._files("facts", "official_names.yml"), OfficialName, "official name")
            ),
            reviews=tuple(self._reviews()),
            hosts=next(self._alone("facts/hosts.yml", Hosts, "hosts"), None),
            guidance_map=next(self._alone("facts/map.yml", GuidanceMap, "guidance map"), None),
            watch=next(self._alone(LAST_WATCH, LastWatch, "last watch"), None),
            school=school,
            logo=next(self._logo(school), None),
            pictures=tuple(self._pictures()),
            drawings=tuple(self._each("course/drawings", Drawing, "drawing")),
        )

    def _ids(self) -> Iterator[tuple[tuple[str, str], int]]:
        """The list of all ids; a line that is none is a problem."""
        for source in self._files("facts", "ids.txt"):
            for number, line in enumerate(source.text.splitlines(), 1):
                if match := _LISTED.fullmatch(line.strip()):
                    yield (match[1], match[2]), number
                elif line.strip() and not line.startswith("#"):
                    message, hint = f"“{line.strip()[:60]}” is no kind and id.", "Write “fact some-id”."
                    self.problems.append(Problem(source.path, number, 1, "bad-form", message, hint))

    @staticmethod
    def _is_fact_file(path: str) -> bool:
        return path not in OWN_FILES and not path.startswith(("facts/contacts/", "facts/changes/"))

    def _files(
        self, folder: str, pattern: str, wanted: Callable[[str], bool] = lambda _: True
    ) -> Iterator[SourceFile]:
        for file in found(self.root, folder, pattern):
            path = file.path if isinstance(file, Problem) else file.relative_to(self.root).as_posix()
            if wanted(path) and not skipped(PurePosixPath(path)) and self._is_named_well(path):
                source = file if isinstance(file, Problem) else read(self.root, file)
                if isinstance(source, SourceFile):
                    yield source
                else:
                    self.problems.append(source)
                    self.lost.add(path)

    def _folders(self) -> None:
        for folder in FOLDERS:
            if (self.root / folder).exists() and not (self.root / folder).is_dir():
                message, hint = "A folder is expected here, and this is a file.", "Rename or move the file."
                self.problems.append(Problem(folder, 1, 1, "no-folder", message, hint))

    def _is_named_well(self, path: str) -> bool:
        """Whether every system can hold the file; a problem where it cannot."""
        names = ((part, refused(part)) for part in PurePosixPath(path).parts)
        bad = [f"“{part}” {why}." for part, why in names if why]
        if len(path) > LONGEST:
            bad = [f"This path has {len(path)} characters; Windows cannot open it in a longer folder."]
        elif twin := self.twins.get(path.casefold()):
            bad = [f"Windows and Macs cannot tell this name from “{twin}”."] if twin != path else []
        self.twins.setdefault(path.casefold(), path)
        hint = "Rename it: small letters, digits and hyphens, such as first-hour."
        self.problems += [Problem(path, 1, 1, "file-name", message, hint) for message in bad]
        if bad:
            self.lost.add(path)
        return not bad

    def _parsed(self, source: SourceFile, text: str, first_line: int = 1) -> Iterator[tuple[Any, Marks]]:
        """Yield the data of a YAML text, or nothing where it is broken."""
        data, marks, problems = marked_yaml.parse(source.path, text, first_line)
        self.problems += problems
        if problems and data is None:
            self.lost.update((source.path, *_ID.findall(text)))
        else:
            yield data, marks

    def _record(
        self, kind: type[Record], data: Any, origin: Origin, name: str, key: str | None
    ) -> Iterator[Record]:
        """Yield the record in `data`, known by `key` or else by its own id."""
        result = validate(kind, data, origin)
        self.problems += result.problems
        if result.record is not None:
            self.origins.setdefault((name, key or _id(result.record)), []).append(origin)
            yield result.record
        else:
            self.lost.update(
                (origin.path, *_ID.findall(f"id: {data.get('id')}" if isinstance(data, dict) else ""))
            )

    def _each(self, folder: str, kind: type[Record], name: str) -> Iterator[Record]:
        """The records of a folder, each a file of its own."""
        for source in self._files(folder, "*.yml"):
            for data, marks in self._parsed(source, source.text):
                yield from self._record(kind, data, Origin(source.path, marks), name, None)

    def _quizzes(self) -> Iterator[Quiz]:
        """Quizzes without their drafts, which wait until somebody has finished them."""
        for source in self._files("quizzes", "*.yml"):
            for data, marks in self._parsed(source, source.text):
                parts = parted(source, data, marks, self.shows)
                self.drafts += parts.drafts
                if parts.is_left_out:
                    self.unfinished.add(str(data.get("id")))
                    self.problems += validate(Quiz, parts.whole, Origin(source.path, marks)).problems
                else:
                    yield from self._record(Quiz, parts.left, Origin(source.path, parts.marks), "quiz", None)

    def _listed(self, sources: Iterable[SourceFile], kind: type[Record], name: str) -> Iterator[Record]:
        for source in sources:
            for data, marks in self._parsed(source, source.text):
                if isinstance(data, list):
                    for index, item in enumerate(data):
                        yield from self._record(kind, item, Origin(source.path, marks, (index,)), name, None)
                else:
                    hint = f"Begin each {name} with “- id: …”."
                    origin = Origin(source.path, marks)
                    self.problems.append(origin.problem((), "not-a-list", "This file holds no list.", hint))

    def _pages(self) -> Iterator[Page]:
        for source in self._files("course", "*.md", lambda path: not path.startswith("course/handouts/")):
            folder = PurePosixPath(source.path).parent
            module = None if folder == PurePosixPath("course") else folder.name
            if module and not self._is_module(folder):
                self.lost.add(source.path)
                continue
            for head, text in self._headed(source, PageHead, "page"):
                yield Page(path=source.path, module=module, head=head, text=text)

    def _is_module(self, folder: PurePosixPath) -> bool:
        """Whether the pages of a folder can be a module's; a problem, once, where they cannot."""
        problem = refused_folder(folder)
        if problem is None:
            return True
        self.problems += [problem] if problem not in self.problems else []
        return False

    def _handouts(self) -> Iterator[Handout]:
        for source in self._files("course/handouts", "*.md"):
            for head, text in self._headed(source, HandoutHead, "handout"):
                yield Handout(path=source.path, head=head, text=text)

    def _alone(self, path: str, kind: type[Record], name: str) -> Iterator[Record]:
        """The one record that is a file of its own, if it is there."""
        folder, _, file = path.rpartition("/")
        for source in self._files(folder, file, lambda found: found == path):
            for data, marks in self._parsed(source, source.text):
                yield from self._record(kind, data, Origin(source.path, marks), name, name)

    def _headed(self, source: SourceFile, kind: type[Record], name: str) -> Iterator[tuple[Record, str]]:
        """Split the head between two lines of `---` from the text below."""
        lines = source.text.split("\n")
        end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), 0)
        if lines[0].rstrip() != "---" or not end:
            hint = "Begin with “---”, the head’s keys and “---” again."
            self.problems.append(Problem(source.path, 1, 1, "no-head", "This page has no head.", hint))
            self.lost.add(source.path)
            return
        for data, marks in self._parsed(source, "\n".join(lines[1:end]), first_line=2):
            origin = Origin(source.path, marks, body_line=end + 2)
            for head in self._record(kind, data, origin, name, source.path):
                yield head, "\n".join(lines[end + 1 :])

    def _reviews(self) -> Iterator[Review]:
        for source in self._files("reviews", "*.yml"):
            for data, marks in self._parsed(source, source.text):
                yield from self._record(Review, data, Origin(source.path, marks), "review", source.path)

    def _translations(self) -> Iterator[Translation]:
        for source in self._files("translations", "*.po"):
            from coursekit.load.translations import read_translation  # a course in English needs no Babel

            translation, problems = read_translation(source)
            self.problems += problems
            if translation:
                yield translation

    def _school(self) -> Iterator[School]:
        for source in self._files("", "school.yml"):
            for data, marks in self._parsed(source, source.text):
                origin = Origin(source.path, marks)
                yield from self._record(School, _without_blanks(data or {}), origin, "school", "school")

    def _pictures(self) -> Iterator[Picture]:
        """The pictures that texts may show."""
        for path, one in read_pictures(self.root):
            if isinstance(one, Picture):
                self.origins["picture", one.id] = [Origin(path, Marks())]
                yield one
            else:
                self.problems.append(one)
                self.lost.add(path)

    def _logo(self, school: School) -> Iterator[Logo]:
        """Read the picture that the school names; a problem where it is none that we can show."""
        if school.logo is None:
            return
        try:
            yield read_logo(self.root, school.logo)
        except PictureRefusedError as error:
            origin = self.origins["school", "school"][0]
            self.problems.append(origin.problem(("logo",), "logo", error.message, error.hint))


def _id(record: Any) -> str:
    return str(record.id if hasattr(record, "id") else record.code)


def _without_blanks(data: Any) -> Any:
    """A key of `school.yml` with nothing after it is a blank to fill in, not a mistake."""
    if not isinstance(data, dict):
        return data
    return {key: _without_blanks(value) for key, value in data.items() if value is not None}
