"""Any bytes in any source file give clear problems or pages, never an exception."""

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from project import DAY, FORM, SMALL

from coursekit.check import check
from coursekit.load.course import load
from coursekit.plan.plan import plan
from coursekit.render.print import handout, quiz_paper
from coursekit.run.work import call

FILES = sorted(file.relative_to(SMALL).as_posix() for file in SMALL.rglob("*") if file.is_file())
WORDS = "{{ ,}},<script>,]]>,[,],(,&,',!!! do,**********,#######,“,no,=cmd(),> > > > > > > >,- ,: "
NASTY = st.sampled_from(
    [word.encode() for word in WORDS.split(",")]
    + [
        b'{{ fact("',
        b'"',
        b"",
        b"\xff",
        b"\x00",
        b"---\n",
        b"\n\n",
        b"\t",
        b"| a | b |\n|--",
        b"\xe2\x80\xae",
    ]
)


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> Path:
    return Path(shutil.copytree(SMALL, tmp_path_factory.mktemp("bytes") / "project"))


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(
    file=st.sampled_from(FILES), at=st.floats(0, 1), cut=st.integers(0, 12), put=NASTY | st.binary(max_size=8)
)
def test_any_edit_gives_problems_or_a_course_that_can_be_drawn(project, file, at, cut, put):
    path, good = project / file, (SMALL / file).read_bytes()
    offset = int(at * len(good))
    path.write_bytes(good[:offset] + put + good[offset + cut :])
    try:
        loaded = load(project)
        problems = sorted({*loaded.problems, *check(loaded, DAY)})
        assert [str(problem) for problem in problems if not FORM.match(str(problem))] == []
        if not problems:
            draw(loaded)
    finally:
        path.write_bytes(good)


def draw(loaded) -> None:
    planned = plan(loaded)
    for artefact in (*planned.pages, *planned.files):
        if artefact.kind == "handout":
            handout.html(artefact.inputs)
        elif artefact.kind == "paper":
            quiz_paper.html(artefact.inputs)
        else:
            call(artefact)


@pytest.mark.parametrize("piece", ["> ", "- ", "*a ", "[", "    ", "![", "`"])
def test_deeply_nested_text_is_a_problem_or_a_page(project, piece):
    path = project / "course/leads.md"
    good = path.read_text()
    path.write_text(f"{good}\n{piece * 3001}x\n")
    try:
        loaded = load(project)
        if not sorted({*loaded.problems, *check(loaded, DAY)}):
            draw(loaded)
    finally:
        path.write_text(good)
