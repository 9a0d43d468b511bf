"""H5P: the questions of a package, wherever in its content they stand, and a Branching Scenario as a story.

As the `semantics.json` of each content type has it. Nothing that a package brings along to show it is read.
"""

import json
from collections.abc import Iterator
from typing import Any

from coursekit.bank.found import Bank, BankFormat, Item, Refused, Where
from coursekit.bank.reader.part.data import listed, record, words
from coursekit.bank.reader.part.h5p_question import KNOWN, NOT_OURS, H5pQuestion, key_of
from coursekit.bank.reader.part.h5p_story import story
from coursekit.bank.refusal import FileRefusedError, QuestionRefusedError
from coursekit.bank.source import BankFile
from coursekit.bank.words import Words
from coursekit.export.base import PRODUCT

_CONTENT = "content/content.json"


def read(file: BankFile) -> Iterator[Bank]:
    """Yield the package as one quiz."""
    head, content = _json(file, "h5p.json"), _json(file, _CONTENT)
    main = words(record(head).get("mainLibrary")).partition(" ")[0]
    bank = Bank(title=words(record(head).get("title")).removeprefix(f"{PRODUCT}: ").strip())
    where = Where(_CONTENT, None, bank.title)
    if main == "H5P.BranchingScenario":
        bank.found.append(story(record(content, "branchingScenario"), where))
    else:
        found = list(_questions({"library": main, "params": content, "metadata": {}}))
        texts = [node for node in _nodes(content) if _name(node) == "H5P.AdvancedText"]
        if not found and main == "H5P.Column":
            found = [(node, "H5P.AdvancedText") for node in texts]
        for node, name in found:
            bank.found += _found(node, name)
        _head(bank, main, record(content))
    yield bank


def _head(bank: Bank, main: str, content: dict[str, Any]) -> None:
    """What the set of questions itself says."""
    if main != "H5P.QuestionSet":
        return
    intro = words(record(content, "introPage").get("introduction"))
    bank.intro = Words().run_in(intro) if record(content, "introPage").get("showIntroPage") is True else ""
    mark, size = content.get("passPercentage"), content.get("poolSize")
    if isinstance(mark, int) and 1 <= mark <= 100:
        bank.settings["pass_mark"] = mark
    items = [each for each in bank.found if isinstance(each, Item)]
    if isinstance(size, int) and 0 < size <= len(items) == len(bank.found):
        bank.pools = [{"pick": size, "questions": [item.key for item in items]}]
    random = [
        record(node, "params", "behaviour").get("randomAnswers") for node in listed(content.get("questions"))
    ]
    if (told := [each for each in random if isinstance(each, bool)]) and not any(told):
        bank.settings["shuffle"] = False


def _found(node: dict[str, Any], name: str) -> list[Item | Refused]:
    where = Where(_CONTENT, None, words(record(node, "metadata").get("title")) or name)
    question = H5pQuestion(node, name)
    try:
        made = question.data()
    except QuestionRefusedError as error:
        return [Refused(where, str(error))]
    key = key_of(node)
    return [
        Item(where, key if number == 1 else "", data, question.lost) for number, data in enumerate(made, 1)
    ]


def _nodes(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """Every piece of content inside of a value that says which library shows it, in order."""
    if depth > 40:
        return
    if isinstance(value, dict) and _name(value) and isinstance(value.get("params"), dict):
        yield value
    for each in value.values() if isinstance(value, dict) else listed(value):
        if isinstance(each, (dict, list)):
            yield from _nodes(each, depth + 1)


def _name(node: dict[str, Any]) -> str:
    name = words(node.get("library")).partition(" ")[0]
    return name if name.startswith("H5P.") else ""


def _questions(content: dict[str, Any]) -> Iterator[tuple[dict[str, Any], str]]:
    """Each question, and each piece of content that asks something in a way that we do not have."""
    for node in _nodes(content):
        name = _name(node)
        if name in KNOWN or name in NOT_OURS:
            yield node, name


def _json(file: BankFile, name: str) -> Any:
    if name not in file.archive:
        raise FileRefusedError(f"This archive has no “{name}”.", "Export the H5P content again.")
    try:
        return json.loads(file.archive.member(name).data)
    except (ValueError, RecursionError):
        raise FileRefusedError(f"“{name}” in it is no JSON.", "Export the H5P content again.") from None


def recognises(file: BankFile) -> bool:
    """Whether it is a package with H5P's own list."""
    return file.is_zip and "h5p.json" in file.archive


FORMAT = BankFormat(
    title="H5P",
    recognises=recognises,
    read=read,
    takes=(
        "Question Set, Multiple Choice, True/False, Fill in the Blanks, Drag the Words, Single Choice Set, "
        "Sort the Paragraphs, Essay, Branching Scenario; also inside of a Column, a Book or a Presentation."
    ),
    leaves=(
        "Pictures, films and sounds; what is dragged, marked or found on a picture.",
        "Tips, feedback for a range of scores, and feedback for options that are not chosen.",
        "The best choice of a story, where the package does not say it.",
    ),
    exports=("h5p",),
)
