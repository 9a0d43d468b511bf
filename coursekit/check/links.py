"""Links lead somewhere inside the course; everything outside is a fact's source or a contact."""

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote

from coursekit.check.texts import Text, record_texts, texts
from coursekit.load.course import Loaded
from coursekit.load.unread import Unread
from coursekit.model.headings import anchors
from coursekit.model.problem import Problem, did_you_mean
from coursekit.model.reference import Link, left_in, links

_IMAGE = re.compile(r"!\[[^\]]*\]\(")


def check(loaded: Loaded) -> Iterator[Problem]:
    """Yield a problem for each link that leads nowhere or outside."""
    unread = {file.becomes: file for file in loaded.unread}
    known = {page.path for page in loaded.course.pages} | loaded.lost
    known |= {handout.path for handout in loaded.course.handouts}
    sections = {handout.path: frozenset[str]() for handout in loaded.course.handouts}
    sections |= {page.path: _everywhere(page.text) for page in loaded.course.pages}
    for text in texts(loaded):
        for link in links(text.text):
            yield from _link(link, text, known, unread, sections)
    yield from _in_records(loaded)


def _in_records(loaded: Loaded) -> Iterator[Problem]:
    """What a record of `facts/` says is shown on many pages, and no link leads from all of them."""
    for text in record_texts(loaded):
        starts = [link.start for link in links(text.text)]
        for start in (*starts, *(image.start() for image in _IMAGE.finditer(text.text))):
            hint = "Write words alone; an address belongs into the record’s own keys, such as “url”."
            yield text.problem(start, "link-in-record", "A link or picture in facts/ is not shown.", hint)


def _link(
    link: Link,
    text: Text,
    known: set[str],
    unread: dict[str, Unread],
    sections: dict[str, frozenset[str]],
) -> Iterator[Problem]:
    target, _, anchor = link.target.partition("#")
    if re.match(r"[a-z][a-z0-9+.-]*:", target, re.IGNORECASE):
        message = f"“{_short(target)}” is typed into the text."
        yield text.problem(
            link.start, "outside-link", message, "Name a contact or a fact; the address belongs in facts/."
        )
        return
    path = posixpath.normpath(posixpath.join(text.folder, unquote(target)))
    if target and path not in known:
        near = {posixpath.relpath(other, text.folder) for other in known if other.endswith(".md")}
        hint = did_you_mean(target, near, "Link to a .md file of course/ by its path.")
        if file := unread.get(path):
            hint = f"It lies in {file.path}, which is not read. {file.advice}"
        yield text.problem(link.start, "dead-link", f"The link to “{_short(target)}” leads nowhere.", hint)
    elif anchor and (not target or path in sections):
        found = sections[path] if target else frozenset(anchors(text.text))
        if anchor not in found:
            where = "there in every place" if target else "here"
            hint = did_you_mean(anchor, found, "Write a heading’s words in small letters with hyphens.")
            yield text.problem(
                link.start, "dead-anchor", f"There is no heading “#{_short(anchor)}” {where}.", hint
            )


def _everywhere(text: str) -> frozenset[str]:
    """The anchors of a page that each of its places has."""
    return frozenset(anchors(left_in(text, lambda _: False)))


def _short(target: str) -> str:
    return target if len(target) <= 60 else target[:57] + "…"
