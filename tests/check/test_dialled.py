"""What a school wrote for a number or an address, and no telephone or mail program can use."""

import re

import pytest
from project import edit, problems


@pytest.mark.parametrize(
    ("details", "found"),
    [
        ("  phone: +44 (0)1632 960 001 ext. 12\n  email: lead@school.example", []),
        ("  phone: 01632 960 001\n  hours: mornings", []),
        ("  phone: 01632 960001 / 960002", [("not-dialled", 3, "warning")]),
        ("  phone: ask the office", [("not-dialled", 3, "warning")]),
        ("  email: Jane <jane@school.example>", [("not-mailed", 3, "warning")]),
        (
            "  phone: 01632 960001 option 2\n  email: jane at school",
            [("not-dialled", 3, "warning"), ("not-mailed", 4, "warning")],
        ),
    ],
)
@pytest.mark.parametrize("who", ["lead", "out_of_hours"])
def test_what_becomes_no_link_is_named_with_its_line(project, details, found, who):
    (project / "school.yml").write_text(f"schema: 1\n{who}:\n{details}\n")
    told = problems(project)
    assert [(problem.code, problem.line, problem.severity) for problem in told] == found
    assert all("hours" in problem.hint for problem in told)


@pytest.mark.parametrize(
    "line", ["phone: 01632 960 001-2", 'phone: "+4401632960001"', "email: a@x.example; b@x.example"]
)
def test_a_contact_that_cannot_be_reached_is_an_error(project, line):
    file = project / "facts/contacts/all.yml"
    edit(file, "  checked:", f"  {line}\n  checked:")
    key = line.partition(":")[0]
    old = re.search(rf"(?m)^  {key}: .*\n", file.read_text("utf-8"))
    if old and old[0] != f"  {line}\n":
        edit(file, old[0], "")
    assert [problem.severity for problem in problems(project)][:1] == ["error"]
