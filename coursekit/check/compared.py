"""What a line may claim, by what it was compared with: `confirmed` needs an official text and its passage."""

import re
from collections.abc import Iterator

from coursekit.load.course import Loaded
from coursekit.model.checked import Checked
from coursekit.model.facts import Contact, Fact
from coursekit.model.hosts import Hosts, is_home_page
from coursekit.model.problem import Problem
from coursekit.model.words import Term

Complaint = tuple[str, str, str, str]
"""Key, code, message and hint."""

LOWER = "or write “confidence: secondary”"
STRONG = ("must", "always", "never", "every", "anyone", "free", "24 hours", "24/7")
"""Words that promise: a line that has one claims more than a quotation without it."""

FREEPHONE = re.compile(r"(?:1[- ]?8(?:00|33|44|55|66|77|88)|0800|0808|1800|116)[- ]")
_WORD = {"always": "(?<!not )always"}
_ROUND_THE_CLOCK = (
    r"(?:24|twenty-four)[ -]?(?:hours?|hrs?|/ ?7)|24[x×]7|day (?:and|or) night|around the clock"
)
_ALIKE = {
    "must": "must|shall|required to|duty|obliged|mandatory|no later than|not later than",
    "always": "always|in all cases|at all times|any",
    "never": r"never|do not|don['’]t|must not|may not|shall not|cannot|whether or not|no \w+",
    "every": rf"every|each|all|any|daily|7 days|{_ROUND_THE_CLOCK}",
    "anyone": r"any ?one|anybody|any person|whoever|everyone|a person",
    "free": r"free|no charge|without charge|at no cost|toll[- ]free|doesn['’]t cost",
    "24 hours": _ROUND_THE_CLOCK,
    "24/7": _ROUND_THE_CLOCK,
}
"""How statutes and services say the same."""


def check(loaded: Loaded) -> Iterator[Problem]:
    """Yield an error for each line surer than its comparison, a warning for one that promises more."""
    for kind, record in loaded.course.records():
        if isinstance(record, Checked):
            origin = loaded.origin(kind, record.id)
            for key, code, message, hint in complaints(record, loaded.course.hosts):
                yield origin.problem((key,), code, message, hint)
            if words := claims_more(record):
                named = ", ".join(f"“{word}”" for word in words)
                message = f"“{record.id}” says {named}, and its quotation does not."
                hint = "Quote the words that carry it, or say less."
                yield origin.problem(("compared", "says"), "over-sure", message, hint, severity="warning")


def complaints(record: Checked, hosts: Hosts | None) -> Iterator[Complaint]:
    """What is wrong with how sure a line is; hosts are left alone where the project lists none."""
    key = "evidence" if record.evidence else "source"
    for part, url in (("source", record.source.url), ("evidence", record.evidence)):
        if hosts and url and (kind := hosts.refusal(url)):
            message = f"“{record.id}” rests on a {kind}: {url}"
            yield part, "refused-host", message, f"Find the page of the body itself, or take the {part} out."
    if record.confidence != "confirmed":
        return
    if record.compared is None or not record.compared.passage:
        message = f"“{record.id}” is confirmed, and nothing says which passage carries it."
        yield "confidence", "no-passage", message, f"Write “compared:” with “at” or “says”, {LOWER}."
    elif record.compared.how == "report":
        message = f"“{record.id}” was read in a report, which confirms nothing."
        yield "confidence", "only-reported", message, f"Compare it with the official text, {LOWER}."
    if is_home_page(record.read_at):
        message = f"“{record.id}” is confirmed by a home page: {record.read_at}"
        yield key, "home-page", message, f"Give the page that says it, {LOWER}."
    elif hosts and not hosts.refusal(record.read_at) and not hosts.confirms(record.read_at):
        message = f"“{record.id}” is confirmed by a host that facts/hosts.yml does not name: {record.read_at}"
        yield key, "unknown-host", message, f"Add the host there if it is official or well known, {LOWER}."


def claims_more(record: Checked) -> list[str]:
    """The promising words of a line that its quotation does not carry; none where there is no quotation."""
    quoted = record.compared and record.compared.says
    if not quoted:
        return []
    text = said(record)
    if isinstance(record, Contact) and FREEPHONE.match(record.phone or ""):
        quoted += " (free)"  # the number itself says so
    return [
        word for word in STRONG if _stands(_WORD.get(word, word), text) and not _stands(_ALIKE[word], quoted)
    ]


def said(record: Checked) -> str:
    """Everything that a line tells a reader."""
    if isinstance(record, Fact):
        return record.text
    if isinstance(record, Contact):
        return " ".join(filter(None, (record.does, record.hours, record.cost)))
    return record.meaning if isinstance(record, Term) else ""


def _stands(pattern: str, text: str) -> bool:
    return bool(re.search(rf"(?<!\w)(?:{pattern})(?!\w)", text, re.IGNORECASE))
