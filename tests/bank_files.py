"""A file of each format that is read, of every type of question it can have."""

import io

from docx import Document
from exporting import EXAMPLES, FORMATS, inputs_of, quiz_of
from openpyxl import Workbook

from coursekit.export import qti12
from coursekit.export.base import xml
from coursekit.export.plain_csv import COLUMNS
from coursekit.model.quiz import Quiz

TEXT2QTI = """\
Quiz title: A quiz
Quiz description: About it.

Title: One
Points: 2
1.  What is *2 + 2*?
... Two and two.
a)  3
... No.
*b) 4
... Yes.

2.  Which are even?
[*] 2
[ ] 3
[*] 4

3.  Who was it?
*   Ada
*   Ada Lovelace

4.  Tell us.
____

5.  True?
*a) True
b)  False

6.  How many?
=   3 +- 1

```{.python .run}
print("never")
```
"""
MDBOOK = """\
[[questions]]
type = "MultipleChoice"
prompt.prompt = "What is `2 + 2`?"
prompt.distractors = ["3", "5"]
answer.answer = "4"
context = "Two and two."
id = "one"

[[questions]]
type = "MultipleChoice"
prompt.prompt = "Which are even?"
prompt.distractors = ["3"]
answer.answer = ["2", "4"]

[[questions]]
type = "ShortAnswer"
prompt.prompt = "Who was it?"
answer.answer = "Ada"
answer.alternatives = ["Ada Lovelace"]

[[questions]]
type = "Tracing"
prompt.program = "fn main() {}"
answer.doesCompile = true
"""
WORD = [
    "1. What is 2 + 2?",
    "A. 3",
    "B. 4",
    "Answer: B",
    "Explanation: Two and two.",
    "2) Who?",
    "a) I",
    "*b) You",
]


def whole() -> Quiz:
    """One quiz with every example."""
    quizzes = [quiz_of(file) for file in EXAMPLES]
    return quizzes[0].model_copy(update={"questions": tuple(q for quiz in quizzes for q in quiz.questions)})


def every_file() -> dict[str, bytes]:
    """Files by their names."""
    quiz = whole()
    found = {f"x.{name}": form.render(inputs_of(quiz)) for name, form in FORMATS.items()}
    story = next(quiz_of(file) for file in EXAMPLES if file.stem == "scenario")
    found["story.h5p"] = FORMATS["h5p"].render(inputs_of(story))
    found["x.qti12.xml"] = xml(qti12.assessment(inputs_of(quiz)))
    found["x.text2qti.md"] = TEXT2QTI.encode()
    found["x.toml"] = MDBOOK.encode()
    found["x.txt"] = "\n".join(WORD).encode()
    return found | {"x.docx": word(), "x.xlsx": workbook()}


def word() -> bytes:
    document, file = Document(), io.BytesIO()
    for line in WORD:
        document.add_paragraph(line)
    document.save(file)
    return file.getvalue()


def workbook() -> bytes:
    book, file = Workbook(), io.BytesIO()
    book.active.append(COLUMNS)
    for answer, right in (("3", "no"), (4, "yes"), (True, "no")):
        row = {"question": "What is 2 + 2?", "answer": answer, "right": right, "reason": "Count."}
        book.active.append([row.get(name) for name in COLUMNS])
    book.save(file)
    return file.getvalue()
