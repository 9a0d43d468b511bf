"""H5P: a Question Set; a Branching Scenario where the quiz is one story; a Column where nothing is asked.

The libraries that show it are not in the file: the platform has them, or gets them from the H5P Hub. Fields
that take HTML get the few elements they allow; in all others every sign that could be HTML is escaped.
"""

import html

from coursekit.export.base import BEST, OTHER, ExportInputs
from coursekit.export.format import Format
from coursekit.export.h5p_losses import (
    all_or_nothing,
    asked,
    is_reading,
    is_story,
    library_name,
    losses,
    pool_size,
)  # fmt: skip
from coursekit.export.h5p_writer import LICENCE, Fields, Writer, as_json, blank, dependency
from coursekit.export.parts import Choosing, Reading, Typing, parts
from coursekit.export.texts import TEMPLATES as TEMPLATES
from coursekit.model.format_notes import FormatNotes
from coursekit.model.question.scenario import Scenario, Step
from coursekit.render.archive import zipped


def render(inputs: ExportInputs) -> bytes:
    """Return the quiz as an H5P file without libraries."""
    maker = _H5p(inputs)
    main, content = maker.content()
    head = {
        "title": inputs.title,
        "language": "en",
        "defaultLanguage": "en",
        "mainLibrary": main,
        "embedTypes": ["iframe"],
        **LICENCE,
        "preloadedDependencies": [dependency(name) for name in sorted({main, *maker.used})],
    }
    files = [(f"content/{path}", data) for path, data in maker.files.items()]
    return zipped([("h5p.json", as_json(head)), ("content/content.json", as_json(content)), *files])


