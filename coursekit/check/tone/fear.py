"""Words that frighten, and words that make light of harm."""

from coursekit.check.tone.phrases import SAID, phrases, rule

RULES = (
    rule(
        "scare",
        phrases(
            "nightmares?",
            "ticking (time )?bomb",
            "epidemic",
            "no (child|one|family) is safe",
            r"lurk\w*",
            "prey(s|ing)? on",
            r"horrif\w+",
            r"terrif\w+",
            "chilling",
            "shocking",
            "shock you",
            "hunting ground",
            "wake[- ]up call",
            "playground for",
            "could be your (own )?child",
            "imagine (if )?(it|this|that) (was|were) your",
            r"(destroy|wreck|ruin|shatter)(s|ed|ing)? (\S+ ){0,3}(life|lives|futures?|childhoods?"
            r"|reputations?)",
            "(life|lives|future|childhood|reputation) (is|are|was|were|(will|could|can|may|might) be)"
            " (over|ruined|destroyed)",
        ),
        "warn",
        SAID,
        "Fear does not teach, and survivors are reading.",
        "Say calmly what can happen and what helps.",
        "It is every parent’s worst nightmare.",
        "Sam feared what would come next.",
    ),
    rule(
        "scare-forever",
        phrases(
            r"once (it is|it's|an? \w+ is|something is|they are|they're)( out)? (online|there|sent|shared"
            r"|posted),?"
            " (it|there|you)('s| is| will| can|'ll)? (gone|there|stay|never|no|nothing|not|lost|cannot|out)",
            "(gone|stays?|remains?|lives?) (online |there |on the internet )?(for good|for ever|forever)",
            "(no way|impossible|never able) to (get|take) (it|them|an image|a picture) (back|down)",
            "(can|will) never get (it|them) (back|down)",
            "internet never forgets",
        ),
        "block",
        SAID,
        "It is not true, and it takes away hope.",
        "Copies can often be found and blocked; nobody can promise all of them.",
        "Once it is online, it is gone for good.",
        "Once it is online, report it.",
    ),
    rule(
        "strangers",
        phrases(
            "(don't|do not|never|not to) (talk|speak|chat|write|reply) (to|with) (any )?strangers",
            "(beware of|only|avoid) strangers",
            "strangers are (dangerous|the (danger|problem))",
        ),
        "warn",
        ("A5", "corrected"),
        "Most children are harmed by somebody they know, or who seems a friend.",
        "Teach what unsafe behaviour looks like, whoever shows it.",
        "Tell children: do not talk to strangers.",
        "Strangers are only part of it.",
    ),
    rule(
        "graphic",
        phrases(
            "rap(ed?|es|ing|ists?)",
            r"penetrat\w+",
            r"genital\w*",
            r"masturbat\w+",
            r"sodom\w*",
            r"sadis\w+",
            "bestiality",
            "naked bod(y|ies)",
            "brutal(ly)?",
            "sickening|vile|depraved|evil|disgusting|gruesome|harrowing|gory|twisted",
            "sick individuals?",
        ),
        "warn",
        ("A2", "law", "negated"),
        "Graphic or shocking words hurt readers and do not help them to act.",
        "Name the kind of harm in general words; quote the law only where it says so.",
        "Vile men do this.",
        "It shows nothing graphic.",
    ),
)
