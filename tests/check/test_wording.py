"""Words, tone and plain English: planted phrases are caught, and lookalikes are not."""

import re
import shutil
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import get_args

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from project import ROOT, SMALL, edit, problems, run, small_project, the_course, whole_project

from coursekit.check import reading, tone, typed, wording
from coursekit.check.contexts import CONTEXTS
from coursekit.check.prose import plain, quotation_at, sentences
from coursekit.check.texts import all_texts
from coursekit.load.course import Loaded, load
from coursekit.model.wording import Context

PLANTED = Path(__file__).parent / "planted"
CAUGHT = yaml.safe_load((PLANTED / "caught.yml").read_text(encoding="utf-8"))
LOOKALIKES = yaml.safe_load((PLANTED / "lookalikes.yml").read_text(encoding="utf-8"))
HEADS = {
    "parents": {"kind": "parents", "audience": ("parents",)},
    "help": {"kind": "help"},
    "law": {"kind": "law", "place": "GB-ENG"},
    "us-law": {"kind": "law", "place": "US"},
    "words": {"id": "first/words"},
    "staff": {"audience": ("staff",)},
}


@cache
def small() -> Loaded:
    """The small course with the project's own rules and names; what contacts do is read elsewhere."""
    loaded, whole = load(SMALL), the_course()
    silent = {"does": "", "for_whom": None, "hours": None, "cost": None, "languages": (), "next": None}
    contacts = tuple(contact.model_copy(update=silent) for contact in whole.course.contacts)
    course = loaded.course.model_copy(
        update={
            "wording": whole.course.wording,
            "official_names": whole.course.official_names,
            "contacts": contacts,
        }
    )
    origins = {
        **loaded.origins,
        **{key: whole.origins[key] for key in whole.origins if key[0] in {"wording rule", "contact"}},
    }
    return Loaded(course, origins)


def page_with(say: str, where: str) -> Loaded:
    """The small course with a phrase on its page."""
    page = next(page for page in small().course.pages if page.path == "course/first/index.md")
    text = f'!!! case "Sam"\n    {say}' if where == "case" else say
    head = page.head.model_copy(update={"lede": None, "objectives": (), **HEADS.get(where, {})})
    if where == "title":
        text, head = "", head.model_copy(update={"title": say})
    return with_course(pages=(page.model_copy(update={"head": head, "text": text}),))


def quiz_with(say: str, where: str) -> Loaded:
    """The small course with a phrase in its first question."""
    quiz = small().course.quizzes[0]
    question = quiz.questions[0]
    right, wrong, *_ = question.options
    change = {
        "stem": {"stem": say},
        "right": {"options": (right.model_copy(update={"text": say}), wrong)},
        "reason": {"options": (right.model_copy(update={"reason": say}), wrong)},
        "wrong": {"options": (right, wrong.model_copy(update={"text": say}))},
        "misconception": {"options": (right, wrong.model_copy(update={"misconception": say}))},
    }[where]
    return with_course(
        quizzes=(quiz.model_copy(update={"questions": (question.model_copy(update=change),)}),)
    )


def fact_with(say: str, where: str) -> Loaded:
    """The small course with a phrase as a fact."""
    kind = "statistic" if where == "statistic" else "law"
    return with_course(facts=(small().course.facts[0].model_copy(update={"text": say, "kind": kind}),))


def with_course(**update: object) -> Loaded:
    empty = {"pages": (), "handouts": (), "quizzes": (), "facts": ()}
    return Loaded(small().course.model_copy(update={**empty, **update}), small().origins)


def found(say: str, where: str = "page") -> set[str]:
    """The codes of what the checks say about a phrase that stands there."""
    makers = {"fact": fact_with, "statistic": fact_with} | dict.fromkeys(
        ("stem", "right", "reason", "wrong", "misconception"), quiz_with
    )
    loaded = makers.get(where, page_with)(say, where)
    return {problem.code for check in (wording, typed, reading) for problem in check.check(loaded)}


@pytest.mark.parametrize("planted", CAUGHT, ids=lambda planted: f"{planted['code']}-{planted['say'][:30]}")
def test_what_must_not_be_said_is_caught(planted):
    assert planted["code"] in found(planted["say"], planted.get("in", "page"))


@pytest.mark.parametrize("planted", LOOKALIKES, ids=lambda planted: planted["say"][:40])
def test_what_only_looks_like_it_is_not(planted):
    assert found(planted["say"], planted.get("in", "page")) == set()


