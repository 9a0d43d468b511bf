"""The course's one dialect of Markdown, for pages, quizzes and print alike.

HTML typed into the text is shown as text, not obeyed; links lead only where the caller allows.
"""

from collections.abc import Callable, Mapping
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE
from markupsafe import Markup

from coursekit.model.reference import Reference, replace

Put = Callable[[Reference], str]
"""Returns the HTML that stands for a reference."""


class Dialect(Extension):
    """Our dialect: no raw HTML, references, links by the path of a file."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (the library's name)
        """Take raw HTML out and put references and links in."""
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.deregister("html")
        md.preprocessors.register(_References(md), "references", 25)
        md.treeprocessors.register(_Links(md), "links", 0)


class _Converter(Markdown):
    put: Put
    links: Mapping[str, str]


class _References(Preprocessor):
    md: _Converter

    def run(self, lines: list[str]) -> list[str]:
        # An ampersand is an ampersand: `&nbsp;` in a text is shown as it was typed.
        text = "\n".join(lines).replace("&", AMP_SUBSTITUTE + "amp;")
        text = replace(text, self._put)
        return text.split("\n")

    def _put(self, reference: Reference) -> str:
        html = self.md.put(reference)
        return self.md.htmlStash.store(html) if html else ""


class _Links(Treeprocessor):
    md: _Converter

    def run(self, root: Element) -> None:
        _fold_boxes(root)
        _head_boxes(root)
        anchors = _neutral_anchors(root, self.md.links)
        for link in root.iter("a"):
            target = link.get("href", "")
            page = target.partition("#")[0]
            url = self.md.links.get(target, self.md.links.get(page)) if page else anchors.get(target[1:])
            if url is None:  # `check` has reported it; here it must only do no harm
                link.attrib.pop("href", None)
            else:
                link.set("href", url)
        for image in root.iter("img"):
            image.attrib.pop("src", None)


def _fold_boxes(root: Element) -> None:
    """Make each box of the kind `more` a fold; where nothing of it is for this place, there is none."""
    for box in [part for part in root if "more" in part.get("class", "").split()]:
        title = box.find("p[@class='admonition-title']")
        if title is None or len(box) == 1:
            root.remove(box)
            continue
        box.tag, title.tag = "details", "summary"
        box.set("class", "more")
        title.attrib.clear()


def _head_boxes(root: Element) -> None:
    """Make the title of each box a heading one level below the one it stands under.

    People who cannot see the page move about by headings, and hear where a box begins.
    """
    level = 1
    for part in root:
        if part.tag in {"h2", "h3", "h4", "h5"}:
            level = int(part.tag[1])
        title = part.find("p[@class='admonition-title']")
        if title is not None:
            title.tag = f"h{level + 1}"


def _neutral_anchors(root: Element, links: Mapping[str, str]) -> dict[str, str]:
    """Number the headings' ids, because an address with a heading's words in it stays in the history.

    `links` holds the numbers where sections are left out in some places, so that no other moves up. Returns
    the new address of each heading by the anchor an author would write.
    """
    anchors: dict[str, str] = {}
    for heading in root.iter():
        if heading.tag in {"h2", "h3", "h4"} and "id" in heading.attrib:
            anchor = heading.attrib["id"]
            anchors[anchor] = links.get(f"#{anchor}", f"#part-{len(anchors) + 1}")
            heading.set("id", anchors[anchor][1:])
    return anchors


_idle: list[_Converter] = []
"""Converters at rest. A reference is drawn while its text is being converted, so one may not be enough."""


def _converter() -> _Converter:
    if _idle:
        return _idle.pop()
    extensions: list[str | Extension] = ["admonition", "def_list", "sane_lists", "tables", "toc", Dialect()]
    return _Converter(extensions=extensions, output_format="html")


def render(text: str, put: Put, links: Mapping[str, str]) -> Markup:
    """Return `text` as HTML.

    `put` gives the HTML of each reference; `links` maps the targets the author wrote to addresses, and may
    map a heading (`#nudes`) to its own. A link to anything else loses its address.
    """
    converter = _converter()
    converter.put, converter.links = put, links
    converter.reset()
    html = converter.convert(text)
    _idle.append(converter)
    return Markup(html)  # noqa: S704 (the dialect has escaped the text)


def render_inline(text: str, put: Put, links: Mapping[str, str]) -> Markup:
    """Return one paragraph as HTML without its `<p>`; anything longer stays as it is."""
    html = render(text, put, links)
    if html.startswith("<p>") and html.endswith("</p>") and html.count("<p>") == 1:
        return html[3:-4]
    return html
