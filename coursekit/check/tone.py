"""Turns of phrase that blame, frighten, promise too much or tell people to do harm: rules as data.

They have the form of the rules in `facts/wording.yml` and are searched for in the same way. They live here,
not among the authors' files, because they guard the safety of the people in the text.
"""

import re
from typing import Literal

from coursekit.model.wording import Context, WordingRule

_SHORT = {
    "AN_IMAGE": r"((the|any|an?|that|this|these|those|their|his|her|your|your child's|every|each|all|some) )*"
    r"((nude|intimate|sexual|private|indecent|explicit|false|fake|original) )*"
    r"(images?|pictures?|photos?|photographs?|nudes?|videos?)\b"
    r"(?! (search|removal|service|law|policy|case|form|report|book|editor|of (what|how)))",
    "A_SUSPECT": "(the |this |that |any |your )*((alleged|suspected) )?"
    "(suspect|offender|abuser|blackmailer|groomer|perpetrator|sender|A_PERSON DOING_HARM"
    "|A_PERSON(?= (yourself|directly|back|and (ask|warn|tell))))",
    "DOING_HARM": r"(suspected|behind|involved|online|who (did|sent|shared|posted|made|asked|wants?|passed"
    r"|press(ur)?ed|harmed|contacted|messaged|groomed|threaten\w*))",
    "A_PERSON": "(person|people|adult|man|woman|colleague|stranger|account)",
    "A_CHILD": "(the |this |that |your |any )?(child|children|pupils?|girl|boy|teenagers?|teens?|young people"
    "|young person|student|victim|daughter|son)",
    "A_DEVICE": "(the|their|your child's|his|her|every|all) (phones?|mobiles?|devices?|tablets?|laptops?)",
    "THEMSELVES": r"(himself|herself|themselves|yourself|themself)",
    "WILL_NOT": r"(will not|won't|will never|would not|'ll not|cannot|can't)( ever)?",
}
"""Parts of phrases, written out where their names stand."""


def _phrases(*phrases: str) -> str:
    """A pattern for any of these phrases; a space is any space, an apostrophe any, a bracket a group."""
    pattern = "|".join(phrases)
    for name, written in _SHORT.items():
        pattern = pattern.replace(name, written)
    pattern = re.sub(r"(?<!\\)\((?!\?)", "(?:", pattern)
    return rf"\b(?:{pattern})\b".replace(" ", r"\s+").replace("'", "['’]")


def _rule(
    id_: str, pattern: str, level: Literal["block", "warn"], allowed: tuple[Context, ...], *said: str
) -> WordingRule:
    why, use, hit, miss = said
    return WordingRule(
        id=id_, pattern=pattern, level=level, why=why, use_instead=use, allowed=allowed, hit=hit, miss=miss
    )


_SAID: tuple[Context, ...] = ("A5", "negated", "corrected")
_ASKED: tuple[Context, ...] = (*_SAID, "question")
_DONE: tuple[Context, ...] = (*_ASKED, "described")
"""Where such words may stand: refused or put right; also asked; also told as what somebody does."""

