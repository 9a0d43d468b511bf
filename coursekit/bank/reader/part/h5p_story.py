"""A Branching Scenario of H5P as a story of ours."""

import html
import re
from typing import Any

from coursekit.bank.found import Data, Item, Refused, Where
from coursekit.bank.make import names, said
from coursekit.bank.reader.part.data import listed, record, words
from coursekit.bank.reader.part.h5p_question import common, key_of
from coursekit.bank.refusal import QuestionRefusedError
from coursekit.bank.words import Words, spaced

BEST = "A good next step."
"""What our own export says of the best choice."""
_TELL = re.compile(r"<p><strong>Who to tell</strong>\s*</p>")
_END = "The end of the story."


def story(scenario: dict[str, Any], where: Where) -> Item | Refused:
    """The story as one question."""
    try:
        return _Story(scenario).item(where)
    except QuestionRefusedError as error:
        return Refused(where, str(error))


class _Story:
    def __init__(self, scenario: dict[str, Any]) -> None:
        self.scenario, self.words, self.lost = scenario, Words(), list[str]()
        self.nodes = [record(each) for each in listed(scenario.get("content"))]
        keys = [key_of(record(node, "type")) for node in self.nodes]
        self.id = common(keys) if all(keys) else ""
        titles = [words(record(node, "type", "metadata").get("title")) for node in self.nodes]
        self.ids = [key[len(self.id) + 1 :] for key in keys] if self.id else names(titles, "step")
        self.ends: list[Data] = []

    def item(self, where: Where) -> Item:
        if len(self.nodes) < 2:
            raise QuestionRefusedError("it has fewer than two steps")
        screen = record(self.scenario, "startScreen")
        title = self.words.plain_line(html.unescape(words(screen.get("startScreenTitle")))) or where.name
        stem = self.words.plain(
            html.unescape(re.sub("<[^>]*>", " ", words(screen.get("startScreenSubtitle"))))
        )
        steps = [self.step(number, node) for number, node in enumerate(self.nodes)]
        stem, steps[0]["text"] = self.opening(stem, steps[0]["text"])
        if not any(choice.get("best") for step in steps for choice in step.get("choices", ())):
            self.lost.append("which choice is best: write “best: true” under one choice of each step")
        every = [*steps, *self.ends]
        head = {"type": "scenario", "stem": stem or title, "title": said(title, "its title")}
        data = {**head, "steps": every}
        return Item(where, self.id, data, [*self.words.lost, *dict.fromkeys(self.lost)])

    def opening(self, stem: str, text: str) -> tuple[str, str]:
        """The stem, which our own export puts before the first step too, and that step without it."""
        parts = text.split("\n\n")
        for count in range(1, len(parts)):
            before = "\n\n".join(parts[:count])
            if spaced(_bare(before)) == spaced(_bare(stem)):
                return before, "\n\n".join(parts[count:])
        return stem, text

    def step(self, number: int, node: dict[str, Any]) -> Data:
        content = record(node, "type")
        name = words(content.get("library")).partition(" ")[0]
        params = record(content, "params")
        made: Data = {"id": self.ids[number]}
        if name == "H5P.BranchingQuestion":
            asked = record(params, "branchingQuestion") or params
            made["text"] = said(self.words.run_in(words(asked.get("question"))), "a step of it")
            choices = [record(each) for each in listed(asked.get("alternatives"))]
            ids = names((words(each.get("text")) for each in choices), "choice")
            made["choices"] = [self.choice(id_, each) for id_, each in zip(ids, choices, strict=True)]
            return made
        raw = words(params.get("text"))
        if not raw.strip():
            self.lost.append(f"a step that is a {name.removeprefix('H5P.').lower() or 'nothing'}")
        before, *after = _TELL.split(raw, maxsplit=1)
        made["text"] = self.words.run_in(before) or words(record(content, "metadata").get("title")) or "…"
        following = node.get("nextContentId")
        if not after and isinstance(following, int) and 0 <= following < len(self.ids):
            onward = {
                "id": "go-on",
                "text": "Go on",
                "reason": None,
                "next": self.ids[following],
                "best": True,
            }
            return {**made, "choices": [onward]}
        return {**made, "tell": self.words.run_in("".join(after)) or None}

    def choice(self, id_: str, each: dict[str, Any]) -> Data:
        told = record(each, "feedback")
        reason = self.words.run_in(words(told.get("subtitle"))) or None
        heading = spaced(html.unescape(words(told.get("title"))))
        text = self.words.plain(html.unescape(words(each.get("text"))))
        made = {"id": id_, "text": said(text, "a choice of it"), "reason": reason, "next": self.next(each)}
        return {**made, "best": True} if heading == BEST else made

    def next(self, each: dict[str, Any]) -> str:
        """The step that a choice leads to; an ending of its own where the story ends with it."""
        number = each.get("nextContentId")
        if isinstance(number, int) and 0 <= number < len(self.ids):
            return self.ids[number]
        if not self.ends:
            id_ = names([*self.ids, "the-end"], "end")[-1]
            self.ends.append({"id": id_, "text": _END, "tell": None})
        return str(self.ends[0]["id"])


def _bare(text: str) -> str:
    return re.sub(r"[\\*_`]", "", text)
