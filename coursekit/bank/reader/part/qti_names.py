"""The names of all editions of QTI as one: `qti-item-body` and `itemBody` are `itembody`."""

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree
from markupsafe import Markup

from coursekit.bank.tree import tag
from coursekit.export.texts import flat, inner
from coursekit.export.texts import tree as ours


def settle(root: Any) -> Any:
    """Give every element and attribute its name without prefix, hyphens, underscores and capitals."""
    for element in root.iter():
        if isinstance(element.tag, str):
            element.tag = _plain(tag(element).removeprefix("qti-"))
            values = {
                _plain(name.rpartition("}")[2].lower()): value for name, value in element.attrib.items()
            }
            element.attrib.clear()
            element.attrib.update(values)
    return root


def _plain(name: str) -> str:
    letters = re.sub("[^a-z0-9]", "", name)
    return letters if letters[:1].isalpha() else f"x{letters}"


def line(element: Any) -> str:
    """What stands inside an element as HTML in one line, written as our own exports write it."""
    html = etree.tostring(element, encoding="unicode", method="xml", with_tail=False)
    return inner(flat(ours(Markup(html))))  # noqa: S704 (taken apart at once)


def values(element: Any) -> list[str]:
    """The texts of the `value` elements inside of one."""
    return ["".join(each.itertext()).strip() for each in element.iter("value")]


def right_of(item: Any, name: str) -> list[str]:
    """What a response's declaration says is right."""
    declared = declaration(item, name)
    correct = None if declared is None else declared.find("correctresponse")
    return [] if correct is None else values(correct)


def declaration(item: Any, name: str) -> Any:
    """The declaration of a response; None where there is none."""
    listed = (each for each in item.iter("responsedeclaration") if each.get("identifier") == name)
    return next(listed, None)


def branches(item: Any) -> Iterator[tuple[Any, Any, list[Any]]]:
    """Each condition of the response processing: its element, what is asked, and what follows."""
    for kind in ("responseif", "responseelseif"):
        for element in item.iter(kind):
            children = list(element)
            if children:
                yield element, children[0], children[1:]


def shown(elements: list[Any]) -> list[str]:
    """The names of the feedback that these steps of a processing show."""
    return [
        (base.text or "").strip()
        for step in elements
        for outcome in (step.iter("setoutcomevalue") if step.tag != "responsecondition" else ())
        for base in outcome.iter("basevalue")
        if base.get("basetype") == "identifier"
    ]


def most(asked: Any) -> int:
    """How many choices may be made; 0 for all."""
    text = asked.get("maxchoices") or "1"
    return int(text) if text.isdecimal() and len(text) < 4 else 1


def worth(text: str | None) -> float:
    """A number, or nought."""
    try:
        return float(text or "0")
    except ValueError:
        return 0.0


def has_blocks(element: Any) -> bool:
    """Whether paragraphs or the like stand right inside an element."""
    return any(child.tag in {"p", "div", "ul", "ol", "table", "blockquote", "pre"} for child in element)


def drop(element: Any) -> None:
    """Take an element out and leave the words behind it."""
    parent, before, tail = element.getparent(), element.getprevious(), element.tail or ""
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(element)


def mapped(declared: Any) -> set[str]:
    """What earns points, where a declaration says nothing of what is right."""
    entries = [] if declared is None else list(declared.iter("mapentry"))
    return {each.get("mapkey") or "" for each in entries if worth(each.get("mappedvalue")) > 0}


ASIDE = (
    *("modalfeedback", "feedbackblock", "feedbackinline", "rubricblock", "templateblock", "templateinline"),
    *("stylesheet", "cataloginfo", "companionmaterialsinfo", "endattemptinteraction"),
)
"""What belongs to other readers, or to later."""


def clear(element: Any) -> None:
    """Take out what is not shown with the question."""
    for each in list(element.iter(*ASIDE)):
        if each.getparent() is not None:
            drop(each)
