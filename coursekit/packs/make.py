"""Making one pack: its files, in a folder or a zip that is there whole or not at all."""

import base64
import json
import os
import shutil
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

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
from coursekit.run.cache import Cache, Outputs, is_safe
from coursekit.run.digest import digest
from coursekit.run.work import call

Form = Literal["folder", "zip"]
RECORD = "pack.json"
INDEX = "index.html"
TEMPLATE, SCHOOL = "packs/pack.html.j2", "new/school.yml.j2"


class TakenError(Exception):
    """Something that is not ours stands where a pack would be; the message names it."""


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


@dataclass(frozen=True)
class Made:
    """A pack that is there: the digest of its files, and whether it had to be made."""

    digest: str
    files: int
    is_new: bool
    afresh: tuple[str, ...] = ()
    """The files that could not be filled in, and were drawn for this school alone."""


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


class Maker:
    """Makes packs in this process: it holds the ready files that it has read, at most so many."""

    def __init__(self, loaded: Loaded, cache: Cache, out: Path, form: Form) -> None:
        self.loaded, self.cache, self.out, self.form = loaded, cache, out, form
        self._ready = lru_cache(maxsize=400)(lambda path, blob: Ready(path, cache.blob(blob)))

    def make(self, task: Task) -> Made:
        """Make a pack, unless it is there.

        Raises TakenError where something else is, and OSError where the machine fails.
        """
        to = self.out / (f"{task.slug}.zip" if self.form == "zip" else task.slug)
        there = _recorded(to, self.form)
        if there and there["key"] == task.key and _is_whole(to, self.form, there["files"]):
            return Made(digest(json.dumps(there["files"]).encode()), len(there["files"]), is_new=False)
        _refuse(to, self.form, there)
        files, afresh = self.files(task)
        told = {path: digest(data) for path, data in sorted(files.items())}
        record = json.dumps({"key": task.key, "files": told}, indent=1).encode()
        _put(to, self.form, files | {RECORD: record})
        return Made(digest(json.dumps(told).encode()), len(files), is_new=True, afresh=afresh)

    def files(self, task: Task) -> tuple[dict[str, bytes], tuple[str, ...]]:
        """The files of a pack by path, and those of them that were drawn for this school alone."""
        found = {path: self._ready(path, blob).of(task.school) for path, blob in task.ready.items()}
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


def _recorded(to: Path, form: Form) -> Any:
    """The record of a pack; None where there is none of ours."""
    try:
        if form == "zip":
            with zipfile.ZipFile(to) as archive:
                told = json.loads(archive.read(f"{to.stem}/{RECORD}"))
        else:
            told = json.loads((to / RECORD).read_bytes())
        safe = isinstance(told["key"], str) and all(map(is_safe, told["files"]))
    except (OSError, ValueError, KeyError, TypeError, zipfile.BadZipFile, RecursionError):
        return None
    return told if safe else None


def _is_whole(to: Path, form: Form, files: Mapping[str, str]) -> bool:
    try:
        if form == "zip":
            with zipfile.ZipFile(to) as archive:
                return all(digest(archive.read(f"{to.stem}/{path}")) == sha for path, sha in files.items())
        return all(digest((to / path).read_bytes()) == sha for path, sha in files.items())
    except (OSError, KeyError, zipfile.BadZipFile):
        return False


def _refuse(to: Path, form: Form, there: Mapping[str, Mapping[str, str]] | None) -> None:
    """Nothing that somebody else put there is ever replaced."""
    if not os.path.lexists(to):
        return
    if there is None or to.is_symlink():
        raise TakenError(
            f"“{to.name}” is there already and is no pack of ours. Move it, or choose another --out."
        )
    if form == "folder":
        known = {RECORD, *there["files"]}
        found = (file.relative_to(to).as_posix() for file in to.rglob("*") if not file.is_dir())
        if other := sorted(set(found) - known):
            raise TakenError(
                f"“{to.name}/{other[0]}” was put into the pack by somebody. Move it out of there."
            )


def _put(to: Path, form: Form, files: Mapping[str, bytes]) -> None:
    """Write a pack beside its place and let it take it in one step."""
    part = to.with_name(f".{to.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    part.unlink(missing_ok=True)
    if form == "zip":
        part.write_bytes(zipped((f"{to.stem}/{path}", data) for path, data in files.items()))
        part.replace(to)
        return
    for path, data in files.items():
        file = part / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    if to.exists():
        shutil.rmtree(to)
    part.rename(to)
