"""YAML with the line and column of every value, and without YAML's traps.

Only `true` and `false` are truth values, so `no` stays the word it is; a number with leading zeros (`000`,
an emergency number) stays text; dates stay text until the model reads them.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import lru_cache
from typing import Any

import yaml

from coursekit.load.yaml_traps import traps
from coursekit.load.yaml_words import DOUBLE, in_plain_words, odd_space
from coursekit.model.problem import Problem

Location = tuple[str | int, ...]


class Marks(dict[Location, tuple[int, int]]):
    """Line and column, counted from 1, of the key or list item at a location."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: dict[Location, tuple[int, int]] = {}
        """Line and column at which a text below a `|` begins, whose lines are lines of the file."""


_PLAIN_INT = re.compile(r"^-?(0|[1-9][0-9]{0,15})$")
_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}
_DEEPEST = 40


class _Refused(Exception):
    """A construct we do not accept, with its node."""

    def __init__(self, node: yaml.Node, message: str, hint: str) -> None:
        super().__init__(message)
        self.node, self.message, self.hint = node, message, hint


@lru_cache(maxsize=1024)  # a preview reads hundreds of files again, of which one has changed
def parse(path: str, text: str, first_line: int = 1) -> tuple[Any, Marks, list[Problem]]:
    """Read one YAML document; nobody changes what it returns, which the next reader of the text gets too.

    `first_line` is the line of the file on which `text` begins. Returns the data (None where it is empty
    or broken), the marks of all its parts, and the problems found.
    """
    lines = text.split("\n")

    def problem(mark: Any, message: str, hint: str) -> Problem:
        if re.search("[“”„]", lines[mark.line] if mark.line < len(lines) else ""):
            hint = hint.replace("double quotes", 'straight double quotes (")')
        return Problem(path, mark.line + first_line, mark.column + 1, "yaml", message, hint)

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    with suppress(yaml.YAMLError, RecursionError, ValueError):  # said below, with what else is wrong
        if mark := _too_deep(yaml.parse(text, Loader=loader)):
            hint = "Compare it with the authors’ guide."
            return None, Marks(), [problem(mark, "This is nested too deeply.", hint)]
    found = [problem(mark, f"{message}.", hint) for mark, message, hint in traps(text, loader)]
    try:
        nodes = list(yaml.compose_all(text, Loader=loader))
    except yaml.MarkedYAMLError as error:
        mark, message, hint = in_plain_words(error, lines)
        return None, Marks(), _once([*found, problem(mark, f"{message}.", hint)])
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        message, hint = f"This cannot be read as YAML ({error}).", "Compare it with the authors’ guide."
        return None, Marks(), [Problem(path, first_line, 1, "yaml", message, hint)]
    if len(nodes) > 1:
        message, hint = "A second document starts here.", "Keep one document in a file; remove the “---”."
        return None, Marks(), [problem(nodes[1].start_mark, message, hint)]
    if not nodes:
        return None, Marks(), []
    marks = Marks()
    marks[()] = (nodes[0].start_mark.line + first_line, nodes[0].start_mark.column + 1)
    try:
        data = _Builder(marks, first_line, lines).build(nodes[0], ())
    except _Refused as refused:
        return None, marks, _once([*found, problem(refused.node.start_mark, refused.message, refused.hint)])
    return data, marks, found


def _once(problems: list[Problem]) -> list[Problem]:
    """One problem a line: what the reader stumbles over is what the first one has said."""
    return list({problem.line: problem for problem in reversed(problems)}.values())[::-1]


def _too_deep(events: Iterable[yaml.Event]) -> Any:
    """The mark of what is nested deeper than we read, else None: composing it could use up the stack."""
    depth = 0
    for event in events:
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST + 1:
            return event.start_mark
    return None


