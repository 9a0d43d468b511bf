"""What a browser keeps of the site where a reader asks for it: a list that sw.js reads."""

import json
from collections.abc import Iterable

from coursekit.model.base import Frozen
from coursekit.plan.artefact import Artefact
from coursekit.run.cache import Files
from coursekit.run.offline import is_offline

NAME = "copy.json"


class CopyInputs(Frozen):
    """What is of no use to somebody who keeps the pages."""

    left_out: tuple[str, ...]


def copied(pages: Iterable[Artefact]) -> CopyInputs:
    """Return the inputs of the list; of the pages, the one to search all others is left out."""
    lists = (page.path for page in pages if page.kind != "page")
    return CopyInputs(left_out=("sitemap.xml", "sitemap.xml.gz", *lists))


def render(inputs: CopyInputs, files: Files) -> bytes:
    """Return the list: the SHA-256 of every page and of what pages load, by path."""
    listed = {
        path: sha
        for path, sha in sorted(files.digests.items())
        if is_offline(path) and path not in inputs.left_out
    }
    return (json.dumps({"format": "trusted-adult/copy", "files": listed}, indent=1) + "\n").encode()
