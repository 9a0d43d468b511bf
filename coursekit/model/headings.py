"""The headings of a text, and the neutral address of each.

Headings are numbered in the whole text of a file, before the sections are left out that have nothing to say
in a place. So a section has the same address in every place, and a link into it survives the change of place.
"""

import re

from markdown.extensions.toc import slugify, unique

_HEADING = re.compile(r"^#{2,4}\s+(.+?)\s*#*$", re.MULTILINE)


def anchors(text: str) -> dict[str, str]:
    """The neutral address of each heading (`part-3`) by the anchor that an author writes (`who-to-tell`)."""
    taken: set[str] = set()
    found: dict[str, str] = {}
    for number, heading in enumerate(_HEADING.finditer(text), 1):
        found[unique(slugify(re.sub(r"[*_`]", "", heading[1]), "-"), taken)] = f"part-{number}"
    return found
