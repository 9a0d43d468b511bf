"""An artefact: what is made in one go, what it is made of and the pure function that makes it."""

from dataclasses import dataclass
from typing import Literal

from coursekit.model.base import Frozen, Paper
from coursekit.model.quiz import Audience

Kind = Literal[
    "page", "asset", "handout", "paper", "slides", "letter", "planner", "preview", "package", "schema",
    "data", "aggregate",
]  # fmt: skip

SITE = "site"
"""The name of the run of the site's engine, which makes every page and what pages load."""


@dataclass(frozen=True, slots=True)
class Listing:
    """How lists name a file that people print, fill in or change.

    `group` is the heading it stands under and `thing` the same for all sizes and forms of one thing. `form`
    says which of these it is, and on what `paper`.
    """

    group: str
    thing: str
    form: str
    title: str
    note: str = ""
    """What somebody wants to know before choosing it."""
    readers: tuple[Audience, ...] = ("leads", "trainers")
    paper: Paper | None = None
    is_shortlisted: bool = True
    """Whether pages for an audience name it: in the size that most people take."""
    has_preview: bool = False
    """Whether a picture of it stands beside its name."""


@dataclass(frozen=True, slots=True)
class Artefact:
    """One output of the build, or several that are made together.

    `recipe` names the function (`module:function`) that turns `inputs` into the bytes of the file at `path`
    below the site, or into several files by path. `templates` are the templates it draws with, `assets` the
    other files below `templates/` it uses, as glob patterns. `sources` are the author's files it came from
    and `uses` the records (such as `contact:ceop`) it shows. `losses` say what its format cannot carry.

    `needs` are the names of the artefacts that are made before it. Its recipe takes the files of these beside
    its inputs, by path: those that `takes` names, as paths or glob patterns, or all where it names none.
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
    listing: Listing | None = None
    """None for what is not to print, to fill in or to change."""
    everywhere: str = ""
    """The path of its version for every place, or what that would be: where there are both, readers of the
    place get their own."""
    needs: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()
    source: str = ""
    """The file name of a page's source, of which the site's engine makes the page at `path`."""

    @property
    def name(self) -> str:
        """What those call it that need it, and where its file is among theirs."""
        return self.source or self.path
