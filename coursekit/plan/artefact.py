"""An artefact: one output, what it is made of and the pure function that makes it."""

from dataclasses import dataclass
from typing import Literal

from coursekit.model.base import Frozen

Kind = Literal[
    "page", "asset", "handout", "paper", "slides", "letter", "planner", "preview", "package", "schema",
    "data", "aggregate",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Artefact:
    """One output of the build.

    `recipe` names the function (`module:function`) that turns `inputs` into the bytes of the file at `path`
    below the site. `templates` are the templates it draws with, `assets` the other files below `templates/`
    it uses, as glob patterns. `sources` are the author's files it came from and `uses` the records (such as
    `contact:ceop`) it shows. `losses` say what its format cannot carry.
    """

    path: str
    kind: Kind
    title: str
    recipe: str
    inputs: Frozen
    sources: tuple[str, ...]
    uses: tuple[str, ...] = ()
    templates: tuple[str, ...] = ()
    assets: tuple[str, ...] = ()
    lang: str = "en-GB"
    place: str | None = None
    losses: tuple[str, ...] = ()
    format: str = ""
    """The name of a package's format."""


@dataclass(frozen=True, slots=True)
class SitePackage(Artefact):
    """A package or a picture made of files of the finished site: its recipe takes them beside its inputs.

    It is remade when any of these files is, and uses the records that they use.
    """

    needs: tuple[str, ...] = ()
    """Their paths, or patterns of these."""


@dataclass(frozen=True, slots=True)
class PageSource(Artefact):
    """A page's source for the site engine, which makes the page at `path` of it."""

    name: str = ""
    """File name in the engine's folder."""
