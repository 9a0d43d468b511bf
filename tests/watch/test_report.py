"""What people and programs are told: both passages, inert whatever a page said, and one issue a record."""

import json
import re

import html5lib
import pytest
from watch.conftest import DAY
from watch.server import row

from coursekit.watch.compare import Verdict
from coursekit.watch.report import LONGEST_BODY, differences, report, write
from coursekit.watch.run import Result

HOSTILE = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "```\n# head\n```",
    "`" * 9 + "\n@everyone #1",
    "{{ 1 + 1 }} {% if %}", "]]>", "🙂 שלום " * 3, "a" * 50_000, "</textarea></style></script>",
]  # fmt: skip


def result(
    status="changed",
    was=("under 16",),
    now=("under 18",),
    *,
    id_="fact:act",
    needs=True,
    url="https://a.example/",
):
    return Result(
        row(id_, url, "The age is 16."), Verdict(status, "it says so", was, now), needs, "2026-11-30"
    )


def test_both_passages_are_in_every_form(tmp_path):
    data = report([result()], DAY)
    as_json, as_html = write(data, tmp_path)
    assert json.loads(as_json.read_bytes()) == data
    assert (data["rows"][0]["was"], data["rows"][0]["now"]) == (["under 16"], ["under 18"])
    page = as_html.read_text("utf-8")
    assert "<del>16</del>" in page
    assert "<ins>18</ins>" in page
    body = data["issues"][0]["body"]
    assert "under 16" in body
    assert "under 18" in body
    assert "The age is 16." in body


def test_a_record_with_several_addresses_has_one_issue(tmp_path):
    rows = [
        result(url="https://a.example/"),
        result("gone", (), (), url="https://b.example/"),
        result(id_="fact:b", needs=False),
    ]
    data = report(rows, DAY)
    assert [issue["title"] for issue in data["issues"]] == ["Source to compare: fact:act"]
    assert data["issues"][0]["body"].count("###") == 2
    assert data["needs_a_person"] == 2


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_whatever_a_page_said_is_inert(tmp_path, text):
    data = report([result(was=(text,), now=(text + " now",))], DAY)
    _, as_html = write(data, tmp_path)
    page = as_html.read_text("utf-8")
    html5lib.HTMLParser(strict=True).parse(page)
    assert not re.search(r"<(?:script|img)", page)
    body = data["issues"][0]["body"]
    fences = [line for line in body.splitlines() if line.startswith("`" * 8)]
    assert len(fences) == 2 * 3
    assert len(body) <= LONGEST_BODY + 1


def test_nothing_to_do_is_said_in_words(tmp_path):
    _, as_html = write(report([result("same", (), (), needs=False)], DAY), tmp_path)
    assert "Nothing to compare by hand." in as_html.read_text("utf-8")


@pytest.mark.parametrize(("was", "now"), [("", "a b"), ("a b", ""), ("a b c", "a x c"), ("a", "a"), ("", "")])
def test_pieces_lose_nothing(was, now):
    for pieces, text in zip(differences(was, now), (was, now), strict=True):
        assert "".join(piece for piece, _ in pieces) == text