class _Builder:
    """Turns composed nodes into plain data while noting where each part stands."""

    def __init__(self, marks: Marks, first_line: int, lines: list[str]) -> None:
        self.marks, self.first_line, self.lines = marks, first_line, lines
        self.seen: set[int] = set()

    def build(self, node: yaml.Node, where: Location) -> Any:
        # An alias is the same node in a second place; expanding aliases of aliases could fill the memory.
        if id(node) in self.seen:
            raise _Refused(node, "Anchors and aliases are not used here.", "Write the text out again.")
        self.seen.add(id(node))
        if len(where) > _DEEPEST:
            raise _Refused(node, "This is nested too deeply.", "Compare it with the authors’ guide.")
        if isinstance(node, yaml.ScalarNode):
            if node.style == "|":
                self._mark_block(node, where)
            return _scalar(node)
        if isinstance(node, yaml.SequenceNode):
            return [self._item(child, (*where, index)) for index, child in enumerate(node.value)]
        return dict(self._pairs(node, where))

    def _item(self, node: yaml.Node, where: Location) -> Any:
        self._mark(node, where)
        return self.build(node, where)

    def _pairs(self, node: yaml.Node, where: Location) -> Iterator[tuple[str, Any]]:
        seen: set[str] = set()
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise _Refused(key, "A key must be a single word.", _around(key, self.lines))
            if odd_space(key.value):
                raise _Refused(
                    key, f"“{key.value}” holds a space of another kind.", "Type an ordinary space."
                )
            if (
                getattr(node, "flow_style", False)
                and isinstance(value, yaml.ScalarNode)
                and self._is_left_out(key, value)
            ):
                before = self.lines[key.start_mark.line][: key.start_mark.column].rstrip()
                raise _Refused(key, *_without_value(key.value, after_comma=before.endswith(",")))
            if key.value in seen:
                raise _Refused(
                    key, f"The key “{key.value}” stands here a second time.", "Keep one of the two."
                )
            seen.add(key.value)
            self._mark(key, (*where, key.value))
            yield key.value, self.build(value, (*where, key.value))

    def _is_left_out(self, key: yaml.ScalarNode, value: yaml.ScalarNode) -> bool:
        """Whether a key between braces has neither a value nor a colon."""
        rest = self.lines[key.end_mark.line][key.end_mark.column :]
        return not value.value and not value.style and not rest.lstrip().startswith(":")

    def _mark_block(self, node: yaml.Node, where: Location) -> None:
        start = node.start_mark.line + 1
        below = ((number, line) for number, line in enumerate(self.lines[start:], start) if line.strip())
        number, line = next(below, (start - 1, ""))
        self.marks.blocks[where] = (number + self.first_line, len(line) - len(line.lstrip(" ")) + 1)

    def _mark(self, node: yaml.Node, where: Location) -> None:
        self.marks[where] = (node.start_mark.line + self.first_line, node.start_mark.column + 1)


def _scalar(node: yaml.ScalarNode) -> Any:
    if node.tag not in _PLAIN_TAGS:
        raise _Refused(node, f"The tag “{node.tag}” is not used here.", "Remove it.")
    text: str = node.value
    if node.style:  # quoted, or a block of text
        return text
    if text.lower() in _WORDS:
        return _WORDS[text.lower()]
    return int(text) if _PLAIN_INT.match(text) else text


def _around(node: yaml.Node, lines: list[str]) -> str:
    """The quotes to put around a text that begins with a brace."""
    return "Put the whole text in single quotes." if '"' in lines[node.start_mark.line] else DOUBLE


def _without_value(key: str, *, after_comma: bool) -> tuple[str, str]:
    """What to say of words between braces that are followed by nothing."""
    if re.match(r"[\w-]+:\S", key):
        return f"“{key}” has no space after its colon.", "Put a space after the colon."
    said = f"“{key}” between braces is read as a key, and has no value."
    if after_comma:
        said = f"The comma ends the text before “{key}”, which is read as a key."
    return said, "Put the whole text in double quotes; a key has a colon and a value."


_PLAIN_TAGS = frozenset(
    f"tag:yaml.org,2002:{kind}"
    for kind in ("str", "int", "float", "bool", "null", "timestamp", "merge", "value")
)
