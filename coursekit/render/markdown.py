"""The course's one dialect of Markdown as HTML, for pages, quizzes and print alike.

HTML typed into the text is shown as text, not obeyed; links lead only where the caller allows.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markupsafe import Markup

from coursekit.model.dialect import DECORATIVE, PARSER, parse, parse_line, slug
from coursekit.model.headings import unique
from coursekit.model.reference import Reference, replace

Put = Callable[[Reference], str]
"""Returns the HTML that stands for a reference."""
Show = Callable[[str, str], str]
"""Returns the HTML that stands for a picture: of where it lies, and what it shows (nothing: an ornament)."""


def in_words(_target: str, words: str) -> str:
    """What stands for a picture where none can be shown."""
    return str(Markup.escape(words))


_DRAWN = re.compile("\x02(\\d+)\x03")
"""Stands for a reference while its text is read; no source holds these characters."""
_ALONE = re.compile("(?:\x02\\d+\x03\\s*)+")
_BLOCK = re.compile(
    r"<(?:address|article|aside|blockquote|details|div|dl|fieldset|figure|footer|form|h[1-6]|header|hr|main|nav"
    r"|ol|p|pre|section|table|ul)\b|$"
)
"""How HTML begins that stands outside of paragraphs, or is nothing at all."""


def is_block(html: str) -> bool:
    """Whether HTML stands outside of paragraphs."""
    return _BLOCK.match(html) is not None


class _Renderer(RendererHTML):
    """Escapes as little as HTML needs, so that words look the same in every output."""

    def text(self, tokens: Sequence[Token], index: int, _: Any, env: Any) -> str:
        """Words."""
        return _shown(tokens[index].content, env)

    def code_inline(self, tokens: Sequence[Token], index: int, _: Any, env: Any) -> str:
        """Words shown letter by letter."""
        return f"<code>{_shown(tokens[index].content, env)}</code>"

    def fence(self, tokens: Sequence[Token], index: int, _: Any, env: Any) -> str:
        """A message shown as it stands; every reader of our HTML knows the break, and none loses a line."""
        lines = tokens[index].content.rstrip("\n").split("\n")
        return f"<pre>{'<br>'.join(_shown(line, env) for line in lines)}</pre>\n"


_RENDERER = _Renderer()


@dataclass
class _Cuts:
    """What to cut the words of a text at, and the names that were found there, in their order."""

    mark: re.Pattern[str]
    names: list[str] = field(default_factory=list)

    def __call__(self, found: re.Match[str]) -> str:
        """Note a mark, and say what stands for it."""
        self.names.append(found[1])
        return _CUT


_CUT = "\x04"
"""Stands for a mark, as `_DRAWN` does for a reference."""


def _shown(text: str, env: Mapping[str, _Cuts]) -> str:
    if "cuts" in env:
        text = env["cuts"].mark.sub(env["cuts"], text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def render_inline(text: str, put: Put, links: Mapping[str, str], show: Show = in_words) -> Markup:
    """Return a text of one line as HTML without a `<p>`: a mark at its beginning stands as it was typed."""
    return _html(parse_line, text, put, links, show)


def render_run_in(text: str, put: Put, links: Mapping[str, str], show: Show = in_words) -> Markup:
    """Return a text that follows other words: with paragraphs of its own only where it has several."""
    tokens = parse(text)
    one = [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    return _html(parse_line if one else parse, text, put, links, show)


@dataclass(frozen=True, slots=True)
class Opening:
    """What stands above the first second-level heading, cut at its first list of points."""

    before: Markup
    points: Markup
    """The entries of the list, without the list itself; nothing where there is none."""
    after: Markup


@dataclass(frozen=True, slots=True)
class Section:
    """A second-level heading and what stands below it."""

    id: str
    heading: Markup
    """Its words."""
    html: Markup
    """All of it, with the heading."""


class Sections:
    """A text as HTML, whole and in its sections: a heading in a box, a list or a quotation begins none."""

    def __init__(self, text: str, put: Put, links: Mapping[str, str], show: Show = in_words) -> None:
        """Read `text`.

        `put` gives the HTML of each reference; `links` maps the targets the author wrote to addresses, and
        may map a heading (`#nudes`) to its own. A link to anything else loses its address. `show` gives the
        HTML of each picture.
        """
        self._tokens, self._drawn = _read(parse, text, put, links, show)
        self._starts = list(_at_top(self._tokens, "heading_open", "h2"))

    @property
    def html(self) -> Markup:
        """The whole text."""
        return self._written(0, None)

    def cut(self, mark: re.Pattern[str]) -> list[tuple[Markup, str]]:
        """The whole text, cut where its words have a mark; with each piece the name in the mark behind it."""
        cuts = _Cuts(mark)
        pieces = _written(self._tokens, self._drawn, cuts=cuts).split(_CUT)
        return list(zip(pieces, [*cuts.names, ""], strict=True))

    @property
    def opening(self) -> Opening:
        """What stands above the first section."""
        edge = next(iter(self._starts), len(self._tokens))
        top = self._tokens[:edge]
        begin = next(_at_top(top, "bullet_list_open", "ul"), edge)
        end = next(_at_top(top, "bullet_list_close", "ul"), edge)
        return Opening(self._written(0, begin), self._written(begin + 1, end), self._written(end + 1, edge))

    @property
    def all(self) -> tuple[Section, ...]:
        """The sections, in their order."""
        return tuple(
            Section(
                str(self._tokens[start].attrs["id"]),
                self._written(start + 1, start + 2),
                self._written(start, end),
            )
            for start, end in pairwise([*self._starts, len(self._tokens)])
        )

    def _written(self, start: int, end: int | None) -> Markup:
        return _written(self._tokens[start:end], self._drawn)


def _at_top(tokens: Sequence[Token], kind: str, tag: str) -> Iterator[int]:
    """Where such a token stands that is inside of nothing."""
    return (n for n, token in enumerate(tokens) if (token.type, token.tag, token.level) == (kind, tag, 0))


def _html(
    read: Callable[[str], list[Token]], text: str, put: Put, links: Mapping[str, str], show: Show
) -> Markup:
    return _written(*_read(read, text, put, links, show))


def _read(
    parsed: Callable[[str], list[Token]], text: str, put: Put, links: Mapping[str, str], show: Show
) -> tuple[list[Token], list[str]]:
    """The text as tokens that are ready to be written, and its references as they are drawn."""
    drawn: list[str] = []

    def keep(reference: Reference) -> str:
        html = put(reference)
        if not html:
            return ""
        drawn.append(html)
        return f"\x02{len(drawn) - 1}\x03"

    tokens = parsed(replace(text, keep))
    _draw_pictures(tokens, drawn, show)
    _unwrap(tokens, drawn)
    _tighten(tokens)
    _fold_boxes(tokens)
    _head_boxes(tokens)
    _lead(tokens, links, _neutral_anchors(tokens, links))
    return tokens, drawn


def _written(tokens: list[Token], drawn: list[str], **env: _Cuts) -> Markup:
    html = _RENDERER.render(tokens, PARSER.options, env).strip()
    html = _DRAWN.sub(lambda found: drawn[int(found[1])], html)
    return Markup(html)  # noqa: S704 (the dialect has escaped the text)


def _draw_pictures(tokens: list[Token], drawn: list[str], show: Show) -> None:
    """Put what stands for each picture in its place, as if it were a reference."""
    for token in (child for inline in tokens for child in inline.children or () if child.type == "image"):
        words = "" if DECORATIVE in token.meta else "".join(part.content for part in token.children or ())
        drawn.append(show(str(token.attrs.get("src", "")), words.strip()))
        token.type, token.content = "text", f"\x02{len(drawn) - 1}\x03"


def _unwrap(tokens: list[Token], drawn: list[str]) -> None:
    """Take the paragraph away around references that are drawn as blocks of their own."""
    for opening, inline, closing in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if opening.type == "paragraph_open" and _ALONE.fullmatch(inline.content):
            numbers = [int(number) for number in _DRAWN.findall(inline.content)]
            if all(_BLOCK.match(drawn[number]) for number in numbers):
                opening.hidden = closing.hidden = True
                (inline.children or []).append(Token("softbreak", "br", 0))


def _tighten(tokens: list[Token]) -> None:
    """An item of one paragraph looks the same whether or not an empty line stands somewhere in its list."""
    items: list[list[Token]] = []
    for token in tokens:
        if token.type == "list_item_open":
            items.append([])
        elif token.type == "list_item_close":
            paragraphs = items.pop()
            if len(paragraphs) == 2:
                paragraphs[0].hidden = paragraphs[1].hidden = True
        elif items and token.type in {"paragraph_open", "paragraph_close"}:
            items[-1].append(token)


def _fold_boxes(tokens: list[Token]) -> None:
    """Make each box of the kind `more` a fold; where nothing of it is for this place, there is none."""
    starts = [
        n for n, token in enumerate(tokens) if token.type == "box_open" and token.info.lower() == "more"
    ]
    for start in reversed(starts):
        box = tokens[start]
        end = next(
            n
            for n in range(start, len(tokens))
            if tokens[n].type == "box_close" and tokens[n].level == box.level
        )
        if tokens[start + 1].type != "box_title_open" or end == start + 4:
            del tokens[start : end + 1]
            continue
        box.tag = tokens[end].tag = "details"
        box.attrs = {"class": "more"}
        tokens[start + 1].tag = tokens[start + 3].tag = "summary"
        tokens[start + 1].attrs = {}


def _head_boxes(tokens: list[Token]) -> None:
    """Make the title of each box a heading one level below the one it stands under.

    People who cannot see the page move about by headings, and hear where a box begins.
    """
    level = 1
    for token in tokens:
        if token.level == 0 and token.type == "heading_open" and token.tag in {"h2", "h3", "h4", "h5"}:
            level = int(token.tag[1])
        elif token.level == 1 and token.type.startswith("box_title") and token.tag == "p":
            token.tag = f"h{level + 1}"


def _neutral_anchors(tokens: list[Token], links: Mapping[str, str]) -> dict[str, str]:
    """Number the headings' ids, because an address with a heading's words in it stays in the history.

    `links` holds the numbers where sections are left out in some places, so that no other moves up. Returns
    the new address of each heading by the anchor an author would write.
    """
    anchors: dict[str, str] = {}
    for heading, inline in pairwise(tokens):
        if heading.type == "heading_open" and heading.tag in {"h2", "h3", "h4"}:
            anchor = unique(slug(words(inline)), anchors)
            anchors[anchor] = links.get(f"#{anchor}", f"#part-{len(anchors) + 1}")
            heading.attrSet("id", anchors[anchor][1:])
    return anchors


def words(inline: Token) -> str:
    """The words of a line, without its marks."""
    return "".join(token.content for token in inline.children or ())


def _lead(tokens: list[Token], links: Mapping[str, str], anchors: Mapping[str, str]) -> None:
    for token in (child for inline in tokens for child in inline.children or ()):
        if token.type == "link_open":
            target = str(token.attrs.pop("href", ""))
            page, _, anchor = target.partition("#")
            url = links.get(target, links.get(page)) if page else anchors.get(anchor)
            if url is not None:  # `check` has reported any other; here it must only do no harm
                token.attrSet("href", url)
            token.attrs.pop("title", None)
