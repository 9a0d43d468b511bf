"""Signatures: they hold for exact words, on every output, and fall off the one that changes."""

import io
import json
import random
import re
import zipfile
from datetime import date
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pdfs import failures, pages_text
from project import (
    DAY,
    FORM,
    built,
    edit,
    problems,
    run,
    small_project,
    the_plan,
    warm_project,
    whole_project,
)

from coursekit import reviews
from coursekit.load.course import load
from coursekit.model.review import NOT_REVIEWED, Review, marks, normal, sha256, standing_of
from coursekit.plan.artefact import Artefact
from coursekit.plan.plan import plan
from coursekit.render.print import handout
from coursekit.render.sentences import seen, split
from coursekit.render.site import page
from coursekit.review import kit as kits
from coursekit.review import papers, signing
from coursekit.review.unsigned import unsigned
from coursekit.run.work import call

WHO = ("Ann Lee", "social worker", "County Board", date(2026, 11, 29))
SIGNED = "Reviewed by Ann Lee, social worker (County Board) on 29 November 2026, these exact words."
SAID = "sentences reviewed by Ann Lee, social worker (County Board) on 29 November 2026, these exact words."


def kit_of(root: Path, code: str = "GB-ENG", **options: bool) -> kits.Kit:
    loaded = load(root)
    return kits.kit(loaded, next(place for place in loaded.course.places if place.code == code), **options)


def words_of(kit: kits.Kit) -> list[str]:
    return [entry.words for entry in kit.entries]


def sign(root: Path, words: list[str] | None = None, who: tuple[str, str, str, date] = WHO) -> Path:
    """Sign all unsigned sentences of England, or these."""
    before = next((one for one in load(root).course.reviews), Review(place="GB-ENG"))
    return signing.write(root, signing.signed(before, *who, words or words_of(kit_of(root))))


def outputs(root: Path, code: str = "GB-ENG") -> dict[str, Artefact]:
    planned = plan(load(root))
    every = (*planned.pages, *planned.files)
    return {one.path: one for one in every if one.place == code and getattr(one.inputs, "review", None)}


def told(artefact: Artefact) -> str:
    """What the page or paper tells its reader of its signatures."""
    if isinstance(artefact.inputs, page.PageInputs):
        return call(artefact).decode()
    return handout.html(artefact.inputs, reviewed=handout.reviewed(artefact.inputs))


@pytest.fixture
def signed(tmp_path) -> Path:
    root = small_project(tmp_path / "course")
    sign(root)
    return root


def test_without_a_signature_every_page_and_paper_says_that_it_is_not_reviewed(tmp_path):
    found = outputs(small_project(tmp_path / "course"))
    assert sorted(found) == ["handouts/card-1-gb-eng.pdf", "help-gb-eng.html", "module-1-england.html"]
    for artefact in found.values():
        assert NOT_REVIEWED in told(artefact)
        assert "Reviewed by" not in told(artefact)


def test_what_is_signed_whole_says_by_whom_and_when(signed):
    for artefact in outputs(signed).values():
        assert SIGNED in told(artefact)
        assert "ot yet reviewed" not in told(artefact)
    assert all(NOT_REVIEWED in told(artefact) for artefact in outputs(signed, "INT").values())


def test_one_letter_drops_the_mark_of_its_sentence_alone(signed):
    edit(signed / "course/help.md", "Stay with the child.", "Stay with the chill.")
    missing = {path: standing(one).missing for path, one in outputs(signed).items()}
    assert missing == {
        "help-gb-eng.html": ("Stay with the chill.",),
        "handouts/card-1-gb-eng.pdf": (),
        "module-1-england.html": (),
    }
    found = outputs(signed)
    assert re.search(rf"\b\d+ of \d+ {re.escape(SAID)}", told(found["help-gb-eng.html"]))
    assert "<li>Stay with the chill.</li>" in told(found["help-gb-eng.html"])
    assert SIGNED in told(found["module-1-england.html"])
    assert words_of(kit_of(signed)) == ["Stay with the chill."]


def standing(artefact: Artefact):
    of = page if isinstance(artefact.inputs, page.PageInputs) else handout
    return of.reviewed(artefact.inputs)


def test_a_number_in_facts_drops_the_marks_of_all_that_show_it(signed):
    edit(signed / "facts/contacts/all.yml", "0800 1111", "0800 1112")
    missing = {path: standing(one).missing for path, one in outputs(signed).items()}
    assert missing["handouts/card-1-gb-eng.pdf"] == ("Call Child Line 0800 1112.",)
    assert missing["help-gb-eng.html"] == ("Child Line: Call 0800 1112",)
    assert len(missing["module-1-england.html"]) == 1
    paper = told(outputs(signed)["handouts/card-1-gb-eng.pdf"])
    assert "Not yet reviewed: “Call Child Line 0800 1112”." in paper
    assert sorted(words_of(kit_of(signed))) == sorted({text for each in missing.values() for text in each})