_BLAME = (
    _rule(
        "blame-known-better",
        _phrases(
            "(should|ought to) have known",
            "known better",
            "if (you|she|he|they) had(n't| not) (sent|shared|taken|replied|trusted)",
            "what (was|were) (you|she|he|they) thinking",
            "should(n't| not| never) have (sent|shared|taken|trusted|talked|replied|gone|posted)",
            "should have (told|said|come|thought|refused|been more careful)",
        ),
        "block",
        _SAID,
        "It blames the child and stops others from telling.",
        "What happened is not your fault. The person who shared, pressured or threatened is responsible.",
        "She should have known better.",
        "You should know the number.",
    ),
    _rule(
        "blame-fault",
        _phrases(
            "(his|her|their|your|(child|pupil|girl|boy|victim)'s) own (fault|doing)",
            r"A_CHILD (is|was|are|were) ((?!not|never)\w+ )?(to blame|at fault)",
            r"A_CHILD (is|was|are|were) ((?!not|never)\w+ )?responsible for (sending|sharing|what)",
            "(has|have|had) only THEMSELVES to blame",
            "brought (it|this) (on|upon) THEMSELVES",
            "asking for trouble",
            "what did (you|she|he|they) expect",
        ),
        "block",
        _SAID,
        "It blames the person who was harmed.",
        "The person who shared, pressured or threatened is responsible.",
        "It was her own fault.",
        "It is not their fault.",
    ),
    _rule(
        "blame-why",
        _phrases(
            r"why (did|would|didn't|did not) (you|he|she|they|A_CHILD)( \w+)?"
            r" (send|share|take|trust|reply|talk|go|let|tell|say|agree|do (it|that|this|such))"
        ),
        "block",
        _SAID,
        "“Why” asks the child to justify what somebody else did.",
        "Ask what happened, and whether the child is safe now.",
        "Why did you send it?",
        "Why does it matter?",
    ),
    _rule(
        "blame-shame",
        _phrases(
            "ashamed of THEMSELVES",
            "should be ashamed",
            "let THEMSELVES be (groomed|tricked|used|abused)",
            "got THEMSELVES into (this|trouble)",
            "(reckless|careless|irresponsible|immature|attention[- ]seeking)"
            r" (child|children|girls?|boys?|teen\w*|pupils?|behaviou?r)",
        ),
        "block",
        _SAID,
        "Shame keeps children from telling.",
        "Say what happened, and who is responsible for it.",
        "They should be ashamed of themselves.",
        "A child who is ashamed may not tell.",
    ),
)
_FEAR = (
    _rule(
        "scare",
        _phrases(
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
        _SAID,
        "Fear does not teach, and survivors are reading.",
        "Say calmly what can happen and what helps.",
        "It is every parent’s worst nightmare.",
        "Sam feared what would come next.",
    ),
    _rule(
        "scare-forever",
        _phrases(
            r"once (it is|it's|an? \w+ is|something is|they are|they're)( out)? (online|there|sent|shared"
            r"|posted),?"
            " (it|there|you)('s| is| will| can|'ll)? (gone|there|stay|never|no|nothing|not|lost|cannot|out)",
            "(gone|stays?|remains?|lives?) (online |there |on the internet )?(for good|for ever|forever)",
            "(no way|impossible|never able) to (get|take) (it|them|an image|a picture) (back|down)",
            "(can|will) never get (it|them) (back|down)",
            "internet never forgets",
        ),
        "block",
        _SAID,
        "It is not true, and it takes away hope.",
        "Copies can often be found and blocked; nobody can promise all of them.",
        "Once it is online, it is gone for good.",
        "Once it is online, report it.",
    ),
    _rule(
        "strangers",
        _phrases(
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
    _rule(
        "graphic",
        _phrases(
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
_CLAIMS = (
    _rule(
        "claim-prevents",
        _phrases(
            "(prevents|stops|ends|eliminates|eradicates|will (prevent|stop|end)) (all |any |online |child "
            "|children's "
            "|the )*(sexual )?"
            "(abuse|grooming|exploitation)(?! (material|images))",
            "(course|module|lesson|page|training|school|filter|app|that|which|this|it|we)"
            " (will )?keeps? (every|all|any|your) (child|children|pupils?)"
            " (completely |fully |totally )?safe",
            r"guarantees? (\w+ )?(safety|protection|that (no|your|every))",
            "guaranteed to",
        ),
        "block",
        _ASKED,
        "No course can promise that.",
        "It improves what people know.",
        "This course prevents abuse.",
        "It helps adults to prevent harm.",
    ),
    _rule(
        "claim-approved",
        _phrases(
            "(Ofsted|DfE|government|police|NSPCC|council|inspector|ISI|Estyn|HMIE)[- ]"
            "(approved|ready|compliant|recogni[sz]ed|endorsed|certified|accredited|proof)",
            "(approved|endorsed|certified|recogni[sz]ed) by (Ofsted|the DfE|the Department|the government"
            "|the police)",
            "(is|are|an?|fully|CPD|our|this|officially|nationally|internationally)[- ]"
            r"((?!not|never)\w+ )?accredited",
            "accredited (course|training|programme|module|certificate|provider|by)",
            "CPD[- ]certified",
            "(Ofsted|DfE|government|council|Estyn)('s)? (approval|accreditation|endorsement)",
            "(scientifically|clinically) (proven|validated)",
            "(is|are|an?|our|this) validated (tool|scale|course|quiz|test)",
            "fully compliant",
            r"meets (all|every) (legal|statutory|Ofsted) (dut|requirement)\w+",
        ),
        "block",
        _ASKED,
        "Nobody has approved this course.",
        "Say what it covers and who has reviewed it.",
        "This is an Ofsted-approved course.",
        "Ofsted inspects schools.",
    ),
    _rule(
        "claim-legal-advice",
        _phrases(
            r"(this|it|course|page|we|module|sheet|site) (\w+ )?(is|gives?|offers?|provides?|contains?)"
            " (you )?(free |expert |full |reliable |professional )*legal advice",
            "our (free )?legal advice",
            "replaces? (a|your) (lawyer|solicitor)",
            "do(es)? not need a (lawyer|solicitor)",
        ),
        "block",
        _ASKED,
        "The course is information, not legal advice.",
        "Information, not legal advice.",
        "This page gives you legal advice.",
        "This is not legal advice.",
    ),
)
_PROMISES = (
    _rule(
        "promise-secrecy",
        _phrases(
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
        (*_ASKED, "reported"),
        "Nobody who keeps children safe can keep this secret.",
        "I cannot keep it secret. I will only tell people who can help.",
        "I won’t tell anyone.",
        "I will tell only people who can help.",
    ),
    _rule(
        "promise-outcome",
        _phrases(
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
        (*_ASKED, "reported"),
        "Nobody can promise what police, courts, schools or services will do.",
        "Say what usually happens, and that nobody can promise it.",
        "A record will never show.",
        "Nobody knows what will show.",
    ),
)
_HARM = (
    _rule(
        "pay",
        _phrases(
            r"pay(ing)? (him|her|them|it|up|once|part|some|half|quickly|first)\b(?! attention| for)",
            r"pay(ing)? (the|a|any|this|that|what) (\w+ )?"
            "(money|ransom|sum|demands?|amount|blackmailer|person|they (ask|want|demand)|s?he asks|fee)",
            "send (him |her |them )?(the |some |any )?(money|payment|gift cards?)",
        ),
        "block",
        _DONE,
        "Paying usually brings new demands.",
        "Do not pay. Keep the messages and report it.",
        "Pay them once.",
        "Pay attention to signs.",
    ),
    _rule(
        "contact-suspect",
        _phrases(
            "(confront|warn|threaten|expose|trap|tackle|track down|ring|call|phone|contact|message|text"
            "|meet|question|ask|write to|reply to|answer|(speak|talk) (to|with)) A_SUSPECT",
            "(confront|warn|threaten|expose|trap) (him|her|them)",
            "(pretend to be|pose as|reply as|write as) (the |your |a )(child|pupil|girl|boy|son|daughter)",
            "(ring|call|phone|contact|message|visit|confront) (the )?(other|his|her|their)"
            " ((child|pupil|boy|girl)'s )?(family|parents|mother|father)",
        ),
        "block",
        _DONE,
        "A warning can put the child in danger and spoil what the police need.",
        "Do not warn the person suspected. Tell the lead or the police.",
        "Confront the person who sent it.",
        "Call the person your policy names.",
    ),
    _rule(
        "delete-evidence",
        _phrases(
            "(delete|remove|wipe|erase) (it|them|everything|all of it|AN_IMAGE)",
            r"(delete|remove|wipe|erase) (the|all|any|every|your|their) (\w+ )?"
            "(messages?|chats?|conversations?|accounts?|apps?|evidence|usernames?)",
            "(reset|wipe|clear) A_DEVICE",
        ),
        "block",
        (*_DONE, "law"),
        "Police and removal services may need what is there.",
        "Do not delete anything before the lead or the police have given advice.",
        "Delete the picture at once.",
        "Delete nothing yet.",
    ),
    _rule(
        "handle-image",
        _phrases(
            r"(look (\w+ )?at|glance at|view|open|watch|inspect|examine|check|forward|print( out)?|copy"
            r"|photograph"
            "|download|save|send|e-?mail|upload|show|pass on|share|store|describe|(ask|demand) to see)"
            r" (\w+ )?AN_IMAGE",
            "(keep|make|take|get|hold|need) (a |one |your own )?(cop(y|ies)|prints?) of AN_IMAGE",
        ),
        "block",
        (*_DONE, "law"),
        "Looking, copying or passing on harms the child again and may be a crime.",
        "Do not open, copy, forward, screenshot, print or ask to see it.",
        "Look at the picture first.",
        "Look at the law page.",
    ),
    _rule(
        "screenshot",
        _phrases(
            r"(take|keep|save|make|collect|send|get|gather|use) (\w+ ){0,3}screen[- ]?(shots?|grabs?)",
            "screen[- ]?shot (the|any|all|every|it|that|this|their|your|each|messages|everything|evidence"
            "|proof|and)",
            "screen[- ]?shots? (is|are|make|makes) (a )?(useful|good|the best|helpful|important|evidence"
            "|proof)",
            "(photograph|take (a )?(photos?|pictures?) of) (the|any|every|their)"
            " (screen|chat|phone|message|conversation)s?",
        ),
        "block",
        (*_DONE, "other_half"),
        "Advice to take screenshots is half of a rule: of messages it may be right, of an image it is not.",
        "Keep messages and usernames; never copy or screenshot an image.",
        "Screenshot the evidence.",
        "Nobody needs a screenshot.",
    ),
    _rule(
        "take-phone",
        _phrases(
            "(take (away )?|confiscate )A_DEVICE(?! to (the|your) (lead|DSL|police|office))",
            "ban (the|their|your child's|his|her) (phone|device|apps?)",
            "ground (them|him|her|your child)",
            "cut off (the|their) internet",
        ),
        "block",
        (*_DONE, "not_parents"),
        "Fear of losing the phone keeps children from telling.",
        "For parents: do not take the phone away as a first response.",
        "Take the phone away tonight.",
        "Leave the phone with them.",
    ),
)
RULES = (*_BLAME, *_FEAR, *_CLAIMS, *_PROMISES, *_HARM)
