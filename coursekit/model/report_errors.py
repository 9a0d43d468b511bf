"""“This is wrong”: the address that tells the school, or those who keep the course, what is wrong and where.

It holds the id of the page, its place and, beside a source, the id of the fact; nothing about the reader.
"""

import re
from urllib.parse import quote, urlencode, urlsplit

from coursekit.model.reach import mailed

_WEB = re.compile(r"https?://[^\s<>\"\\^`|]+", re.ASCII | re.IGNORECASE)
_ASKED = re.compile(r"\{[^}]*\}?|\}")
_KNOWN = {"{page}", "{fact}"}


def error_link(address: str | None, page: str, place: str | None, fact: str | None = None) -> str | None:
    """The link that tells `address` what is wrong; None where there is no address that can be told.

    `address` is one e-mail address, or the address of a page. There `{page}` and `{fact}` stand where it
    takes the ids; what it does not name is added to its query (RFC 3986, 3.4). In a mail they are its
    subject (RFC 6068).
    """
    here = f"{page} {place}" if place else page
    if address is None:
        return None
    if mail := mailed(address):
        about = f"{here}, {fact}" if fact else here
        return f"{mail}?subject={quote(f'Is this wrong? {about}', safe='')}"
    if not _is_page(address):
        return None
    ids = {"page": here, "fact": fact or ""}
    filled = _ASKED.sub(lambda found: quote(ids[found[0][1:-1]], safe=""), address)
    start, mark, part = filled.partition("#")
    named = {key: id_ for key, id_ in ids.items() if id_ and f"{{{key}}}" not in address}
    if named:
        start += ("&" if "?" in start else "?") + urlencode(named, quote_via=quote, safe="")
    return f"{start}{mark}{part}"


def _is_page(address: str) -> bool:
    """Whether it is a whole address with a host, and asks for nothing else than the ids."""
    if not _WEB.fullmatch(address) or not set(_ASKED.findall(address)) <= _KNOWN:
        return False
    try:
        parts = urlsplit(address)
        return bool(parts.hostname) and not set("@{") & set(parts.netloc) and parts.port != 0
    except ValueError:
        return False
