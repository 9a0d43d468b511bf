"""How a problem is said to an author: as sentences, and under a code that is a name."""

import re
from collections.abc import Iterator
from functools import cache

from coursekit.model.base import Frozen
from coursekit.model.problem import Problem

_CODE = re.compile(r"[a-z]+(-[a-z0-9]+)*")
_BEGIN = re.compile(r"[A-Z“‘'`#\d(/…{<]|[a-z]+[./_-]\w|[^\x00-\x7f]")
"""A capital, a sign or a number, the name of a file or an id, or what the author has typed."""
_OWN_KEY = re.compile(r"[a-z][\w -]* is an? \w+, and ")
"""A name that the author has given to a value, such as a kind of refused host."""
_END = re.compile(r"[.?!”)]$|https?://\S+$")
_QUOTED = re.compile(r"“.*”|“[^”]*$|\"[^\"]*\"|`[^`]*`", re.DOTALL)


@cache
def _keys() -> frozenset[str]:
    """All that a record or the head of a file can hold: a sentence may begin with the name of one."""
    waiting, found = list(Frozen.__subclasses__()), set[str]()
    while waiting:
        model = waiting.pop()
        waiting += model.__subclasses__()
        found |= model.model_fields.keys()
    return frozenset(found)


def unlike_sentences(problem: Problem) -> Iterator[str]:
    """What is wrong with how it is said, apart from what it quotes of an author's."""
    if not _CODE.fullmatch(problem.code):
        yield f"its code is no name: {problem.code!r}"
    for text in filter(None, (problem.message.strip(), problem.hint.strip())):
        first = re.match(r"\w*", text)
        own_key = problem.code == "bad-value" and _OWN_KEY.match(text)
        if not (_BEGIN.match(text) or own_key or (first and first[0] in _keys())):
            yield f"begins unlike a sentence: {text!r}"
        if not _END.search(text):
            yield f"ends unlike a sentence: {text!r}"
        own = _QUOTED.sub("", text)
        if re.search(r"[A-Z]{4}", own) and not re.search("[a-z]{2}", own):
            yield f"shouts: {text!r}"
