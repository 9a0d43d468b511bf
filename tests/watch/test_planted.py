"""Fifty and more planted changes: every real one is found, and at most two alarms are false."""

from watch.planted import CASES
from watch.server import Page, page, row

CHANGED = {"changed", "gone", "moved"}


def test_every_real_change_is_found_and_hardly_anything_else(server, watch):
    rows = [
        row(f"fact:c{number}", server.url(f"/{number}"), *case.claims, **case.row)
        for number, case in enumerate(CASES)
    ]
    pages = [Page(page(case.before, **case.before_more)) for case in CASES]
    server.pages = {f"/{number}": each for number, each in enumerate(pages)}
    first = watch(rows)
    unread = [CASES[int(id_[6:])].name for id_, result in first.items() if result.verdict.status != "first"]
    assert unread == []
    pages = [Page(page(case.after, **{**case.before_more, **case.after_more})) for case in CASES]
    server.pages = {f"/{number}": each for number, each in enumerate(pages)}
    second = watch(rows)
    verdicts = {case.name: second[f"fact:c{number}"].verdict for number, case in enumerate(CASES)}
    missed = [case.name for case in CASES if case.real and verdicts[case.name].status not in CHANGED]
    false = [case.name for case in CASES if not case.real and verdicts[case.name].status != "same"]
    assert len([case for case in CASES if case.real]) >= 40
    assert len(CASES) >= 50
    assert missed == [], {name: first[f"fact:c{[c.name for c in CASES].index(name)}"] for name in missed}
    assert len(false) <= 2, {name: verdicts[name] for name in false}
    print(len(CASES), "false alarms:", false)
