"""What QTI 2.1 and QTI 3.0 share: the files of a package, and the test that asks its items."""

from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from xml.etree.ElementTree import Element

from coursekit.export.base import PAPER_ONLY, ExportInputs, Losses, lost, xml
from coursekit.export.qti_choice import Item
from coursekit.export.qti_items import in_order, items
from coursekit.export.qti_xml import make, set_outcome, value, variable
from coursekit.export.texts import Texts
from coursekit.model.question.cloze import Cloze
from coursekit.model.question.reflection import Reflection
from coursekit.model.question.scale import Scale
from coursekit.model.question.scenario import Scenario
from coursekit.model.question.short_text import ShortText
from coursekit.model.quiz import Pool, Question, Quiz
from coursekit.render.pixels import as_pixels

LOSSES: Losses = (
    ((ShortText, Cloze), "Typed answers: accents, apostrophes and full stops count; capitals do not."),
    (
        (Scenario,),
        "Stories branch only in platforms that follow branch rules; elsewhere all steps are shown in turn.",
    ),
    (
        (Reflection, Scale),
        "Reflections and scales are shown without a box: the platform would keep what is answered.",
    ),
)


def losses(quiz: Quiz) -> Iterator[str]:
    """Yield what QTI cannot carry of this quiz."""
    yield from lost(quiz, LOSSES)
    yield PAPER_ONLY


Made = Sequence[tuple[Question, list[Item]]]
"""Each question with its items."""


def package(
    inputs: ExportInputs,
    finish: Callable[[Element], Element],
    manifest: Callable[[ExportInputs, list[str]], Element],
) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a package; `finish` gives a document its version's names and namespaces."""
    texts = Texts(inputs.shelf, at=f"../{_PICTURES}")
    made = [(question, items(texts, inputs.quiz, question)) for question in inputs.quiz.questions]
    every = list(chain.from_iterable(group for _, group in made))
    for number, item in enumerate(every, 1):
        document = _document(item, f"{inputs.title}, {number}", inputs.lang)
        yield item.href, xml(finish(document))
    yield "test.xml", xml(finish(_test(inputs, made)))
    files = {f"{_PICTURES}{picture.pixels}": as_pixels(picture) for picture in texts.pictures}
    yield from files.items()
    contents = manifest(inputs, [item.href for item in every])
    _add_pictures(contents, list(files))
    yield "imsmanifest.xml", xml(contents)


_PICTURES = "pictures/"
"""The folder of pictures in a package."""


def _add_pictures(manifest: Element, paths: list[str]) -> None:
    """List pictures among the files of the package; the test needs each of them."""
    resources = next(element for element in manifest if element.tag == "resources")
    for number, path in enumerate(paths, 1):
        name = f"picture-{number}"
        resources[0].append(make("dependency", identifierref=name))
        resources.append(
            make("resource", make("file", href=path), identifier=name, type="webcontent", href=path)
        )


def named(root: Element, namespace: str, location: str) -> Element:
    """Give a document its namespace and the place of its schema (XML Schema 1.0, section 2.6.3)."""
    root.set("xmlns", namespace)
    root.set("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance")
    root.set("xsi:schemaLocation", location)
    return root


def add_resources(root: Element, hrefs: list[str], item_type: str, test_type: str) -> None:
    """Put the list of files into a manifest: the test, and what it needs."""
    resources = make("resources")
    test = make("resource", make("file", href="test.xml"), identifier="test", type=test_type, href="test.xml")
    for number, _ in enumerate(hrefs, 1):
        test.append(make("dependency", identifierref=f"item-{number}"))
    resources.append(test)
    for number, href in enumerate(hrefs, 1):
        name = f"item-{number}"
        resources.append(
            make("resource", make("file", href=href), identifier=name, type=item_type, href=href)
        )
    root.append(make("organizations"))
    root.append(resources)


