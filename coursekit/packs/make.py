"""Making one pack: its files, most of them ready files with the details of a school."""

import base64
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from coursekit import __version__
from coursekit.load.course import Loaded
from coursekit.load.school_file import with_value
from coursekit.model.base import Frozen
from coursekit.model.school import Logo, Person, School, unfilled
from coursekit.packs.base import listed
from coursekit.packs.written_in import Ready
from coursekit.plan.artefact import Artefact
from coursekit.plan.printables import GROUPS, form_of
from coursekit.render.archive import zipped
from coursekit.render.templates import TEMPLATES, template
from coursekit.run import keys
from coursekit.run.cache import Outputs
from coursekit.run.digest import digest
from coursekit.run.work import call

Form = Literal["folder", "zip"]
Read = Callable[[str], bytes]
"""Gives the bytes of a ready file by their digest."""
_HELD = 400
"""Ready files that a process holds at most."""
RECORD = "pack.json"
INDEX = "index.html"
TEMPLATE, SCHOOL = "packs/pack.html.j2", "new/school.yml.j2"


class Named(Frozen):
    """A file as the index of a pack lists it."""

    path: str
    title: str
    form: str
    note: str = ""


@dataclass(frozen=True)
class Task:
    """A pack to make: of these ready files (paths and digests), listed in these groups."""

    slug: str
    school: School
    logo: Logo | None
    ready: Outputs
    groups: dict[str, tuple[Named, ...]]
    key: str


def task(slug: str, school: School, logo: Logo | None, files: Iterable[Artefact], ready: Outputs) -> Task:
    """The pack of a school, made of the ready files of its look."""
    parts = [__version__, school.model_dump_json(), logo.model_dump_json() if logo else "", *_code()]
    key = digest(json.dumps([*parts, sorted(ready.items())]).encode())
    return Task(slug, school, logo, ready, _groups(files), key)


@lru_cache(1)
def _code() -> tuple[str, ...]:
    return keys.code(__name__), *(keys.file_digest(TEMPLATES / name) for name in (TEMPLATE, SCHOOL))


def _groups(files: Iterable[Artefact]) -> dict[str, tuple[Named, ...]]:
    found: dict[str, list[Named]] = {group: [] for group in (*GROUPS, "For learning platforms", "Calendar")}
    for file in files:
        if file.listing and file.listing.group in found:
            named = Named(
                path=file.path, title=file.listing.title, form=file.listing.form, note=file.listing.note
            )
            found[file.listing.group].append(named)
        elif file.kind == "package":
            named = Named(path=file.path, title=file.title, form=file.format)
            found["For learning platforms"].append(named)
        else:
            found["Calendar"].append(Named(path=file.path, title=file.title, form=form_of(file)))
    return {group: tuple(files) for group, files in found.items() if files}


@dataclass(frozen=True)
class Packed:
    """A pack before it is in its place: the digests of its files, and what of them is not ready as it is."""

    told: Outputs
    own: dict[str, bytes]
    """Files by path; of a zip the whole of it, under no path."""
    afresh: tuple[str, ...]


class Maker:
    """Makes packs in this process: it holds the ready files that it has read, at most so many."""

    def __init__(self, loaded: Loaded, form: Form) -> None:
        self.loaded, self.form = loaded, form
        self._held: dict[tuple[str, str], Ready] = {}

    def __reduce__(self) -> tuple[type["Maker"], tuple[Loaded, Form]]:
        """It travels without what it holds."""
        return Maker, (self.loaded, self.form)

    def pack(self, task: Task, read: Read) -> Packed:
        """Make a pack; `read` gives ready files by their digests."""
        files, afresh = self.files(task, read)
        told = {path: digest(data) for path, data in sorted(files.items())}
        files[RECORD] = json.dumps({"key": task.key, "files": told}, indent=1).encode()
        if self.form == "zip":
            own = {"": zipped((f"{task.slug}/{path}", data) for path, data in files.items())}
        else:
            own = {
                path: data
                for path, data in files.items()
                if path not in told or told[path] != task.ready.get(path)
            }
        return Packed(told, own, afresh)

    def files(self, task: Task, read: Read) -> tuple[dict[str, bytes], tuple[str, ...]]:
        """The files of a pack by path, and those of them that were drawn for this school alone."""
        found = {path: self._ready(path, blob, read).of(task.school) for path, blob in task.ready.items()}
        afresh = tuple(path for path, data in found.items() if data is None)
        files = {path: data for path, data in found.items() if data is not None}
        files |= self.drawn(task, frozenset(afresh)) if afresh else {}
        files[INDEX] = (
            template(TEMPLATE)
            .render(task=task, school=task.school, contacts=self._contacts(task.school), version=__version__)
            .encode()
        )
        files["school.yml"] = school_yml(task.school, task.logo).encode()
        if task.logo:
            files[task.logo.name] = base64.b64decode(task.logo.data)
        return files, afresh

    def _ready(self, path: str, blob: str, read: Read) -> Ready:
        found = self._held.pop((path, blob), None) or Ready(path, read(blob))
        self._held[path, blob] = found  # the last that was used, at the end
        if len(self._held) > _HELD:
            del self._held[next(iter(self._held))]
        return found

    def _contacts(self, school: School) -> list[tuple[str, Person]]:
        place = next(place for place in self.loaded.course.places if place.code == school.place)
        return [(label, getattr(school, key)) for key, label in place.local_labels.items()]

    def drawn(self, task: Task, paths: frozenset[str]) -> dict[str, bytes]:
        """Files of a school that are made as its own build would make them."""
        every = listed(self.loaded, task.school, task.logo)
        return {file.path: call(file) for file in every if file.path in paths}


def school_yml(school: School, logo: Logo | None) -> str:
    """The `school.yml` of a school, with the comments of the one that everybody starts from."""
    text = template(SCHOOL).render().strip() + "\n"
    for key, value in school.model_copy(update={"logo": logo.name if logo else None}):
        if isinstance(value, Person) or key == "colours":
            for part, said in value:
                text = with_value(text, (key, part), said) if said else text
        elif value is not None and key != "schema_":
            said = str(value).lower() if isinstance(value, bool) else value
            text = with_value(text, (key,), said)
    return text


def look_of(school: School) -> School:
    """What schools share whose packs are made of the same ready files."""
    return unfilled(school)
