"""One item of QTI 1.2 as a question of ours."""

from typing import Any

from coursekit.bank import make
from coursekit.bank.found import Data
from coursekit.bank.reader.part.embedded import marked
from coursekit.bank.refusal import QuestionRefusedError
from coursekit.bank.words import Words


def fields(element: Any, tag: str) -> dict[str, str]:
    """The metadata right below an element, by their labels."""
    return {
        (each.findtext("fieldlabel") or "").strip(): (each.findtext("fieldentry") or "").strip()
        for meta in element.findall(f".//{tag}")
        if meta.getparent() in (element, element.find("itemmetadata"))
        for each in meta.iter("qtimetadatafield")
    }


class Qti12Item:
    """One `item`, its names settled."""

    def __init__(self, item: Any) -> None:
        self.item, self.words, self._lost = item, Words(), list[str]()
        self.meta = fields(item, "qtimetadata")
        self.kind = self.meta.get("cc_profile") or self.meta.get("question_type") or ""

    @property
    def lost(self) -> list[str]:
        """What of it did not come over."""
        return [*self.words.lost, *dict.fromkeys(self._lost)]

    def data(self) -> Data:
        """The question. Raises QuestionRefusedError where it is none of ours."""
        presentation = self.item.find("presentation")
        if presentation is None:
            raise QuestionRefusedError("it has nothing that is shown")
        choosers = [
            each for each in presentation.iter("responselid") if each.find(".//renderchoice") is not None
        ]
        typed = list(presentation.iter("responsestr"))
        if "essay" in self.kind:
            data = make.reflection(self.stem(), self.general())
        elif any(
            next(presentation.iter(name), None) is not None
            for name in ("responsenum", "responsexy", "responsegrp")
        ):
            raise QuestionRefusedError(
                "it asks for a number or a place on a picture, which is no type of ours"
            )
        elif "numerical" in self.kind or "calculated" in self.kind or "upload" in self.kind:
            raise QuestionRefusedError(f"“{self.kind}” is no type of ours")
        elif len(choosers) > 1:
            data = self.parts(choosers)
        elif choosers:
            data = self.choices(choosers[0])
        elif typed:
            data = self.typed()
        else:
            data = make.reflection(*self.halves())
        return make.points(data, self.meta.get("cc_weighting") or self.meta.get("points_possible") or "1")

    def material(self, element: Any) -> str:
        """The words of a `material`, HTML or plain, as Markdown."""
        parts = []
        for text in [] if element is None else element.iter("mattext"):
            raw = "".join(text.itertext()).strip()
            plain = (text.get("texttype") or "text/plain").lower() == "text/plain" and "<" not in raw
            parts.append(self.words.plain(raw) if plain else self.words.html(raw))
        for picture in [] if element is None else element.iter("matimage"):
            self._lost.append(f"a picture ({picture.get('uri') or 'inside the file'})")
        return "\n\n".join(part for part in parts if part)

    def stem(self) -> str:
        """What is asked."""
        presentation = self.item.find("presentation")
        own = [each for each in presentation.iter("material") if not _is_answer(each)]
        return "\n\n".join(filter(None, map(self.material, own)))

    def halves(self) -> tuple[str, str | None]:
        """What is to be read, and the note."""
        stem = self.stem()
        return stem, self.general()

    def feedback(self, name: str | None) -> str | None:
        """A feedback by its name."""
        for each in self.item.iter("itemfeedback"):
            if name and each.get("ident") == name:
                return make.without_verdict(self.material(each))
        return None

    def general(self) -> str | None:
        """What is said to everybody."""
        return self.feedback("general_fb") or self.feedback("correct_fb")

    def told(self) -> list[tuple[list[str], list[str], bool, str | None]]:
        """Each condition: the answers it names, those it excludes, if it gives points, and its feedback."""
        found = []
        for condition in self.item.iter("respcondition"):
            asked = condition.find("conditionvar")
            if asked is None:
                continue
            names = [
                ("".join(each.itertext()).strip(), _is_denied(each, asked)) for each in asked.iter("varequal")
            ]
            gains = any(_gain(each) > 0 for each in condition.iter("setvar"))
            show = condition.find("displayfeedback")
            why = self.feedback(show.get("linkrefid")) if show is not None else None
            found.append(([n for n, no in names if not no], [n for n, no in names if no], gains, why))
        return found

    def choices(self, asked: Any) -> Data:
        """One right answer, several, or true and false."""
        several = (asked.get("rcardinality") or "Single").lower() == "multiple"
        labels = [(each.get("ident") or "", self.material(each)) for each in asked.iter("responselabel")]
        told = self.told()
        right = {name for yes, _, gains, _ in told if gains for name in yes}
        reasons = {yes[0]: why for yes, no, _, why in told if len(yes) == 1 and not no and why}
        shown = {"true": "True", "false": "False"}
        if "true_false" in self.kind and [text for _, text in labels] in (
            ["True", "False"],
            ["true", "false"],
        ):
            yes, no = (id_ for id_, _ in labels)
            return make.true_false(
                self.stem(), answer=yes in right, if_true=reasons.get(yes), if_false=reasons.get(no)
            )
        made = [
            make.Choice(shown.get(text, text), id_ in right, reasons.get(id_), id_) for id_, text in labels
        ]
        return make.choosing(self.stem(), make.explained(made, self.general()), several=several)

    def typed(self) -> Data:
        """An answer to type."""
        spellings = []
        otherwise = None
        for yes, _, gains, why in self.told():
            if yes and gains:
                spellings += [make.Spelling(self.words.plain_line(text), True, why) for text in yes]
            elif yes:
                spellings += [make.Spelling(self.words.plain_line(text), False, why) for text in yes]
            elif why:
                otherwise = why
        return make.short_text(self.stem(), spellings, otherwise or self.feedback("general_incorrect_fb"))

    def parts(self, asked: list[Any]) -> Data:
        """Several lists to choose from: pairs, or gaps that the text names in brackets."""
        told = self.told()
        right = {name for yes, _, gains, _ in told if gains for name in yes}
        labels = [
            {e.get("ident") or "": self.material(e) for e in each.iter("responselabel")} for each in asked
        ]
        answers = [next((id_ for id_ in names if id_ in right), None) for names in labels]
        if None in answers:
            raise QuestionRefusedError("for a part of it no answer is marked as right")
        names = [self.material(each.find("material")) for each in asked]
        if "matching" in self.kind or "matching" in (self.item.get("title") or "").lower():
            pairs = [make.Pair(n, each[a or ""]) for n, each, a in zip(names, labels, answers, strict=True)]
            used = {pair.right for pair in pairs}
            spare = [text for text in dict.fromkeys(labels[0].values()) if text not in used]
            return make.match(self.stem(), [*pairs, *(make.Pair("", text) for text in spare)])
        return self.gaps(names, labels, [answer or "" for answer in answers])

    def gaps(self, names: list[str], labels: list[dict[str, str]], answers: list[str]) -> Data:
        """Gaps that the text names in brackets."""
        gaps, text = [], self.stem()
        for number, (name, each, answer) in enumerate(zip(names, labels, answers, strict=True)):
            wrong = [make.Spelling(word, False) for id_, word in each.items() if id_ != answer]
            gaps.append(make.Gap([make.Spelling(each[answer], True), *wrong], True, id=""))
            for typed in (f"[{name}]", f"\\[{name}\\]"):
                text = text.replace(typed, f"\ue0f0{number}\ue0f1", 1)
        if text.count("\ue0f0") != len(gaps):
            raise QuestionRefusedError("its text does not show where its gaps are")
        ids = make.gap_names(gaps)
        return make.cloze("", marked(text, ids), gaps, ids)


def _is_answer(material: Any) -> bool:
    """Whether a material belongs to an answer or to a part, not to what is asked."""
    return any(
        each.tag in {"responselabel", "responselid", "responsestr"} for each in material.iterancestors()
    )


def _is_denied(element: Any, above: Any) -> bool:
    for each in element.iterancestors():
        if each is above:
            return False
        if each.tag == "not":
            return True
    return False


def _gain(element: Any) -> float:
    try:
        return float((element.text or "0").strip())
    except ValueError:
        return 0.0
