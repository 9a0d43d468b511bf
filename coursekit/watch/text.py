"""The words of an answer: HTML and PDF into blocks of text, whatever their encoding claims to be."""

import codecs
import re
import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from math import log

import lxml.html
import pypdfium2
from lxml import etree

from coursekit.watch.words import Token, content, sentences, tokens, without_dates


@dataclass(frozen=True, slots=True)
class Anchor:
    """A link of the page, as it stands there."""

    href: str
    words: str


@dataclass(frozen=True)
class Document:
    """A page or paper as blocks of text in reading order: a paragraph, an item, a row of a table."""

    blocks: tuple[str, ...] = ()
    main: frozenset[int] = frozenset()
    """Which blocks stand in the text itself, not in a menu, a header or a footer."""
    title: str = ""
    anchors: tuple[Anchor, ...] = field(default=(), repr=False)

    @cached_property
    def tokens(self) -> tuple[tuple[Token, ...], ...]:
        """The words of each block; dates of the page's own upkeep are left out."""
        return tuple(tuple(tokens(without_dates(block))) for block in self.blocks)

    @cached_property
    def contents(self) -> tuple[frozenset[str], ...]:
        """What each block is about."""
        return tuple(frozenset(content(block)) for block in self.tokens)

    @cached_property
    def rarity(self) -> dict[str, float]:
        """How much a word tells: rare ones most. Under `` what a word tells that is not there at all."""
        count = Counter(word for block in self.contents for word in block)
        blocks = len(self.blocks) + 1
        return {"": log(1 + blocks)} | {word: log(1 + blocks / times) for word, times in count.items()}

    @cached_property
    def stream(self) -> str:
        """All words one after the other, with `¶` between sentences: blocks make no difference."""
        parts = (tuple(tokens(part)) for block in self.blocks for part in sentences(without_dates(block)))
        return f"¶ {' ¶ '.join(' '.join(part) for part in parts if part)} ¶"


PDF_PAGES = 1500
"""Of a longer paper the rest is not read."""
_PDF_LOCK = threading.Lock()
"""PDFium serves one thread at a time."""


def document(body: bytes, content_type: str = "") -> Document:
    """Read an answer: a PDF by its first bytes, everything else as HTML or plain text.

    Never fails: what cannot be read has no blocks.
    """
    if body[:1024].lstrip().startswith(b"%PDF-"):
        return _pdf(body)
    if b"\0" in body[:4096] and not body.startswith(_WIDE):
        return Document()  # a picture, a zip: no text
    text = decoded(body, content_type)
    if "text/plain" in content_type:
        return _plain(text.split("\n\n"))
    return _html(text)


def decoded(body: bytes, content_type: str) -> str:
    """The characters of a body.

    Valid UTF-8 with signs beyond ASCII is UTF-8, whatever the server says; else what the byte order mark, the
    server or the page itself names is tried, and Windows-1252 last, where every byte means something.
    """
    for mark, name in _MARKS:
        if body.startswith(mark):
            return body.decode(name, "replace")
    names = [*_CHARSET.findall(content_type), *_CHARSET.findall(body[:2048].decode("ascii", "replace"))]
    for name in ("utf-8", *names):
        try:
            return body.decode(_LATIN.get(codecs.lookup(name).name, name))
        except (LookupError, UnicodeError, ValueError):
            continue
    return body.decode("cp1252", "replace")


_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_LATIN = {"iso8859-1": "cp1252", "ascii": "cp1252"}
"""What these names mean on the web (WHATWG Encoding)."""


def _names(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text))


_BLOCKS = _names(
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption"
    " figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol option p pre section"
    " select summary table tbody textarea tfoot thead title tr ul"
)
"""Elements that begin a block; the cells of a row are read together."""
_SILENT = _names("script style noscript template svg math iframe object canvas head")
_AROUND = _names("nav header footer aside form dialog menu")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


def _html(text: str) -> Document:
    clean = _CONTROL.sub(" ", re.sub(r"^\s*<\?xml[^>]*>", "", text))
    try:
        # remove_blank_text etc. stay off: what is text is for us to say. No network, no entities of others.
        root = lxml.html.document_fromstring(clean, parser=lxml.html.HTMLParser(no_network=True))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return Document()
    found: list[tuple[str, bool]] = []
    for block, inside in _walk(root):
        words = " ".join(block.split())
        if words:
            found.append((words, inside))
    heading = root.find(".//title")
    return Document(
        blocks=tuple(words for words, _ in found),
        main=frozenset(index for index, (_, inside) in enumerate(found) if inside),
        title=" ".join((heading.text_content() if heading is not None else "").split()),
        anchors=tuple(
            Anchor(link.get("href"), " ".join(link.text_content().split()))
            for link in root.iter("a")
            if link.get("href")
        ),
    )


def _walk(root: lxml.html.HtmlElement) -> Iterator[tuple[str, bool]]:
    """Yield the text of each block with whether it stands in the text itself. No depth hurts."""
    parts: list[str] = []
    around = silent = 0
    for event, node in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        name = node.tag if isinstance(node.tag, str) else ""
        if name in _BLOCKS and parts and not silent:
            yield "".join(parts), not around
            parts = []
        step = {"start": 1, "end": -1}.get(event, 0)
        around += step if name in _AROUND else 0
        silent += step if name in _SILENT else 0
        if event == "start" and not silent:
            parts.append((" " if name in ("br", "td", "th") else "") + (node.text or ""))
        elif event != "start" and not silent:
            parts.append((" " if name in ("td", "th") else "") + (node.tail or ""))
    if parts:
        yield "".join(parts), not around


def _plain(blocks: list[str]) -> Document:
    kept = tuple(words for block in blocks if (words := " ".join(_CONTROL.sub(" ", block).split())))
    return Document(kept, frozenset(range(len(kept))))


def _pdf(body: bytes) -> Document:
    try:
        with _PDF_LOCK, pypdfium2.PdfDocument(body) as paper:
            pages = [_page(paper, number) for number in range(min(len(paper), PDF_PAGES))]
    except (pypdfium2.PdfiumError, ValueError, OSError):
        return Document()
    running = Counter(line for lines in pages for line in {_running(line) for line in lines})
    often = {line for line, count in running.items() if count > max(2, len(pages) // 3)}
    text = "\n".join(
        line
        for lines in pages
        for line in lines
        if _running(line) not in often and not line.strip().isdigit()
    )
    return _plain(_paragraphs(_CONTROL.sub("", text.replace("\ufffe", "-").replace("\x02", ""))))


def _page(paper: pypdfium2.PdfDocument, number: int) -> list[str]:
    page = paper[number]
    words = page.get_textpage()
    try:
        return str(words.get_text_bounded()).splitlines()
    finally:
        words.close()
        page.close()


def _running(line: str) -> str:
    """A line without its digits: the head or foot of every page reads the same but for the number."""
    return re.sub(r"\d+", "#", line.strip())


def _paragraphs(text: str) -> list[str]:
    """Sentences of a paper, because its lines say nothing about its paragraphs; a few to a block."""
    joined = re.sub(r"(\w)-\n(?=[a-z])", r"\1", text)
    sentences = re.split(r"(?<=[.;:?!])\s+(?=[\W\d]*[A-Z(])|\n\s*\n|\n(?=\s*[•●▪–]|\s*\(?\d+[.)]\s)", joined)
    return [sentence for sentence in sentences if sentence]
