"""The plan: every artefact of the build, and the shell that stands around the pages."""

from dataclasses import dataclass, replace

from coursekit import __version__
from coursekit.load.course import Loaded
from coursekit.model.course import Handout, Page
from coursekit.plan.artefact import Artefact, PageSource, SitePackage
from coursekit.plan.files import plan_files
from coursekit.plan.library import Library
from coursekit.plan.packages import plan_packages
from coursekit.plan.pages import LISTINGS, plan_pages
from coursekit.plan.previews import plan_previews
from coursekit.plan.search import search
from coursekit.plan.ways import help_url, leave_url, places
from coursekit.render.site.engine import NavLink, Shell


@dataclass(frozen=True, slots=True)
class Plan:
    """All outputs of a build, before any of them is made."""

    pages: tuple[PageSource, ...]
    files: tuple[Artefact, ...]
    packages: tuple[SitePackage, ...]
    """Made when the site is, with the pictures of printables."""
    listings: tuple[str, ...]
    """The pages on which the sizes of files stand."""
    shell: Shell
    engine_sources: tuple[str, ...] = ("mkdocs.yml", "school.yml", "templates/site/theme")
    """Where the site's assets come from."""


def plan(loaded: Loaded) -> Plan:
    """List everything there is to make of a course that `check` has found free of errors."""
    library = Library(loaded)
    files = tuple(plan_files(library))
    packages = tuple(plan_packages(library))
    pages = tuple(plan_pages(library, (*files, *packages)))
    return Plan(
        pages=pages,
        files=files,
        packages=(*(_with_uses(package, pages) for package in packages), *plan_previews(files)),
        listings=tuple(variant.url for variant in library.pages if _is_listing(variant.source)),
        shell=_shell(library, files),
    )


def _with_uses(package: SitePackage, pages: tuple[PageSource, ...]) -> SitePackage:
    """The package with the records that its pages show as well."""
    inside = [page for page in pages if page.path in package.needs]
    return replace(
        package, uses=tuple(sorted({*package.uses, *(use for page in inside for use in page.uses)}))
    )


def _is_listing(source: Page | Handout) -> bool:
    return isinstance(source, Page) and source.head.kind in LISTINGS


def _shell(library: Library, files: tuple[Artefact, ...]) -> Shell:
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
        places=places(library),
        search=search(library, files),
    )
