"""The US Federal Register: rules and proposed rules about a part of the Code of Federal Regulations, as JSON.

The interface: https://www.federalregister.gov/developers/documentation/api/v1
"""

import json
import re
from urllib.parse import urlencode, urlsplit

from coursekit.watch.feeds.base import BrokenFeedError, Entry, Source

_PLACES = {
    "www.ecfr.gov": re.compile(r"/title-(\d+)/.*?\bpart-(\d+)\b"),
    "www.law.cornell.edu": re.compile(r"^/cfr/text/(\d+)/(?:part-)?(\d+)\b"),
}
_KINDS = {"Rule": "Rule", "Proposed Rule": "Proposed rule", "Notice": "Notice"}


def source(url: str) -> Source | None:
    """The list for a part of the Code."""
    parts = urlsplit(url)
    form = _PLACES.get((parts.hostname or "").rstrip("."))
    found = form.search(parts.path) if form else None
    if found is None:
        return None
    query = [
        ("conditions[cfr][title]", found[1]),
        ("conditions[cfr][part]", found[2]),
        ("conditions[type][]", "RULE"),
        ("conditions[type][]", "PRORULE"),
        *(
            ("fields[]", name)
            for name in ("document_number", "html_url", "publication_date", "title", "type")
        ),
        ("order", "newest"),
        ("per_page", "50"),
    ]
    return Source(f"https://www.federalregister.gov/api/v1/documents.json?{urlencode(query)}", read)


def read(body: bytes) -> list[Entry]:
    """Return the documents; see `Source.read`."""
    try:
        data = json.loads(body)
        results = data.get("results", [] if data.get("count") == 0 else None)
        return sorted(
            Entry(
                day=str(each["publication_date"]),
                what=f"{_KINDS.get(each['type'], each['type'])}: {each['title']}",
                url=str(each.get("html_url") or ""),
            )
            for each in results
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BrokenFeedError(f"it is no list of documents ({error})") from None
