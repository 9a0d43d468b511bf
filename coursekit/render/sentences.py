"""The sentences of a page or paper as its reader sees them, taken from our own HTML.

Left out is what belongs to no sentence: ways through the site, numbers of sources, the foot with its dates,
and the school's own details, which every school fills in for itself.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser

from coursekit.model.review import normal
from coursekit.model.school import School
from coursekit.model.shelf import Shelf


@dataclass(frozen=True, slots=True)
class Seen:
    """A sentence and the heading it stands under."""

    words: str
    section: str = ""


_BLOCKS = frozenset(
    {
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
    }
    | {"figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr"}
    | {"html", "legend"}
    | {
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "ul",
    }
)
_VOID = frozenset({"br", "hr", "img", "input", "link", "meta"})
_LEFT_OUT_TAGS = frozenset({"head", "style", "script", "svg", "nav", "sup", "button", "textarea", "template"})
_LEFT_OUT = frozenset(
    {"sources", "from", "chips", "place", "route__place", "where", "back", "crumb", "remember", "by-place"}
    | {"local", "people", "blank", "foot", "furniture", "pages", "head__for", "turn", "parts", "age"}
)
"""Classes of what belongs to no sentence."""
_LABELS = frozenset({"ask__question", "ask__way"})
_CARDS, _NAMES = frozenset({"card", "door"}), frozenset({"card__name", "door__name"})
_END = re.compile(r"(?<=[.!?…])([\"”’')\]]*)\s+(?=[^\sa-z])")
_ABBREVIATION = re.compile(r"\b(?:e\.g|i\.e|cf|nos?|arts?|paras?|ss?|v|Mrs?|Ms|Dr|St)\.$", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]")


def without_school(shelf: Shelf) -> Shelf:
    """The shelf as a school has it that has filled nothing in.

    A signature is for the course's words: no school loses it by its own name or number.
    """
    return shelf.model_copy(update={"school": shelf.school and School()})


def seen(html: str) -> tuple[Seen, ...]:
    """The sentences of a whole page or paper, each once, in their order."""
    parser = _Parser()
    parser.feed(html)
    parser.close()
    parser.end()
    found: dict[str, Seen] = {}
    for block, section in parser.blocks:
        for words in split(block):
            found.setdefault(words, Seen(words, section))
    return tuple(found.values())


def split(block: str) -> Iterator[str]:
    """The sentences of a paragraph, heading, list item or cell; what holds no letter and no digit is none."""
    block = normal(block)
    start = 0
    for found in _END.finditer(block):
        words = block[start : found.end(1)]
        if not _ABBREVIATION.search(block[start : found.start()]) and words.count("“") <= words.count("”"):
            yield from _one(words)
            start = found.end()
    yield from _one(block[start:])


def after_first(text: str) -> str | None:
    """What follows the first sentence of a text: nothing where it is all; None where that has no end."""
    for found in _END.finditer(f"{text}…"):
        if not _ABBREVIATION.search(text[: found.start()]):
            return text[found.end() :]
    return "" if text.endswith((".", "!", "?", "…")) else None


def _one(words: str) -> Iterator[str]:
    if _WORD.search(words) or re.search(r"\d{3}", words):
        yield words.strip()


@dataclass(frozen=True, slots=True)
class _Open:
    """An element that is not closed yet."""

    tag: str
    out: bool
    """Whether it, or what it stands in, belongs to no sentence."""
    labels: bool
    """Whether it names what follows: a term, a question, the head of a row."""
    card: bool
    names_card: bool


class _Parser(HTMLParser):
    """Collects the blocks of a page or paper, each with the heading it stands under.

    A line of a card or a door begins with the name of its contact, and what is said of a term with the term:
    a number or an hour that moves to another contact is another sentence.
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[tuple[str, str]] = []
        self._open: list[_Open] = []
        self._text = self._section = self._label = self._name = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a block, a label or what is left out."""
        if tag in _BLOCKS:
            self.end()
        if tag in _VOID:
            self._text += " "
            return
        classes = set((dict(attrs).get("class") or "").split())
        out = self._is_out() or tag in _LEFT_OUT_TAGS or bool(classes & _LEFT_OUT)
        labels = tag in {"dt", "th"} or bool(classes & _LABELS)
        self._open.append(_Open(tag, out, labels, bool(classes & _CARDS), bool(classes & _NAMES)))

    def handle_endtag(self, tag: str) -> None:
        """End a block, a label, a card or what is left out."""
        while self._open and any(element.tag == tag for element in self._open):
            closed = self._open.pop()
            if not closed.out:
                self._close(closed)
            if closed.tag == tag:
                return

    def _close(self, closed: _Open) -> None:
        if closed.names_card:
            self._name, self._text = normal(self._text), ""
        elif closed.labels:
            self._label, self._text = _labelled(self._label, normal(self._text)), ""
        elif closed.tag in _BLOCKS:
            self.end(is_heading=closed.tag == "h2")
        if closed.tag in {"tr", "dl"} and self._label:
            self._text, self._label = self._label, ""
            self.end()
        if closed.card:
            self._name = ""

    def handle_data(self, data: str) -> None:
        """Add words."""
        if not self._is_out():
            self._text += data

    def _is_out(self) -> bool:
        return bool(self._open) and self._open[-1].out

    def end(self, *, is_heading: bool = False) -> None:
        """End the block that is being read, if there is one."""
        text, self._text = normal(self._text).strip(" ·"), ""
        if not text:
            return
        if is_heading:
            self._section = text
        else:
            text = _labelled(self._name, _labelled(self._label, text))
            self._label = ""
        self.blocks.append((text, self._section))


def _labelled(label: str, text: str) -> str:
    """`Open: 24 hours`, and `Danger now? Yes`."""
    return f"{label}{'' if label.endswith(('?', ':', '.')) else ':'} {text}" if label else text
