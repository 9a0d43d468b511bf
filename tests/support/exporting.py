"""What the tests of exports share: examples, texts that would do harm, and what a person sees of HTML."""

import html
import io
import re
import zipfile
from pathlib import Path

from hypothesis import strategies as st
from project import ROOT

from coursekit.export import FORMATS as FORMAT_LIST
from coursekit.export.base import ExportInputs
from coursekit.export.format import Format
from coursekit.load import marked_yaml
from coursekit.model.quiz import Quiz
from coursekit.model.reference import references
from coursekit.model.shelf import Shelf

EXAMPLES = sorted((ROOT / "tests/examples").glob("*.yml"))
GOLDEN = Path(__file__).parents[1] / "export/golden"
FORMATS: dict[str, Format] = {form.notes.name: form for form in FORMAT_LIST if form.of == "questions"}

HOSTILE = [
    "]]>", "<script>alert(1)</script>", "~=#{}:", "%50% and %-100%", "[html]x", "a<b and c>d", "<b",
    "&nbsp; &amp; &", "\"quotes\" 'and' “these”", "{{ x }}", "{% if %}", "😀 é", "שלום עליכם",
    "=HYPERLINK(\"x\")", "+1-1@x", "a * b / c \\: d", "// [id:x]", "$CATEGORY: x", "::x::",
    "two\n\nparagraphs\nand lines", "x" * 5000, "[a](javascript:alert(1))", "EXIT_TESTPART",
]  # fmt: skip

ANY_TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"], exclude_characters="￾￿"),
    min_size=1,
    max_size=60,
).filter(lambda text: bool(text.strip()) and not any(references(text)))  # a reference needs its record


def quiz_of(file: Path) -> Quiz:
    data, _, problems = marked_yaml.parse(file.name, file.read_text(encoding="utf-8"))
    assert problems == []
    return Quiz.model_validate(data)


def example(name: str) -> Quiz:
    return quiz_of(ROOT / f"tests/examples/{name}.yml")


def quiz_with(*questions: dict[str, object], **quiz: object) -> Quiz:
    head = {"schema": 1, "id": "x", "title": "x", "audience": ["staff"], "review_by": "2027-09-01"}
    listed = [{"id": f"q{number}", **question} for number, question in enumerate(questions, 1)]
    return Quiz.model_validate({**head, "questions": listed, **quiz})


def exported(form: Format, quiz: Quiz, title: str | None = None) -> bytes:
    made = form.render(inputs_of(quiz, title))
    assert isinstance(made, bytes)
    return made


def inputs_of(quiz: Quiz, title: str | None = None) -> ExportInputs:
    return ExportInputs(quiz=quiz, shelf=Shelf(), title=title or quiz.tab_title or "Questions")


def unpacked(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name).decode() for name in archive.namelist()}


def readable(data: bytes) -> str:
    """A file as text; of a zip, its files one after the other."""
    if not data.startswith(b"PK"):
        return data.decode()
    return "".join(f"=== {name}\n{text}\n" for name, text in unpacked(data).items())


def seen(markup: str) -> str:
    """What a person sees of a piece of HTML."""
    return flat(html.unescape(re.sub(r"<[^>]+>", " ", markup)))


def flat(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def shown(text: str) -> str:
    """What a person sees of a text that an author wrote (a link to nowhere keeps its words)."""
    return flat("a" if text.startswith("[a]") else text)


def choice(text: str, reason: str | None = None, **option: object) -> dict[str, object]:
    return {"id": "a", "text": text, "reason": reason or text, **option}


def every_type(text: str) -> list[dict[str, object]]:
    """A question of each type with this text wherever a text may stand."""
    line = flat(text)
    sides = {"if_true": {"reason": text}, "if_false": {"reason": text}}
    options = [choice(text, correct=True), choice(text, id="b"), choice(text, id="c")]
    wrong = [{"answers": [f"{line} 2"], "reason": text}]
    answer = {"accept": [line], "reason": text, "otherwise": text, "wrong": wrong}
    steps = [
        {"id": "s", "text": text, "choices": [
            {"id": "a", "text": text, "reason": text, "next": "e", "best": True},
            {"id": "b", "text": text, "reason": text, "next": "e"},
        ]},
        {"id": "e", "text": text, "tell": text},
    ]  # fmt: skip
    ordered = [{"id": f"s{number}", "text": text, "reason": text} for number in (1, 2, 3)]
    return [
        {"type": "single", "stem": text, "options": options},
        {"type": "multiple", "stem": text, "options": options},
        {"type": "true_false", "stem": text, "answer": True, **sides},
        {"type": "match", "stem": text, "pairs": [
            {"id": "p", "left": text, "right": line, "reason": text},
            {"id": "r", "left": text, "right": "other", "reason": text},
        ], "distractors": [{"id": "d", "right": "spare", "reason": text}]},
        {"type": "order", "stem": text, "steps": ordered},
        {"type": "cloze", "stem": text, "text": f"before [[g]] and [[h]] after\n\n{text}", "gaps": [
            {"id": "g", **answer}, {"id": "h", "choose": False, **answer},
        ]},
        {"type": "short_text", "stem": text, **answer},
        {"type": "scenario", "title": line, "stem": text, "steps": steps},
        {"type": "reflection", "stem": text, "note": text},
        {"type": "scale", "stem": text, "low": line, "high": line, "note": text},
    ]  # fmt: skip