def test_enough_is_planted():
    counts = {"caught": len(CAUGHT), "lookalikes": len(LOOKALIKES)}
    assert min(counts.values()) >= 80, counts
    rules = {rule.id for rule in (*small().course.wording, *tone.RULES)}
    assert rules - {planted["code"] for planted in CAUGHT} == set()


def test_less_than_two_in_a_hundred_sentences_of_the_course_are_flagged():
    """Every flagged sentence of the real course was looked at by a person: what is left flagged is wrong."""
    loaded = the_course()
    checked = list(all_texts(loaded))
    total = sum(len(sentences(plain(text.text))) for text in checked)
    flagged = {
        (text.owner.name, hit.sentence)
        for text in checked
        for hit in wording.hits(text, wording.finder((*loaded.course.wording, *tone.RULES)))
        if not hit.allowed()
    }
    warned = [*typed.check(loaded), *reading.check(loaded), *wording.check(loaded)]
    print(f"{len(flagged)} sentences of {total} flagged before names and overrides; {len(warned)} problems")
    assert total > 2000
    assert len(flagged) + len(warned) < 0.02 * total


def test_every_context_of_the_model_has_its_question():
    assert set(CONTEXTS) == set(get_args(Context))


@pytest.fixture
def project(tmp_path):
    root = small_project(tmp_path / "project")
    shutil.copy(ROOT / "facts/wording.yml", root / "facts/wording.yml")
    return root


LESSON, QUIZ = "course/first/index.md", "quizzes/first.yml"
OVERRIDE = "wording: [{rule: sexting, says: They call it sexting, reason: It is their word.}]"


def test_an_override_allows_exactly_its_words(project):
    edit(project / LESSON, "See [the law]", "They call it\nsexting. See [the law]")
    assert [(found.code, found.line, found.column) for found in problems(project)] == [("sexting", 18, 1)]
    edit(project / LESSON, "review_by", f"{OVERRIDE}\nreview_by")
    assert problems(project) == []
    edit(project / LESSON, "See [the law]", "He was sexting. See [the law]")
    assert [found.code for found in problems(project)] == ["sexting"]
    assert [(where, use.rule, use.reason) for where, use in load(project).course.overrides()] == [
        ("“The first module”", "sexting", "It is their word.")
    ]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("rule: sexting", "rule: sextnig", "unknown-rule"),
        (", reason: It is their word.", "", "missing"),
        ("They call it sexting", "They all say so", "unneeded-wording"),
        ("rule: sexting", "rule: kids", "unneeded-wording"),
    ],
)
def test_an_override_that_is_wrong_or_not_needed_is_named(project, old, new, code):
    edit(project / LESSON, "See [the law]", "They call it sexting. See [the law]")
    edit(project / LESSON, "review_by", f"{OVERRIDE.replace(old, new)}\nreview_by")
    assert code in [found.code for found in problems(project)]


@pytest.mark.parametrize(
    ("file", "old", "key"),
    [
        ("course/handouts/card.md", "Call {{", "review_by"),
        (QUIZ, "Whom do you tell", "    stem"),
        ("facts/law/all.yml", "In England a child", "  places: [GB"),
        ("facts/contacts/all.yml", "Listens to", "  phone: 0800"),
    ],
)
def test_an_override_stands_wherever_words_stand(project, file, old, key):
    edit(project / file, old, f"They call it sexting {old}")
    before = {found.code for found in problems(project)}
    indent = " " * (len(key) - len(key.lstrip()))
    edit(project / file, f"\n{key}", f"\n{indent}{OVERRIDE}\n{key}")
    assert problems(project) == []
    assert before <= {"sexting"}
    assert len(list(load(project).course.overrides())) == 1


def test_an_override_of_a_quiz_is_for_its_introduction(project):
    edit(project / QUIZ, "slug:", f"intro: They call it sexting.\n{OVERRIDE}\nslug:")
    assert problems(project) == []


RULE = """- id: bad-word
  pattern: 'bad\\s+word'
  level: warn
  why: It is an example.
  use_instead: another
  hit: a bad word
  miss: a good word
"""


