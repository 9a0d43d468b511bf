"""QTI 1.2: the quizzes of a Common Cartridge or of Canvas, and single documents of it.

In the profile of Common Cartridge an item has one right answer, several, true or false, or an answer to type;
Canvas and others add matching, essays and gaps, which are read as far as they are plain.
"""

import re
from collections.abc import Iterator
from typing import Any

from coursekit.bank.found import Bank, BankFormat, Item, Refused, Where
from coursekit.bank.reader.part.qti12_item import Qti12Item, fields
from coursekit.bank.reader.part.qti_names import settle
from coursekit.bank.refusal import FileRefusedError, QuestionRefusedError
from coursekit.bank.source import BankFile
from coursekit.export.base import PRODUCT

_ROOT = re.compile(rb"<(?:\w+:)?questestinterop\b")


def read(file: BankFile) -> Iterator[Bank]:
    """Yield each quiz, and each bank of questions."""
    if not file.is_zip:
        yield from _banks(file)
        return
    for name in sorted(file.archive.infos):
        if not name.lower().endswith((".xml", ".qti", ".dat")):
            continue
        member = file.archive.member(name)
        if _ROOT.search(member.data[:20_000]):
            try:
                yield from _banks(member)
            except FileRefusedError as error:
                yield Bank(found=[Refused(Where(name), error.message.rstrip("."))])


def _banks(file: BankFile) -> Iterator[Bank]:
    root = settle(file.xml.root)
    groups = [*root.iter("assessment"), *root.iter("objectbank")]
    for group in groups or [root]:
        title = (group.get("title") or "").removeprefix(f"{PRODUCT}: ").strip()
        bank = Bank(title=title, key=group.get("ident") or "")
        attempts = fields(group, "qtimetadata").get("cc_maxattempts", "")
        if attempts.isdecimal() and 1 <= int(attempts[:3]) <= 10:
            bank.settings["attempts"] = int(attempts)
        bank.found += [_found(file, item) for item in group.iter("item")]
        if file.xml.broken_at:
            where = Where(file.name, file.xml.broken_at)
            bank.found.append(
                Refused(where, "the file is no XML from here on; what stands below may be missing")
            )
        yield bank


def _found(file: BankFile, element: Any) -> Item | Refused:
    item = Qti12Item(element)
    key = element.get("ident") or ""
    where = Where(file.name, element.sourceline, element.get("title") or key)
    try:
        data = item.data()
    except QuestionRefusedError as error:
        return Refused(where, str(error))
    return Item(where, key, data, item.lost)


def recognises(file: BankFile) -> bool:
    """Whether it is a document of QTI 1.2, or an archive that holds one."""
    if not file.is_zip:
        return bool(_ROOT.search(file.data[:20_000]))
    names = [name for name in file.archive.infos if name.lower().endswith((".xml", ".qti", ".dat"))]
    return any(_ROOT.search(file.archive.member(name).data[:20_000]) for name in names)


FORMAT = BankFormat(
    title="Common Cartridge or QTI 1.2",
    recognises=recognises,
    read=read,
    takes="One right answer, several, true or false, an answer to type, matching, essays, gaps to choose.",
    leaves=(
        "Pages, links and files of a cartridge: its quizzes alone are read.",
        "Calculated questions, numbers within a range, uploads, and anything placed on a picture.",
        "Reasons of wrong typed answers, partial marks, and groups that are drawn from.",
    ),
    exports=("imscc",),
)
