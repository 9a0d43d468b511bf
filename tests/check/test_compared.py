"""A line is no surer than what it was compared with."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from project import codes, edit, problems, the_course

from coursekit.check.compared import claims_more
from coursekit.model.facts import Contact, Fact
from coursekit.model.hosts import Hosts, is_home_page, under

FACTS, CONTACTS = "facts/law/all.yml", "facts/contacts/all.yml"
COMPARED = "  compared: {how: official page, of: 2024-05, at: first paragraph}\n"
SOURCE = "https://convention.example/page"


def test_the_small_course_is_as_sure_as_it_may_be(project):
    assert codes(project) == []


def test_a_confirmed_line_names_its_passage(project):
    edit(project / FACTS, COMPARED, "")
    assert codes(project) == ["no-passage"]


def test_a_comparison_without_a_passage_confirms_nothing(project):
    edit(project / FACTS, COMPARED, "  compared: {how: official page, of: 2024-05}\n")
    assert codes(project) == ["no-passage"]


def test_a_quotation_is_a_passage(project):
    quoted = "  compared: {how: official page, of: unknown, says: under the age of 18}\n"
    edit(project / FACTS, COMPARED, quoted)
    edit(project / FACTS, "anyone under 18", "under 18")
    assert codes(project) == []


def test_a_secondary_line_needs_no_passage(project):
    edit(project / FACTS, "confidence: confirmed\n" + COMPARED, "confidence: secondary\n")
    assert codes(project) == []


def test_a_report_confirms_nothing(project):
    edit(project / FACTS, "how: official page", "how: report, by: A newspaper")
    assert codes(project) == ["only-reported"]


@pytest.mark.parametrize("url", ["https://convention.example/", "https://convention.example/en/index.html"])
def test_a_home_page_confirms_nothing(project, url):
    edit(project / FACTS, SOURCE, url)
    assert codes(project) == (["home-page"] if url.endswith("/") else [])


@pytest.mark.parametrize(
    "url", ["https://convention.example/en", "http://convention.example", f"{SOURCE[:-4]}#top"]
)
def test_a_front_door_in_any_form_is_a_home_page(project, url):
    edit(project / FACTS, SOURCE, url)
    assert codes(project) == ["home-page"]


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("https://mill.example/doc/1/convention", "refused-host"),
        ("https://en.wiki.example/Convention", "refused-host"),
        ("https://news.example/2026/law", "unknown-host"),
        ("https://blog.example/law", "unknown-host"),
        ("https://notconvention.example/law", "unknown-host"),
        ("https://copies.example/blog/1", "unknown-host"),
    ],
)
def test_a_confirmed_line_rests_on_a_named_host(project, url, code):
    edit(project / FACTS, SOURCE, url)
    assert codes(project) == [code]


def test_what_was_read_elsewhere_decides(project):
    edit(project / FACTS, COMPARED, COMPARED + "  evidence: https://news.example/2026/law\n")
    assert codes(project) == ["unknown-host"]
    edit(project / FACTS, "https://news.example/2026/law", "https://www.copies.example/acts/1978/37")
    assert codes(project) == []


@pytest.mark.parametrize("confidence", ["secondary", "unverified"])
def test_no_line_at_all_leads_to_a_refused_host(project, confidence):
    edit(project / FACTS, "confidence: confirmed", f"confidence: {confidence}")
    edit(project / FACTS, SOURCE, "https://mill.example/doc/1")
    assert "refused-host" in codes(project)


def test_a_project_without_a_list_of_hosts_is_not_asked_for_one(project):
    (project / "facts/hosts.yml").unlink()
    edit(project / FACTS, SOURCE, "https://blog.example/law")
    assert codes(project) == []


@pytest.mark.parametrize(
    ("text", "quotation", "words"),
    [
        ("Staff must report it.", "staff may report it", ["must"]),
        ("Staff must report it.", "staff shall report it", []),
        ("It is always an offence.", "it is an offence", ["always"]),
        ("It is not always an offence.", "it may be an offence", []),
        ("Anyone can report, and never pays.", "reports are taken", ["never", "anyone"]),
        ("Every call is free.", "all calls are free of charge", []),
        ("Open 24 hours.", "day and night", []),
        ("Open 24/7.", "open at night", ["24/7"]),
        ("The mustard is free-range.", "it is yellow", ["free"]),
        ("Whenever it happens, freedom matters.", "it happens", []),
    ],
)
def test_strong_words_stand_in_the_quotation_too(text, quotation, words):
    assert claims_more(fact(text, quotation)) == words


def test_a_promise_beyond_the_quotation_is_a_warning(project):
    edit(project / FACTS, "at: first paragraph", "says: a child means a person under 18")
    edit(project / FACTS, "is anyone under 18", "is always a person under 18")
    found = problems(project)
    assert [(problem.code, problem.severity) for problem in found] == [("over-sure", "warning")]
    assert "“always”" in found[0].message


def test_a_freephone_number_says_that_it_is_free():
    line = contact("0800 1111")
    assert claims_more(line) == []
    assert claims_more(contact("020 7946 0000")) == ["free"]


def test_no_line_of_the_course_is_confirmed_without_a_passage_or_by_a_refused_host():
    loaded = the_course()
    rows = [record for _, record in loaded.course.records() if hasattr(record, "confidence")]
    assert loaded.course.hosts
    assert len(rows) > 1000
    for row in rows:
        assert not loaded.course.hosts.refusal(row.read_at), row.id
        if row.confidence == "confirmed":
            assert row.compared, row.id
            assert row.compared.passage, row.id
            assert row.compared.how != "report", row.id


@pytest.mark.parametrize(
    ("url", "entry", "inside"),
    [
        ("https://www.gov.uk/guidance", "gov.uk", True),
        ("https://gov.uk./guidance", "gov.uk", True),
        ("https://notgov.uk/guidance", "gov.uk", False),
        ("https://gov.uk.example.org/", "gov.uk", False),
        ("https://github.com/justicecanada/laws", "github.com/justicecanada", True),
        ("https://github.com/justicecanada-fake/laws", "github.com/justicecanada", False),
        ("https://user@evil.example/gov.uk", "gov.uk", False),
    ],
)
def test_an_entry_names_a_host_and_what_is_below_it(url, entry, inside):
    assert under(url, entry) is inside


def test_the_longest_entry_decides():
    hosts = Hosts(official=("police.example/force",), refused={"wiki": ("police.example",)})
    assert hosts.confirms("https://police.example/force/page")
    assert hosts.refusal("https://police.example/force/page") is None
    assert hosts.refusal("https://police.example/wiki/page") == "wiki"
    other = Hosts(official=("gov.example",), refused={"wiki": ("gov.example/wiki",)})
    assert other.refusal("https://gov.example/wiki/page") == "wiki"
    assert not other.confirms("https://gov.example/wiki/page")


@given(st.sampled_from(["https://a.example", "http://www.a.example"]), st.text("abc/", max_size=8))
def test_only_a_bare_address_is_a_home_page(host, path):
    steps = [step for step in path.split("/") if step]
    assert is_home_page(f"{host}/{path}") is (not steps)


def fact(text: str, quotation: str) -> Fact:
    """A confirmed fact with this quotation."""
    return Fact.model_validate(
        {
            "id": "one",
            "kind": "law",
            "text": text,
            "compared": {"how": "official page", "says": quotation},
            **common(),
        }
    )


def contact(phone: str) -> Contact:
    """A line that says that it costs nothing, with a quotation that does not."""
    return Contact.model_validate(
        {
            "id": "one",
            "kind": "child_helpline",
            "name": "Line",
            "does": "Listens.",
            "for_whom": "Children",
            "phone": phone,
            "cost": "Free",
            "compared": {"how": "official page", "says": "we listen"},
            **common(),
        }
    )


def common() -> dict[str, object]:
    """What every line of `facts/` has."""
    return {
        "places": ["GB-ENG"],
        "source": {"title": "Law", "url": "https://law.example/1", "dated": "2024"},
        "checked": "2026-11-22",
        "review_by": "2027-11-22",
        "confidence": "confirmed",
    }