@pytest.mark.parametrize(
    ("old", "new", "code", "place"),
    [
        ("level: warn", "level: warn", "", ""),
        ("'bad\\s+word'", "'bad(word'", "bad-value", "2:3"),
        ("'bad\\s+word'", "'[[a]bad'", "bad-value", "2:3"),
        ("'bad\\s+word'", "'(b+)+'", "bad-value", "2:3"),
        ("level: warn", "level: wran", "bad-value", "3:3"),
        ("level: warn", "level: warn\n  allowed: [A6]", "bad-value", "4:13"),
        ("hit: a bad word", "hit: a word", "bad-value", "1:3"),
        ("miss: a good word", "miss: one bad word", "bad-value", "1:3"),
        ("  why: It is an example.\n", "", "missing", "1:3"),
    ],
)
def test_a_rule_that_is_amiss_is_named(project, old, new, code, place):
    assert old in RULE
    (project / "facts/wording.yml").write_text(RULE.replace(old, new))
    found = [(problem.code, f"{problem.line}:{problem.column}") for problem in problems(project)]
    assert found == ([(code, place)] if code else [])


def test_two_rules_of_one_name_are_named(project):
    (project / "facts/wording.yml").write_text(RULE + RULE)
    assert [found.code for found in problems(project)] == ["duplicate"]


def test_an_official_name_never_counts(project):
    edit(project / LESSON, "See [the law]", "It cites the Bad\nWord Act, a bad word. See [the law]")
    (project / "facts/wording.yml").write_text(RULE)
    assert [(found.code, found.column) for found in problems(project)] == [("bad-word", 13)]
    (project / "facts/official_names.yml").unlink()
    assert len(problems(project)) == 2


def test_the_check_counts_the_overrides(tmp_path):
    root = whole_project(tmp_path / "project")
    shutil.copy(ROOT / "facts/wording.yml", root / "facts/wording.yml")
    edit(root / LESSON, "See [the law]", "They call it sexting. See [the law]")
    edit(root / LESSON, "review_by", f"{OVERRIDE}\nreview_by")
    done = run(root, "check")
    assert re.search(r"^1 use of a word allowed with a reason", done.stdout, re.MULTILINE)


PIECES = "“ ” \" ' ¶ | # - > !!! ** [ ] ( ) {{ }} ; : . ? ! not never Look at the picture pay them sexting İ"
WORDS = st.sampled_from([*PIECES.split(), "\n\n", "\n- "])


@settings(max_examples=100)
@given(
    words=st.lists(WORDS | st.text(max_size=8), max_size=30), where=st.sampled_from(["page", "wrong", "fact"])
)
def test_no_text_makes_the_checks_crash(words, where):
    say = " ".join(words) or "x"
    words_only = plain(say)
    assert len(words_only) == len(say)
    found(say, where)


def test_plain_words_stand_where_they_stood():
    box = '!!! do "Do this"\n    Look [here](x.md), {{ fact("a") }} now.'
    text = f"## A *heading*\n\n{box}\n\n| a | b |\n- one\n- two"
    words = plain(text)
    assert len(words) == len(text)
    said = [" ".join(words[start:end].replace("¶", " ").split()) for start, end in sentences(words)]
    assert said == ["A heading", "Do this", "Look here , now.", "a", "b", "one", "two"]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [("He said “one two” to her.", True), ('a "b" one two "c" d', False), ("one two", False)],
)
def test_a_quotation_is_found(text, quoted):
    start = text.index("one two")
    assert (quotation_at(text, start, start + 7) is not None) == quoted


@pytest.mark.parametrize(
    ("say", "where", "code"),
    [
        ("word " * 31, "page", "long-sentence"),
        ("Go now. " * 9 + "Word " * 30, "page", ""),
        ("word " * 26, "parents", "long-sentence"),
        ("One two three. " * 300, "parents", "long-page"),
        ("One two three. " * 300, "page", ""),
        ("Go now. " * 9 + "Call the Revenge Porn Helpline " + "word " * 28, "page", ""),
    ],
)
def test_long_sentences_and_pages_are_named(say, where, code):
    assert found(say, where) == ({code} if code else set()) | (
        {"long-sentences"} if "word" in say and code else set()
    )


@pytest.mark.parametrize(
    ("kind", "audience", "allowed"),
    [
        ("module", ("staff",), True),
        ("module", ("staff", "parents"), False),
        ("help", (), False),
        ("parents", (), False),
        ("handout", ("parents",), False),
        ("leads", (), True),
    ],
)
def test_a_word_that_parents_never_read_is_allowed_where_none_reads_it(kind, audience, allowed):
    owner = SimpleNamespace(kind=kind, audience=audience)
    assert CONTEXTS["not_parents"](SimpleNamespace(text=SimpleNamespace(owner=owner))) is allowed