def _document(item: Item, title: str, lang: str) -> Element:
    root = make("assessmentItem", identifier=item.id, title=title, adaptive="false", timeDependent="false")
    root.set("xml:lang", lang)
    root.extend(item.responses)
    score = _outcome("SCORE", "float", "0")
    score.set("normalMaximum", str(item.points))
    root.extend([score, _outcome("MAXSCORE", "float", str(item.points))])
    if item.feedback:
        root.append(
            make("outcomeDeclaration", identifier="FEEDBACK", cardinality="multiple", baseType="identifier")
        )
    root.append(make("itemBody", *item.body))
    if item.processing:
        root.append(make("responseProcessing", *item.processing))
    for name, content in item.feedback:
        body = make("contentBody", content)
        root.append(
            make("modalFeedback", body, outcomeIdentifier="FEEDBACK", showHide="show", identifier=name)
        )
    return root


def _outcome(name: str, base: str, default: str) -> Element:
    value = make("defaultValue", make("value", default))
    return make("outcomeDeclaration", value, identifier=name, cardinality="single", baseType=base)


def _test(inputs: ExportInputs, made: Made) -> Element:
    quiz = inputs.quiz
    root = make("assessmentTest", identifier=quiz.id, title=inputs.title)
    root.extend([_outcome("SCORE", "float", "0"), _outcome("MAXSCORE", "float", "0")])
    if quiz.settings.pass_mark is not None:
        root.append(_outcome("PASSED", "boolean", "false"))
    asked = [(question, group) for question, group in made if not isinstance(question, Scenario)]
    if asked:
        root.append(_part(inputs, asked))
    for question, group in made:
        if isinstance(question, Scenario):
            root.append(_story(question, group))
    root.append(make("outcomeProcessing", *_outcomes(quiz)))
    return root


def _part(inputs: ExportInputs, asked: Made) -> Element:
    settings = inputs.quiz.settings
    control = make(
        "itemSessionControl",
        maxAttempts=str(settings.attempts or 0),
        showFeedback="true",
        allowReview="true",
        allowComment="false",
    )
    return make(
        "testPart",
        control,
        *_sections(inputs, asked),
        identifier="questions",
        navigationMode="nonlinear",
        submissionMode="individual" if settings.feedback == "immediate" else "simultaneous",
    )


def _sections(inputs: ExportInputs, asked: Made) -> list[Element]:
    """Questions in their order; each pool is a section that draws from itself."""
    pool_of = {id_: pool for pool in inputs.quiz.pools for id_ in pool.questions}
    sections: dict[Pool | int, Element] = {}
    last: Pool | int | None = None
    for question, group in asked:
        pool = pool_of.get(question.id)
        here: Pool | int = len(sections) if last is None or isinstance(last, Pool) else last
        last = pool or here
        if last not in sections:
            section = make("assessmentSection", title=inputs.title, visible="true")
            section.set("identifier", f"section-{len(sections) + 1}")
            if pool:
                drawn = min(pool.pick, len(pool.questions))
                section.append(make("selection", select=str(drawn)))
                section.append(make("ordering", shuffle="true"))
            sections[last] = section
        sections[last].extend(make("assessmentItemRef", identifier=item.id, href=item.href) for item in group)
    return list(sections.values())


def _story(question: Scenario, group: list[Item]) -> Element:
    section = make(
        "assessmentSection", identifier=f"{question.id}-steps", title=question.title, visible="true"
    )
    for step, item in zip(in_order(question), group, strict=True):
        ref = make("assessmentItemRef", identifier=item.id, href=item.href)
        for choice in step.choices:
            chosen = make("match", variable(f"{item.id}.RESPONSE"), value("identifier", choice.id))
            ref.append(make("branchRule", chosen, target=f"{question.id}-{choice.next}"))
        if step.tell:
            ref.append(make("branchRule", value("boolean", "true"), target="EXIT_TESTPART"))
        section.append(ref)
    control = make("itemSessionControl", maxAttempts="1", showFeedback="true")
    return make(
        "testPart",
        control,
        section,
        identifier=question.id,
        navigationMode="linear",
        submissionMode="individual",
    )


def _outcomes(quiz: Quiz) -> Iterator[Element]:
    for name in ("SCORE", "MAXSCORE"):
        yield set_outcome(name, make("sum", make("testVariables", variableIdentifier=name)))
    mark = quiz.settings.pass_mark
    if mark is not None:
        gained = make("product", value("float", "100"), variable("SCORE"))
        needed = make("product", value("float", str(mark)), variable("MAXSCORE"))
        yield set_outcome("PASSED", make("gte", gained, needed))
