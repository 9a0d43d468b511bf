"""`site/build.json`: what was made, from what, with which losses."""

import json
from collections.abc import Iterable
from typing import Any

from coursekit.plan.artefact import Artefact
from coursekit.run.cache import Outputs

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
    if artefact is None:
        kind = "aggregate" if path in AGGREGATES else "asset"
        title, lang, place, sources, losses = path.rsplit("/", 1)[-1], None, None, engine_sources, ()
        uses: tuple[str, ...] = ()
    else:
        kind, title, lang, place = artefact.kind, artefact.title, artefact.lang, artefact.place
        sources, uses, losses = artefact.sources, artefact.uses, artefact.losses
    return {
        "path": path,
        "kind": kind,
        "title": title,
        "lang": lang,
        "place": place,
        "sources": list(sources),
        "uses": list(uses),
        "sha256": sha,
        "losses": list(losses),
    }


AGGREGATES = frozenset({"search/search_index.json", "sitemap.xml", "sitemap.xml.gz", "search.json"})
"""Made of all pages together, so that any change of a page may change them."""
