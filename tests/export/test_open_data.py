"""Open data: valid by readers written elsewhere, whole, with dates of the records and ids that stay."""

import json
from datetime import date

import feedparser
import jsonschema
import pytest
from project import ROOT, add_change, edit, small_project, the_course, the_plan

from coursekit.export import atom, schema, site_files
from coursekit.export.atom import FeedInputs
from coursekit.load.course import load
from coursekit.model.changes import Change
from coursekit.model.withdrawn import Withdrawn
from coursekit.plan.plan import plan
from coursekit.run.work import call

LOADED = the_course()
FILES = {file.path: file for file in the_plan().files if file.kind in {"data", "schema"}}
JSON = [path for path in FILES if path.startswith("data/") and path.endswith(".json")]
FEEDS = [path for path in FILES if path.endswith(".atom")]
OPEN = [place for place in LOADED.course.places if place.pages]


def data(path):
    return json.loads(call(FILES[path]))


def test_there_are_files_for_all_places_and_for_each():
    each = {f"data/{place.slug}/{name}.json" for place in OPEN for name in ("facts", "contacts")}
    assert set(JSON) == {"data/facts.json", "data/contacts.json", "data/places.json", *each}
    assert set(FEEDS) == {f"data/changes-{place.slug}.atom" for place in OPEN}
    assert {FILES[path].kind for path in (*JSON, *FEEDS)} == {"data"}


@pytest.mark.parametrize("path", JSON)
def test_json_is_valid_by_the_schema_it_names(path):
    found = data(path)
    folder = path.rpartition("/")[0]
    depth = folder.count("/") + 1
    assert found["$schema"].startswith("../" * depth + "downloads/")
    named = json.loads(call(FILES[found["$schema"].removeprefix("../" * depth)]))
    jsonschema.Draft202012Validator.check_schema(named)
    jsonschema.validate(found, named, jsonschema.Draft202012Validator)
    assert found["licence"]["name"] == "CC BY 4.0"


def test_a_schema_can_refuse():
    found = data("data/facts.json")
    found["facts"][0]["confidence"] = "certain"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(found, json.loads(call(FILES["downloads/data-facts.schema.json"])))


def test_every_row_is_there_as_it_stands_in_facts_and_says_how_sure_it_is():
    facts = {row["id"]: row for row in data("data/facts.json")["facts"]}
    assert list(facts) == [fact.id for fact in LOADED.course.facts]
    contacts = {row["id"]: row for row in data("data/contacts.json")["contacts"]}
    for record in LOADED.course.facts:
        row = facts[record.id]
        assert (row["text"], row["confidence"]) == (record.text, record.confidence)
        assert row["checked"] == record.checked.isoformat()
        assert row["source"]["url"] == record.source.url
    for record in LOADED.course.contacts:
        assert contacts[record.id].get("phone") == record.phone
        assert contacts[record.id]["confidence"] == record.confidence
    assert not {"wording", "reserve"} & {key for row in facts.values() for key in row}


@pytest.mark.parametrize("place", OPEN, ids=lambda place: place.code)
def test_the_folder_of_a_place_has_what_holds_there(place):
    found = data(f"data/{place.slug}/facts.json")
    assert found["place"] == place.code
    wanted = [fact.id for fact in LOADED.course.facts if place.code in fact.places]
    assert [row["id"] for row in found["facts"]] == wanted


@pytest.mark.parametrize("path", FEEDS)
def test_a_feed_is_read_by_a_reader_written_elsewhere(path):
    feed = feedparser.parse(call(FILES[path]))
    assert not feed.bozo, feed.get("bozo_exception")
    assert feed.version == "atom10"
    place = next(place for place in OPEN if place.code == FILES[path].place)
    changes = [change for change in LOADED.course.changes if place.code in change.places]
    assert {entry.id.rpartition("/")[2] for entry in feed.entries} >= {change.id for change in changes}
    assert len({entry.id for entry in feed.entries}) == len(feed.entries)
    updated = [entry.updated for entry in feed.entries]
    assert updated == sorted(updated, reverse=True)
    assert feed.feed.updated == updated[0]
    assert set(updated) <= {f"{change.logged}T00:00:00Z" for change in LOADED.course.changes}
    assert all(entry.title and entry.summary for entry in feed.entries)
    links = {link.rel: link.href for link in feed.feed.links}
    assert links["self"] == path.rpartition("/")[2]
    assert links["alternate"].startswith("../changes")


