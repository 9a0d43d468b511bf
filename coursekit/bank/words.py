"""Texts of other tools in the course's own Markdown, which says exactly what they said.

Each text is written as plainly as it can be, read again as the course would read it, and written with more
escapes where that says something else.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from markdown_it import MarkdownIt

from coursekit.bank.clean import printable_only
from coursekit.bank.tree import Block, Break, Reader, parsed
from coursekit.model.shelf import Shelf
from coursekit.render.references import Writer

_COMMON = MarkdownIt("commonmark", {"maxNesting": 40}).enable("table")
_SIGNS = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~])")
_BRACES = re.compile(r"([{}](?=[{}%#])|(?<=[{}%#])[{}])")
_OPEN = re.compile(r"(?<!\\)\{[{%]")
_SOME = re.compile(r"([\\`*_<>|~\[]|[{}](?=[{}%#])|(?<=[{}%#])[{}])")
_LINE = re.compile(r"(?m)^(\s*)(?:([#>+=|-]|!!!)|(\d{1,9})([.)]))")
_PLAIN = re.compile(r"[\w ,;?’“”‘'…/\"&%€£–—()!.:]*")
"""Words that no reader of Markdown takes for anything else, wherever they stand in a line."""


class Words:
    """Turns the texts of one question into Markdown, and keeps what of them is lost."""

    def __init__(self) -> None:
        self._reader = Reader()

    @property
    def lost(self) -> list[str]:
        """What was left out, each thing once."""
        return list(dict.fromkeys(self._reader.lost))

    def html(self, html: str) -> str:
        """HTML as a text of any length."""
        return written(self._reader.blocks(parsed(html)))

    def halves(self, html: str) -> tuple[str, str]:
        """HTML as two texts: all but its last block, and that; the second is empty where there is one."""
        blocks = self._reader.blocks(parsed(html))
        return written(blocks[:-1] or blocks), written(blocks[-1:] if len(blocks) > 1 else ())

    def halves_run_in(self, html: str) -> tuple[str, str]:
        """The same of HTML whose line breaks end paragraphs."""
        blocks = _unbroken(self._reader.blocks(parsed(html)))
        return written(blocks[:-1] or blocks), written(blocks[-1:] if len(blocks) > 1 else ())

    def element(self, element: Any) -> str:
        """What stands inside an element of XHTML, as a text of any length."""
        return written(self._reader.blocks(element))

    def run_in(self, html: str) -> str:
        """HTML that was written in one line: each of its line breaks ends a paragraph."""
        return written(_unbroken(self._reader.blocks(parsed(html))))

    def line(self, html: str) -> str:
        """HTML as a text of one line."""
        return one_line(self.run_in(html))

    def markdown(self, text: str) -> str:
        """Markdown of another program as a text of any length."""
        return self.html(self.common(text))

    @staticmethod
    def common(text: str) -> str:
        """Markdown of another program as HTML."""
        return str(_COMMON.render(printable_only(text)))

    @staticmethod
    def plain(text: str) -> str:
        """Words without marks: each of their lines is a paragraph."""
        lines = [spaced(line) for line in printable_only(text).split("\n")]
        return written(tuple(Block("p", (line,)) for line in lines if line))

    @staticmethod
    def plain_line(text: str) -> str:
        """Words without marks, in one line."""
        return Words.plain(spaced(printable_only(text)))


def one_line(text: str) -> str:
    """A text in one line."""
    return spaced(text.replace("\\\n", "\n"))


def spaced(text: str) -> str:
    """Words with one space between them; spaces that do not break stay."""
    return re.sub(r"[ \t\r\n\f]+", " ", text).strip()


def _unbroken(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Paragraphs without line breaks; those that begin with a bullet are items of a list again."""
    made: list[Block] = []
    for block in blocks:
        if block.kind != "p":
            made.append(block)
            continue
        for inline in _cut(block.inside):
            first = inline[0] if isinstance(inline[0], str) else ""
            item = Block("li", (Block("p", (first.removeprefix("• "), *inline[1:])),))
            if not first.startswith("• "):
                made.append(Block("p", inline))
            elif made and made[-1].kind == "ul":
                made[-1] = Block("ul", (*made[-1].inside, item))
            else:
                made.append(Block("ul", (item,)))
    return tuple(made)


def _cut(inline: Iterable[Any]) -> Iterator[tuple[Any, ...]]:
    lines: list[list[Any]] = [[]]
    for piece in inline:
        if isinstance(piece, Break):
            lines.append([])
        else:
            lines[-1].append(piece)
    for line in lines:
        if line and isinstance(line[0], str):
            line[0] = line[0].lstrip()
        if line and isinstance(line[-1], str):
            line[-1] = line[-1].rstrip()
        kept = tuple(piece for piece in line if piece != "")
        if kept:
            yield kept


def written(blocks: tuple[Block, ...]) -> str:
    """The blocks as Markdown that the course reads as the same blocks."""
    if not blocks:
        return ""
    if len(blocks) == 1 and blocks[0].kind == "p" and all(map(_is_plain, blocks[0].inside)):
        return "".join(blocks[0].inside).strip()
    wanted = _shape(blocks)
    made = ""
    for level, emphasis in ((0, "*"), (1, "*"), (2, "*"), (1, "_"), (2, "_")):
        made = _Markdown(level, emphasis).blocks(blocks)
        if not _OPEN.search(made) and _shape(_read_again(made)) == wanted:
            return made
    return _Markdown(2, "").blocks(blocks)


