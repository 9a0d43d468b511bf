"""How the phrases of a rule are written: short names for what stands in many of them."""

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


def phrases(*phrases: str) -> str:
    """A pattern for any of these phrases; a space is any space, an apostrophe any, a bracket a group."""
    pattern = "|".join(phrases)
    for name, written in _SHORT.items():
        pattern = pattern.replace(name, written)
    pattern = re.sub(r"(?<!\\)\((?!\?)", "(?:", pattern)
    return rf"\b(?:{pattern})\b".replace(" ", r"\s+").replace("'", "['’]")


def rule(
    id_: str, pattern: str, level: Literal["block", "warn"], allowed: tuple[Context, ...], *said: str
) -> WordingRule:
    """A rule; `said` is why it is one, what to write instead, a sentence it stops and one that passes."""
    why, use, hit, miss = said
    return WordingRule(
        id=id_, pattern=pattern, level=level, why=why, use_instead=use, allowed=allowed, hit=hit, miss=miss
    )


SAID: tuple[Context, ...] = ("A5", "negated", "corrected")
ASKED: tuple[Context, ...] = (*SAID, "question")
DONE: tuple[Context, ...] = (*ASKED, "described")
"""Where such words may stand: refused or put right; also asked; also told as what somebody does."""
