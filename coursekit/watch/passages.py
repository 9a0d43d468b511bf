"""Finding a passage on a page: by the words quoted, by the place named, or by what the record says."""

import re
from collections.abc import Iterable, Iterator

from coursekit.watch.addresses import Watched
from coursekit.watch.text import Document
from coursekit.watch.words import content, sentences, tokens, without_dates

LONG = 90
"""Words. Of a longer block only the sentences around the claim are kept."""
SHORT = 6
"""Words. A shorter passage is kept with the block before it, its label: “Hours” and “24 hours”."""
LABEL = 20
"""Words. A longer block is no label."""
ENOUGH = 0.34
"""The share of a claim's weight that a block must carry to be its passage."""


def passages(row: Watched, page: Document) -> tuple[str, ...]:
    """The passages of a page that carry a record, in the order of its claims; none where none is found.

    A quotation is found word for word or not at all: where it is missing, so is the passage.
    """
    if row.quotation:
        pieces = [piece.strip() for piece in re.split(r"…|\.\.\.|\[…\]", row.quotation) if piece.strip()]
        found = [_quoted(page, piece) for piece in pieces]
        return _once(found) if all(found) else ()
    where = _located(page, row.locator)
    return _once(_best(page, claim, where) for claim in _pieces(row.claims))


def _once(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, found)))


OPEN = "…"
"""Begins and ends a passage that need not be whole sentences."""


def holds(page: Document, passage: str) -> bool:
    """Whether a passage stands on a page word for word, whatever its blocks, letters' case and marks are.

    It has to be whole there: “under 16” is not “under 16, unless …”.
    """
    words = [re.escape(word) for word in tokens(passage)]
    before = "" if passage.startswith(OPEN) else "¶ "
    after = "" if passage.endswith(OPEN) else " ¶"
    form = f"(?:^| ){before}{' (?:¶ )?'.join(words)}{after}(?: |$)"
    return bool(words) and re.search(form, page.stream) is not None


def standing(page: Document, passage: str) -> list[int]:
    """The blocks in which a passage stands, or which are a part of it."""
    words = f" {' '.join(tokens(passage))} "
    found = [(index, f" {' '.join(block)} ") for index, block in enumerate(page.tokens) if block]
    whole = [index for index, block in found if words in block]
    return whole or [index for index, block in found if block in words and len(block) > SHORT]


def _pieces(claims: Iterable[str]) -> Iterator[str]:
    """What may stand apart on the page: each sentence of a claim with something to find."""
    for claim in claims:
        for sentence in sentences(claim):
            words = content(tokens(sentence))
            if (
                is_number(sentence)
                or "@" in sentence
                or len(words) > 2
                or any(word.isdigit() for word in words)
            ):
                yield sentence


def is_number(claim: str) -> bool:
    """Whether a claim is a telephone number, which is compared digit by digit."""
    return bool(re.fullmatch(r"\+?[\d -]+", claim)) and len(_digits(claim)) > 2


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _quoted(page: Document, piece: str) -> str:
    """The quoted words with their whole block, so that what is added beside them is seen; `` if not there."""
    words = f" {' '.join(tokens(piece))} "
    for index, block in enumerate(page.tokens):
        if words.strip() and words in f" {' '.join(block)} ":
            return _kept(page, index, piece)
    part = f"{OPEN} {piece} {OPEN}"
    return part if holds(page, part) else ""


def _located(page: Document, locator: str) -> range:
    """The blocks from the one that begins with a section's number or a heading's words; else all."""
    for form in _starts(locator):
        for index, block in enumerate(page.blocks):
            if form.match(block) and index in page.main:
                return range(index, min(len(page.blocks), index + SECTION))
    return range(len(page.blocks))


SECTION = 25
"""Blocks that a section is taken to have."""
_SECTION = re.compile(
    r"(?:U\.? ?S\.? ?C\.?|sections?|ss?\.|articles?|arts?\.|regulations?|regs?\.|paragraphs?|paras?\.|§+)"
    r"\s*§*\s*(\d[\w.-]*)",
    re.IGNORECASE,
)
_WORD = r"(?:section|s\.|article|art\.|regulation|reg\.|paragraph|para\.|§+|sec\.)?\s*"


def _starts(locator: str) -> Iterator[re.Pattern[str]]:
    """How the block named may begin: with a heading that is quoted, a section’s number, or the words."""
    for heading in re.findall(r"“([^”]+)”", locator):
        yield re.compile(r"\W*" + re.escape(heading), re.IGNORECASE)
    for number in _SECTION.findall(locator):
        yield re.compile(rf"\W*{_WORD}{re.escape(number.rstrip('.-'))}(?![\w-]|\.\d)", re.IGNORECASE)
    if locator:
        yield re.compile(re.escape(locator), re.IGNORECASE)


def _best(page: Document, claim: str, where: range) -> str:
    """The block that carries most of a claim's weight; `` where none carries enough."""
    if is_number(claim) or "@" in claim:
        return _with_number(page, claim)
    wanted = set(content(tokens(claim)))
    weight = {word: page.rarity.get(word, page.rarity[""]) * _times(word) for word in wanted}
    whole = sum(weight.values()) or 1.0

    def carried(index: int) -> tuple[float, bool, int]:
        shared = sum(weight[word] for word in wanted & page.contents[index])
        return shared / whole, index in page.main, -len(page.tokens[index])

    best = max(where, key=carried, default=None)
    if best is None or carried(best)[0] < ENOUGH:
        return ""
    shared = wanted & page.contents[best]
    telling = len(shared) >= min(3, len(wanted)) or any(map(_is_figure, shared))
    return _kept(page, best, claim) if telling else ""


def _is_figure(word: str) -> bool:
    return word[:1].isdigit()


def _times(word: str) -> int:
    """Figures tell twice as much as words."""
    return 2 if _is_figure(word) else 1


def _with_number(page: Document, claim: str) -> str:
    """The block that holds a telephone number, with or without its country's code, or an e-mail address."""
    if "@" in claim:
        return next(
            (
                _kept(page, i, claim)
                for i, block in enumerate(page.blocks)
                if claim.casefold() in block.casefold()
            ),
            "",
        )
    digits = _digits(claim)
    national = [digits, digits[2:], digits[3:], digits[1:]] if claim.startswith("+") else [digits]
    for wanted in (number for number in national if len(number) > 2):
        near = re.compile(r"(?<!\d)0?" + r"[\s().-]*".join(wanted) + r"(?!\d)")
        found = [index for index, block in enumerate(page.blocks) if near.search(block)]
        if found:
            return _kept(page, min(found, key=lambda index: (index not in page.main, index)), claim)
    return ""


def _kept(page: Document, index: int, claim: str) -> str:
    """A block as a passage: of a long one the sentences around the claim, a short one with its label."""
    block = without_dates(page.blocks[index])
    if len(page.tokens[index]) > LONG:
        return _around(block, claim)
    if len(page.tokens[index]) < SHORT and index:
        label = sentences(without_dates(page.blocks[index - 1]))[-1:]
        return " ".join([*(part for part in label if len(part.split()) <= LABEL), block])
    return block


def _around(block: str, claim: str) -> str:
    parts = sentences(block)
    wanted = set(content(tokens(claim)))
    best = max(range(len(parts)), key=lambda i: len(wanted & set(content(tokens(parts[i])))))
    first = max(0, best - 1)
    return " ".join(parts[first : best + 2])
