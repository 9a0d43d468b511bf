"""Questions as items of QTI: what is asked, what is right, and which reason is shown for which answer.

Elements are built with the names of QTI 2.1; `qti3` renames them. Marks and feedback are worked out by each
item’s own response processing: the standard templates know neither our scoring nor a reason for each answer.
"""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import assert_never
from xml.etree.ElementTree import Element

from coursekit.export.base import BEST, OTHER
from coursekit.export.parts import Choosing, choosing, reading
from coursekit.export.qti_choice import Item, asked, choice, hotspot
from coursekit.export.qti_xml import (
    all_right,
    content,
    if_,
    make,
    reason,
    response,
    score,
    show,
    value,
    variable,
)
from coursekit.export.texts import Row, Texts
from coursekit.model.question.answer import Answer
from coursekit.model.question.base import Option
from coursekit.model.question.cloze import MARK, Cloze, Gap
from coursekit.model.question.hotspot import Hotspot
from coursekit.model.question.match import Match
from coursekit.model.question.multiple import Multiple
from coursekit.model.question.order import Order
from coursekit.model.question.reflection import Reflection
from coursekit.model.question.scale import Scale
from coursekit.model.question.scenario import Scenario, Step
from coursekit.model.question.short_text import ShortText
from coursekit.model.question.single import Single
from coursekit.model.question.true_false import TrueFalse
from coursekit.model.quiz import Question, Quiz


def items(texts: Texts, quiz: Quiz, question: Question) -> list[Item]:
    """The items that a question becomes: one, and for a story one a step."""
    match question:
        case Hotspot() if picture := texts.picture(question.shown.id):
            return [hotspot(texts, question, picture)]
        case Single() | Multiple() | TrueFalse():
            return [choice(texts, choosing(question), shuffle=quiz.settings.shuffle)]
        case Match():
            return [_match(texts, question)]
        case Order():
            return [_order(texts, question)]
        case Cloze():
            return [_cloze(texts, question)]
        case ShortText():
            return [_short_text(texts, question)]
        case Scenario():
            return [_step(texts, question, step) for step in in_order(question)]
        case Reflection() | Scale():
            part = reading(question)
            return [Item(part.id, (texts.blocks(part.stem), texts.blocks(part.note)))]
        case _:
            assert_never(question)


def _match(texts: Texts, question: Match) -> Item:
    before, prompt = asked(texts, question.stem)
    places = {right: f"place--{number}" for number, right in enumerate(question.rights, 1)}
    lefts = [_associable(texts, pair.left, pair.id, "1") for pair in question.pairs]
    rights = [_associable(texts, right, id_, "0") for right, id_ in places.items()]
    interaction = make(
        "matchInteraction",
        *prompt,
        make("simpleMatchSet", *lefts),
        make("simpleMatchSet", *rights),
        responseIdentifier="RESPONSE",
        shuffle="true",
        maxAssociations=str(len(question.pairs)),
        **{"class": "qti-match-tabular"},  # QTI 3: a table to tick, which needs no dragging
    )
    answers = [f"{pair.id} {places[pair.right]}" for pair in question.pairs]
    told: list[Row] = [((p.left, " → "), (p.right, ". "), (p.reason, "")) for p in question.pairs]
    told += [((spare.right, ": "), (spare.reason, "")) for spare in question.distractors]
    return _whole(texts, question, (*before, interaction), ("multiple", "directedPair", answers), told)


def _whole(
    texts: Texts,
    question: Match | Order,
    body: tuple[Element, ...],
    declared: tuple[str, str, list[str]],
    told: list[Row],
) -> Item:
    """An item that is right as a whole, or not, and then shows all reasons.

    One player does not find a single pair in a response of several, so no reason waits for its own pair.
    """
    condition = if_(all_right("RESPONSE"), score(question.points), show("incorrect"))
    condition[0].append(show("correct"))
    return Item(
        question.id,
        body,
        (response("RESPONSE", *declared),),
        (condition,),
        (("correct", texts.listed(BEST, told)), ("incorrect", texts.listed(OTHER, told))),
        question.points,
    )


def _associable(texts: Texts, text: str, id_: str, most: str) -> Element:
    return make("simpleAssociableChoice", *content(texts, text), identifier=id_, matchMax=most)


def _order(texts: Texts, question: Order) -> Item:
    before, prompt = asked(texts, question.stem)
    interaction = make(
        "orderInteraction",
        *prompt,
        *(make("simpleChoice", *content(texts, step.text), identifier=step.id) for step in question.steps),
        responseIdentifier="RESPONSE",
        shuffle="true",
    )
    told: list[Row] = [
        (("", f"({number}) "), (step.text, " "), (step.reason, ""))
        for number, step in enumerate(question.steps, 1)
    ]
    right = [step.id for step in question.steps]
    return _whole(texts, question, (*before, interaction), ("ordered", "identifier", right), told)


def _cloze(texts: Texts, question: Cloze) -> Item:
    fields = {gap.id: _Field(texts, f"RESPONSE_{n}", gap.id, gap) for n, gap in enumerate(question.gaps, 1)}
    body = texts.blocks(question.text)
    _fill(body, {id_: field.interaction for id_, field in fields.items()})
    return _fields_item(question, (texts.blocks(question.stem), body), list(fields.values()))


def _short_text(texts: Texts, question: ShortText) -> Item:
    field = _Field(texts, "RESPONSE", "answer", question)
    return _fields_item(question, (texts.blocks(question.stem), make("p", field.interaction)), [field])


