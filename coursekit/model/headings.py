"""The headings of a text, and the neutral address of each.

Headings are numbered in the whole text of a file, before the sections are left out that have nothing to say
in a place. So a section has the same address in every place, and a link into it survives the change of place.
"""

from collections.abc import Container, Mapping
from functools import lru_cache
from itertools import pairwise
from types import MappingProxyType

from coursekit.model.dialect import blocks, slug


@lru_cache(maxsize=1024)
def anchors(text: str) -> Mapping[str, str]:
    """The neutral address of each heading (`part-3`) by the anchor that an author writes (`who-to-tell`)."""
    found: dict[str, str] = {}
    for heading, inline in pairwise(blocks(text)):
        if heading.type == "heading_open" and heading.tag in {"h2", "h3", "h4"}:
            words = "".join(child.content for child in inline.children or ())
            found[unique(slug(words), found)] = f"part-{len(found) + 1}"
    return MappingProxyType(found)


def unique(anchor: str, taken: Container[str]) -> str:
    """The anchor of a heading; that of a second one with the same words ends in `-2`, and so on."""
    number, new = 1, anchor
    while new in taken:
        number += 1
        new = f"{anchor}-{number}"
    return new
