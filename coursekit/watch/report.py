"""What a watch found: `report.json` for programs, `report.html` for people, and the texts of issues."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from difflib import SequenceMatcher
from itertools import groupby
from pathlib import Path
from typing import Any

import yaml

from coursekit.model.watched import LAST_WATCH, STATUS_WORDS, LastWatch
from coursekit.render.templates import plain_template, template
from coursekit.watch.run import Result
from coursekit.watch.state import write_whole

LONGEST = 3000
"""Characters of a passage that a report shows."""
LONGEST_BODY = 60_000
"""Characters of an issue; services take little more."""


def report(results: Iterable[Result], day: date, only: str = "") -> dict[str, Any]:
    """Return the whole report as plain data: the counts, a row for each record and address, the issues."""
    rows = [_row(result) for result in results]
    counted = Counter(row["status"] for row in rows)
    return {
        "day": day.isoformat(),
        "only": only,
        "needs_a_person": sum(row["needs_a_person"] for row in rows),
        "counts": {status: counted[status] for status in STATUS_WORDS},
        "rows": rows,
        "issues": list(_issues(rows)),
    }


def _row(result: Result) -> dict[str, Any]:
    row, verdict = result.row, result.verdict
    return {
        "row": row.row,
        "places": list(row.places),
        "says": " ".join(row.claims),
        "title": row.title,
        "url": row.url,
        "role": row.role,
        "status": verdict.status,
        "reason": verdict.reason,
        "was": [passage[:LONGEST] for passage in verdict.was],
        "now": [passage[:LONGEST] for passage in verdict.now],
        "needs_a_person": result.needs_a_person,
        "read": result.read,
        "checked": row.checked.isoformat(),
        "review_by": row.review_by.isoformat(),
    }


def _issues(rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, str]]:
    """One issue for each record that somebody has to look at, whatever the number of its addresses."""
    wanted = sorted((row for row in rows if row["needs_a_person"]), key=lambda row: (row["row"], row["url"]))
    for name, group in groupby(wanted, key=lambda row: row["row"]):
        addresses = [{**row, "pairs": _pairs(row)} for row in group]
        body = plain_template("watch/issue.md.j2").render(row=name, addresses=addresses, words=STATUS_WORDS)
        yield {"row": name, "title": f"Source to compare: {name}", "body": body.strip()[:LONGEST_BODY] + "\n"}


def _pairs(row: dict[str, Any]) -> list[tuple[str, str]]:
    """Each passage with what stands there now; passages of which there is no counterpart come alone."""
    was, now = row["was"], row["now"]
    length = max(len(was), len(now))
    padded = ([*each, *[""] * (length - len(each))] for each in (was, now))
    return list(zip(*padded, strict=True))


Piece = tuple[str, bool]
"""A piece of a passage, and whether it differs."""


def differences(was: str, now: str) -> tuple[list[Piece], list[Piece]]:
    """Both passages in pieces, so that a reader sees at once what is different."""
    words = [re.findall(r"\S+\s*", text) for text in (was, now)]
    matcher = SequenceMatcher(None, words[0], words[1], autojunk=False)
    pieces: tuple[list[Piece], list[Piece]] = ([], [])
    for kind, *bounds in matcher.get_opcodes():
        for side, (start, end) in enumerate((bounds[:2], bounds[2:])):
            if start < end:
                pieces[side].append(("".join(words[side][start:end]), kind != "equal" and bool(was and now)))
    return pieces


def _marked(row: dict[str, Any]) -> list[tuple[list[Piece], list[Piece]]]:
    return [differences(was, now) for was, now in _pairs(row)]


def write(data: dict[str, Any], folder: Path) -> tuple[Path, Path]:
    """Write both forms of a report; return their paths."""
    as_json, as_html = folder / "report.json", folder / "report.html"
    write_whole(as_json, json.dumps(data, ensure_ascii=False, indent=1) + "\n")
    groups = [
        (words, [{**row, "pairs": _marked(row)} for row in data["rows"] if row["status"] == status])
        for status, words in STATUS_WORDS.items()
    ]
    page = template("watch/report.html.j2").render(report=data, groups=groups, words=STATUS_WORDS)
    write_whole(as_html, page + "\n")
    return as_json, as_html


def in_figures(data: dict[str, Any]) -> LastWatch:
    """What the watch of a report found, in figures."""
    return LastWatch.model_validate(
        {"schema": 1, **{key: data[key] for key in ("day", "needs_a_person", "counts")}}
    )


def write_last(last: LastWatch, root: Path) -> None:
    """Keep the figures of a watch of all sources, for the page that shows them."""
    text = yaml.safe_dump(last.model_dump(mode="json", by_alias=True), sort_keys=False)
    write_whole(root / LAST_WATCH, text)
