"""What a technician checks before saying yes: the list of parts, equal builds, what is said of access."""

import hashlib
import importlib.util
import json
import re
from collections import Counter
from types import ModuleType

import pytest
import yaml
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from project import ROOT

from coursekit.model.accessibility import AccessibilityReport


def tool(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / f"tools/{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SBOM, COMPARE = tool("make_sbom"), tool("compare_builds")


# The list of parts


def test_the_list_of_parts_names_each_library_script_and_font_with_its_hashes():
    text = SBOM.bom(ROOT)
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    assert SBOM.bom(ROOT) == text
    parts = json.loads(text)["components"]
    lock = (ROOT / "requirements/run.txt").read_text()
    locked = {tuple(line.split(" ")[0].split("==")) for line in lock.splitlines() if "==" in line[:60]}
    found = {(part["name"], part["version"]) for part in parts if part.get("purl", "").startswith("pkg:pypi")}
    assert found == locked
    listed = json.dumps(parts)
    assert all(digest in listed for digest in re.findall(r"sha256:([0-9a-f]{64})", lock))
    for folder, pattern in (("templates/site/theme/assets/vendor", "*.js"), ("templates/fonts", "*.ttf")):
        for file in (ROOT / folder).glob(pattern):
            assert hashlib.sha256(file.read_bytes()).hexdigest() in listed, file.name
    assert "pytest" not in {part["name"] for part in parts}


def test_a_script_that_is_not_the_one_named_stops_the_list(tmp_path):
    for name in (SBOM.LOCK, SBOM.FONTS, SBOM.SCRIPTS, "pyproject.toml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    for name in ("fflate.js", "pdf-lib.min.js"):
        (tmp_path / SBOM.SCRIPTS).with_name(name).write_text("alert(1)")
    with pytest.raises(ValueError, match="names another"):
        SBOM.bom(tmp_path)


# Equal builds


def build(folder, **files):
    folder.mkdir()
    outputs = []
    for name, text in files.items():
        (folder / name).write_text(text)
        outputs.append({"path": name, "sha256": hashlib.sha256(text.encode()).hexdigest()})
    (folder / "build.json").write_text(json.dumps({"version": "1", "outputs": outputs}))
    return str(folder)


def test_two_builds_of_the_same_bytes_are_said_to_be_equal(tmp_path, capsys):
    one, other = build(tmp_path / "a", x="1", y="2"), build(tmp_path / "b", x="1", y="2")
    assert COMPARE.main([one, other]) == 0
    assert COMPARE.main([one, f"{other}/build.json"]) == 0
    assert capsys.readouterr().out == "The same bytes in all 2 files.\n" * 2


def test_whatever_differs_between_two_builds_is_named(tmp_path, capsys):
    one, other = build(tmp_path / "a", x="1", y="2"), build(tmp_path / "b", x="3", z="2")
    (tmp_path / "b/z").write_text("changed afterwards")
    assert COMPARE.main([one, other]) == 1
    said = capsys.readouterr().out
    assert said.splitlines() == [
        f"{other}: z is not what its report says",
        "x: differs",
        "y: only in the first",
        "z: only in the second",
    ]
    (tmp_path / "b/z").unlink()
    assert COMPARE.main([other, other]) == 1
    assert "is in its report and not there" in capsys.readouterr().out


@pytest.mark.parametrize("text", ["", "[]", '{"outputs": 7}', '{"outputs": [{}]}'])
def test_what_is_no_build_is_told_apart_from_one_that_differs(tmp_path, capsys, text):
    (tmp_path / "build.json").write_text(text)
    assert COMPARE.main([str(tmp_path), str(tmp_path)]) == 2
    assert "is no report of a build" in capsys.readouterr().out
    assert COMPARE.main([]) == 2


# Accessibility


def verdicts(report):
    for level, chapter in report["chapters"].items():
        for criterion in chapter["criteria"]:
            for part in criterion["components"]:
                yield level, criterion["num"], part["name"], part["adherence"]


JUDGED = re.compile(r"^Judged by \S.+, \S.+, on \d{1,2} \w+ \d{4}\. ")
UNJUDGED = ("Automatic checks only: ", "No program looks for it, and no person has judged it.")


def unfounded(report):
    """The criteria with a verdict that is no person's, or without one and without saying so."""
    return [
        f"{number} {part}"
        for _, number, part, said in verdicts(report)
        if not (
            said["notes"].startswith(UNJUDGED)
            if said["level"] == "not-evaluated"
            else JUDGED.match(said["notes"])
        )
    ]


def openacr():
    return yaml.load((ROOT / "docs/openacr.yaml").read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 (all text)


def test_each_verdict_on_accessibility_is_a_persons_or_says_that_it_is_none():
    report = openacr()
    assert unfounded(report) == []
    levels = Counter(level for level, _, part, _ in verdicts(report) if part == "web")
    assert levels == {"success_criteria_level_a": 32, "success_criteria_level_aa": 24}
    said = next(verdicts(report))[3]
    said["level"] = "supports"
    assert unfounded(report) == ["1.1.1 web"]
    said["notes"] = "Judged by A. Nother, screen reader user, on 3 March 2027. Each picture has words."
    assert unfounded(report) == []


def test_the_report_tells_what_was_checked_as_the_list_of_files_has_it():
    raw = yaml.safe_load((ROOT / "facts/accessibility.yml").read_text("utf-8"))
    kept = AccessibilityReport.model_validate(raw)
    report = openacr()
    assert (report["report_date"], report["product"]["version"]) == (kept.dated.isoformat(), kept.version)
    counts = Counter(path.rpartition(".")[2] for path in kept.files)
    said = report["evaluation_methods_used"]
    for words in ("{html} pages", "{pdf} PDFs", "{pptx} decks", "{docx} Word files"):
        assert words.format(**counts) in said
    assert not any(kept.files.values()), "something was found: the report says “none found anything”"
