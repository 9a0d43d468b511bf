"""What a line was compared with, in words: one place for pages, papers, letters, slides and packages.

Nothing here may read like a live check or a telephone call that nobody made.
"""

from collections.abc import Iterable

from coursekit.model.checked import Checked
from coursekit.model.compared import Compared
from coursekit.model.dates import any_date, long_date

NOT_COMPARED = "Not yet compared with any source"
TEXTS = {"official page": "official page", "official copy": "official text"}


def compared_short(record: Checked, *, inside: bool = False) -> str:
    """A few words for a card or a line of sources: `Compared with a copy of the official page from May 2026`.

    `inside` a sentence they begin with a small letter.
    """
    words = _short(record)
    return words[0].lower() + words[1:] if inside else words


def compared_note(record: Checked) -> str:
    """What stands beside a source on paper, whose foot says that copies were compared; often empty."""
    found = record.compared
    reported = found.how == "report" if found else record.confidence == "secondary"
    if reported or record.confidence == "unverified":
        return compared_short(record, inside=True)
    return f"copy{_from(found)}" if found and _from(found) else ""


def _short(record: Checked) -> str:
    found = record.compared
    if record.confidence == "unverified":
        return NOT_COMPARED
    if found is None:
        return (
            "In a report by others" if record.confidence == "secondary" else "Compared with an undated copy"
        )
    if found.how == "rung":
        return f"Rung on {long_date(record.checked)}"
    if found.how == "report":
        return f"In a report by others{_from(found)}"
    if _live(record):
        return f"Compared with the {TEXTS[found.how]} on {long_date(record.checked)}"
    return f"Compared with {_text(record, found)}"


def compared_full(record: Checked) -> str:
    """The whole truth for the sources page, without a full stop: the day, the text, its date and passage."""
    found = record.compared
    day = long_date(record.checked)
    if record.confidence == "unverified":
        return NOT_COMPARED
    if found is None:
        reported = record.confidence == "secondary"
        done = f"Read on {day} in a stored copy of a report by others"
        if not reported:
            done = f"Compared on {day} with a stored copy of its source"
        return f"{done}; the date of the copy is not known"
    if found.how == "rung":
        return f"Rung on {day}"
    if found.how == "report":
        whose = f"by {found.by}" if found.by else "by others"
        undated = "" if _from(found) else "; its date is not known"
        return f"Read on {day} in a report {whose}{_from(found)}{_passage(found)}{undated}"
    carrier = f", carried by {found.by}" if found.by else ""
    return f"Compared on {day} with {_text(record, found)}{carrier}{_passage(found)}"


def compared_all(records: Iterable[Checked]) -> str:
    """How old the comparisons behind a whole paper are, in one sentence; empty where nothing was compared.

    It names the oldest, so that no paper looks younger than it is.
    """
    shown = [record for record in records if record.confidence != "unverified"]
    if not shown:
        return ""
    day = long_date(min(record.checked for record in shown))
    what = "the sources" if all(_live(record) for record in shown) else "stored copies"
    return f"Compared with {what} on {day}."


def _live(record: Checked) -> bool:
    """Whether somebody rang, or read the page itself on the day of the check."""
    found = record.compared
    return found is not None and (found.how == "rung" or found.of == record.checked.isoformat())


def _text(record: Checked, found: Compared) -> str:
    text = TEXTS[found.how]
    if _live(record):
        return f"the {text} as it stood that day"
    if found.of == "unknown":
        return f"an undated copy of the {text}"
    return f"a copy of the {text}{_from(found)}"


def _from(found: Compared) -> str:
    return "" if found.of == "unknown" else f" from {any_date(found.of)}"


def _passage(found: Compared) -> str:
    # A heading may end in a mark of its own; the sentence around it has one already.
    return f", at {found.at.rstrip('.?!…')}" if found.at else ""
