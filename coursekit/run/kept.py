"""What a browser keeps of the site where a reader asks for it: a list that sw.js reads."""

import json
from collections.abc import Iterable

from coursekit.plan.artefact import Artefact
from coursekit.run.cache import Outputs
from coursekit.run.offline import PATH, is_offline

NAME = "copy.json"
_NOT_ASKED_FOR = frozenset({PATH, "sitemap.xml", "sitemap.xml.gz"})


def copy_list(outputs: Outputs, artefacts: Iterable[Artefact]) -> bytes:
    """Return the list: the SHA-256 of every page and of what pages load, by path."""
    kinds = {artefact.path: artefact.kind for artefact in artefacts}
    files = {
        path: sha
        for path, sha in sorted(outputs.items())
        if kinds.get(path, "page") == "page" and is_offline(path) and path not in _NOT_ASKED_FOR
    }
    return (json.dumps({"format": "trusted-adult/copy", "files": files}, indent=1) + "\n").encode()
