"""A finished page, changed for where it is taken. The site engine draws each page once, for the web.

Our templates mark what differs, and this module alone carries it out:

- `data-in="web disk"`: it stands only there; the third place is `package`. A `<template>` with this mark puts
  its content there, so that no page on the web shows it.
- `data-disk="blank.html"`: where a link leads on a disk.
- `data-links`: it stands as long as a link in it leads somewhere.
- `data-else`: the content of this `<template>` stands in for the element before it, where that has gone.
- `data-file="handouts/poster.pdf"`: it says how large the file is.

Authors mark nothing: from their texts a dead link takes along the entry, line or sentence that is nothing
without it.
"""

from collections.abc import Callable
from typing import Any, Literal

from lxml import etree, html

from coursekit.render.sentences import after_first

Element = Any
"""An element of lxml, which comes without types."""
Where = Literal["disk", "package"]
_TITLES = "self::h1|self::h2|self::h3|self::h4|self::h5|self::summary|self::*[@class='admonition-title']"
_SAYS_MORE = etree.XPath(
    f"boolean(.//text()[normalize-space()][not(ancestor::*[{_TITLES}])]) or .//img or .//input or .//button"
)
"""Whether an element holds more than titles."""
_MAY_BE_EMPTIED = etree.XPath(
    "self::p|self::li|self::ul|self::ol|self::nav|self::details|self::section|self::div[contains(@class,'admonition')]"
)
"""What may stand under a title and, with nothing else left in it, goes with the title."""


def read(page: bytes) -> Element:
    """The root of a finished page."""
    return html.document_fromstring(page, parser=html.HTMLParser(encoding="utf-8"))


def written(root: Element) -> bytes:
    """The page as a file: what was read and not changed means the same to every browser."""
    for entry in root.xpath("//li[not(node())]"):
        entry.text = ""  # else libxml2 leaves out its end tag, and what follows falls into it
    page: bytes = html.tostring(root, encoding="utf-8", doctype="<!doctype html>")
    return page


def take_to(root: Element, where: Where) -> None:
    """Leave what stands there, and lead links as they lead there."""
    for element in root.xpath("//*[@data-in]"):
        if where not in element.attrib.pop("data-in").split():
            remove(element)
        elif element.tag == "template":
            element.drop_tag()
    for link in root.xpath("//a[@data-disk]"):
        address = link.attrib.pop("data-disk")
        if where == "disk":
            link.set("href", address)


def lead(root: Element, to: Callable[[str], str | None]) -> None:
    """Lead each link to what `to` makes of its address; without one, what says nothing else goes."""
    dead = []
    for link in root.iter("a"):
        if (address := link.get("href")) is not None:
            if (led := to(address)) is not None:
                link.set("href", led)
            else:
                del link.attrib["href"]
                dead.append(link)
    for holder in {link.getparent(): None for link in dead}:
        _unsay(holder)
    for element in reversed(
        root.xpath("//*[@data-links][not(descendant-or-self::a/@href)]")
    ):  # the inner first
        remove(element)
    for other in root.xpath("//template[@data-else]"):
        remove(other)
    etree.strip_attributes(root, "data-links")


def sizes(root: Element) -> dict[Element, str]:
    """Where the page says how large a file is, and which."""
    return {element: element.get("data-file") for element in root.xpath("//*[@data-file]")}


def _unsay(holder: Element) -> None:
    """Take out what says nothing without the dead links in it: an entry, links in a line, sentences."""
    dead, beside = holder.xpath("a[not(@href)]"), [child.tail or "" for child in holder]
    label = holder.text or ""
    if holder.tag == "li" and len(holder) == 1 and not f"{label}{beside[0]}".strip():
        remove(holder)
    elif holder.tag == "p" and _is_line(label, beside):
        for link in dead:
            holder.remove(link)
        if len(holder):
            holder[-1].tail = ""
        else:
            remove(holder)
    elif holder.tag == "p":
        for link in dead:
            _unsay_sentence(link)


def _is_line(label: str, beside: list[str]) -> bool:
    """Whether a paragraph is links alone behind a few words: “More help: one page · another”."""
    return label.endswith(": ") and "." not in label and beside == [*[" · "] * (len(beside) - 1), ""]


def _unsay_sentence(link: Element) -> None:
    """Take out a sentence that is the link, at the end of a paragraph, or that begins a paragraph with it."""
    previous, after = link.getprevious(), link.tail or ""
    before = (link.getparent().text if previous is None else previous.tail) or ""
    if not after and link.getnext() is None and (not before or before.endswith(". ")):
        remove(link)
    elif (
        not before and previous is None and after.startswith(" ") and (rest := after_first(after)) is not None
    ):
        link.tail = rest
        remove(link)


def remove(element: Element) -> None:
    """Take out an element, and then what holds nothing but a title without it."""
    parent, other = element.getparent(), element.getnext()
    if parent is None:  # gone already, with what it left empty
        return
    element.tail = (element.tail or "").removeprefix("\n")
    element.drop_tree()
    if other is not None and "data-else" in other.attrib:
        other.drop_tag()
    elif _MAY_BE_EMPTIED(parent) and not _SAYS_MORE(parent):
        remove(parent)