class _H5p(Writer):
    def content(self) -> tuple[str, Fields]:
        """The main library, and what it shows."""
        first = self.quiz.questions[0]
        if is_story(self.quiz) and isinstance(first, Scenario):
            return "H5P.BranchingScenario", self.story(first)
        if is_reading(self.quiz):
            return "H5P.Column", self.column()
        return "H5P.QuestionSet", self.question_set()

    def question_set(self) -> Fields:
        intro = self.html(self.quiz.intro) if self.quiz.intro else ""
        size = pool_size(self.quiz)
        return {
            "introPage": {
                "showIntroPage": bool(intro),
                "title": html.escape(self.title),
                "introduction": intro,
                "startButtonText": "Start",
            },
            "progressType": "textual",
            "passPercentage": self.quiz.settings.pass_mark or 0,
            "disableBackwardsNavigation": False,
            "randomQuestions": size is not None,
            **({"poolSize": size} if size else {}),
            "questions": [self.question(part) for part in asked(self.quiz)],
            "texts": {
                "prevButton": "Previous question",
                "nextButton": "Next question",
                "finishButton": "Finish",
                "textualProgress": "Question: @current of @total questions",
            },
            "endGame": {
                "showResultPage": True,
                "showSolutionButton": True,
                "showRetryButton": True,
                "message": "How it went",
                "noResultMessage": "Finished",
                "scoreBarLabel": "You have @finals of @totals points",
                "overallFeedback": [{"from": 0, "to": 100, "feedback": ""}],
                "solutionButtonText": "Show the answers",
                "retryButtonText": "Try again",
                "finishButtonText": "Finish",
                "showAnimations": False,
            },
            "override": {"checkButton": True, "showSolutionButton": "on", "retryButton": "on"},
        }

    def question(self, part: Choosing | Typing) -> Fields:
        name = library_name(part, self.true_false)
        if isinstance(part, Typing):
            return self.library(name, part.id, self.blanks(part))
        if name == "H5P.TrueFalse":
            return self.library(name, part.id, self.true_or_false(part))
        return self.library(name, part.id, self.multi_choice(part))

    def multi_choice(self, part: Choosing) -> Fields:
        answers = [
            {
                "text": f"<div>{self.line(option.text)}</div>",
                "correct": option.correct,
                "tipsAndFeedback": {
                    "tip": "",
                    "chosenFeedback": f"<div>{self.reason(option.reason, right=option.correct)}</div>",
                    "notChosenFeedback": "",
                },
            }
            for option in part.options
        ]
        stem, media = self.media(part)
        return {
            **media,
            "question": self.html(stem),
            "answers": answers,
            "overallFeedback": [{"from": 0, "to": 100}],
            "behaviour": {
                **_BEHAVIOUR,
                "type": "multi" if part.several else "single",
                "singlePoint": not part.several or all_or_nothing(part),
                "randomAnswers": self.quiz.settings.shuffle,
                "showSolutionsRequiresInput": True,
                "passPercentage": 100,
                "showScorePoints": False,
            },
        }

    def true_or_false(self, part: Choosing) -> Fields:
        reasons = {option.correct: option for option in part.options}
        stem, media = self.media(part)
        return {
            **media,
            "question": self.html(stem),
            "correct": reasons[True].id,
            "l10n": {"trueText": "True", "falseText": "False"},
            "behaviour": {
                **_BEHAVIOUR,
                "feedbackOnCorrect": f"{BEST} {self.plain(reasons[True].reason)}",
                "feedbackOnWrong": f"{OTHER} {self.plain(reasons[False].reason)}",
            },
        }

    def blanks(self, part: Typing) -> Fields:
        answers = "/".join(blank(self.plain(text)) for text in part.answer.accept)
        stem, media = self.media(part)
        return {
            **media,
            "text": self.html(stem),
            "questions": [f"<p>*{answers}*</p>"],
            "overallFeedback": [
                {"from": 0, "to": 99, "feedback": f"{OTHER} {self.plain(part.answer.otherwise)}"},
                {"from": 100, "to": 100, "feedback": f"{BEST} {self.plain(part.answer.reason)}"},
            ],
            "behaviour": {
                **_BEHAVIOUR,
                "autoCheck": False,
                "caseSensitive": False,
                "acceptSpellingErrors": False,
                "showSolutionsRequiresInput": True,
                "separateLines": False,
            },
        }

    def column(self) -> Fields:
        texts = [
            (part.id, f"{part.stem}\n\n{part.note}")
            for part in parts(self.quiz.questions)
            if isinstance(part, Reading)
        ]
        return {
            "content": [
                {
                    "content": self.library("H5P.AdvancedText", id_, {"text": self.html(text)}),
                    "useSeparator": "auto",
                }
                for id_, text in texts
            ]
        }

    def story(self, question: Scenario) -> Fields:
        numbers = {step.id: number for number, step in enumerate(question.steps)}
        end = {
            "endScreenTitle": "The end of the story",
            "endScreenSubtitle": "You can start again and choose differently.",
            "contentId": -1,
            "endScreenScore": 0,
        }
        return {
            "branchingScenario": {
                "title": html.escape(self.title),
                "startScreen": {
                    "startScreenTitle": self.plain(question.title),
                    "startScreenSubtitle": self.plain(question.stem),
                },
                "endScreens": [end],
                "content": [self.step(question, step, numbers) for step in question.steps],
                "scoringOptionGroup": {"scoringOption": "no-score", "includeInteractionsScores": False},
                "behaviour": {"enableBackwardsNavigation": True, "forceContentFinished": False},
                "l10n": {
                    "startScreenButtonText": "Start",
                    "endScreenButtonText": "Start again",
                    "proceedButtonText": "Go on",
                    "backButtonText": "Back",
                },
            }
        }

    def step(self, question: Scenario, step: Step, numbers: dict[str, int]) -> Fields:
        stem = f"{question.stem}\n\n" if step == question.steps[0] else ""
        id_ = f"{question.id}-{step.id}"
        if step.tell:
            text = self.html(f"{stem}{step.text}\n\n**Who to tell**\n\n{step.tell}")
            kind = self.library("H5P.AdvancedText", id_, {"text": text})
        else:
            alternatives = [
                {
                    "text": self.plain(choice.text),
                    "nextContentId": numbers[choice.next],
                    "feedback": {
                        "title": "A good next step." if choice.best else "There is a better step; see why.",
                        "subtitle": self.html(choice.reason),
                    },
                }
                for choice in step.choices
            ]
            asked = {"question": self.html(f"{stem}{step.text}"), "alternatives": alternatives}
            kind = self.library("H5P.BranchingQuestion", id_, {"branchingQuestion": asked})
        end = {"nextContentId": -1} if step.tell else {}
        return {"type": kind, "showContentTitle": False, "contentBehaviour": "useBehavioural", **end}


_BEHAVIOUR: Fields = {
    "enableRetry": True,
    "enableSolutionsButton": True,
    "enableCheckButton": True,
    "confirmCheckDialog": False,
    "confirmRetryDialog": False,
}


FORMAT = Format(
    ending="h5p",
    notes=FormatNotes(
        name="h5p",
        short="Questions: H5P",
        title="Questions as H5P",
        serves=(
            "H5P. The file holds the questions; the platform must have the content types that show them."
        ),
        tried=(
            "Moodle 4.5.6 with content types of 2026 (played: right and wrong), and the manifests "
            "of the content types as their makers published them in November 2026."
        ),
        steps=(
            "Install the content types named below from the H5P Hub, if they are not there.",
            "Add H5P content, choose “Upload”, and give it the file.",
            "Save it once, and answer one question of each kind.",
        ),
        platforms=("H5P",),
    ),
    render=render,
    templates=TEMPLATES,
    losses=losses,
)
