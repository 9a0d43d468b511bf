"""`site/build.json`: what was made, from what, with which losses."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from coursekit import __version__
from coursekit.model.base import Frozen
from coursekit.plan.artefact import Artefact
from coursekit.render.site import search_index
from coursekit.run.cache import Files
from coursekit.run.kept import NAME as COPY
from coursekit.run.offline import PATH as OFFLINE

NAME = "build.json"


class Entry(Frozen):
    """What is told of a file."""

    kind: str
    title: str
    lang: str | None
    place: str | None
    sources: tuple[str, ...]
    uses: tuple[str, ...]
    losses: tuple[str, ...]


class ReportInputs(Frozen):
    """What is known of the files before they are made."""

    version: str
    entries: dict[str, Entry]
    """By path."""


def told(artefacts: Iterable[Artefact]) -> ReportInputs:
    """Return the inputs of the report on these artefacts."""
    entries = {made.path: Entry.model_validate(made, from_attributes=True) for made in artefacts}
    return ReportInputs(version=__version__, entries=entries)


def render(inputs: ReportInputs, files: Files) -> bytes:
    """Return the report: one entry for every file in the site but the report itself, by path."""
    return report(inputs.version, files.digests, inputs.entries)


def report(version: str, outputs: Mapping[str, str], entries: Mapping[str, Entry]) -> bytes:
    """Return the report on these outputs; of what has no entry of its own, it tells what the engine made."""
    listed: list[dict[str, Any]] = [
        {"path": path, "sha256": sha, **(entries.get(path) or _engines(path)).model_dump()}
        for path, sha in sorted(outputs.items())
    ]
    return (json.dumps({"version": version, "outputs": listed}, ensure_ascii=False, indent=1) + "\n").encode()


def _engines(path: str) -> Entry:
    whole = path in AGGREGATES or path.startswith(search_index.FOLDER)
    return Entry(
        kind="aggregate" if whole else "asset",
        title=path.rsplit("/", 1)[-1],
        lang=None,
        place=None,
        sources=("mkdocs.yml", "school.yml", "templates/site/theme"),
        uses=(),
        losses=(),
    )


AGGREGATES = frozenset({OFFLINE, COPY, "sitemap.xml", "sitemap.xml.gz"})
"""Made of all pages together, so that any change of a page may change them."""
