"""The plan: every artefact of the build, and the shell that stands around the pages."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import chain

from coursekit import __version__
from coursekit.catalogue import Catalogue
from coursekit.load.course import Loaded
from coursekit.model.picture import Picture, shown_in
from coursekit.plan.artefact import Artefact
from coursekit.plan.files import plan_files
from coursekit.plan.packages import plan_packages
from coursekit.plan.page import KINDS
from coursekit.plan.pages import plan_pages
from coursekit.plan.previews import plan_previews
from coursekit.plan.search import search
from coursekit.plan.ways import help_url, leave_url, places
from coursekit.render.site.engine import NavLink, Shell
from coursekit.render.site.page import PageInputs


@dataclass(frozen=True, slots=True)
class Plan:
    """All that is made of the sources, before any of it is made, and what stands around the pages."""

    artefacts: tuple[Artefact, ...]
    listings: dict[str, tuple[str, ...]]
    """The pages on which sizes of files stand, by path, and the paths of these files."""
    shell: Shell

    @property
    def pages(self) -> tuple[Artefact, ...]:
        """The sources of the pages, for the site's engine."""
        return tuple(artefact for artefact in self.artefacts if artefact.source)

    @property
    def files(self) -> tuple[Artefact, ...]:
        """The files that are made of the sources alone."""
        return tuple(made for made in self.artefacts if not made.source and not made.needs)

    @property
    def packages(self) -> tuple[Artefact, ...]:
        """The packages of pages of the site and the pictures of printables."""
        return tuple(artefact for artefact in self.artefacts if artefact.needs)


def plan(loaded: Loaded) -> Plan:
    """List everything there is to make of a course that `check` has found free of errors."""
    library = Catalogue(loaded)
    files = tuple(plan_files(library))
    packages = tuple(plan_packages(library))
    pages = tuple(plan_pages(library, (*files, *packages)))
    by_path = {page.path: page for page in pages}
    return Plan(
        artefacts=(
            *pages,
            *files,
            *(_with_pages(package, by_path) for package in packages),
            *plan_previews(files),
        ),
        listings={page.path: listed for page in pages if (listed := tuple(_listed(page)))},
        shell=_shell(library, files),
    )


def _with_pages(package: Artefact, pages: dict[str, Artefact]) -> Artefact:
    """The package with the sources and the records of the pages in it as well."""
    inside = [pages[path] for path in package.takes if path in pages]
    sources = {*package.sources, *(source for page in inside for source in page.sources)}
    uses = {*package.uses, *(use for page in inside for use in page.uses)}
    return replace(package, sources=tuple(sorted(sources)), uses=tuple(sorted(uses)))


def _listed(page: Artefact) -> Iterable[str]:
    """The files that a page lists with their sizes."""
    return KINDS[page.inputs.head.kind].lists(page.inputs) if isinstance(page.inputs, PageInputs) else ()


def _pictures(library: Catalogue) -> Iterable[Picture]:
    """The pictures that pages show: those of their texts, and those of questions."""
    asked = (quiz.texts() for quiz in library.course.quizzes)
    texts = [*(page.text for page in library.course.pages), *chain.from_iterable(asked)]
    for page in library.course.pages:
        plan = page.head.session or page.head.set
        texts += [text for _, text in plan.texts()] if plan else []
    shown = {one.id for text in texts for one in shown_in(text)}
    return (picture for picture in library.course.pictures if picture.id in shown)


def _shell(library: Catalogue, files: tuple[Artefact, ...]) -> Shell:
    audiences = [page for page in library.course.pages if page.head.kind == "audience"]
    nav = [NavLink(title="Learn", url="index.html#course")]
    nav += [
        NavLink(title=page.head.nav_title or page.head.title, url=f"{page.head.slug}.html")
        for page in sorted(audiences, key=lambda page: page.head.order)
    ]
    return Shell(
        leave_url=leave_url(library, None),
        version=__version__,
        nav=tuple(nav),
        help_url=help_url(library, None),
        lead_label=library.labels(None)["lead"],
        school=library.course.school,
        logo=library.course.logo,
        pictures=tuple(_pictures(library)),
        places=places(library),
        search=search(library, files),
    )