def test_a_law_in_facts_drops_the_mark_of_its_sentence(signed):
    edit(signed / "facts/law/all.yml", "image law is anyone under 18.", "image law is anyone under 17.")
    missing = {path: standing(one).missing for path, one in outputs(signed).items()}
    assert missing["module-1-england.html"] == ("In England a child in image law is anyone under 17.",)
    assert not missing["help-gb-eng.html"]


def test_the_mark_comes_back_with_the_words(signed):
    file = signed / "course/help.md"
    before = file.read_text("utf-8")
    edit(file, "Stay", "Stand")
    file.write_text(before, "utf-8")
    assert words_of(kit_of(signed)) == []


def test_a_school_that_fills_itself_in_keeps_the_marks(signed):
    (signed / "school.yml").write_text(
        "schema: 1\nname: The School\nplace: GB-ENG\nlead: {name: Ms Khan, phone: 01632 960001}\n", "utf-8"
    )
    assert all(SIGNED in told(artefact) for artefact in outputs(signed).values())


def test_a_new_check_of_the_same_words_keeps_the_marks(signed):
    for file in (signed / "facts/contacts/all.yml", signed / "facts/law/all.yml"):
        file.write_text(
            re.sub(r"checked: 2026-\d\d-\d\d", "checked: 2026-11-29", file.read_text("utf-8")), "utf-8"
        )
    assert words_of(kit_of(signed)) == []


def test_numbers_that_change_places_lose_their_marks():
    card = '<div class="card"><h3 class="card__name">{}</h3><p><a>Call {}</a></p></div>'
    right = card.format("Child Line", "0800 1111") + card.format("Police", "101")
    wrong = card.format("Child Line", "101") + card.format("Police", "0800 1111")
    assert {one.words for one in seen(right)} & {one.words for one in seen(wrong)} == set()


def test_packages_carry_the_marks_of_their_pages(built_project, tmp_path):
    root = warm_project(built_project, tmp_path / "course")
    sign(root)
    edit(root / "course/help.md", "Stay with the child.", "Stay with the chill.")
    built(root)
    inside = 0
    for package in (root / "site").rglob("*.zip"):
        with zipfile.ZipFile(package) as files:
            for name in files.namelist():
                text = files.read(name).decode("utf-8", "replace") if name.endswith(".html") else ""
                if name.endswith("help-gb-eng.html"):
                    inside += 1
                    assert SAID in text
                    assert text.count("Stay with the chill.") == 2
                elif name.endswith("module-1-england.html"):
                    assert SIGNED in text
    assert inside
    assert SIGNED in (root / "site/module-1-england.html").read_text("utf-8")


PLAIN = st.text("abdefghij", min_size=1, max_size=8)  # no “cf.”, after which a sentence goes on
SENTENCE = st.lists(PLAIN, min_size=1, max_size=6).map(lambda words: " ".join(words).capitalize() + ".")
BLOCKS = st.lists(st.lists(SENTENCE, min_size=1, max_size=4), min_size=1, max_size=6)


def drawn(blocks: list[list[str]]) -> list[str]:
    blocks = [*blocks, ["This one stays."]]
    return [one.words for one in seen("".join(f"<p>{' '.join(block)}</p>" for block in blocks))]


@given(BLOCKS, st.randoms(use_true_random=False))
def test_a_random_letter_changes_one_sentence(blocks, chance: random.Random):
    review = signing.signed(Review(place="GB-ENG"), *WHO, drawn(blocks))
    block = chance.randrange(len(blocks))
    index = chance.randrange(len(blocks[block]))
    old = blocks[block][index]
    where = chance.choice([n for n, letter in enumerate(old) if letter.isalpha()])
    new = old[:where] + ("Z" if where == 0 else "z") + old[where + 1 :]
    edited = [list(each) for each in blocks]
    edited[block][index] = new
    assert standing_of(drawn(edited), review.signatures).missing == (new,)
    others = [text for each in blocks for text in each if text != old]
    assert set(others) <= set(drawn(edited))


ANY_LINE = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=40)