def _is_plain(piece: Any) -> bool:
    return isinstance(piece, str) and bool(_PLAIN.fullmatch(piece)) and not re.match(r"\s*(\d+[.)]|!)", piece)


def _read_again(text: str) -> tuple[Block, ...]:
    return Reader().blocks(parsed(str(Writer(Shelf(), "export").block(text))))


def _shape(blocks: Iterable[Any]) -> Any:
    """Blocks as they are compared: ends of lines inside of paragraphs are spaces."""
    made: list[Any] = []
    for block in blocks:
        if isinstance(block, str):
            made.append(re.sub(r"[ \n]+", " ", block))
        elif isinstance(block, Break):
            made.append("<br>")
        else:
            name = block.kind if isinstance(block, Block) else block.name
            made.append((name, _shape(block.inside)))
    return _tidied(made)


def _tidied(made: list[Any]) -> tuple[Any, ...]:
    """No space beside a line break."""
    for index, piece in enumerate(made):
        if isinstance(piece, str) and piece != "<br>":
            before = index > 0 and made[index - 1] == "<br>"
            after = index + 1 < len(made) and made[index + 1] == "<br>"
            made[index] = piece.lstrip() if before else piece
            made[index] = made[index].rstrip() if after else made[index]
    return tuple(piece for piece in made if piece != "")


class _Markdown:
    """Writes blocks; `level` says how many signs are escaped, `emphasis` with which sign words are slanted.

    Without a sign for emphasis, words have no marks at all.
    """

    def __init__(self, level: int, emphasis: str) -> None:
        self.level, self.emphasis = level, emphasis

    def blocks(self, blocks: Iterable[Block], *, tight: bool = False) -> str:
        parts: list[str] = []
        before = ""
        for block in blocks:
            parts.append(
                self.block(block, other=block.kind == before and not parts[-1].startswith(("* ", "1) ")))
            )
            before = block.kind
        return ("\n" if tight else "\n\n").join(parts)

    def block(self, block: Block, *, other: bool) -> str:
        """One block; a list after a list has another sign, or the two would be one."""
        match block.kind:
            case "ul" | "ol":
                return self.listed(block, other=other)
            case "blockquote":
                return _indented(self.blocks(block.inside), "> ", "> ")
            case "pre":
                fence = "`" * max(3, *(len(run) + 1 for run in re.findall("`+", block.inside[0])), 3)
                return f"{fence}\n{block.inside[0]}\n{fence}"
            case "hr":
                return "---"
            case "table":
                return self.table(block)
            case _:
                return self.paragraph(block.inside)

    def listed(self, block: Block, *, other: bool) -> str:
        sign = {("ul", False): "- ", ("ul", True): "* ", ("ol", False): "1. ", ("ol", True): "1) "}
        items = []
        for number, item in enumerate(block.inside, 1):
            mark = sign[block.kind, other]
            mark = mark.replace("1", str(number), 1) if block.kind == "ol" else mark
            text = self.blocks(item.inside, tight=not block.loose and len(item.inside) <= 2)
            items.append(_indented(text, mark, " " * len(mark)))
        return ("\n\n" if block.loose else "\n").join(items)

    def table(self, block: Block) -> str:
        width = max(len(row.inside) for row in block.inside)
        rows = [
            [one_line(self.inline(cell.inside)).replace("|", "\\|") for cell in row.inside]
            for row in block.inside
        ]
        lines = ["| " + " | ".join([*row, *[""] * (width - len(row))]) + " |" for row in rows]
        return "\n".join([lines[0], "|" + " --- |" * width, *lines[1:]])

    def paragraph(self, inline: tuple[Any, ...]) -> str:
        text = re.sub(r" *\\\n[ \n]*", r"\\\n", self.inline(inline).strip())
        text = re.sub(r"[ ]*\n[ ]*(=+ *(?:\n|$))", r" \1", re.sub(r" +\n", "\n", text))
        return _LINE.sub(_at_start, text) if self.level < 2 and self.level else text

    def inline(self, inline: Iterable[Any]) -> str:
        return "".join(self.piece(piece) for piece in inline)

    def piece(self, piece: Any) -> str:
        if isinstance(piece, Break):
            return "\\\n"
        if isinstance(piece, str):
            return self.escaped(piece)
        if not self.emphasis:
            return self.inline(piece.inside)
        if piece.name == "code":
            return _code(piece.inside[0])
        sign = "**" if piece.name == "strong" else self.emphasis
        text = self.inline(piece.inside)
        bare = text.strip(" \n")
        before, after = text[: len(text) - len(text.lstrip(" \n"))], text[len(text.rstrip(" \n")) :]
        return f"{before}{sign}{bare}{sign}{after}"

    def escaped(self, text: str) -> str:
        if self.level == 0:
            return _BRACES.sub(r"\\\1", text)
        return (_SIGNS if self.level == 2 else _SOME).sub(r"\\\1", text)


def _at_start(found: re.Match[str]) -> str:
    space, sign, number, end = found.groups()
    if number:
        return f"{space}{number}\\{end}"
    return f"{space}{sign}" if sign == "=" else f"{space}\\{sign}"


def _code(text: str) -> str:
    flat = re.sub(r"\s+", " ", text)
    fence = "`" * (max([0, *map(len, re.findall("`+", flat))]) + 1)
    pad = " " if flat.startswith("`") or flat.endswith("`") else ""
    return f"{fence}{pad}{flat}{pad}{fence}"


def _indented(text: str, first: str, rest: str) -> str:
    lines = text.split("\n")
    return "\n".join(
        [first + lines[0], *(f"{rest}{line}".rstrip() if not line else rest + line for line in lines[1:])]
    )
