"""What H5P makes of a quiz: which content types show it, how it counts, and what it cannot carry."""

from collections.abc import Iterator

from coursekit.export.base import PAPER_ONLY, Losses, bar_lost, fixed_lost, lost, pointed_lost
from coursekit.export.parts import Choosing, Reading, Typing, has, parts
from coursekit.export.texts import TEMPLATES as TEMPLATES
from coursekit.model.picture import shown_in
from coursekit.model.question.cloze import Cloze
from coursekit.model.question.match import Match
from coursekit.model.question.order import Order
from coursekit.model.question.reflection import Reflection
from coursekit.model.question.scale import Scale
from coursekit.model.question.scenario import Scenario
from coursekit.model.question.short_text import ShortText
from coursekit.model.question.true_false import TrueFalse
from coursekit.model.quiz import Quiz

LOSSES: Losses = (
    ((Match,), "Pairs become one question for each pair."),
    ((Order,), "Steps to put in order become a question for each step, which asks what comes next."),
    ((Cloze,), "A text with gaps becomes one question for each gap."),
    (
        (ShortText, Cloze),
        "Typed answers have one reason for all wrong answers; accents and full stops count.",
    ),
)


def losses(quiz: Quiz) -> tuple[str, ...]:
    """Say in plain words what H5P cannot carry of this quiz, and what the platform must have."""
    return tuple(_losses(quiz))


def _losses(quiz: Quiz) -> Iterator[str]:
    yield f"The platform must have these H5P content types: {', '.join(_shown(quiz))}."
    yield from lost(quiz, LOSSES)
    if has(quiz, Scenario) and not is_story(quiz):
        yield "Stories with choices become one question for each decision, and each counts: no branching."
    if has(quiz, Reflection, Scale) and not is_reading(quiz):
        yield "Reflections and scales are left out: a Question Set has no place for them."
    shared = [part for part in asked(quiz) if isinstance(part, Choosing) and part.partial]
    if any(all_or_nothing(part) for part in shared):
        yield "Where few options are wrong, only the whole answer counts: else ticking all would earn marks."
    if any(part.wrong > part.right for part in shared):
        yield "A wrong tick takes back as much as a right one earns, also where many options are wrong."
    if any(question.points not in (0, 1) for question in quiz.questions):
        yield "Points are H5P’s own: one for a question, or one for each right option."
    yield from bar_lost(quiz, sum(map(_points, asked(quiz))))
    if quiz.pools and not pool_size(quiz):
        yield "All questions are asked: a Question Set draws from one pool only."
    if quiz.settings.attempts is not None:
        yield "People may try again as often as they like."
    yield from pointed_lost(quiz)
    yield from fixed_lost(quiz)
    if _hidden(quiz):
        yield "A question shows the first picture of what it asks; of any other the words are there."
    yield "Links become words."
    yield PAPER_ONLY


def _hidden(quiz: Quiz) -> bool:
    """Whether there are pictures that no question can show above what it asks."""
    stems = [] if is_story(quiz) or is_reading(quiz) else [part.stem for part in asked(quiz)]
    shown = {next(shown_in(stem)) for stem in stems if any(True for _ in shown_in(stem))}
    every = [one for text in quiz.texts() for one in shown_in(text)]
    return len({one.target for one in every}) > len({one.target for one in shown})


def is_story(quiz: Quiz) -> bool:
    """Whether the quiz is one story, which becomes a Branching Scenario."""
    return len(quiz.questions) == 1 and isinstance(quiz.questions[0], Scenario)


def is_reading(quiz: Quiz) -> bool:
    """Whether nothing is asked, so that a Column of texts holds it all."""
    return all(isinstance(question, Reflection | Scale) for question in quiz.questions)


def asked(quiz: Quiz) -> Iterator[Choosing | Typing]:
    """Yield what is asked, each as one question of H5P."""
    yield from (part for part in parts(quiz.questions) if not isinstance(part, Reading))


def all_or_nothing(part: Choosing) -> bool:
    """H5P takes one point back for a wrong tick: too little where few options are wrong."""
    return part.several and (not part.partial or part.wrong < part.right)


def _points(part: Choosing | Typing) -> int:
    """What H5P gives for it: a point, or one for each right option."""
    return part.right if isinstance(part, Choosing) and part.several and not all_or_nothing(part) else 1


def pool_size(quiz: Quiz) -> int | None:
    """How many questions one pool of all questions picks."""
    if len(quiz.pools) == 1 and len(quiz.pools[0].questions) == len(quiz.questions):
        return quiz.pools[0].pick
    return None


def _shown(quiz: Quiz) -> list[str]:
    """The content types by the names that the H5P Hub shows."""
    if is_story(quiz):
        return ["Branching Scenario"]
    if is_reading(quiz):
        return ["Column", "Text"]
    true_false = {question.id for question in quiz.questions if isinstance(question, TrueFalse)}
    names = {library_name(part, true_false) for part in asked(quiz)}
    return ["Question Set", *sorted(_HUB[name] for name in names)]


_HUB = {
    "H5P.MultiChoice": "Multiple Choice",
    "H5P.TrueFalse": "True/False Question",
    "H5P.Blanks": "Fill in the Blanks",
}


def library_name(part: Choosing | Typing, true_false: set[str]) -> str:
    """Return the library that shows it; `true_false` has the ids of questions of that type."""
    if isinstance(part, Typing):
        return "H5P.Blanks"
    return "H5P.TrueFalse" if part.id in true_false else "H5P.MultiChoice"
