"""The test of a QTI package: which items it asks, in what order, and how it behaves."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from coursekit.bank.found import Bank, Data
from coursekit.bank.make import whole_number
from coursekit.export.base import PRODUCT


@dataclass(frozen=True, slots=True)
class Story:
    """A part of a test whose items lead to each other."""

    id: str
    title: str
    refs: tuple[Any, ...]
    hrefs: tuple[str, ...]


class Test:
    """An `assessmentTest`, its names settled; `path` finds the file that a reference means."""

    def __init__(self, root: Any, path: Callable[[str], str]) -> None:
        self.root, self.path = root, path

    def bank(self) -> Bank:
        """The quiz, as yet without questions."""
        title = (self.root.get("title") or "").removeprefix(f"{PRODUCT}: ").strip()
        return Bank(
            title=title, key=self.root.get("identifier") or "", settings=self.settings(), pools=self.pools()
        )

    def groups(self, items: dict[str, Any]) -> Iterator[tuple[str, Story | None]]:
        """Yield the path of each item that is asked, and each story; then the items that are left."""
        seen: set[str] = set()
        for part in self.root.iter("testpart"):
            if told := self.told(part):
                seen.update(told.hrefs)
                yield "", told
                continue
            for ref in part.iter("assessmentitemref"):
                href = self.path(ref.get("href") or "")
                if href in items and href not in seen:
                    seen.add(href)
                    yield href, None
        yield from ((href, None) for href in items if href not in seen)

    def told(self, part: Any) -> Story | None:
        """The story that a part tells, where each of its items says what comes next."""
        refs = tuple(part.iter("assessmentitemref"))
        id_ = part.get("identifier") or ""
        ours = all(
            (ref.get("identifier") or "").startswith(f"{id_}-")
            and next(ref.iter("branchrule"), None) is not None
            for ref in refs
        )
        if not refs or not ours:
            return None
        section = next(part.iter("assessmentsection"))
        hrefs = tuple(self.path(ref.get("href") or "") for ref in refs)
        return Story(id_, section.get("title") or id_, refs, hrefs)

    def pools(self) -> list[Data]:
        """The sections that draw some of their items."""
        made = []
        for section in self.root.iter("assessmentsection"):
            drawn = section.find("selection")
            pick = whole_number(drawn.get("select")) if drawn is not None else None
            ids = [ref.get("identifier") or "" for ref in section.findall("assessmentitemref")]
            if pick and ids:
                made.append({"pick": pick, "questions": ids})
        return made

    def settings(self) -> Data:
        """What the quiz says of attempts, feedback and a pass mark."""
        found: Data = {}
        part = next((part for part in self.root.iter("testpart") if not self.told(part)), None)
        if part is not None and part.get("submissionmode") == "simultaneous":
            found["feedback"] = "end"
        control = part.find("itemsessioncontrol") if part is not None else None
        attempts = whole_number(control.get("maxattempts")) if control is not None else None
        if attempts and 1 <= attempts <= 10:
            found["attempts"] = attempts
        for product in self.root.iter("product"):
            variable = product.find("variable")
            mark = whole_number(product.findtext("basevalue"))
            if (
                variable is not None
                and variable.get("identifier") == "MAXSCORE"
                and mark
                and 1 <= mark <= 100
            ):
                found["pass_mark"] = mark
        return found
