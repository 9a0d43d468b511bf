"""A text with gaps in Moodle's syntax of “embedded answers”: `{1:SHORTANSWER:=right#reason~wrong#reason}`.

As `question/type/multianswer/questiontype.php` reads it: it looks for the syntax first, and decodes HTML
entities in each answer and reason afterwards. So what could be taken for syntax is written as an entity.
"""

import re
from collections.abc import Iterator

from markupsafe import Markup

from coursekit.model.question.cloze import Cloze, Gap
from coursekit.render.questions import gaps
from coursekit.render.references import Writer


def embedded(write: Writer, question: Cloze) -> str:
    """The stem and the text as HTML, each gap in Moodle's syntax."""
    pieces = [(write.block(question.stem), None), *gaps(write.sections(question.text), question)]
    return "".join(
        _outside(html) + (_gap(write, gap, question.points) if gap else "") for html, gap in pieces
    )


def _outside(html: Markup) -> str:
    return str(html).replace("{", "&#123;")


def typed(write: Writer, text: str) -> str:
    """An answer to be typed; an asterisk would stand for anything."""
    return write.line(text).striptags().replace("*", r"\*")


def _gap(write: Writer, gap: Gap, points: int) -> str:
    alternatives = _to_choose(write, gap) if gap.choose else _to_type(write, gap)
    kind = "MULTICHOICE_S" if gap.choose else "SHORTANSWER"  # _S: shuffled, for the right answer is the first
    return f"{{{points}:{kind}:{'~'.join(alternatives)}}}"


def _to_choose(write: Writer, gap: Gap) -> Iterator[str]:
    reasons = [gap.reason, *(wrong.reason for wrong in gap.wrong)]
    for number, (text, reason) in enumerate(zip(gap.choices, reasons, strict=True)):
        yield _alternative(write.line(text), write.run_in(reason), right=number == 0)


def _to_type(write: Writer, gap: Gap) -> Iterator[str]:
    for text in gap.accept:
        yield _alternative(typed(write, text), write.run_in(gap.reason), right=True)
    for wrong in gap.wrong:
        for text in wrong.answers:
            yield _alternative(typed(write, text), write.run_in(wrong.reason), right=False)
    yield _alternative("*", write.run_in(gap.otherwise), right=False)


def _alternative(answer: str, reason: str, *, right: bool) -> str:
    return f"{'=' if right else ''}{_inert(answer)}#{_inert(reason)}"


_SYNTAX = re.compile(r"[&<>{}~#=%/\\\"']")


def _inert(text: str) -> str:
    return _SYNTAX.sub(lambda match: f"&#{ord(match[0])};", str(text))
