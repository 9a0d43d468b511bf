"""A page's text in another language, unit by unit, and who stands for it."""

from collections.abc import Mapping
from datetime import date
from typing import Literal

from coursekit.model.base import Frozen
from coursekit.model.course import Page
from coursekit.model.units import Unit, put, units

Direction = Literal["ltr", "rtl"]


class Language(Frozen):
    """A language that pages come in."""

    code: str
    """As BCP 47 has it."""
    name: str
    """In itself."""
    english: str
    direction: Direction = "ltr"
    negations: tuple[str, ...] = ()
    """Words, or parts of them, of which a sentence that says “not” has at least one."""


LANGUAGES: dict[str, Language] = {
    language.code: language
    for language in (
        Language(
            code="cy",
            name="Cymraeg",
            english="Welsh",
            negations=(
                "peidiwch", "peidio", "beidio", "ddim", "nid", "nad", "nac", "na", "neb", "dim", "byth",
                "heb", "does",
            ),
        ),
        Language(
            code="es",
            name="Español",
            english="Spanish",
            negations=("no", "ni", "nunca", "nadie", "nada", "sin", "ningún", "ninguna", "ninguno"),
        ),
        Language(
            code="pl",
            name="Polski",
            english="Polish",
            negations=("nie", "ani", "nigdy", "nikt", "nikogo", "nikomu", "nic", "niczego", "bez", "żadnych"),
        ),
        Language(
            code="ar",
            name="العربية",
            english="Arabic",
            direction="rtl",
            negations=(
                "لا", "ولا", "فلا", "ألا", "وألا", "لم", "ولم", "لن", "ولن", "فلن", "ليس", "وليس", "ليست",
                "لست", "لسنا", "دون", "بدون", "عدم", "غير",
            ),
        ),
        Language(
            code="ur",
            name="اردو",
            english="Urdu",
            direction="rtl",
            negations=("نہیں", "نہ", "مت", "بغیر", "کبھی", "غیر"),
        ),
    )
}  # fmt: skip
"""By code."""


class Translated(Frozen):
    """A unit as a translator left it; `line` is where its `msgstr` stands."""

    context: str
    english: str
    text: str
    note: str = ""
    """The translator’s own comment."""
    line: int


class Translation(Frozen):
    """A file of `translations/<lang>/`: the units of one page, or of the interface."""

    path: str
    lang: str
    of: str
    """The path of the page whose units it has; `interface` for the words around all pages."""
    translator: str | None = None
    reviewer: str | None = None
    reviewed_on: date | None = None
    units: tuple[Translated, ...] = ()

    @property
    def is_reviewed(self) -> bool:
        """Whether somebody stands for every unit of it."""
        return self.reviewer is not None and self.reviewed_on is not None

    @property
    def said(self) -> dict[tuple[str, str], str]:
        """What stands for each unit, by its context and its English; nothing for what is not translated."""
        return {(unit.context, unit.english): unit.text for unit in self.units if unit.text}


OPEN, CLOSE = "\x0e", "\x0f"
"""Stand around English in a translated text until it is drawn; no source holds these characters."""


TRANSLATED = frozenset({"parents"})
"""Kinds of page that are translated, and shown as drafts too; help, law and reports wait for a reviewer."""


def page_units(page: Page) -> list[Unit]:
    """Everything of a page that is translated, in its order: the head, then the text."""
    head = page.head
    texts = {"title": head.title, "tab title": head.tab_title, "lede": head.lede}
    return [Unit(context, text, 1) for context, text in texts.items() if text] + units(page.text)


def stale(page: Page, translation: Translation) -> list[Unit]:
    """The units of a page that have no translation of exactly their English."""
    said = translation.said
    return [unit for unit in page_units(page) if unit.key not in said]


def translated(page: Page, said: Mapping[tuple[str, str], str]) -> Page:
    """The page with every unit in the other language, and marked English where a unit has none."""

    def say(context: str, english: str) -> str:
        return said.get((context, english), f"{OPEN}{english}{CLOSE}")

    head = page.head
    lede = say("lede", head.lede) if head.lede else None
    # Titles stand in tabs, where nothing can be marked.
    titles = {
        "title": said.get(("title", head.title), head.title),
        "tab_title": said.get(("tab title", head.tab_title), head.tab_title),
    }
    return page.model_copy(
        update={"head": head.model_copy(update={**titles, "lede": lede}), "text": put(page.text, say)}
    )