@given(ANY_LINE, ANY_LINE, ANY_LINE, st.lists(ANY_LINE, min_size=1, max_size=4))
def test_whatever_is_signed_is_read_again(tmp_path_factory, name, role, body, words):
    words = [normal(text) for text in words if normal(text)]
    if not words or not (normal(name) and normal(role) and normal(body)):
        return
    review = signing.signed(Review(place="GB-ENG"), name, role, body, WHO[3], words)
    root = tmp_path_factory.mktemp("signed")
    signing.write(root, review)
    loaded = load(root)
    assert loaded.course.reviews == (review,)
    assert [problem for problem in loaded.problems if problem.path.startswith("reviews")] == []


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Stay. Listen!  Then call?", ["Stay.", "Listen!", "Then call?"]),
        ("Say: “I am glad. You are safe.” Then wait.", ["Say: “I am glad. You are safe.”", "Then wait."]),
        ("See s. 45 and Art. 3, e.g. Part 2.", ["See s. 45 and Art. 3, e.g. Part 2."]),
        ("It is 18.5 years. 999 is free.", ["It is 18.5 years.", "999 is free."]),
        ("Call\u00a0101\u200b now.", ["Call 101 now."]),
        ("· 1 ·", []),
    ],
)
def test_a_paragraph_is_read_as_its_sentences(text, sentences):
    assert list(split(text)) == sentences


def test_large_print_and_the_other_paper_say_the_same():
    planned = the_plan()
    for artefact in planned.files:
        if "-large" in artefact.path and getattr(artefact.inputs, "review", None):
            large = {one.words.replace(":", "") for one in seen(handout.html(artefact.inputs))}
            usual = {one.words.replace(":", "") for one in handout.sentences(artefact.inputs)}
            assert {text for text in large - usual if "____" not in text and text != "Who helps"} == set()


FORGED = [
    ('name: "Ann Lee"', 'name: "Bob Roe"'),
    ("day: 2026-11-29", "day: 2026-11-28"),
    ('words: "Stay with the child."', 'words: "Stay with the chill."'),
    ('sha256: "', 'sha256: "0'),
    ('  - words: "Say"\n    sha256: "' + sha256("Say") + '"\n', ""),
    ('place: "GB-ENG"', 'place: "INT"'),
    ("schema: 1", "schema: 2"),
    ('  role: "social worker"\n', ""),
    ("  sentences:", "  because: it is so\n  sentences:"),
]


@pytest.mark.parametrize(("old", "new"), FORGED)
def test_a_file_that_was_changed_by_hand_is_refused(signed, old, new):
    assert problems(signed) == []
    edit(signed / "reviews/gb-eng.yml", old, new)
    found = [problem for problem in problems(signed) if problem.path == "reviews/gb-eng.yml"]
    assert found
    assert all(problem.severity == "error" and FORM.match(str(problem)) for problem in found)


def test_a_sentence_added_with_its_right_hash_is_refused(signed):
    more = f'  - words: "All is well."\n    sha256: "{sha256("All is well.")}"\n'
    edit(signed / "reviews/gb-eng.yml", "  sentences:\n", f"  sentences:\n{more}")
    assert "signature was changed after it was made" in " ".join(map(str, problems(signed)))


def test_a_signature_from_a_day_to_come_is_refused(signed):
    assert [problem.code for problem in problems(signed, date(2026, 11, 28))][-1:] == ["future"]


def test_a_release_lists_what_is_unsigned_by_place(signed):
    edit(signed / "course/help.md", "Stay", "Stand")
    england, rest = unsigned(load(signed))
    assert england.severity == rest.severity == "warning"
    assert re.search(r"England: (\d+) of (\d+) sentences are reviewed\.", england.message)
    assert "no longer there: “Stay with the child.”" in england.message
    assert "review kit GB-ENG" in england.hint
    assert "Everywhere else: 0 of" in rest.message


def test_the_file_of_signatures_is_sorted_and_stable(signed):
    file = signed / "reviews/gb-eng.yml"
    before = file.read_bytes()
    words = words_of(kit_of(signed, every=True))
    sign(signed, words[::-1])
    assert file.read_bytes() == before
    sign(signed, words[:2], ("Zoe Abe", "lawyer", "Bar", date(2026, 11, 1)))
    assert [one.name for one in load(signed).course.reviews[0].signatures] == ["Zoe Abe", "Ann Lee"]
    assert marks(load(signed).course.reviews[0].signatures)[sha256(words[0])].name == "Ann Lee"


@pytest.mark.parametrize(
    ("only", "but", "expected"),
    [(None, None, {1, 2, 3, 4}), ("2-3", None, {2, 3}), ("1, 3–4", None, {1, 3, 4}), (None, "4,1", {2, 3})],
)
def test_numbers_choose_what_is_signed(only, but, expected):
    assert set(signing.chosen(dict.fromkeys(range(1, 5), "Words."), only, but)) == expected


