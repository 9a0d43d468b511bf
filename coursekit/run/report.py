"""`site/build.json`: what was made, from what, with which losses."""

import json
from collections.abc import Iterable
from typing import Any

from coursekit.plan.artefact import Artefact
from coursekit.render.site import search_index
from coursekit.run.cache import Outputs
from coursekit.run.kept import NAME as COPY
from coursekit.run.offline import PATH as OFFLINE

NAME = "build.json"


def report(
    version: str, outputs: Outputs, artefacts: Iterable[Artefact], engine_sources: tuple[str, ...]
) -> bytes:
    """Return the report: one entry for every file in the site but the report itself, by path."""
    known = {artefact.path: artefact for artefact in artefacts}
    entries = [_entry(path, sha, known.get(path), engine_sources) for path, sha in sorted(outputs.items())]
    return (
        json.dumps({"version": version, "outputs": entries}, ensure_ascii=False, indent=1) + "\n"
    ).encode()


def _entry(path: str, sha: str, artefact: Artefact | None, engine_sources: tuple[str, ...]) -> dict[str, Any]:
    if artefact is None:  # the engine's own
        kind = "aggregate" if path in AGGREGATES or path.startswith(search_index.FOLDER) else "asset"
        facts: dict[str, Any] = {"kind": kind, "title": path.rsplit("/", 1)[-1], "lang": None, "place": None}
        facts |= {"sources": list(engine_sources), "uses": [], "losses": []}
    else:
        facts = {
            "kind": artefact.kind,
            "title": artefact.title,
            "lang": artefact.lang,
            "place": artefact.place,
        }
        facts |= {
            "sources": list(artefact.sources),
            "uses": list(artefact.uses),
            "losses": list(artefact.losses),
        }
    return {"path": path, "sha256": sha, **facts}


AGGREGATES = frozenset({OFFLINE, COPY, "sitemap.xml", "sitemap.xml.gz"})
"""Made of all pages together, so that any change of a page may change them."""
