"""What changed in a place, as an Atom feed (RFC 4287)."""

from datetime import date
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from coursekit.model.base import Frozen, Line, Url
from coursekit.model.changes import Change
from coursekit.model.facts import Place
from coursekit.model.withdrawn import Withdrawn
from coursekit.render.markdown import render_inline

IDS = "tag:trusted-adult.invalid,2026:"
"""Begins every id (RFC 4151). They are the same in every copy of the course, and for ever."""


class FeedInputs(Frozen):
    """Everything a feed shows."""

    place: Place
    changes: tuple[Change, ...]
    withdrawn: tuple[Withdrawn, ...] = ()
    sources: dict[str, Url] = {}
    """The source of each fact that a change rests on, by the fact's id."""
    checked: date
    """Dates a feed without entries: the youngest check in the place."""
    name: Line
    """The file's own name."""
    page: Line | None = None
    """The page that lists the same, from the site's folder."""
    site: Url | None = None
    """The address of the site; relative links without one."""


def render(inputs: FeedInputs) -> bytes:
    """Return the feed, newest first. Its dates are those of the records, never of the build."""
    feed = Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": inputs.place.lang})
    entries = [*(_change(inputs, each) for each in inputs.changes), *map(_withdrawn, inputs.withdrawn)]
    entries.sort(key=lambda entry: (entry.findtext("updated"), entry.findtext("id")), reverse=True)
    newest = entries[0].findtext("updated") if entries else _moment(inputs.checked)
    _add(feed, "id", f"{IDS}changes/{inputs.place.code}")
    _add(feed, "title", f"Trusted Adult: what changed {inputs.place.in_name}")
    _add(feed, "updated", str(newest))
    _add(SubElement(feed, "author"), "name", "Trusted Adult authors")
    _add(feed, "rights", "CC BY 4.0")
    base = f"{inputs.site.rstrip('/')}/" if inputs.site else ""
    SubElement(
        feed, "link", rel="self", type="application/atom+xml", href=f"{base and base + 'data/'}{inputs.name}"
    )
    if inputs.page:
        SubElement(feed, "link", rel="alternate", type="text/html", href=f"{base or '../'}{inputs.page}")
    feed.extend(entries)
    indent(feed, " ")
    return bytes(tostring(feed, encoding="utf-8", xml_declaration=True)) + b"\n"


def _change(inputs: FeedInputs, change: Change) -> Element:
    entry = _entry(f"change/{change.id}", change.what, change.logged)
    for audience in change.who:
        SubElement(entry, "category", term=audience)
    for url in dict.fromkeys(inputs.sources[fact] for fact in change.facts if fact in inputs.sources):
        SubElement(entry, "link", rel="related", href=url)
    _add(entry, "summary", _html(change.what), type="html")
    return entry


def _withdrawn(record: Withdrawn) -> Element:
    entry = _entry(f"withdrawn/{record.id}", f"Taken back: {record.said}", record.day)
    SubElement(entry, "category", term="withdrawn")
    _add(entry, "summary", f"{_html(record.said)} – {_html(record.reason)}", type="html")
    return entry


def _entry(id_: str, text: str, day: date) -> Element:
    entry = Element("entry")
    _add(entry, "id", IDS + id_)
    _add(entry, "title", _title(text))
    _add(entry, "updated", _moment(day))
    return entry


def _add(parent: Element, name: str, text: str, **attributes: str) -> None:
    SubElement(parent, name, attributes).text = text


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _html(text: str) -> str:
    return str(render_inline(text, lambda *_: "", {}))


LONGEST = 90
"""Letters of a title."""


def _title(text: str) -> str:
    """The first words of a text, without its marks."""
    words = " ".join(render_inline(text, lambda *_: "", {}).striptags().split())
    return words if len(words) <= LONGEST else words[:LONGEST].rsplit(" ", 1)[0] + " …"
