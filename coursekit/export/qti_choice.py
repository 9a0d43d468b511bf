"""Questions that are answered by choosing, as items of QTI: among options, or at a place in a picture."""

from dataclasses import dataclass
from xml.etree.ElementTree import Element

from coursekit.export.parts import Choosing, choosing
from coursekit.export.qti_xml import (
    all_right,
    content,
    if_,
    make,
    reason,
    response,
    said,
    score,
    set_outcome,
    show,
    value,
    variable,
)
from coursekit.export.texts import Texts
from coursekit.model.picture import MEDIA, Picture
from coursekit.model.question.base import Option
from coursekit.model.question.hotspot import Hotspot, Spot


@dataclass(frozen=True, slots=True)
class Item:
    """A question, or a step of a story, ready to be a file."""

    id: str
    body: tuple[Element, ...]
    responses: tuple[Element, ...] = ()
    processing: tuple[Element, ...] = ()
    feedback: tuple[tuple[str, Element], ...] = ()
    """What may be shown afterwards, by the name under which the processing asks for it."""
    points: int = 0

    @property
    def href(self) -> str:
        """The item's file in the package."""
        return f"items/{self.id}.xml"


def asked(texts: Texts, stem: str) -> tuple[list[Element], list[Element]]:
    """What stands before an interaction, and its prompt: the stem's last paragraph."""
    before = texts.blocks(stem)
    if not len(before) or before[-1].tag != "p":
        return [before], []
    prompt = before[-1]
    before.remove(prompt)
    prompt.tag, prompt.tail = "prompt", None
    return ([before] if len(before) else []), [prompt]


def choice(texts: Texts, part: Choosing, *, shuffle: bool) -> Item:
    """Options to choose from: one of them, or several."""
    before, prompt = asked(texts, part.stem)
    interaction = make(
        "choiceInteraction",
        *prompt,
        *(
            make("simpleChoice", *content(texts, o.text), identifier=o.id, fixed=said(o.fixed))
            for o in part.options
        ),
        responseIdentifier="RESPONSE",
        shuffle=said(shuffle and not all(o.fixed for o in part.options)),
        maxChoices="0" if part.several else "1",
    )
    return _chosen(texts, part, (*before, interaction))


def hotspot(texts: Texts, question: Hotspot, picture: Picture) -> Item:
    """Places in a picture to point at; each has its words for whoever cannot see it."""
    before, prompt = asked(texts, question.stem)
    shown = make("object", question.shown.words, type=MEDIA[picture.pixels.rpartition(".")[2]])
    shown.attrib |= {"data": f"{texts.at}{picture.pixels}", **_measured(picture)}
    spots = (
        make(
            "hotspotChoice",
            identifier=spot.id,
            shape="rect",
            coords=_corners(spot, picture),
            hotspotLabel=texts.plain(spot.text),
        )
        for spot in question.options
    )
    interaction = make(
        "hotspotInteraction", *prompt, shown, *spots, responseIdentifier="RESPONSE", maxChoices="1"
    )
    return _chosen(texts, choosing(question), (*before, interaction))


def _measured(picture: Picture) -> dict[str, str]:
    return {"width": str(picture.width), "height": str(picture.height)}


def _corners(spot: Spot, picture: Picture) -> str:
    """Left, top, right and bottom, in pixels of the picture."""
    left, top, width, height = spot.at
    shares = (left * picture.width, top * picture.height)
    ends = ((left + width) * picture.width, (top + height) * picture.height)
    return ",".join(str(round(number / 100)) for number in (*shares, *ends))


def _chosen(texts: Texts, part: Choosing, body: tuple[Element, ...]) -> Item:
    """An item in which options are chosen, each with its reason."""
    right = [option.id for option in part.options if option.correct]
    declared = response("RESPONSE", "multiple" if part.several else "single", "identifier", right)
    scored = if_(all_right("RESPONSE"), score(part.points))
    if part.several and part.partial:
        declared.append(_mapping(part))
        scored.append(make("responseElse", set_outcome("SCORE", make("mapResponse", identifier="RESPONSE"))))
    numbered = list(enumerate(part.options, 1))
    return Item(
        part.id,
        body,
        (declared,),
        (scored, *(if_(_ticked(part, option), show(f"reason-{number}")) for number, option in numbered)),
        tuple((f"reason-{n}", reason(texts, option.reason, right=option.correct)) for n, option in numbered),
        part.points,
    )


def _ticked(part: Choosing, option: Option) -> Element:
    """Whether an option was chosen."""
    chosen = variable("RESPONSE")
    named = value("identifier", option.id)
    return make("member", named, chosen) if part.several else make("match", chosen, named)


def _mapping(part: Choosing) -> Element:
    """A wrong tick takes its share back, so that ticking everything earns nothing."""
    mapping = make("mapping", lowerBound="0", upperBound=str(part.points), defaultValue="0")
    for option in part.options:
        share = part.points / part.right if option.correct else -part.points / part.wrong
        mapping.append(make("mapEntry", mapKey=option.id, mappedValue=f"{share:.17g}"))
    return mapping
