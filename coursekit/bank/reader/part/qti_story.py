"""A story of ours from the items and the branch rules that a test made of it."""

from typing import Any

from coursekit.bank.found import Data, Item, Refused, Where
from coursekit.bank.reader.part.qti_item import QtiItem
from coursekit.bank.reader.part.qti_names import line
from coursekit.bank.reader.part.qti_test import Story
from coursekit.bank.refusal import QuestionRefusedError
from coursekit.export.texts import Texts, flat, inner
from coursekit.model.shelf import Shelf


def story(part: Story, items: dict[str, Any]) -> Item | Refused:
    """The story as one question."""
    where = Where(part.hrefs[0], None, part.title)
    lost: list[str] = []
    try:
        steps = [
            _step(part, ref, items.get(href), lost, is_first=number == 0)
            for number, (ref, href) in enumerate(zip(part.refs, part.hrefs, strict=True))
        ]
    except QuestionRefusedError as error:
        return Refused(where, str(error))
    first, *rest = steps
    stem = first.pop("stem")
    title = " ".join(part.title.split())
    data = {"type": "scenario", "title": title, "stem": stem, "steps": [first, *rest]}
    return Item(where, part.id, data, lost)


def _step(part: Story, ref: Any, root: Any, lost: list[str], *, is_first: bool) -> Data:
    if root is None or isinstance(root, Refused):
        raise QuestionRefusedError("a step of it is not in the package, or cannot be read")
    item = QtiItem(root)
    id_ = (ref.get("identifier") or "").removeprefix(f"{part.id}-")
    found = item.data()
    lost += item.lost
    step: Data = {"id": id_}
    if found["type"] == "reflection":
        step |= {"text": found["stem"], "tell": found["note"]}
    elif found["type"] == "single":
        ways = _ways(part, ref)
        step |= {"text": found["stem"], "choices": [_choice(option, ways) for option in found["options"]]}
    else:
        raise QuestionRefusedError("a step of it is neither a decision nor an ending")
    if is_first:
        stem, text = _opening(part, item, step["text"])
        step |= {"stem": stem, "text": text}
    return step


def _choice(option: Data, ways: dict[str, str]) -> Data:
    made = {"id": option["id"], "text": option["text"], "reason": option["reason"]}
    if option["id"] not in ways:
        raise QuestionRefusedError("a choice of it leads nowhere")
    best = {"best": True} if option.get("correct") else {}
    return {**made, "next": ways[option["id"]], **best}


def _ways(part: Story, ref: Any) -> dict[str, str]:
    """Where each choice leads."""
    return {
        (each.text or "").strip(): (rule.get("target") or "").removeprefix(f"{part.id}-")
        for rule in ref.iter("branchrule")
        for each in rule.iter("basevalue")
        if each.get("basetype") == "identifier"
    }


def _opening(part: Story, item: QtiItem, text: str) -> tuple[str, str]:
    """The stem and the first step, which stand in one text behind the title."""
    title = inner(flat(Texts(Shelf()).blocks(f"**{part.title}.** x"))).removesuffix("x").rstrip()
    body = item.body
    first = next((each for each in body.iter("p") if "".join(each.itertext()).strip()), None)
    if first is not None and (html := line(first)).startswith(title):
        stem = item.words.html(f"<p>{html[len(title) :]}</p>")
        first.getparent().remove(first)
        rest = item.words.element(body)
        return stem, rest or stem
    before, _, after = text.partition("\n\n")
    return before, after or before
