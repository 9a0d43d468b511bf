"""Words that blame the person who was harmed."""

from coursekit.check.tone.phrases import SAID, phrases, rule

RULES = (
    rule(
        "blame-known-better",
        phrases(
            "(should|ought to) have known",
            "known better",
            "if (you|she|he|they) had(n't| not) (sent|shared|taken|replied|trusted)",
            "what (was|were) (you|she|he|they) thinking",
            "should(n't| not| never) have (sent|shared|taken|trusted|talked|replied|gone|posted)",
            "should have (told|said|come|thought|refused|been more careful)",
        ),
        "block",
        SAID,
        "It blames the child and stops others from telling.",
        "What happened is not your fault. The person who shared, pressured or threatened is responsible.",
        "She should have known better.",
        "You should know the number.",
    ),
    rule(
        "blame-fault",
        phrases(
            "(his|her|their|your|(child|pupil|girl|boy|victim)'s) own (fault|doing)",
            r"A_CHILD (is|was|are|were) ((?!not|never)\w+ )?(to blame|at fault)",
            r"A_CHILD (is|was|are|were) ((?!not|never)\w+ )?responsible for (sending|sharing|what)",
            "(has|have|had) only THEMSELVES to blame",
            "brought (it|this) (on|upon) THEMSELVES",
            "asking for trouble",
            "what did (you|she|he|they) expect",
        ),
        "block",
        SAID,
        "It blames the person who was harmed.",
        "The person who shared, pressured or threatened is responsible.",
        "It was her own fault.",
        "It is not their fault.",
    ),
    rule(
        "blame-why",
        phrases(
            r"why (did|would|didn't|did not) (you|he|she|they|A_CHILD)( \w+)?"
            r" (send|share|take|trust|reply|talk|go|let|tell|say|agree|do (it|that|this|such))"
        ),
        "block",
        SAID,
        "“Why” asks the child to justify what somebody else did.",
        "Ask what happened, and whether the child is safe now.",
        "Why did you send it?",
        "Why does it matter?",
    ),
    rule(
        "blame-shame",
        phrases(
            "ashamed of THEMSELVES",
            "should be ashamed",
            "let THEMSELVES be (groomed|tricked|used|abused)",
            "got THEMSELVES into (this|trouble)",
            "(reckless|careless|irresponsible|immature|attention[- ]seeking)"
            r" (child|children|girls?|boys?|teen\w*|pupils?|behaviou?r)",
        ),
        "block",
        SAID,
        "Shame keeps children from telling.",
        "Say what happened, and who is responsible for it.",
        "They should be ashamed of themselves.",
        "A child who is ashamed may not tell.",
    ),
)
