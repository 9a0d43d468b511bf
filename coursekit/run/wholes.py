"""What is made of the site as a whole: artefacts that need its parts."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from coursekit.model.base import Frozen
from coursekit.plan.artefact import SITE, Artefact
from coursekit.plan.plan import Plan
from coursekit.render.site import engine
from coursekit.run import extra, kept, offline, report, sizes


def wholes(plan: Plan, name: engine.Engine, root: Path, work: Path) -> tuple[Artefact, ...]:
    """Return the run of the engine `name` and what follows it; last the report on all that is published.

    `root` is the project's folder, `work` one that does not exist yet, where the engine runs.

    Raises RefusedError where a file of the project's own cannot be published.
    """
    site = _site(plan, engine.SiteInputs(engine=name, shell=plan.shell, work=work))
    listings = _listings(plan)
    pages = (site.name, *(listing.name for listing in listings))
    files = tuple(made.name for made in (*plan.files, *plan.packages))
    packed = _whole(
        offline.PATH,
        "run.offline",
        Frozen(),
        (*pages, *filter(offline.is_offline, files)),
        kind="package",
        templates=(offline.TEMPLATE,),
    )
    copied = _whole(kept.NAME, "run.kept", kept.copied(plan.pages), pages)
    made = (*pages, *files, packed.name, copied.name)
    own = _whole(extra.FOLDER, "run.extra", extra.found(root), made, kind="asset")
    told = _whole(report.NAME, "run.report", report.told(plan.artefacts), (*made, own.name))
    return (site, *listings, packed, copied, own, told)


def _site(plan: Plan, inputs: engine.SiteInputs) -> Artefact:
    """Made again when any page, the theme or the shell has changed."""
    return _whole(
        SITE,
        "render.site.engine",
        inputs,
        (page.name for page in plan.pages),
        kind="asset",
        templates=engine.TEMPLATES,
        assets=("../mkdocs.yml", "site/theme/**/*", "site/static/**/*"),
    )


def _listings(plan: Plan) -> tuple[Artefact, ...]:
    """The pages that list files, once more with their sizes: only where all of these are made."""
    there = {made.name for made in plan.artefacts}
    return tuple(
        _whole(
            path, "run.sizes", sizes.SizesInputs(path=path), (SITE, *files), kind="page", takes=(path, *files)
        )
        for path, files in plan.listings.items()
        if there.issuperset(files)
    )


def _whole(path: str, module: str, inputs: Frozen, needs: Iterable[str], **more: Any) -> Artefact:
    return Artefact(
        path=path,
        title=path,
        recipe=f"coursekit.{module}:render",
        inputs=inputs,
        sources=(),
        needs=tuple(needs),
        **{"kind": "aggregate", **more},
    )
