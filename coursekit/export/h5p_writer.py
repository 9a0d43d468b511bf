"""Texts and content types as H5P takes them."""

import html
import json
import uuid
from xml.etree.ElementTree import Element

from coursekit.export.base import BEST, OTHER, ExportInputs
from coursekit.export.parts import Choosing, Typing
from coursekit.export.texts import Texts, flat, inner
from coursekit.model.picture import MEDIA, shown_in, without
from coursekit.model.question.true_false import TrueFalse
from coursekit.render.pixels import as_pixels

VERSIONS = {
    "H5P.QuestionSet": "1.20",
    "H5P.BranchingScenario": "1.8",
    "H5P.Column": "1.18",
    "H5P.MultiChoice": "1.16",
    "H5P.TrueFalse": "1.8",
    "H5P.Blanks": "1.14",
    "H5P.BranchingQuestion": "1.0",
    "H5P.AdvancedText": "1.1",
    "H5P.Image": "1.1",
}
"""The content types a package may name, in versions that H5P.com, Moodle and Lumi have had since 2024.

What these are made with they name themselves, and it changes: H5P refuses a file that names a library which
the platform does not have, so a package names the types that it uses and nothing else.
"""

LICENCE = {"license": "CC BY", "licenseVersion": "4.0"}

Fields = dict[str, object]


class Writer:
    """Writes texts, and keeps a list of the content types used."""

    def __init__(self, inputs: ExportInputs) -> None:
        self.quiz, self.title = inputs.quiz, inputs.title
        self.texts = Texts(inputs.shelf)
        self.shelf = inputs.shelf
        self.files: dict[str, bytes] = {}
        """Of pictures, below the folder of the content."""
        self.used: set[str] = set()
        self.true_false = {q.id for q in inputs.quiz.questions if isinstance(q, TrueFalse)}

    def media(self, part: Choosing | Typing) -> tuple[str, Fields]:
        """The stem of a question without its first picture, and that picture above it."""
        shown = next(shown_in(part.stem), None)
        picture = self.shelf.pictures.get(shown.id) if shown else None
        if shown is None or picture is None:
            return part.stem, {}
        self.files[f"images/{picture.pixels}"] = as_pixels(picture)
        file = {
            "path": f"images/{picture.pixels}",
            "mime": MEDIA[picture.pixels.rpartition(".")[2]],
            "width": picture.width,
            "height": picture.height,
            "copyright": {"license": "CC BY"},
        }
        params = {"file": file, "alt": html.escape(shown.words), "decorative": shown.decorative}
        image = self.library("H5P.Image", f"{part.id}-picture", {"contentName": "Image", **params})
        return without(part.stem, shown), {"media": {"type": image, "disableImageZooming": False}}

    def html(self, text: str) -> str:
        """Paragraphs with the few elements that every field with HTML allows."""
        return "".join(f"<p>{line}</p>" for line in self.line(text).split("<br>") if line.strip())

    def line(self, text: str) -> str:
        """One line with the same elements."""
        return inner(_without_links(flat(self.texts.blocks(text)))).replace("\n", " ")

    def plain(self, text: str) -> str:
        """A text for a field that takes no HTML: every sign that could be some is escaped."""
        return html.escape(" ".join(self.texts.plain(text).split()))

    def reason(self, text: str, *, right: bool) -> str:
        """The reason of an answer, after the word that says whether it is the best."""
        return f"<strong>{BEST if right else OTHER}</strong> {self.line(text)}"

    def library(self, name: str, id_: str, params: Fields) -> Fields:
        """A content type with its parameters; the package then names it."""
        self.used.add(name)
        return {
            "library": f"{name} {VERSIONS[name]}",
            "params": params,
            "subContentId": str(uuid.uuid5(uuid.NAMESPACE_URL, f"{self.quiz.id}/{id_}")),
            "metadata": {"title": id_, **LICENCE, "contentType": name.removeprefix("H5P.")},
        }


_ALLOWED = frozenset(("strong", "em", "sub", "sup", "br"))


def _without_links(element: Element) -> Element:
    for child in element.iter():
        if child is not element and child.tag not in _ALLOWED:
            child.tag = "span"
            child.attrib.clear()
    return element


def as_json(value: object) -> bytes:
    """A file of the package."""
    return json.dumps(value, ensure_ascii=False, indent=1).encode()


def dependency(name: str) -> Fields:
    """How the package names a content type that it needs."""
    major, minor = VERSIONS[name].split(".")
    return {"machineName": name, "majorVersion": int(major), "minorVersion": int(minor)}


def blank(text: str) -> str:
    """An answer whose signs do not end it: a slash begins another, a colon a tip."""
    return "".join(f"&#{ord(sign)};" if sign in "*/:\\" else sign for sign in text)