@pytest.mark.parametrize(
    ("only", "but"),
    [
        ("5", None),
        ("0", None),
        ("", None),
        ("3-2", None),
        ("a", None),
        ("1", "2"),
        (None, "1-4"),
        ("-1", None),
    ],
)
def test_numbers_that_choose_nothing_clear_are_refused(only, but):
    with pytest.raises(signing.RefusedError):
        signing.chosen(dict.fromkeys(range(1, 5), "Words."), only, but)


def given_by(**more: object) -> reviews.Given:
    told_by = {"name": "Ann Lee", "role": "social worker", "body": "Board", "signed_on": None}
    return reviews.Given(**{**told_by, "only": None, "but": None, **more})


def test_the_commands_lead_from_a_kit_to_a_signature(tmp_path, capsys):
    root = small_project(tmp_path / "course")
    with pytest.raises(signing.RefusedError, match="Make the kit first"):
        reviews.sign(load(root), root, "GB-ENG", None, DAY, given_by())
    reviews.kit(load(root), root, "gb-eng", None, every=False)
    assert {file.suffix for file in (root / "review").iterdir()} == {".pdf", ".docx", ".yml"}
    edit(root / "course/help.md", "Stay with the child.", "Stand by the child.")
    reviews.sign(load(root), root, "GB-ENG", None, DAY, given_by(but="2"))
    said = capsys.readouterr().out
    assert "Not signed, because their words have changed since the kit was made: 4." in said
    assert words_of(kit_of(root)) == ["Call 999", "Stand by the child."]
    assert load(root).course.reviews[0].signatures[0].day == DAY
    for wrong, why in (("INT", "no list of a kit"), ("GB-ENG", "still to come")):
        with pytest.raises(signing.RefusedError, match=why):
            reviews.sign(load(root), root, wrong, None, DAY, given_by(signed_on=date(2027, 1, 1)))
    other = root / "review/review-gb-eng.yml"
    with pytest.raises(signing.RefusedError, match="is for GB-ENG, not for INT"):
        reviews.sign(load(root), root, "INT", other, DAY, given_by())
    other.write_text("- not: [a list", "utf-8")
    with pytest.raises(signing.RefusedError, match="is not the list of a kit"):
        reviews.sign(load(root), root, "GB-ENG", other, DAY, given_by())


def test_a_place_that_is_none_ends_with_one_sentence(tmp_path):
    done = run(whole_project(tmp_path / "course"), "review", "kit", "GB-ENK", "--date", str(DAY))
    assert done.returncode == 1
    assert "Did you mean “GB-ENG”?" in done.stderr + done.stdout
    assert "Traceback" not in done.stderr


def test_the_kit_is_a_form_with_every_sentence_its_number_and_its_source(tmp_path):
    kit = kit_of(small_project(tmp_path / "course"))
    data = papers.pdf(kit)
    assert failures(data) == []
    text = re.sub(r"\s", "", "".join(pages_text(data)))
    office = docx.Document(io.BytesIO(papers.docx(kit)))
    rows = {row.cells[0].text: row.cells[1].text for table in office.tables for row in table.rows[1:]}
    for entry in kit.entries:
        assert re.sub(r"\s", "", f"{entry.number}{entry.words}") in text
        assert rows[str(entry.number)].startswith(entry.words)
        assert f"[{', '.join(map(str, entry.sources))}]" in rows[str(entry.number)] or not entry.sources
    assert all(re.sub(r"\s", "", line) in text for line in kit.sources)
    assert {entry.words for entry in kit.entries if not entry.sources} >= {"Stay with the child."}
    assert all(
        entry.sources for entry in kit.entries if "0800 1111" in entry.words or "image law" in entry.words
    )
    fields = re.findall(rb"/T \((right|change)-(\d+)\)", data)
    assert len(fields) in {0, 2 * len(kit.entries)}  # 0: the objects are packed
    assert papers.pdf(kit) == data


def test_a_name_is_text_wherever_it_stands(tmp_path):
    root = small_project(tmp_path / "course")
    sign(root, who=("<b>Ann</b> & {{ x }}", "role", "body", WHO[3]))
    for artefact in outputs(root).values():
        assert "&lt;b&gt;Ann&lt;/b&gt; &amp; {{ x }}" in told(artefact)
        assert "<b>Ann" not in told(artefact)


def test_the_old_key_is_refused(signed):
    edit(signed / "course/help.md", "review_by:", "reviewed_by: Somebody\nreview_by:")
    assert "unknown-key" in [problem.code for problem in problems(signed)]


def test_a_file_of_reviews_is_json_schema_too():
    assert json.loads(json.dumps(Review.model_json_schema()))["properties"]["signatures"]
