"""Elements of QTI, and the declarations and steps that the processing of a response is made of."""

from xml.etree.ElementTree import Element

from coursekit.export.base import BEST, OTHER
from coursekit.export.texts import Texts

Child = Element | str


def make(tag: str, *children: Child, **attributes: str) -> Element:
    """An element with these children; text may stand anywhere among them."""
    element = Element(tag, attributes)
    for child in children:
        if isinstance(child, Element):
            element.append(child)
        elif len(element):
            element[-1].tail = (element[-1].tail or "") + child
        else:
            element.text = (element.text or "") + child
    return element


def said(value: bool) -> str:
    """A truth value as XML Schema writes it."""
    return "true" if value else "false"


def response(name: str, cardinality: str, base: str, right: list[str]) -> Element:
    """Declare a response, with what is right where something is."""
    correct = make("correctResponse", *(make("value", value) for value in right))
    return make(
        "responseDeclaration",
        *([correct] if right else []),
        identifier=name,
        cardinality=cardinality,
        baseType=base,
    )


def variable(name: str) -> Element:
    """The value of a response or an outcome."""
    return make("variable", identifier=name)


def value(base: str, text: str) -> Element:
    """A value written in the file."""
    return make("baseValue", text, baseType=base)


def all_right(name: str) -> Element:
    """The condition that a response is the right one."""
    return make("match", variable(name), make("correct", identifier=name))


def set_outcome(name: str, to: Element) -> Element:
    """Give an outcome this value."""
    return make("setOutcomeValue", to, identifier=name)


def score(points: int) -> Element:
    """Give these points."""
    return set_outcome("SCORE", value("float", str(points)))


def show(name: str) -> Element:
    """Add a piece of feedback to what is shown."""
    return set_outcome("FEEDBACK", make("multiple", variable("FEEDBACK"), value("identifier", name)))


def if_(condition: Element, then: Element, otherwise: Element | None = None) -> Element:
    """A condition of the response processing, with what follows from it."""
    made = make("responseCondition", make("responseIf", condition, then))
    if otherwise is not None:
        made.append(make("responseElse", otherwise))
    return made


def content(texts: Texts, text: str) -> list[Child]:
    """What stands in a choice: words with their marks, or blocks where there are several."""
    blocks = texts.blocks(text)
    if len(blocks) == 1 and blocks[0].tag == "p":
        return [blocks[0].text or "", *blocks[0]]
    return list(blocks)


def reason(texts: Texts, text: str, *, right: bool) -> Element:
    """The reason of an answer, after the word that says whether it is the best."""
    return texts.reason(BEST if right else OTHER, text)
