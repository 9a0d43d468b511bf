"""Advice that would do harm."""

from coursekit.check.tone.phrases import DONE, phrases, rule

RULES = (
    rule(
        "pay",
        phrases(
            r"pay(ing)? (him|her|them|it|up|once|part|some|half|quickly|first)\b(?! attention| for)",
            r"pay(ing)? (the|a|any|this|that|what) (\w+ )?"
            "(money|ransom|sum|demands?|amount|blackmailer|person|they (ask|want|demand)|s?he asks|fee)",
            "send (him |her |them )?(the |some |any )?(money|payment|gift cards?)",
        ),
        "block",
        DONE,
        "Paying usually brings new demands.",
        "Do not pay. Keep the messages and report it.",
        "Pay them once.",
        "Pay attention to signs.",
    ),
    rule(
        "contact-suspect",
        phrases(
            "(confront|warn|threaten|expose|trap|tackle|track down|ring|call|phone|contact|message|text"
            "|meet|question|ask|write to|reply to|answer|(speak|talk) (to|with)) A_SUSPECT",
            "(confront|warn|threaten|expose|trap) (him|her|them)",
            "(pretend to be|pose as|reply as|write as) (the |your |a )(child|pupil|girl|boy|son|daughter)",
            "(ring|call|phone|contact|message|visit|confront) (the )?(other|his|her|their)"
            " ((child|pupil|boy|girl)'s )?(family|parents|mother|father)",
        ),
        "block",
        DONE,
        "A warning can put the child in danger and spoil what the police need.",
        "Do not warn the person suspected. Tell the lead or the police.",
        "Confront the person who sent it.",
        "Call the person your policy names.",
    ),
    rule(
        "delete-evidence",
        phrases(
            "(delete|remove|wipe|erase) (it|them|everything|all of it|AN_IMAGE)",
            r"(delete|remove|wipe|erase) (the|all|any|every|your|their) (\w+ )?"
            "(messages?|chats?|conversations?|accounts?|apps?|evidence|usernames?)",
            "(reset|wipe|clear) A_DEVICE",
        ),
        "block",
        (*DONE, "law"),
        "Police and removal services may need what is there.",
        "Do not delete anything before the lead or the police have given advice.",
        "Delete the picture at once.",
        "Delete nothing yet.",
    ),
    rule(
        "handle-image",
        phrases(
            r"(look (\w+ )?at|glance at|view|open|watch|inspect|examine|check|forward|print( out)?|copy"
            r"|photograph"
            "|download|save|send|e-?mail|upload|show|pass on|share|store|describe|(ask|demand) to see)"
            r" (\w+ )?AN_IMAGE",
            "(keep|make|take|get|hold|need) (a |one |your own )?(cop(y|ies)|prints?) of AN_IMAGE",
        ),
        "block",
        (*DONE, "law"),
        "Looking, copying or passing on harms the child again and may be a crime.",
        "Do not open, copy, forward, screenshot, print or ask to see it.",
        "Look at the picture first.",
        "Look at the law page.",
    ),
    rule(
        "screenshot",
        phrases(
            r"(take|keep|save|make|collect|send|get|gather|use) (\w+ ){0,3}screen[- ]?(shots?|grabs?)",
            "screen[- ]?shot (the|any|all|every|it|that|this|their|your|each|messages|everything|evidence"
            "|proof|and)",
            "screen[- ]?shots? (is|are|make|makes) (a )?(useful|good|the best|helpful|important|evidence"
            "|proof)",
            "(photograph|take (a )?(photos?|pictures?) of) (the|any|every|their)"
            " (screen|chat|phone|message|conversation)s?",
        ),
        "block",
        (*DONE, "other_half"),
        "Advice to take screenshots is half of a rule: of messages it may be right, of an image it is not.",
        "Keep messages and usernames; never copy or screenshot an image.",
        "Screenshot the evidence.",
        "Nobody needs a screenshot.",
    ),
    rule(
        "take-phone",
        phrases(
            "(take (away )?|confiscate )A_DEVICE(?! to (the|your) (lead|DSL|police|office))",
            "ban (the|their|your child's|his|her) (phone|device|apps?)",
            "ground (them|him|her|your child)",
            "cut off (the|their) internet",
        ),
        "block",
        (*DONE, "not_parents"),
        "Fear of losing the phone keeps children from telling.",
        "For parents: do not take the phone away as a first response.",
        "Take the phone away tonight.",
        "Leave the phone with them.",
    ),
)
