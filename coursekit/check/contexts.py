"""Where a word may stand although a rule stops it: one small question for each context of the rules.

A context is asked only about words that a rule has found, so it may look at the sentences around them.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from coursekit.check.prose import END, paragraph_at, quotation_at, sentence_at, word_count
from coursekit.check.texts import Text
from coursekit.model.wording import Context, WordingRule

LESSON = "words"
"""How the id of the lesson on words ends: it may show a word in quotation marks as one to avoid."""
SHORT = 25
"""Words. A longer quotation is not a short one, and somebody should look at it."""


@dataclass(frozen=True)
class Hit:
    """Words that a rule has found in a plain text."""

    rule: WordingRule
    text: Text
    words: str
    start: int
    end: int

    @property
    def said(self) -> str:
        """The words found."""
        return " ".join(self.words[self.start : self.end].split())

    @cached_property
    def sentence(self) -> tuple[int, int]:
        """Where its sentence starts and ends."""
        return sentence_at(self.words, self.start)

    @cached_property
    def quotation(self) -> tuple[int, int] | None:
        """The short quotation it stands in."""
        span = quotation_at(self.words, self.start, self.end)
        return span if span and word_count(self.words[slice(*span)]) <= SHORT else None

    @cached_property
    def before(self) -> str:
        """The sentence up to it."""
        return self.words[self.sentence[0] : self.start]

    def allowed(self) -> bool:
        """Tell whether one of the rule's contexts holds."""
        return self.text.role == "replaced" or any(CONTEXTS[context](self) for context in self.rule.allowed)


def _words(*words: str) -> re.Pattern[str]:
    text = "|".join(words).replace(" ", r"\s+").replace("'", "['’]")
    return re.compile(rf"\b(?:{text})\b", re.IGNORECASE)


_NOT = _words(
    r"not|never|nobody|no one|none|no|neither|nor|cannot|\w+n't|without|avoid|refuse|against|nothing|myth"
    r"|instead of|rather than|stops? anyone"
)
_NO_WARNING = _words(
    r"(?:do not|don't|never|no need to) (?:wait|worry|panic|delay|hesitate|be (?:afraid|shy))"
)
"""A “not” that says nothing about what follows."""
_CONDITION = re.compile(r"^\W*(?:if|when|where|unless|because|since|although|while)\b[^,]*,", re.IGNORECASE)
_TURN = _words(r"but|however|instead(?! of)|rather(?! than)|;")
_WRONG = _words(
    r"not|no|never|wrong|untrue|false|myth|instead|harm\w*|blam\w+|unkind|\w+n't|cannot|worse|nobody"
)
_OTHERS = _words(
    r"as in|often|some|many|most|people|adults?|parents|they|may|might|used to|thinks?|believes?|heard|hears?"
)
_ADVISE = re.compile(
    r"(?:^|[,;:])\W*(?:(?:then|and|first|also|calmly)\s+)*(?:(?:you|we|i)\s+(?:can|could|may|might|will)\s+)?"
    r"(?:say|tell (?:them|him|her|the child|your child)|try|answer|reply|promise|write)\b[^,;]*$",
    re.IGNORECASE,
)
_TO_DO = re.compile(
    r"(?:^|[,;:–—(“\"]|\b(?:and|then|or)\b)\W*"
    r"(?:(?:then|and|or|first|please|now|next|so|just|quickly|always|also|calmly|simply|immediately|but|you|we|i|staff"
    r"|parents|adults|teachers|schools?|(?:the|your)\s+(?:lead|deputy|dsl|head|school)|leads|dsls|i['’]ll|i['’]d|should|must|can|may|could|need|have|ought|might|will"
    r"|want|is|best|better|to|do|go|have|a|briefly|careful(?:ly)?|safely)\W+)*$",
    re.IGNORECASE,
)
_THOSE_WHO = re.compile(
    r"\b(?:who|which)\s+\w+(?:(?!\b(?:then|please|should|must)\b)[^;:])*$|\bto\s+\w+,?\s+(?:and|or)\s+$",
    re.IGNORECASE,
)
"""“People who make and share …”, “agreeing to take or send …”."""
_MADE_TO = re.compile(
    r"\b(?:ask|tell|get|help|let|make|have)\s+(?:the\s+|your\s+)?(?:pupils?|child(?:ren)?|young\s+person|them|him|her)"
    r"(?:\s+to)?\s+$",
    re.IGNORECASE,
)
_OTHER_HALF = _words(
    rf"(?:not|never|nobody|no|without|\w+n't)\b[^{END}.]*\b(?:images?|pictures?|photos?|nudes?|videos?|sexual)"
)
_COERCION = _words(r"coerc\w+|pressur\w+|trick\w*|forced|threat\w*|groom\w+|made or led")
_CASE = re.compile(r"^[ \t]*!!! ?case\b", re.MULTILINE)


def _negated(hit: Hit) -> bool:
    """“Do not …”: a “not” before it in its sentence, or in the line that a list item belongs to."""
    lead = _CONDITION.sub("", _TURN.split(_NO_WARNING.sub("", hit.before))[-1])
    return bool(_NOT.search(lead)) or _in_list_of_donts(hit)


