"""QTI 2.1, 2.2 and 3.0: an item, or a package with its test, as TAO and other platforms for tests have it."""

import posixpath
import re
from collections.abc import Iterator
from functools import partial
from typing import Any
from urllib.parse import unquote

from coursekit.bank.found import Bank, BankFormat, Data, Item, Refused, Where
from coursekit.bank.reader.part.qti_item import QtiItem
from coursekit.bank.reader.part.qti_names import settle
from coursekit.bank.reader.part.qti_story import story
from coursekit.bank.reader.part.qti_test import Test
from coursekit.bank.refusal import FileRefusedError, QuestionRefusedError
from coursekit.bank.source import BankFile

_ROOTS = re.compile(rb"<(?:\w+:)?(?:qti-assessment-(?:item|test)|assessment(?:Item|Test))\b")


def read(file: BankFile) -> Iterator[Bank]:
    """Yield the package, or the item, as one quiz."""
    if not file.is_zip:
        bank, items = Bank(), {file.name: _document(file)}
        test = None
    else:
        test, items = _package(file)
        bank = test.bank() if test else Bank()
    shuffles: list[bool] = []
    groups = list(test.groups(items)) if test else [(href, None) for href in items]
    if any(
        part for _, part in groups
    ):  # a test has its stories last, and our manifest has them in their place
        at = {name: number for number, name in enumerate(items)}
        groups.sort(key=lambda pair: at.get(pair[0] or (pair[1].hrefs[0] if pair[1] else ""), len(at)))
    for name, part in groups:
        if isinstance(items.get(name), Refused):
            bank.found.append(items[name])
        elif part is not None:
            bank.found.append(story(part, items))
        else:
            bank.found += _found(name, items[name], shuffles)
    if shuffles and not any(shuffles):
        bank.settings["shuffle"] = False
    yield bank


def _found(name: str, root: Any, shuffles: list[bool]) -> list[Item | Refused]:
    key = root.get("identifier") or ""
    where = Where(name, root.sourceline, root.get("title") or key)
    item = QtiItem(root)
    try:
        data: Data = item.data()
    except QuestionRefusedError as error:
        return [Refused(where, str(error))]
    shuffles += [item.is_shuffled] if item.is_shuffled is not None else []
    return [Item(where, key, data, item.lost)]


def _document(file: BankFile) -> Any:
    root = settle(file.xml.root)
    if root.tag != "assessmentitem":
        raise FileRefusedError("This is no QTI item.", "Import the package (.zip) that it belongs to.")
    return root


def _package(file: BankFile) -> tuple[Test | None, dict[str, Any]]:
    """The test of a package, and its items by their paths, in the order of the manifest."""
    archive, items = file.archive, dict[str, Any]()
    test = None
    for name in [name for name in archive.infos if name.lower().endswith(".xml")]:
        member = archive.member(name)
        if not _ROOTS.search(member.data[:20_000]):
            continue
        try:
            root = settle(member.xml.root)
        except FileRefusedError as error:
            items[name] = Refused(Where(name), error.message.rstrip("."))
            continue
        if root.tag == "assessmentitem":
            items[name] = root
        elif root.tag == "assessmenttest" and test is None:
            test = Test(root, partial(_path, name))
    listed = {name: number for number, name in enumerate(_listed(file))}
    return test, dict(
        sorted(items.items(), key=lambda pair: (listed.get(pair[0], len(listed)), _natural(pair[0])))
    )


def _listed(file: BankFile) -> list[str]:
    """The files of a package in the order of its manifest."""
    if "imsmanifest.xml" not in file.archive:
        return []
    manifest = file.archive.member("imsmanifest.xml").xml.root
    return [_path("", each.get("href") or "") for each in manifest.iter("{*}resource")]


def _natural(name: str) -> list[tuple[int, str]]:
    """Sorts `item-10` after `item-9`."""
    return [(int(digits or 0), words) for words, digits in re.findall(r"(\D*)(\d{0,9})", name)]


def _path(start: str, href: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(start), unquote(href)))


def recognises(file: BankFile) -> bool:
    """Whether it is an item, or a package that holds one."""
    if not file.is_zip:
        return bool(_ROOTS.search(file.data[:20_000]))
    names = [name for name in file.archive.infos if name.lower().endswith(".xml")]
    return any(_ROOTS.search(file.archive.member(name).data[:20_000]) for name in names)


FORMAT = BankFormat(
    title="QTI 2 or 3",
    recognises=recognises,
    read=read,
    takes=(
        "Choice, order, match, text entry, inline choice, gap match and extended text interactions, items "
        "without an interaction, and stories of our own."
    ),
    leaves=(
        "Graphic, hotspot, hottext, slider, associate, media, upload, drawing and custom interactions.",
        "Values drawn at random, adaptive items, and several interactions in one item that are no gaps.",
        "Response processing other than which answers are right and what is said to each.",
        "Links: their words stay, and the report names where they led.",
    ),
    exports=("qti21.zip", "qti3.zip"),
)
