"""Our own HTML as a flow of paragraphs, for formats that have paragraphs and no tags.

Slides, letters and plain text show the same Markdown as the pages; this is the one place where it is taken
apart again.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Literal

Kind = Literal["text", "heading", "bullet", "number", "say", "row", "break"]
"""`say`: words to say aloud; `row`: a row of a table, cell by cell; `break`: the line that starts a page."""


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text in one style; `\\v` in it is where a line of an address or message ends."""

    text: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph. `level` is the heading's, or the depth of a list; `number` counts a numbered list."""

    kind: Kind
    runs: tuple[Run, ...] = ()
    level: int = 0
    number: int = 0
    cells: tuple[tuple[Run, ...], ...] = ()
    head: bool = False
    """Whether it is the row of headings."""

    @property
    def text(self) -> str:
        """Its words alone."""
        return "".join(run.text for run in self.runs) or " | ".join(map(words, self.cells))


def words(runs: Iterable[Run]) -> str:
    """The words of some runs."""
    return "".join(run.text for run in runs)


def paragraph(*runs: Run | str, kind: Kind = "text") -> Block:
    """A paragraph of these runs; plain strings are not bold."""
    return Block(kind, tuple(Run(run) if isinstance(run, str) else run for run in runs))


def is_right_to_left(text: str) -> bool:
    """Whether the first letter with a direction is written from right to left."""
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in {"L", "R", "AL"}:
            return direction != "L"
    return False


def flow(html: str) -> tuple[Block, ...]:
    """Take HTML that `Writer.block` or `Writer.line` has written apart."""
    parser = _Parser()
    parser.feed(html)
    parser.close()
    parser.end()
    return tuple(parser.blocks)


def plain(blocks: Iterable[Block], sign: str = "-") -> Iterator[str]:
    """The flow as lines of plain text, an empty line between paragraphs."""
    before: Kind | None = None
    for block in blocks:
        close = block.kind == before and before in {"bullet", "number", "row"}
        if before and not close:
            yield ""
        mark = {"bullet": f"{sign} ", "number": f"{block.number}. "}.get(block.kind, "")
        if block.kind == "break":
            yield "- - -"
            before = "break"
            continue
        indent = "  " * block.level * bool(mark)
        yield indent + mark + block.text.replace("\v", "\n" + indent + " " * len(mark))
        before = block.kind


_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_PARAGRAPHS = _HEADINGS | {"p", "li", "dt", "dd", "div", "blockquote", "pre", "section"}
_BOLD = {"strong", "b", "th", "dt", "em", "i"}


@dataclass
class _List:
    numbered: bool
    count: int = 0


@dataclass
class _Parser(HTMLParser):
    """Collects blocks. Only the tags of our own Markdown and reference templates come in."""

    blocks: list[Block] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._runs: list[Run] = []
        self._cells: list[tuple[Run, ...]] | None = None
        self._lists: list[_List] = []
        self._boxes: list[bool] = []
        self._bold = 0
        self._heading = 0
        self._fresh_item = False
        self._head_row = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a paragraph, a list, a row or a bold run."""
        if tag in _PARAGRAPHS | {"ul", "ol", "table", "tr", "hr"}:
            self.end()
        if tag in {"ul", "ol"}:
            self._lists.append(_List(tag == "ol"))
        elif tag == "li" and self._lists:
            self._lists[-1].count += 1
            self._fresh_item = True
        elif tag == "div":
            self._boxes.append("say" in (dict(attrs).get("class") or "").split())
        elif tag == "tr":
            self._cells, self._head_row = [], False
        elif tag in _HEADINGS:
            self._heading = int(tag[1])
        elif tag == "br":
            self._runs.append(Run("\v"))
        elif tag == "hr":
            self.blocks.append(Block("break"))
        self._bold += tag in _BOLD
        self._head_row = self._head_row or tag == "th"

    def handle_endtag(self, tag: str) -> None:
        """End what the tag began."""
        self._bold -= tag in _BOLD
        if tag in {"td", "th"} and self._cells is not None:
            self._cells.append(_trimmed(self._runs))
            self._runs = []
        elif tag == "tr" and self._cells is not None:
            self.blocks.append(Block("row", cells=tuple(self._cells), head=self._head_row))
            self._cells = None
        elif tag in _PARAGRAPHS | {"ul", "ol"}:
            self.end()
        if tag in {"ul", "ol"} and self._lists:
            self._lists.pop()
        elif tag == "div" and self._boxes:
            self._boxes.pop()
        elif tag in _HEADINGS:
            self._heading = 0

    def handle_data(self, data: str) -> None:
        """Add words in the style that holds here."""
        if data and self._lists_or_words(data):
            self._runs.append(Run(data, self._bold > 0))

    def _lists_or_words(self, data: str) -> bool:
        """Line ends between the items of a list are no words."""
        return bool(data.strip() or self._runs)

    def end(self) -> None:
        """End the paragraph that is being read, if there is one."""
        if self._cells is not None:
            return
        runs, self._runs = _trimmed(self._runs), []
        if not runs:
            return
        if self._heading:
            self.blocks.append(Block("heading", runs, level=self._heading))
        elif self._lists:
            self.blocks.append(self._item(runs))
        else:
            self.blocks.append(Block("say" if any(self._boxes) else "text", runs))

    def _item(self, runs: tuple[Run, ...]) -> Block:
        depth, here = len(self._lists) - 1, self._lists[-1]
        kind: Kind = "number" if here.numbered else "bullet"
        if not self._fresh_item:  # a second paragraph of the same item
            return Block("text", runs)
        self._fresh_item = False
        return Block(kind, runs, level=depth, number=here.count)


_SPACE = re.compile(r"[^\S\v]+")
_AROUND = re.compile(" ?\v ?")


def _trimmed(runs: list[Run]) -> tuple[Run, ...]:
    """Join runs of one style, with single spaces and none at either end."""
    joined: list[Run] = []
    for run in runs:
        text = _AROUND.sub("\v", _SPACE.sub(" ", run.text))
        if joined and joined[-1].text.endswith((" ", "\v")):
            text = text.lstrip(" ")
        if joined and joined[-1].bold == run.bold:
            joined[-1] = Run(joined[-1].text + text, run.bold)
        elif text:
            joined.append(Run(text, run.bold))
    if joined:
        joined[0] = Run(joined[0].text.lstrip(), joined[0].bold)
        joined[-1] = Run(joined[-1].text.rstrip(), joined[-1].bold)
    return tuple(run for run in joined if run.text)
