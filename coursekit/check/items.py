"""Well-made questions: a reason for every answer, options that do not give the right one away, clear stems.

All of these are warnings: a person decides. The figures are those of the course's rules for questions; three
were tuned on its own bank, and say so where they stand.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from math import sqrt

from coursekit.check.prose import END, plain, sentences, word_count
from coursekit.check.question.base import Found
from coursekit.load.course import Loaded
from coursekit.model.problem import Problem
from coursekit.model.question.base import ChoiceQuestion, Location, Option
from coursekit.model.question.cloze import Cloze
from coursekit.model.question.match import Match
from coursekit.model.question.scale import Scale
from coursekit.model.question.scenario import Scenario
from coursekit.model.question.short_text import ShortText
from coursekit.model.question.single import Single
from coursekit.model.question.true_false import TrueFalse
from coursekit.model.quiz import Question, Quiz
from coursekit.model.reference import Reference, replace

SHORTEST, LONGEST = 20, 45
"""Words of a reason: enough for what would happen and what to do instead, and no lecture."""
OPTIONS = 3
"""Rodriguez 2005: a third wrong option adds nothing but one more false statement to remember."""
RATIO = 1.5
"""Longest to shortest option, in characters: width is what the eye compares. Counting words too would stop
“Short lessons in class …” (8 words) beside an equally wide line of 13."""
STEM = 45
"""Words; a stem has fewer."""
ONE_IN = 10
"""At most one stem in ten may ask with a negative, and that one in bold."""

Said = Callable[[str], str]
"""Returns a text as it is read, with names put in where it refers to records, in plain words."""


def check(loaded: Loaded) -> Iterator[Problem]:
    """Yield a warning for each question, and each quiz, that could be made better.

    A file with errors waits: what was put in for missing parts would be blamed on its author.
    """
    said = _reader(loaded)
    broken = {problem.path for problem in loaded.problems}
    for quiz in loaded.course.quizzes:
        origin = loaded.origin("quiz", quiz.id)
        if origin.path not in broken:
            for where, code, message, hint in (*_of_questions(quiz, said), *_of_bank(quiz, said)):
                yield origin.problem(("questions", *where), code, message, hint, severity="warning")


def _of_questions(quiz: Quiz, said: Said) -> Iterator[Found]:
    for index, question in enumerate(quiz.questions):
        for rule in (_reasons, _stem, _beliefs, _options):
            for where, code, message, hint in rule(question, said):
                yield (index, *where), code, message, hint


def _of_bank(quiz: Quiz, said: Said) -> Iterator[Found]:
    single = [
        question
        for question in quiz.questions
        if isinstance(question, Single) and sum(option.correct for option in question.options) == 1
    ]
    for rule in (_longest_is_right, _places_of_right):
        yield from rule(single, said)
    yield from _negatives(quiz.questions)


def _reader(loaded: Loaded) -> Said:
    """Put in what is read for a reference: a fact or change in full, a contact by name, else a word."""
    course = loaded.course
    words = {("fact", fact.id): fact.text for fact in course.facts}
    words |= {("change", change.id): change.what for change in course.changes}
    words |= {("contact", contact.id): contact.name for contact in course.contacts}

    def put(reference: Reference) -> str:
        return words.get((reference.function, reference.argument or ""), reference.function)

    return lambda text: " ".join(plain(replace(text, put)).replace(END, " ").split())


# Reasons


def _reasons(question: Question, said: Said) -> Iterator[Found]:
    """Every reason has 20 to 45 words, begins with its point and names no option by a letter."""
    for where, text in question.texts():
        if where[-1] in {"reason", "otherwise"}:
            yield from ((where, *complaint) for complaint in _reason(said(text)))


def _reason(reason: str) -> Iterator[tuple[str, str, str]]:
    count = word_count(reason)
    if count < SHORTEST:
        hint = f"Say what would happen and what to do instead, in {SHORTEST} to {LONGEST} words."
        yield "short-reason", f"This reason has {count} word{'s' * (count != 1)}.", hint
    if count > LONGEST:
        hint = f"Keep the point and what to do; {LONGEST} are enough."
        yield "long-reason", f"This reason has {count} words.", hint
    if verdict := _VERDICT.match(reason):
        message = f"This reason begins with “{verdict[0].strip()}”."
        yield "verdict", message, "Begin with the point; the page says which answer was best."
    if letter := _LETTER.search(reason):
        message = f"“{letter[0]}”: options are shuffled, and the letters with them."
        yield "letter", message, "Say what the option does."


_VERDICT = re.compile(
    r"\W*(?:(?:(?:this|that) (?:is|was)|that[’']s|you are|you[’']re) )?"
    r"(?:wrong|no|incorrect|correct|right|yes|true|false)\b(?=\s*(?:[,.!:;–—]|$))"
    r"|\W*(?:wrong|incorrect|correct)\b",
    re.IGNORECASE,
)
"""“No, …”, but not “No copy is safe …”."""
_LETTER = re.compile(r"\b(?:[Oo]ptions?|[Aa]nswers?|[Cc]hoices?) [A-F]\b")


# Stems


def _stem(question: Question, said: Said) -> Iterator[Found]:
    """The stem is short, asks without a negative and makes sense with the options covered up."""
    stem = said(question.stem)
    if (count := word_count(stem)) >= STEM:
        hint = f"Tell one short scene; fewer than {STEM} are enough."
        yield ("stem",), "long-stem", f"This question has {count} words before its answers.", hint
    yield from _alone(question, stem)
    for word in _negatives_in(question, bold=False):
        message = f"The question turns on “{word}”, which is easily read over."
        yield ("stem",), "negative", message, f"Ask the other way round, or write **{word.lower()}** in bold."


def _alone(question: Question, stem: str) -> Iterator[Found]:
    hint = "Ask a question, or leave a sentence to complete (…)."
    if isinstance(question, ChoiceQuestion) and not _ASKS.search(stem):
        yield ("stem",), "unasked", "This question asks nothing at its end.", hint
    elif isinstance(question, ShortText) and not re.search(r"\?|…|\.\.\.|__", stem):
        yield ("stem",), "unasked", "This question asks nothing.", hint
    elif isinstance(question, TrueFalse | Scale) and stem.endswith("?"):
        message = "This question is to be answered by true or false, or on a scale."
        yield ("stem",), "unasked", message, "Make it a statement."
    elif _VAGUE.match(stem):
        message = "With its answers covered up, this question cannot be answered."
        yield ("stem",), "vague-stem", message, "Say what it is about, and ask for one decision."


_ASKS = re.compile(r"(?:\?|…|\.\.\.|:)[”’\"')]*(?:\s*\([^()]*\))?$")
"""At the end, but for a remark in brackets such as “(Choose two.)”."""
_VAGUE = re.compile(
    r"(?:which|what)(?: one)?(?: of (?:these|the following))?(?: \w+)? (?:is|are) "
    r"(?:\w+ )?(?:true|right|correct|false|wrong|best)\?$",
    re.IGNORECASE,
)
_NEGATIVE = re.compile(r"\b(?:not|never|except|cannot|\w+n[’']t)\b", re.IGNORECASE)
_BOLD = re.compile(r"(\*\*|__)(.+?)\1", re.DOTALL)
_SPEECH = re.compile(r"“[^”]*”|\"[^\"]*\"")


def _negatives_in(question: Question, *, bold: bool) -> list[str]:
    """The negatives, bold or not, in what is asked.

    That is the question itself, not the scene before it, nor words that somebody says. On the course's own
    bank the scene too would stop 27 questions, such as “The lead does not answer. What do you do?”.
    """
    if not isinstance(question, ChoiceQuestion | TrueFalse):
        return []
    asked = _asked(_SPEECH.sub(" ", question.stem), whole=isinstance(question, TrueFalse))
    words = " ".join(found[2] for found in _BOLD.finditer(asked)) if bold else _BOLD.sub(" ", asked)
    return _NEGATIVE.findall(words)


def _asked(stem: str, *, whole: bool) -> str:
    parts = [stem[start:end] for start, end in sentences(stem)]
    return stem if whole else " ".join([part for part in parts if "?" in part] or parts[-1:])


def _negatives(questions: Sequence[Question]) -> Iterator[Found]:
    """At most one question in ten asks with a negative, however bold."""
    count = sum(bool(_negatives_in(question, bold=True)) for question in questions)
    if count > max(len(questions) / ONE_IN, 1):
        message = f"{count} of {len(questions)} questions ask with a negative."
        yield (), "negatives", message, f"Ask the other way round in all but one in {ONE_IN}."


# Wrong answers


def _beliefs(question: Question, _said: Said) -> Iterator[Found]:
    """Every wrong answer to choose names the belief that it stands for."""
    for where, belief in _wrong(question):
        if not belief:
            message = "This wrong answer stands for no misconception."
            hint = "Add “misconception: …”: what somebody who picks it believes. If there is none, cut it."
            yield where, "no-misconception", message, hint


def _wrong(question: Question) -> Iterator[tuple[Location, str | None]]:
    """Where each wrong answer stands, and the belief behind it."""
    if isinstance(question, TrueFalse):
        key = "if_false" if question.answer else "if_true"
        yield (key,), getattr(question, key).misconception
    for number, option in enumerate(question.options if isinstance(question, ChoiceQuestion) else ()):
        if not option.correct:
            yield ("options", number), option.misconception
    for number, distractor in enumerate(question.distractors if isinstance(question, Match) else ()):
        yield ("distractors", number), distractor.misconception
    for index, step in enumerate(question.steps if isinstance(question, Scenario) else ()):
        for number, choice in enumerate(step.choices):
            if not choice.best:
                yield ("steps", index, "choices", number), choice.misconception
    for index, gap in enumerate(question.gaps if isinstance(question, Cloze) else ()):
        for number, wrong in enumerate(gap.wrong):
            yield ("gaps", index, "wrong", number), wrong.misconception


# Options


def _options(question: Question, said: Said) -> Iterator[Found]:
    """Options do not differ so much, in number, length or words, that they give an answer away."""
    if not isinstance(question, ChoiceQuestion):
        return
    options = question.options
    if isinstance(question, Single) and len(options) != OPTIONS:
        message = f"This question has {len(options)} options."
        yield ("options",), "options", message, f"Give it {OPTIONS}: one right, and two real slips."
    texts = [said(option.text) for option in options]
    if all(_LETTERED.match(text) for text in texts):
        message = "These options begin with letters or numbers of their own, and are shuffled."
        yield ("options", 0, "text"), "lettered", message, "Take them out; papers letter the options."
    yield from _lengths(texts)
    yield from _catch_alls(texts)
    yield from _absolutes(options, texts)


_LETTERED = re.compile(r"\(?(?:[A-Ha-h]|\d)(?:[.)]|\s?[–-])\s+\S")


def _lengths(texts: list[str]) -> Iterator[Found]:
    shortest, longest = min(texts, key=len), max(texts, key=len)
    if len(longest) > RATIO * len(shortest) and len(longest) > _NARROW:
        message = f"The longest option has {len(longest)} characters and the shortest {len(shortest)}."
        hint = f"Make them alike; {RATIO} times the shortest is enough."
        yield ("options", texts.index(longest)), "uneven-options", message, hint


_NARROW = 20
"""Characters. Among options of a word or two nobody sees which is longest."""


def _catch_alls(texts: list[str]) -> Iterator[Found]:
    for number, text in enumerate(texts):
        if found := _CATCH_ALL.search(text):
            message = f"“{found[0].strip()}” is about the other options and not about the question."
            hint = "Write an answer of its own, or use “type: multiple”."
            yield ("options", number, "text"), "catch-all", message, hint


_CATCH_ALL = re.compile(
    r"\b(?:all|none|any|both|either|neither) of (?:the|these) (?:above|answers|options|others?|two)\b"
    r"|^\W*(?:all|none|any|both|either|neither)(?: of (?:these|those|them))?\W*$"
    r"|^\W*(?:both )?[A-F] and [A-F]\b",
    re.IGNORECASE,
)
"""“For both of them” in a sentence is no such thing."""


def _absolutes(options: Sequence[Option], texts: list[str]) -> Iterator[Found]:
    """Absolutes that tell right from wrong to somebody who knows nothing.

    Always, never and none do so wherever they stand on one side alone. “All” and “only” are everyday words:
    they do where they stand in a right option and in no wrong one, or in every wrong one. On the course's
    own bank the stricter rule stopped some thirty questions, one for “Book a training day for all staff”.
    """
    for word, enough in _ABSOLUTES.items():
        has = [re.search(word, text, re.IGNORECASE) for text in texts]
        right = [bool(found) for found, option in zip(has, options, strict=True) if option.correct]
        wrong = [bool(found) for found, option in zip(has, options, strict=True) if not option.correct]
        if any(right) != any(wrong) and (any(right) or enough(wrong)):
            number, first = next((number, found) for number, found in enumerate(has) if found)
            side = "right" if any(right) else "wrong"
            message = f"“{first[0]}” stands on the {side} side alone, and gives it away."
            hint = "Leave the word out, or use it on both sides."
            yield ("options", number, "text"), "absolute", message, hint


_ABSOLUTES: dict[str, Callable[[list[bool]], bool]] = {
    r"\balways\b": any,
    r"\bnever\b": any,
    r"\bnone\b": any,
    r"(?<!\bat )(?<!\bafter )\ball\b(?! right\b)": all,
    r"\bonly\b": all,
}
"""The absolutes, and how many of the wrong options must have one before it gives them away."""


# The questions of a quiz together


def _longest_is_right(questions: Sequence[Single], said: Said) -> Iterator[Found]:
    """The right option is the longest no more often than chance would have it."""
    if not questions:
        return
    count = sum(_stands_out(question, said) for question in questions)
    chances = [1 / len(question.options) for question in questions]
    expected, variance = sum(chances), sum(chance * (1 - chance) for chance in chances)
    if count - expected > ONE_SIDED * sqrt(variance):
        message = f"The right option is the longest in {count} of {len(questions)} questions."
        hint = f"Lengthen wrong options or shorten right ones; by chance it would be {expected:.0f}."
        yield (), "longest-is-right", message, hint


def _stands_out(question: Single, said: Said) -> bool:
    """Whether the right option is longer than every other."""
    lengths = {option.id: len(said(option.text)) for option in question.options}
    right = next(lengths.pop(option.id) for option in question.options if option.correct)
    return right > max(lengths.values(), default=right)


def _places_of_right(questions: Sequence[Single], _said: Said) -> Iterator[Found]:
    """The right option stands first, second and third about equally often: paper does not shuffle."""
    counts = [0] * max((len(question.options) for question in questions), default=0)
    expected = [0.0] * len(counts)
    for question in questions:
        counts[next(n for n, option in enumerate(question.options) if option.correct)] += 1
        for number in range(len(question.options)):
            expected[number] += 1 / len(question.options)
    distance = sum((count - mean) ** 2 / mean for count, mean in zip(counts, expected, strict=True))
    if len(counts) > 1 and distance > CHI_SQUARE[len(counts) - 2]:
        said = ", ".join(map(str, counts[:-1])) + f" and {counts[-1]}"
        message = f"The right option stands in first to last place {said} times."
        yield (), "uneven-places", message, "Move some, so that each place has about as many."


ONE_SIDED = 1.645
"""Standard deviations that chance exceeds once in twenty."""
CHI_SQUARE = (3.84, 5.99, 7.81, 9.49, 11.07)
"""What chance exceeds once in twenty, for two to six places."""
