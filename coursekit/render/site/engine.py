"""The small door to the site engine: page sources in, a folder of HTML out.

The engine is MkDocs with Material, or Zensical; both read the same configuration and the same pages. It runs
as a program of its own, in a folder of its own, so nothing of it can reach into ours.
"""

import base64
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

import rcssmin
import rjsmin
import yaml
from pydantic import Field

from coursekit.model.base import Frozen
from coursekit.model.picture import Picture
from coursekit.model.school import Colours, Logo, School
from coursekit.model.search import Search
from coursekit.render.letters import report
from coursekit.render.site import finished, search_index
from coursekit.render.templates import template

Engine = Literal["mkdocs", "zensical"]
ROOT = Path(__file__).parents[3]
CONFIG = ROOT / "mkdocs.yml"
THEME = ROOT / "templates/site/theme"
LAUNCH = str(Path(__file__).with_name("launch.py"))
STATIC = ROOT / "templates/site/static"
"""Files that go into the site as they are."""


HEADERS, COLOURS = "site/headers.j2", "site/school.css.j2"
TEMPLATES = (HEADERS, COLOURS, search_index.TEMPLATE, report.TEMPLATE)
"""What the school's own look and the server's headers are drawn with."""


class EngineError(Exception):
    """The engine stopped or warned; the message is what it printed."""


class EngineEndedError(Exception):
    """Something outside ended the engine, twice; the message says what to do."""


class NavLink(Frozen):
    """An entry of the header."""

    title: str
    url: str


class Places(Frozen):
    """What the reader's own script needs to lead to the pages of a place."""

    url: str
    """The page on which to choose."""
    default: str
    """The slug of the place whose pages carry no place in their name."""
    names: dict[str, str]
    """By slug."""
    pages: tuple[str, ...]
    """The slugs of the pages that every place has."""


class Shell(Frozen):
    """What stands around every page."""

    version: str
    nav: tuple[NavLink, ...]
    help_url: str
    leave_url: str
    lead_label: str = "Safeguarding lead"
    """What the lead is called on pages about no place in particular."""
    school: School
    logo: Logo | None = None
    pictures: tuple[Picture, ...] = ()
    """Those that pages show."""
    places: Places | None = None
    search: Search


class SiteInputs(Frozen):
    """What the engine is run with, beside the sources of the pages."""

    engine: Engine
    shell: Shell
    work: Path = Field(exclude=True)
    """A folder that does not exist yet; nothing that is made depends on it."""