def test_nothing_depends_on_the_day_or_the_run():
    again = {file.path: file for file in the_plan().files if file.kind == "data"}
    for path in (*FEEDS, *JSON[:4]):
        assert call(again[path]) == call(FILES[path]), path


HOSTILE = [
    "<script>alert(1)</script>",
    "]]>",
    "a < b & c",
    "{{ fact(1) }}",
    "**bold** [x](javascript:alert(1))",
    "😀 שלום",
]


def feed_with(what, withdrawn=(), **more):
    change = Change(
        id="new",
        what=what,
        since="2026-05",
        logged=date(2026, 11, 22),
        who=["leads"],
        places=["GB-ENG"],
        facts=["a"],
    )
    place = next(place for place in OPEN if place.code == "GB-ENG")
    values = {"place": place, "changes": (change,), "withdrawn": withdrawn, "checked": date(2026, 1, 2)}
    return feedparser.parse(
        atom.render(FeedInputs(**{**values, "name": "x.atom", **more})), sanitize_html=False
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_arrives_whole_and_inert(text):
    feed = feed_with(text)
    assert not feed.bozo
    assert "<script" not in feed.entries[0].summary
    assert "javascript:" not in feed.entries[0].summary
    assert feed.entries[0].title


def test_a_site_with_an_address_has_whole_links():
    feed = feed_with("New.", site="https://school.example/safe/", page="changes.html")
    assert [link.href for link in feed.feed.links] == [
        "https://school.example/safe/data/x.atom",
        "https://school.example/safe/changes.html",
    ]


def test_what_was_taken_back_is_in_the_feed_and_in_the_data(tmp_path):
    root = small_project(tmp_path / "project")
    (root / "facts/withdrawn.yml").write_text(TAKEN_BACK, "utf-8")
    files = {file.path: file for file in plan(load(root)).files if file.kind == "data"}
    whole = json.loads(call(files["data/facts.json"]))
    assert [record["id"] for record in whole["withdrawn"]] == ["old-age"]
    feed = feedparser.parse(call(files["data/changes-gb-eng.atom"]))
    assert feed.entries[0].id.endswith("withdrawn/old-age")
    assert feed.entries[0].updated == "2026-11-25T00:00:00Z"
    assert "raised" in feed.entries[0].summary
    other = [path for path in files if path.endswith(".atom") and "gb-eng" not in path]
    assert not any(feedparser.parse(call(files[path])).entries for path in other)


TAKEN_BACK = """- id: old-age
  kind: fact
  said: The age is 16.
  reason: The age was raised; see the law page.
  day: 2026-11-25
  places: [GB-ENG]
"""


def test_an_edited_fact_remakes_its_own_files_only(tmp_path):
    root = small_project(tmp_path / "project")
    add_change(root, "english-age")
    before = {file.path: call(file) for file in plan(load(root)).files if file.kind == "data"}
    edit(root / "facts/law/all.yml", "id: english-age", "id: english-age\n  disputed: Some say so.")
    after = {file.path: call(file) for file in plan(load(root)).files if file.kind == "data"}
    changed = {path for path in after if after[path] != before[path]}
    assert changed == {"data/facts.json", "data/gb-eng/facts.json"}


def test_a_page_in_a_package_speaks_of_no_feed():
    shell = (ROOT / "templates/site/theme/main.html").read_text("utf-8")
    link = next(line for line in shell.splitlines() if 'rel="alternate"' in line).partition("<link")[2]
    below = (ROOT / "templates/site/changes.html.j2").read_text("utf-8")
    line = next(line for line in below.splitlines() if "feed readers" in line)
    page = f"<head>\n<link{link}\n</head><main>\n<p>Text.</p>\n{line}\n</main>"
    made = page.replace("{{ page.meta.feed | e }}", "data/a.atom").replace("{{ feed }}", "data/a.atom")
    placed = site_files.placed(made.encode(), ["changes.html"], "index.html", attempt=False).decode()
    assert "Text." in placed
    assert "feed" not in placed
    assert "data/" not in placed


def test_withdrawn_records_are_valid_by_their_schema():
    adapter = schema.SCHEMAS["withdrawn"]
    assert adapter.validate_python([{**RECORD}]) == (Withdrawn(**RECORD),)


RECORD = {
    "id": "a", "kind": "fact", "said": "x", "reason": "y", "day": date(2026, 1, 1), "places": ("INT",)
}  # fmt: skip
