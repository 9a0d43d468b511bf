"""QTI: items are marked by a small engine written here, and nothing names what is not there."""

import math
import re
from xml.etree import ElementTree as ET

import pytest
from exporting import (
    ANY_TEXT,
    EXAMPLES,
    HOSTILE,
    every_type,
    example,
    exported,
    flat,
    quiz_of,
    quiz_with,
    shown,
    unpacked,
)
from hypothesis import given, settings

from coursekit.export import qti3, qti21
from coursekit.model.quiz import Quiz

FORMS = {"qti21": qti21, "qti3": qti3}
HTML = {
    "p",
    "div",
    "strong",
    "em",
    "ul",
    "ol",
    "li",
    "br",
    "a",
    "code",
    "pre",
    "blockquote",
    "h2",
    "h3",
    "hr",
}


def local(element: ET.Element) -> str:
    return element.tag.partition("}")[2]


def plain(element: ET.Element) -> ET.Element:
    """The document with the names of QTI 2.1 and without namespaces."""

    def camel(name: str) -> str:
        return re.sub(r"-([a-z])", lambda match: match[1].upper(), name.removeprefix("qti-"))

    copy = ET.Element(camel(local(element)), {camel(key): value for key, value in element.attrib.items()})
    copy.text, copy.tail = element.text, element.tail
    for child in element:
        made = plain(child)
        copy.extend(made if made.tag == "contentBody" else [made])
    return copy


def package(form, quiz: Quiz) -> dict[str, ET.Element]:
    return {name: ET.fromstring(text) for name, text in unpacked(exported(form, quiz)).items()}


def items(form, quiz: Quiz) -> list[ET.Element]:
    found = package(form, quiz)
    hrefs = [element.get("href", "") for element in found["test.xml"].iter() if element.tag.endswith("ref")]
    hrefs += [element.get("href", "") for element in found["test.xml"].iter() if element.tag.endswith("Ref")]
    return [plain(found[href]) for href in hrefs]


class Engine:
    """Marks one item as its response processing says (QTI 2.1, section 8)."""

    def __init__(self, item: ET.Element, responses: dict[str, list[str]]) -> None:
        self.item, self.responses = item, responses
        self.declared = {d.get("identifier", ""): d for d in item.iter("responseDeclaration")}
        self.outcomes: dict[str, list[str]] = {"SCORE": ["0"], "FEEDBACK": []}
        for rule in item.find("responseProcessing") or []:
            self.run(rule)

    def run(self, rule: ET.Element) -> None:
        """Follow one rule."""
        if rule.tag == "setOutcomeValue":
            self.outcomes[rule.get("identifier", "")] = self.value(rule[0])
            return
        for branch in rule:
            condition, rules = (
                (branch[0], branch[1:]) if branch.tag != "responseElse" else (None, list(branch))
            )
            if condition is None or self.holds(condition):
                for inner in rules:
                    self.run(inner)
                return

    def value(self, expression: ET.Element) -> list[str]:
        """The values of an expression."""
        name = expression.get("identifier", "")
        match expression.tag:
            case "variable":
                return self.responses[name] if name in self.responses else self.outcomes[name]
            case "correct":
                return [value.text or "" for value in self.declared[name].iterfind("correctResponse/value")]
            case "baseValue":
                return [expression.text or ""]
            case "multiple":
                return [value for child in expression for value in self.value(child)]
            case "mapResponse":
                return [str(self.mapped(name))]
        raise AssertionError(expression.tag)

    def mapped(self, name: str) -> float:
        """The points that a mapping gives."""
        mapping = self.declared[name].find("mapping")
        assert mapping is not None
        entries = {entry.get("mapKey"): float(entry.get("mappedValue", "")) for entry in mapping}
        total = sum(entries.get(value, 0) for value in self.responses[name])
        return min(max(total, float(mapping.get("lowerBound", ""))), float(mapping.get("upperBound", "")))

    def holds(self, expression: ET.Element) -> bool:
        """Whether a condition is true."""
        match expression.tag:
            case "and":
                return all(map(self.holds, expression))
            case "or":
                return any(map(self.holds, expression))
            case "not":
                return not self.holds(expression[0])
            case "isNull":
                return not self.value(expression[0])
            case "stringMatch":
                one, other = (" ".join(self.value(child)).lower() for child in expression)
                return one == other
            case "member":
                one, every = (self.value(child) for child in expression)
                return one[0] in every
            case "match":
                one, other = (self.value(child) for child in expression)
                ordered = any(d.get("cardinality") == "ordered" for d in self.declared.values())
                return one == other if ordered else sorted(one) == sorted(other)
        raise AssertionError(expression.tag)

    @property
    def score(self) -> float:
        """What the answers have earned."""
        return float(self.outcomes["SCORE"][0])


def right(item: ET.Element) -> dict[str, list[str]]:
    return {
        d.get("identifier", ""): [v.text or "" for v in d.iterfind("correctResponse/value")]
        for d in item.iter("responseDeclaration")
    }