def render(inputs: SiteInputs, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files of the site; `files` are the sources of its pages, by file name (see `build`)."""
    return build(inputs.engine, inputs.shell, files, inputs.work)


def build(engine: Engine, shell: Shell, pages: Mapping[str, bytes], work: Path) -> dict[str, bytes]:
    """Run the engine on page sources (by file name) and return the files of the site.

    `work` is a folder that does not exist yet; it is removed afterwards.

    Raises EngineError where it fails, or warns about anything.
    """
    docs = work / "pages"
    docs.mkdir(parents=True)
    try:
        for name, data in pages.items():
            (docs / name).parent.mkdir(exist_ok=True)  # another language has a folder of its own
            (docs / name).write_bytes(data)
        (docs / "pictures").mkdir()
        for name, data in _own_look(shell).items():
            (docs / name).write_bytes(data)
        shutil.copytree(STATIC, docs, dirs_exist_ok=True)
        shutil.copytree(THEME, work / "theme")
        _minify(work / "theme")
        (work / "mkdocs.yml").write_text(yaml.safe_dump(_config(shell), allow_unicode=True), encoding="utf-8")
        _run(engine, work)
        made = {path: data for path, data in _files(work / "site") if _is_ours(path, shell)}
        if shell.school.address:
            made[NOT_FOUND] = _from_anywhere(made[NOT_FOUND], shell.school.address)
        parts = {report.FILE: report.script(shell.school, shell.version)}
        return made | search_index.files(shell.search, pages) | parts
    finally:
        shutil.rmtree(work, ignore_errors=True)


NOT_FOUND = "404.html"
"""What hosts show in the place of any address that is not there, in whatever folder."""


def _from_anywhere(page: bytes, address: str) -> bytes:
    """The page with links that lead on from any folder of the host: its own are relative to the top."""
    top = f"{urlsplit(address).path.rstrip('/')}/"
    root = finished.read(page)
    for element in root.xpath("//*[@href or @src]"):
        for name in {"href", "src"} & set(element.keys()):
            if not re.match(r"[a-z]+:|#", element.get(name)):
                element.set(name, top + element.get(name))
    return finished.written(root)


def _minify(theme: Path) -> None:
    """Take out what is for us, such as comments, and not for a phone. Scripts of others stay as they are."""
    for pattern, shorter in (("*.css", rcssmin.cssmin), ("*.js", rjsmin.jsmin)):
        for file in theme.glob(f"assets/{pattern}"):
            file.write_text(shorter(file.read_text(encoding="utf-8")), encoding="utf-8")


POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "font-src 'self'",
        "img-src 'self' data:",  # the signs in the style sheet
        "connect-src 'self'",  # the service worker's copy
        "base-uri 'none'",
        "form-action 'none'",
    )
)
"""The Content-Security-Policy of every page (CSP Level 3): nothing inline or from elsewhere, no form sent."""


def _own_look(shell: Shell) -> dict[str, bytes]:
    """The school's logo and colours, and what a server is to send, as files beside the pages."""
    files = {"_headers": template(HEADERS).render(policy=POLICY).encode()}
    if shell.logo:
        files[shell.logo.name] = base64.b64decode(shell.logo.data)
    files |= {f"pictures/{picture.name}": picture.content for picture in shell.pictures}
    if shell.school.colours != Colours():
        css = template(COLOURS).render(colours=shell.school.colours)
        files["school.css"] = css.encode()
    return files


def _config(shell: Shell) -> dict[str, Any]:
    config: dict[str, Any] = yaml.safe_load(CONFIG.read_text(encoding="utf-8"))
    config["theme"]["custom_dir"] = "theme"
    config["extra"] = {
        **config["extra"],
        **shell.model_dump(mode="json", by_alias=True, exclude={"logo", "pictures", "search"}),
    }
    config["extra"]["policy"] = POLICY
    config["extra"]["lead_call"] = shell.school.lead.call or ""
    config["extra"]["logo"] = shell.logo.name if shell.logo else ""
    config["extra"]["colours"] = shell.school.colours != Colours()
    if shell.school.address:
        config["site_url"] = shell.school.address.rstrip("/") + "/"
    return config


COMMANDS: dict[Engine, list[str]] = {
    "mkdocs": ["mkdocs", "build", "--quiet", "--strict", "--config-file", "mkdocs.yml"],
    "zensical": ["zensical", "build", "--clean", "--config-file", "mkdocs.yml"],
}


def _run(engine: Engine, work: Path) -> None:
    # Material prints a notice about MkDocs 2 unless told not to. SOURCE_DATE_EPOCH dates the sitemap.
    environment = os.environ | {
        "SOURCE_DATE_EPOCH": "315532800",
        "NO_MKDOCS_2_WARNING": "1",
        "PYTHONHASHSEED": "0",
    }
    # -P: without the folder of the script on the path; a module there may have the name of the engine's.
    command = [sys.executable, "-P", LAUNCH, *COMMANDS[engine]]
    for _ in range(2):
        done = subprocess.run(command, cwd=work, env=environment, capture_output=True, text=True, check=False)
        if done.returncode >= 0:
            break
    if done.returncode < 0:
        raise EngineEndedError(
            f"Something outside ended {engine}, twice: most likely there was no memory left. "
            "Close other programs, then build again."
        )
    if done.returncode:
        said = f"{done.stdout}{done.stderr}"
        if fault := _FAULT.search(said):  # the machine's, and not the engine's
            raise OSError(int(fault[1]), fault[2].strip())
        raise EngineError(f"{engine} stopped:\n{said}")


_FAULT = re.compile(r"\[Errno (\d+)\] ([^:\n]+)")
"""How Python names what the system refused."""


def _files(site: Path) -> list[tuple[str, bytes]]:
    return [
        (file.relative_to(site).as_posix(), file.read_bytes())
        for file in sorted(site.rglob("*"))
        if file.is_file()
    ]


_UNUSED = re.compile(
    r"assets/(stylesheets|javascripts)/|assets/images/favicon\.png$|.*\.map$|search/search_index\.json$|search\.json$"
)
"""What the engines' own theme adds and none of our pages loads."""


def _is_ours(path: str, shell: Shell) -> bool:
    """Leave out what no page loads, and a sitemap that could name no addresses."""
    return not _UNUSED.match(path) and (
        shell.school.address is not None or not path.startswith("sitemap.xml")
    )
