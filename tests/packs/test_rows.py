"""A list of schools as people and programs write it: each row is read, or named with place and remedy."""

import contextlib
import csv
import io
import tracemalloc
import zipfile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coursekit.packs.columns import NoColumnsError, columns
from coursekit.packs.rows import UnreadableError, rows

LIST = "name,place\nHill Road,GB-ENG\n"


@pytest.fixture(scope="module")
def put(tmp_path_factory):
    folder = tmp_path_factory.mktemp("lists")

    def written(data, name="list.csv"):
        file = folder / name
        file.write_bytes(data.encode() if isinstance(data, str) else data)
        return file

    return written


def read(file):
    return [(row.line, row.cells) for row in rows(file)]


CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=30)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(CELLS, min_size=2, max_size=6), min_size=1, max_size=6))
def test_what_a_program_writes_as_csv_is_read_back(put, table):
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows([["name", "place"], *table])
    found = list(rows(put(text.getvalue())))
    expected = [tuple(cell.strip() for cell in line) for line in table]
    assert [row.cells for row in found[1:]] == [
        line for line, raw in zip(expected, table, strict=True) if any(line) or "=" in "".join(raw)
    ]


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_rows_or_a_sentence(put, data):
    with contextlib.suppress(UnreadableError):
        for row in rows(put(data)):
            assert row.cells or row.troubles


@pytest.mark.parametrize(
    "data",
    [
        LIST,
        "\ufeff" + LIST,
        LIST.replace("\n", "\r\n"),
        LIST.replace(",", ";"),
        LIST.replace(",", "\t"),
        LIST.encode("utf-16"),
        '"name","place"\n"Hill Road","GB-ENG"\n',
        LIST.rstrip("\n"),
        "name,place\n\n , \nHill Road,GB-ENG\n".replace("\n\n , ", ""),
    ],
)
def test_marks_separators_and_line_ends_make_no_difference(put, data):
    assert read(put(data)) == [(1, ("name", "place")), (2, ("Hill Road", "GB-ENG"))]


def test_a_separator_may_be_told_and_empty_rows_are_passed_over(put):
    assert read(put("sep=|\nname|place\n\nHill, Road|GB-ENG\n")) == [
        (2, ("name", "place")),
        (4, ("Hill, Road", "GB-ENG")),
    ]


@pytest.mark.parametrize(
    ("line", "column", "says"),
    [
        ("=cmd(),GB-ENG", 1, "formula"),
        ("Hill, =1+1", 2, "formula"),
        (b"\xc9cole,FR", 1, "UTF-8"),
        ("x" * 10_001, 1, "10001 characters"),
        ("y" * 200_000, 0, "quotation mark"),
        ("a," * 300, 0, "columns"),
    ],
)
def test_a_row_that_cannot_be_used_is_named_and_the_next_is_read(put, line, column, says):
    line = line.encode() if isinstance(line, str) else line
    found = list(rows(put(b"name,place\n" + line + b"\nHill Road,GB-ENG\n")))
    assert found[2].cells == ("Hill Road", "GB-ENG")
    [trouble] = found[1].troubles
    assert found[1].line == 2
    assert trouble.column == column
    assert says in trouble.message + trouble.hint


def test_a_quotation_that_is_never_closed_takes_no_memory(put):
    file = put('name,place\n"Hill,GB-ENG\n' + "Road,GB-ENG\n" * 30_000)
    tracemalloc.start()
    found = sum(1 for _ in rows(file))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found > 1
    assert peak < 3_000_000


def test_a_list_of_any_length_streams_through_little_memory(put):
    file = put("name,place\n" + "Hill Road,GB-ENG\n" * 300_000, "long.csv")
    tracemalloc.start()
    stream = rows(file)
    for _ in range(2_000):  # the rest is the same
        next(stream)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 1_000_000
    assert sum(1 for _ in stream) == 298_001


def workbook(put, *table, merged=None, name="list.xlsx"):
    book = openpyxl.Workbook()
    for line in table:
        book.active.append(line)
    if merged:
        book.active.merge_cells(merged)
    data = io.BytesIO()
    book.save(data)
    return put(data.getvalue(), name)


def test_a_workbook_is_read_like_any_list(put):
    file = workbook(put, ["name", "place", None], ["École النور 🌱", "GB-ENG"], [None], ["B", "IE"])
    assert read(file) == [(1, ("name", "place")), (2, ("École النور 🌱", "GB-ENG")), (4, ("B", "IE"))]


@pytest.mark.parametrize(
    ("line", "merged", "says"),
    [
        (["=A1", "GB-ENG"], None, "formula"),
        (["Hill", "GB-ENG", 1632960001], None, "first zero"),
        (["Hill", "GB-ENG"], "A2:A3", "A2:A3 are merged"),
        (["Hill", "#REF!"], None, "error of a formula"),
    ],
)
def test_a_cell_of_a_workbook_that_cannot_be_used_is_named(put, line, merged, says):
    file = workbook(put, ["name", "place", "lead phone"], line, ["Road", "IE", "01 234 5678"], merged=merged)
    found = list(rows(file))
    assert says in found[1].troubles[0].message
    assert found[2].cells[-1] == "01 234 5678"
    assert bool(found[2].troubles) == bool(merged)


def test_what_is_no_list_is_told(put, tmp_path):
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("a.txt", "a")
    cases = [tmp_path, tmp_path / "none.csv", put(b"PK\3\4broken", "a.xlsx"), put(other.getvalue(), "b.xlsx")]
    for file in (*cases, put(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old.xls")):
        with pytest.raises(UnreadableError):
            list(rows(file))


@pytest.mark.parametrize(
    ("heading", "where", "guessed"),
    [
        ("School Name", "name", False),
        ("ESTABLISHMENT", "name", False),
        ("Shcool", "name", True),
        ("lead.phone", "lead.phone", False),
        ("DSL – telephone", "lead.phone", False),
        ("E-mail of deputy DSL", "deputy.email", False),
        ("Phone (DSL)", "lead.phone", False),
        ("LADO", "allegations.name", False),
        ("Children's services phone", "childrens_services.phone", False),
        ("Notes", "", False),
        ("", "", False),
        ("x" * 10_000, "", False),
    ],
)
def test_headings_are_guessed_whatever_their_case_and_order(heading, where, guessed):
    table = [heading, *(other for other in ("name", "place") if other != where)]
    found = columns(table, has_place=False)[0]
    assert (".".join(found.where or ()), found.is_guessed) == (where, guessed)


@pytest.mark.parametrize("table", [["place"], ["name"], ["name", "School", "place"], []])
def test_headings_that_leave_a_doubt_are_refused(table):
    with pytest.raises(NoColumnsError):
        columns(table, has_place=False)