def most(item: ET.Element) -> float:
    (declared,) = [d for d in item.iter("outcomeDeclaration") if d.get("identifier") == "MAXSCORE"]
    return float(declared.findtext("defaultValue/value") or "")


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_right_answers_earn_all_points_and_each_has_its_reason(form, file):
    for item in items(form, quiz_of(file)):
        engine = Engine(item, right(item))
        assert math.isclose(engine.score, most(item))
        told = {feedback.get("identifier") for feedback in item.iter("modalFeedback")}
        assert set(engine.outcomes["FEEDBACK"]) <= told
        assert bool(told) == bool(right(item))


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
@pytest.mark.parametrize("scoring", ["partial", "all_or_nothing"])
def test_ticking_everything_earns_nothing_and_no_score_is_below_zero(form, scoring):
    for good in range(1, 8):
        for bad in range(1, 9 - good):
            names = [f"o{number}" for number in range(good + bad)]
            options = [
                {"id": id_, "text": "t", "reason": "r", "correct": n < good} for n, id_ in enumerate(names)
            ]
            question = {"type": "multiple", "stem": "s", "options": options, "scoring": scoring, "points": 3}
            (item,) = items(form, quiz_with(question))
            assert math.isclose(Engine(item, {"RESPONSE": names}).score, 0, abs_tol=1e-6)
            assert Engine(item, {"RESPONSE": names[good:]}).score == 0
            assert math.isclose(Engine(item, {"RESPONSE": names[:good]}).score, 3)


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_wrong_answers_earn_nothing_and_find_their_own_reason(form):
    (item,) = items(form, example("short_text"))
    for answer, feedback in (
        ("The POLICE", "answer-wrong-2"),
        ("x", "answer-otherwise"),
        ("the dsl", "answer-right"),
    ):
        engine = Engine(item, {"RESPONSE": [answer]})
        assert engine.outcomes["FEEDBACK"] == [feedback]
        assert (engine.score > 0) == (feedback == "answer-right")
    (item,) = items(form, example("cloze"))
    engine = Engine(item, {"RESPONSE_1": ["promise--2"], "RESPONSE_2": ["lead"]})
    assert (engine.score, engine.outcomes["FEEDBACK"]) == (0, ["promise-wrong-1", "whom-right"])
    (item,) = items(form, example("order"))
    assert Engine(item, {"RESPONSE": ["thank", "listen", "tell", "write"]}).score == 0


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_nothing_names_what_is_not_there(form):
    pools = [{"pick": 2, "questions": ["q1", "q2", "q3"]}]
    quiz = quiz_with(*every_type("x"), pools=pools, settings={"pass_mark": 70})
    found = package(form, quiz)
    listed = [e.get("href") for e in found["imsmanifest.xml"].iter() if local(e).endswith("file")]
    assert sorted(listed) == sorted(set(found) - {"imsmanifest.xml"})  # type: ignore[type-var]
    names = {e.get("identifier") for e in found["imsmanifest.xml"].iter() if local(e).endswith("resource")}
    needed = {
        e.get("identifierref") for e in found["imsmanifest.xml"].iter() if local(e).endswith("dependency")
    }
    assert needed <= names
    for item in items(form, quiz):
        choices = [e.get("identifier") for tag in CHOICES for e in item.iter(tag)]
        assert len(set(choices)) == len(choices)
        for name, answers in right(item).items():
            (declared,) = [d for d in item.iter("responseDeclaration") if d.get("identifier") == name]
            if declared.get("baseType") != "string":
                assert {part for answer in answers for part in answer.split()} <= set(choices)
        asked = {e.get("responseIdentifier") for e in item.iter() if "responseIdentifier" in e.attrib}
        assert asked == set(right(item))


CHOICES = ("simpleChoice", "inlineChoice", "simpleAssociableChoice")


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_pools_are_drawn_and_stories_lead_forwards(form):
    pools = [{"pick": 2, "questions": ["q1", "q2", "q3"]}]
    test = plain(package(form, quiz_with(*every_type("x"), pools=pools))["test.xml"])
    (pooled,) = [
        section for section in test.iter("assessmentSection") if section.find("selection") is not None
    ]
    assert pooled.find("selection").get("select") == "2"  # type: ignore[union-attr]
    assert len(pooled.findall("assessmentItemRef")) == 3
    test = plain(package(form, example("scenario"))["test.xml"])
    (part,) = test.iter("testPart")
    assert part.get("navigationMode") == "linear"
    order = [ref.get("identifier") for ref in part.iter("assessmentItemRef")]
    for ref in part.iter("assessmentItemRef"):
        for rule in ref.iter("branchRule"):
            target = rule.get("target")
            assert target == "EXIT_TESTPART" or order.index(target) > order.index(ref.get("identifier"))


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:12])
def test_hostile_text_arrives_whole_and_inert(form, text):
    quiz = quiz_with(*every_type(text))
    for item, kind in zip(items(form, quiz), quiz.questions, strict=False):
        words = flat("".join(item.find("itemBody").itertext()))  # type: ignore[union-attr]
        assert shown(text) in words, kind.type
        for feedback in item.iter("modalFeedback"):
            reason = flat(" ".join(feedback.itertext()))
            assert shown(text) in reason
        tags = {
            e.tag for part in ("itemBody", "modalFeedback") for root in item.iter(part) for e in root.iter()
        }
        assert {tag for tag in tags if tag.islower()} <= HTML | {"prompt"}
        assert all(not value.startswith("javascript:") for e in item.iter() for value in e.attrib.values())


@settings(max_examples=25)
@given(ANY_TEXT)
def test_any_text_makes_packages_that_can_be_read(text):
    for form in FORMS.values():
        assert len(items(form, quiz_with(*every_type(text)))) == 11