def _in_list_of_donts(hit: Hit) -> bool:
    """Look from a list item to the line above the list: “Never:”, or “What not to do”."""
    lines = hit.text.text[: hit.start].split("\n")
    if not _ITEM.match(lines[-1]):
        return False
    above = next((line for line in reversed(lines[:-1]) if line.strip() and not _ITEM.match(line)), "")
    introduces = above.rstrip().endswith((":", '"')) or above.lstrip().startswith("#")
    return introduces and bool(_NOT.search(above))


_ITEM = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s|^\s{2,}\S")


def _question(hit: Hit) -> bool:
    return hit.words[hit.sentence[1] - 3 : hit.sentence[1]].strip(" \n\t”\"’')¶").endswith("?")


def _corrected(hit: Hit) -> bool:
    """Said by somebody in the text, not by us: quoted and then put right, or part of a story."""
    if not hit.quotation:
        return False
    lead = hit.words[hit.sentence[0] : hit.quotation[0]]
    if _NOT.search(lead) or _in_story(hit) or _in_table_of_contrasts(hit):
        return True
    if _ADVISE.search(lead):
        return False
    after = hit.words[hit.quotation[1] : hit.quotation[1] + 200].partition(END)[0]
    return bool(_OTHERS.search(lead) or _WRONG.search(after))


def _in_table_of_contrasts(hit: Hit) -> bool:
    """Look from a cell to the head of its table: “What comes to mind | Say this”, “Better left”."""
    lines = hit.text.text[: hit.start].split("\n")
    rows = [line for line in _last_run(lines) if line.lstrip().startswith("|")]
    return len(rows) > 1 and bool(_CONTRAST.search(rows[0]))


def _last_run(lines: list[str]) -> list[str]:
    """The lines of the table that the last line is in."""
    start = next((n for n in range(len(lines) - 1, -1, -1) if not lines[n].lstrip().startswith("|")), -1)
    return lines[start + 1 :]


_CONTRAST = _words(
    r"instead|rather|leave|left|not|avoid|comes to mind|less helpful|say this|heard|myth|wrong"
)


def _reported(hit: Hit) -> bool:
    """“He says that it is our secret”: told by a child about somebody."""
    return bool(_TELLS.search(hit.before))


_TELLS = _words(
    r"(?:he|she|they|who|somebody|someone|which) (?:also |always |keeps? )?"
    r"(?:says?|said|saying|asks?|asked|told|promises?|promised)"
)


def _in_story(hit: Hit) -> bool:
    """Tell whether it stands in a question’s scene or in a box with the running case."""
    before = hit.text.text[: hit.start]
    box = before.rfind("!!!")
    in_case = box >= 0 and bool(_CASE.match(before, before.rfind("\n", 0, box) + 1))
    return hit.text.role == "scene" or (in_case and not re.search(r"\n(?=\S)", before[box:]))


def _described(hit: Hit) -> bool:
    """Told as something that people do, not as something to do."""
    if hit.text.role == "scene" or _THOSE_WHO.search(hit.before):
        return True
    return not _TO_DO.search(_MADE_TO.sub("", hit.before))


def _heading(hit: Hit) -> bool:
    line = hit.text.text.rfind("\n", 0, hit.start) + 1
    return hit.text.role == "title" or hit.text.text.startswith("#", line)


def _often_called(hit: Hit) -> bool:
    """`often called “…”`, once a text."""
    called = re.finditer(rf"often\s+called\s+[“\"]({re.escape(hit.said)})\b", hit.words)
    return [found.start(1) for found in called][:1] == [hit.start]


def _lesson(hit: Hit) -> bool:
    shown = hit.text.owner.name.rpartition("/")[2] == LESSON or hit.text.owner.kind == "term"
    return shown and hit.quotation is not None


def _in(*prefixes: str) -> Callable[[Hit], bool]:
    return lambda hit: bool(hit.text.places) and all(place.startswith(prefixes) for place in hit.text.places)


def _parents_read(hit: Hit) -> bool:
    audience = hit.text.owner.audience
    return "parents" in audience or hit.text.owner.kind in {"help", "parents"}


CONTEXTS: dict[Context, Callable[[Hit], bool]] = {
    "A1": lambda _hit: False,  # official names are left out before any rule is asked
    "A2": lambda hit: hit.quotation is not None,
    "A3": _lesson,
    "A4": lambda _hit: False,  # titles and addresses of sources are not searched
    "A5": lambda hit: hit.text.role == "belief",
    "headings": _heading,
    "often_called": _often_called,
    "coercion_noted": lambda hit: bool(_COERCION.search(paragraph_at(hit.words, hit.start))),
    "after_non": lambda hit: bool(re.search(r"\bnon[\s-]*$", hit.before, re.IGNORECASE)),
    "dialogue": lambda hit: hit.quotation is not None,
    "uk": _in("GB"),
    "australia": _in("AU"),
    "us_law": lambda hit: hit.text.owner.kind == "law" and _in("US")(hit),
    "law": lambda hit: hit.text.owner.kind in {"law", "change"},
    "statistics": lambda hit: hit.text.owner.kind == "statistic",
    "negated": _negated,
    "question": _question,
    "corrected": _corrected,
    "described": _described,
    "reported": _reported,
    "other_half": lambda hit: bool(_OTHER_HALF.search(paragraph_at(hit.words, hit.start))),
    "not_parents": lambda hit: not _parents_read(hit),
}
"""What each word in a rule's `allowed` means."""
