"""Signs that paper cannot draw are named where they are typed."""

import pytest
from project import edit, problems


def found(root):
    return [(p.path, p.line, p.severity, p.message) for p in problems(root) if p.code == "not-drawn"]


@pytest.mark.parametrize(
    "name",
    [
        *("Siân Ŵyn", "Ngaire Pōtae", "নমিতা", "தமிழ்", "ليلى", "Nguyễn", "שרה"),
        *("Kaʻahumanu", "M̧ajeļ", "Ɔkɔ Ɛsi", "Әлия", "Ｓｉａｎ 𝗪𝘆𝗻"),
    ],
)
def test_names_of_families_around_a_school_are_drawn(project, name):
    (project / "school.yml").write_text(f"schema: 1\nlead:\n  name: {name}\n", "utf-8")
    assert found(project) == []


@pytest.mark.parametrize(
    ("sign", "said"),
    [
        ("🙂", "slightly smiling face"),
        ("山", "cjk unified ideograph-5c71"),
        ("x\u1056", "myanmar vowel sign vocalic r"),
        ("x\u0f71", "tibetan vowel sign aa"),
    ],
)
def test_a_sign_that_is_printed_as_its_name_is_a_warning_with_its_line(project, sign, said):
    (project / "school.yml").write_text(f"schema: 1\nlead:\n  name: A {sign}\n", "utf-8")
    edit(project / "course/handouts/card.md", "---\n\n", f"---\n\nToday {sign}.\n\n")
    (where, line, severity, message), (school, school_line, *_) = found(project)
    assert (where, severity) == ("course/handouts/card.md", "warning")
    assert line == (project / where).read_text("utf-8").split(f"Today {sign}")[0].count("\n") + 1
    assert (school, school_line) == ("school.yml", 3)
    assert f"[{said}]" in message


def test_a_page_of_the_site_alone_may_have_it(project):
    edit(project / "course/leads.md", "---\n\n", "---\n\nToday 🙂.\n\n")
    assert found(project) == []
