"""Pages as their words, for a platform that makes pages of its own of them.

Moodle cleans each page of a cartridge: scripts, forms, styles and identifiers go, and what is hidden
shows. A link to another page then leads to an error (see its `backup/cc/entity11.resource.class.php`). So
a page goes in with nothing of these. Where the name of an activity stands in a text, Moodle makes a link
of it (its filter “Activity names auto-linking”, on from the start): the page with help is called “Help
now”, and these words begin every page.
"""

from collections.abc import Iterable

from lxml.html import tostring
from markupsafe import Markup

from coursekit.export.site_files import settled
from coursekit.render.site import finished
from coursekit.render.templates import template

TEMPLATE = "export/cartridge/words.html.j2"
HELP = "Help now"
"""What pages call the way to help, and so the name of the page it leads to."""

_GONE = (
    ".//nav | .//script | .//svg | .//template | .//button | .//form | .//input | .//select | .//textarea"
    " | .//*[@hidden] | .//p[@class='crumb' or @class='back']"
    " | .//details[@class='place' or @class='route__place'] | .//section[@class='where']"
)
"""What works only on the site, or leads about in it."""
_LED = ("http://", "https://", "mailto:")
"""Where a link may lead: Moodle takes `tel:` away, and the number is in the words."""


def title(page: bytes) -> str:
    """The page's own title, as a browser's tab shows it."""
    return _title(finished.read(page))


def _title(root: finished.Element) -> str:
    return str(root.findtext("head/title", "")).strip()


def words(page: bytes, known: Iterable[str], *, leave_url: str, is_help: bool) -> bytes:
    """The page as its words: a link to one of the `known` is words as well, what leads elsewhere is gone."""
    root = settled(page, known, "index.html", {})
    main = root.find(".//main")
    main = root.find("body") if main is None else main
    for element in main.xpath(_GONE):
        element.drop_tree()
    for picture in list(main.iter("img")):
        words = finished.read(b"<span></span>").find(".//span")
        words.text = f"[Picture: {picture.get('alt')}]" if picture.get("alt") else ""
        words.tail = picture.tail
        picture.getparent().replace(picture, words)
    for link in main.iter("a"):
        if not link.get("href", "").startswith(_LED):
            link.tag = "span"
            link.attrib.clear()
    inside = "".join(tostring(child, encoding="unicode") for child in main)
    made = template(TEMPLATE).render(
        lang=root.get("lang", "en"),
        title=_title(root),
        is_help=is_help,
        leave_url=leave_url,
        main=Markup(inside),  # noqa: S704 (our own page, cut)
    )
    return made.encode()
