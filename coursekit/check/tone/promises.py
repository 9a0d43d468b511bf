"""Promises that nobody can keep."""

from coursekit.check.tone.phrases import ASKED, phrases, rule

RULES = (
    rule(
        "promise-secrecy",
        phrases(
            "(I|we)('ll| will| shall| would)? ?(won't|not|never|promise not to|promise never to"
            "|swear not to) tell"
            r"( (anyone|anybody|a soul|them|your|the|on)|(?=\W*([.,!”\"]|$)))",
            "(stays?|is|keep (it|this|that)|just|only|strictly) (just |only )?between (us|you and me"
            "|the two of us)",
            "your secret is safe",
            "our (little )?secret",
            r"(I|we)('ll| will| can| shall| promise to)( \w+)? keep (it|this|that|your|what)( \w+){0,4}"
            " (secret|confidential|private|to (myself|ourselves))",
            "(no ?one|nobody)( else)?( will| needs? to| has to| must|'ll)( ever)? (know|find out|hear)"
            "(?! (the law|what to|how))",
            "(complete|total|strict|absolute) confidence",
            "promise (you |A_CHILD |him |her |them )?(secrecy|confidentiality|(that )?you (won't|will not))",
        ),
        "block",
        (*ASKED, "reported"),
        "Nobody who keeps children safe can keep this secret.",
        "I cannot keep it secret. I will only tell people who can help.",
        "I won’t tell anyone.",
        "I will tell only people who can help.",
    ),
    rule(
        "promise-outcome",
        phrases(
            r"(will|'ll|would)( \w+)? (never|not)( ever)? (show|appear|come up)",
            "won't (ever )?(show|appear|come up)",
            "(will|'ll) (definitely|certainly|always|surely) be"
            " (removed|deleted|taken down|blocked|caught|punished|gone)",
            "(images?|pictures?|photos?|videos?|nudes?|it|they|copy|copies) (will|'ll) (all )?be"
            " (removed|deleted|taken down|gone)",
            "(will not|won't|never|not going to) (get|be) (in|into) (any )?trouble with (the )?(police|law"
            "|school|courts?)",
            "nothing (bad )?(will|is going to|can) happen",
            r"(police|school|courts?|prosecutors?|lead) WILL_NOT( \w+)?"
            " (act|charge|prosecute|punish|record|arrest|be told|tell|do anything)",
            r"(you|he|she|they|A_CHILD) (will not|won't|will never)( \w+)?"
            " be (charged|prosecuted|punished|arrested|recorded|convicted|excluded)",
            "(will not|won't|never) (get|have|leave) (a |any )?(criminal |police )?record",
            "(will|'ll) (definitely|certainly|always|surely) (take|get) (it|them|everything|AN_IMAGE) (down"
            "|removed)",
            "everything (will|is going to) be (fine|okay|OK|all right|alright)",
            r"it is (perfectly |completely )?legal at 1\d",
        ),
        "block",
        (*ASKED, "reported"),
        "Nobody can promise what police, courts, schools or services will do.",
        "Say what usually happens, and that nobody can promise it.",
        "A record will never show.",
        "Nobody knows what will show.",
    ),
)
