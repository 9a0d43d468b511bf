"""YAML with the line and column of every value, and without YAML's traps.

Only `true` and `false` are truth values, so `no` stays the word it is; a number with leading zeros (`000`,
an emergency number) stays text; dates stay text until the model reads them.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

import yaml

from coursekit.model.problem import Problem

Location = tuple[str | int, ...]
Marks = dict[Location, tuple[int, int]]
"""Line and column, counted from 1, of the key or list item at a location."""

_PLAIN_INT = re.compile(r"^-?(0|[1-9][0-9]{0,15})$")
_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}
_DEEPEST = 40

_REMEDIES = (
    (
        "mapping values are not allowed",
        "A colon followed by a space starts a new key here",
        "Put the whole sentence in double quotes.",
    ),
    ("found character '\\t'", "A tab stands where spaces are needed", "Indent with spaces."),
    (
        "could not find expected ':'",
        "A key without its colon, or a sentence that is not indented",
        "Write “key: value”, and indent the lines that belong to it.",
    ),
    (
        "found unexpected end of stream",
        "A quotation mark is opened and never closed",
        "Close it, or double it inside the text.",
    ),
    (
        "expected <block end>",
        "The indentation or a quotation mark does not fit",
        "Line this up with the lines above, and put text that has quotes or colons in double quotes.",
    ),
    ("cannot start any token", "This character needs quotes", "Put the text in double quotes."),
    ("found unknown escape", "A backslash inside double quotes", "Write it twice, or use single quotes."),
)


class _Refused(Exception):
    """A construct we do not accept, with its node."""

    def __init__(self, node: yaml.Node, message: str, hint: str) -> None:
        super().__init__(message)
        self.node, self.message, self.hint = node, message, hint


def parse(path: str, text: str, first_line: int = 1) -> tuple[Any, Marks, list[Problem]]:
    """Read one YAML document.

    `first_line` is the line of the file on which `text` begins. Returns the data (None where it is empty
    or broken), the marks of all its parts, and the problems found.
    """

    def problem(mark: Any, message: str, hint: str, code: str = "yaml") -> Problem:
        return Problem(path, mark.line + first_line, mark.column + 1, code, message, hint)

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        if mark := _too_deep(yaml.parse(text, Loader=loader)):
            return (
                None,
                {},
                [problem(mark, "This is nested too deeply.", "Compare it with the authors’ guide.")],
            )
        nodes = list(yaml.compose_all(text, Loader=loader))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        message, hint = _in_plain_words(error)
        return None, {}, [problem(mark, message, hint)]
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        return (
            None,
            {},
            [
                Problem(
                    path,
                    first_line,
                    1,
                    "yaml",
                    f"This cannot be read as YAML ({error}).",
                    "Compare it with the authors’ guide.",
                )
            ],
        )
    if len(nodes) > 1:
        return (
            None,
            {},
            [
                problem(
                    nodes[1].start_mark,
                    "A second document starts here.",
                    "Keep one document in a file; remove the “---”.",
                )
            ],
        )
    if not nodes:
        return None, {}, []
    marks: Marks = {(): (nodes[0].start_mark.line + first_line, nodes[0].start_mark.column + 1)}
    try:
        data = _Builder(marks, first_line).build(nodes[0], ())
    except _Refused as refused:
        return None, marks, [problem(refused.node.start_mark, refused.message, refused.hint)]
    return data, marks, []


def _too_deep(events: Iterable[yaml.Event]) -> Any:
    """The mark of what is nested deeper than we read, else None: composing it could use up the stack."""
    depth = 0
    for event in events:
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST + 1:
            return event.start_mark
    return None


def _in_plain_words(error: yaml.MarkedYAMLError) -> tuple[str, str]:
    said = error.problem or ""
    for part, message, hint in _REMEDIES:
        if part in said:
            return message + ".", hint
    return (
        f"This cannot be read as YAML: {said}.",
        "Compare it with the authors’ guide, or put the text in double quotes.",
    )


class _Builder:
    """Turns composed nodes into plain data while noting where each part stands."""

    def __init__(self, marks: Marks, first_line: int) -> None:
        self.marks, self.first_line = marks, first_line
        self.seen: set[int] = set()

    def build(self, node: yaml.Node, where: Location) -> Any:
        # An alias is the same node in a second place; expanding aliases of aliases could fill the memory.
        if id(node) in self.seen:
            raise _Refused(node, "Anchors and aliases are not used here.", "Write the text out again.")
        self.seen.add(id(node))
        if len(where) > _DEEPEST:
            raise _Refused(node, "This is nested too deeply.", "Compare it with the authors’ guide.")
        if isinstance(node, yaml.ScalarNode):
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
                raise _Refused(key, "A key must be a single word.", "Put the text in double quotes.")
            if key.value in seen:
                raise _Refused(
                    key, f"The key “{key.value}” stands here a second time.", "Keep one of the two."
                )
            seen.add(key.value)
            self._mark(key, (*where, key.value))
            yield key.value, self.build(value, (*where, key.value))

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


_PLAIN_TAGS = frozenset(
    f"tag:yaml.org,2002:{kind}"
    for kind in ("str", "int", "float", "bool", "null", "timestamp", "merge", "value")
)
