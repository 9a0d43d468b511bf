"""What the rules of a question type yield, and what several of them look for."""

from collections.abc import Iterable, Iterator

from coursekit.model.question.answer import folded

Found = tuple[tuple[str | int, ...], str, str, str]
"""Location in the question, code, message and hint."""


def repeated(texts: Iterable[str], known: Iterable[str] = ()) -> Iterator[tuple[int, str]]:
    """Yield each text, with its index, that a learner could not tell from one before it or one of `known`."""
    seen = {folded(text) for text in known}
    for index, text in enumerate(texts):
        if folded(text) in seen:
            yield index, text
        seen.add(folded(text))