def _fields_item(question: Cloze | ShortText, body: tuple[Element, ...], fields: list["_Field"]) -> Item:
    every = make("and", *(field.is_right() for field in fields)) if len(fields) > 1 else fields[0].is_right()
    return Item(
        question.id,
        body,
        tuple(field.declared for field in fields),
        (if_(every, score(question.points)), *(field.told for field in fields)),
        tuple(chain.from_iterable(field.feedback for field in fields)),
        question.points,
    )


class _Field:
    """A gap or a box: what is asked, what is right, and what is said to each answer.

    Names with `--` meet no id that an author writes: in an item no two choices may have one name.
    """

    def __init__(self, texts: Texts, name: str, id_: str, answer: Answer) -> None:
        self.texts, self.name, self.id, self.answer = texts, name, id_, answer
        self.choose = isinstance(answer, Gap) and answer.choose

    @property
    def choices(self) -> list[tuple[str, str]]:
        """What there is to choose, by name; the first is right."""
        assert isinstance(self.answer, Gap)  # noqa: S101 (only gaps are chosen from)
        return [(f"{self.id}--{n}", self.texts.plain(text)) for n, text in enumerate(self.answer.choices, 1)]

    @property
    def interaction(self) -> Element:
        if not self.choose:
            longest = max(len(self.texts.plain(text)) for text in self.answer.accept)
            return make("textEntryInteraction", responseIdentifier=self.name, expectedLength=str(longest + 5))
        choices = [make("inlineChoice", text, identifier=id_) for id_, text in self.choices]
        return make("inlineChoiceInteraction", *choices, responseIdentifier=self.name, shuffle="true")

    @property
    def declared(self) -> Element:
        if self.choose:
            return response(self.name, "single", "identifier", [f"{self.id}--1"])
        return response(self.name, "single", "string", [self.texts.plain(self.answer.accept[0])])

    def is_right(self) -> Element:
        return all_right(self.name) if self.choose else self._typed(self.answer.accept)

    def _typed(self, answers: Iterable[str]) -> Element:
        matches = [
            make(
                "stringMatch",
                variable(self.name),
                value("string", self.texts.plain(text)),
                caseSensitive="false",
            )
            for text in answers
        ]
        anything = make("not", make("isNull", variable(self.name)))  # some programs stop at nothing typed
        return make("and", anything, make("or", *matches) if len(matches) > 1 else matches[0])

    def _is_wrong(self, number: int, answers: tuple[str, ...]) -> Element:
        if not self.choose:
            return self._typed(answers)
        return make("match", variable(self.name), value("identifier", f"{self.id}--{number + 1}"))

    @property
    def told(self) -> Element:
        condition = if_(self.is_right(), show(f"{self.id}-right"))
        for number, wrong in enumerate(self.answer.wrong, 1):
            shown = show(f"{self.id}-wrong-{number}")
            condition.append(make("responseElseIf", self._is_wrong(number, wrong.answers), shown))
        condition.append(make("responseElse", show(f"{self.id}-otherwise")))
        return condition

    @property
    def feedback(self) -> Iterator[tuple[str, Element]]:
        yield f"{self.id}-right", reason(self.texts, self.answer.reason, right=True)
        for number, wrong in enumerate(self.answer.wrong, 1):
            yield f"{self.id}-wrong-{number}", reason(self.texts, wrong.reason, right=False)
        yield f"{self.id}-otherwise", reason(self.texts, self.answer.otherwise, right=False)


def _fill(element: Element, controls: dict[str, Element]) -> None:
    """Put each control where its mark stands in the text of an element."""
    for child in list(element):
        _fill(child, controls)
    for index in reversed(range(len(element))):
        element[index].tail, found = _cut(element[index].tail or "", controls)
        element[index + 1 : index + 1] = found
    element.text, found = _cut(element.text or "", controls)
    element[:0] = found


def _cut(text: str, controls: dict[str, Element]) -> tuple[str, list[Element]]:
    """The text before the first mark, and the controls, each with the text after it as its tail."""
    first, *rest = MARK.split(text)
    found = []
    for name, after in zip(rest[::2], rest[1::2], strict=True):
        if name in controls:
            controls[name].tail = after
            found.append(controls[name])
    return first, found


def in_order(question: Scenario) -> list[Step]:
    """The steps so that every way leads forwards: a test cannot go back."""
    by_id = {step.id: step for step in question.steps}
    found: dict[str, Step] = {}

    def visit(step: Step, above: frozenset[str]) -> None:
        for way in reversed(step.choices):
            if way.next not in found and way.next not in above:
                visit(by_id[way.next], above | {step.id})
        found[step.id] = step

    visit(question.steps[0], frozenset())
    return list(reversed(found.values()))


def _step(texts: Texts, question: Scenario, step: Step) -> Item:
    """A decision, which is practice and earns nothing; or an ending."""
    id_ = f"{question.id}-{step.id}"
    first = step == question.steps[0]
    text = f"**{question.title}.** {question.stem}\n\n{step.text}" if first else step.text
    if step.tell:
        return Item(id_, (texts.blocks(text), texts.blocks(step.tell)))
    options = tuple(
        Option(id=choice.id, text=choice.text, correct=choice.best, reason=choice.reason)
        for choice in step.choices
    )
    made = choice(texts, Choosing(id_, text, options, 0), shuffle=False)
    return Item(id_, made.body, made.responses, made.processing[1:], made.feedback)
