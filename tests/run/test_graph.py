"""Each artefact is made once, after what it needs, wherever the executor makes it."""

import pickle
from concurrent.futures import BrokenExecutor, Future

import pytest
from project import small_project

from coursekit.load.course import load
from coursekit.model.base import Frozen
from coursekit.plan.artefact import Artefact
from coursekit.plan.plan import plan
from coursekit.run import work
from coursekit.run.cache import Cache
from coursekit.run.graph import Graph, WorkerEndedError
from coursekit.run.local import Local


class Words(Frozen):
    """What is written."""

    text: str


def words(inputs: Words) -> bytes:
    """A recipe of its inputs alone."""
    return inputs.text.encode()


def together(inputs: Words, files) -> bytes:
    """A recipe of other files."""
    return inputs.text.encode() + b" ".join(path.encode() + b"=" + files[path] for path in sorted(files))


def both(inputs: Words) -> dict[str, bytes]:
    """A recipe of several files."""
    return {"one.txt": inputs.text.encode(), "two.txt": b"2"}


def artefact(path: str, text: str = "", recipe: str = "words", **more) -> Artefact:
    return Artefact(
        path=path,
        title=path,
        recipe=f"{__name__}:{recipe}",
        inputs=Words(text=text),
        sources=(),
        **{"kind": "data", **more},
    )


class Here:
    """An executor that makes everything at once, and tells what travelled to it."""

    def __init__(self, cache: Cache, ends: dict[str, int] | None = None) -> None:
        self.cache, self.ends, self.begun = cache, ends or {}, []

    def submit(self, key, artefact, given):
        """Make it, unless it is to be ended from outside."""
        self.begun.append(artefact.name)
        future: Future = Future()
        if self.ends.get(artefact.name, 0) >= self.begun.count(artefact.name):
            future.set_exception(BrokenExecutor())
        else:
            key, artefact, given = pickle.loads(pickle.dumps((key, artefact, given)))  # noqa: S301 (our own)
            future.set_result(work.make(self.cache, key, artefact, given))
        return future


def made(cache: Cache, *artefacts: Artefact, ends: dict[str, int] | None = None):
    """What was begun, and each file's content by the artefact's name."""
    here, told = Here(cache, ends), []
    graph = Graph(artefacts, cache, here, lambda made, done, total: told.append((made.name, done, total)))
    graph.make()
    files = {
        name: {path: cache.blob(blob) for path, blob in outputs.items()}
        for name, outputs in graph.outputs.items()
    }
    return here.begun, files, told


FIRST, SECOND = artefact("a.txt", "a"), artefact("b.txt", "b")
LAST = artefact("z.txt", recipe="together", needs=("m.txt", "b.txt"))
MIDDLE = artefact("m.txt", recipe="together", needs=("a.txt",))


def test_what_is_needed_is_made_before_in_whatever_order_it_is_planned(tmp_path):
    begun, files, told = made(Cache(tmp_path), LAST, MIDDLE, SECOND, FIRST)
    assert files["z.txt"] == {"z.txt": b"b.txt=b m.txt=a.txt=a"}
    assert begun.index("a.txt") < begun.index("m.txt") < begun.index("z.txt")
    assert [name for name, _, _ in told] == begun
    assert told[-1][1] == told[-1][2]


def test_what_is_in_the_cache_is_not_made_again_nor_counted(tmp_path):
    cache = Cache(tmp_path)
    made(cache, LAST, MIDDLE, SECOND, FIRST)
    assert made(cache, LAST, MIDDLE, SECOND, FIRST)[0] == []
    begun, files, told = made(cache, LAST, MIDDLE, artefact("b.txt", "new"), FIRST)
    assert begun == ["b.txt", "z.txt"]
    assert files["z.txt"] == {"z.txt": b"b.txt=new m.txt=a.txt=a"}
    assert told[-1][1] == told[-1][2]


def test_an_artefact_may_make_several_files_and_another_take_some_of_them(tmp_path):
    several = artefact("several", "1", "both")
    some = [
        artefact("x.txt", recipe="together", needs=("several",), takes=takes)
        for takes in (("two.txt",), ("t*",), ("o*", "two.txt"), ())
    ]
    found = [made(Cache(tmp_path), several, each)[1]["x.txt"]["x.txt"] for each in some]
    assert found == [b"two.txt=2", b"two.txt=2", b"one.txt=1 two.txt=2", b"one.txt=1 two.txt=2"]


def test_what_is_not_taken_does_not_make_it_anew(tmp_path):
    cache, some = (
        Cache(tmp_path),
        artefact("x.txt", recipe="together", needs=("several",), takes=("two.txt",)),
    )
    made(cache, artefact("several", "1", "both"), some)
    assert made(cache, artefact("several", "other", "both"), some)[0] == ["several"]


def test_the_last_of_two_files_with_one_path_counts(tmp_path):
    again = artefact("one.txt", "again")
    last = artefact("x.txt", recipe="together", needs=("several", "one.txt"), takes=("one.txt",))
    files = made(Cache(tmp_path), artefact("several", "1", "both"), again, last)[1]
    assert files["x.txt"]["x.txt"] == b"one.txt=again"


def test_what_is_planned_twice_is_a_mistake_of_ours(tmp_path):
    with pytest.raises(ValueError, match=r"a\.txt is planned twice"):
        made(Cache(tmp_path), FIRST, artefact("a.txt", "other"))


def test_what_was_ended_from_outside_is_begun_once_more(tmp_path):
    begun, files, _ = made(Cache(tmp_path), FIRST, MIDDLE, ends={"a.txt": 1})
    assert begun == ["a.txt", "a.txt", "m.txt"]
    assert files["m.txt"]["m.txt"] == b"a.txt=a"
    with pytest.raises(WorkerEndedError, match=r"that made a\.txt, twice"):
        made(Cache(tmp_path / "other"), FIRST, MIDDLE, ends={"a.txt": 2})


def test_a_task_is_small_and_what_tasks_share_travels_once(tmp_path, monkeypatch):
    sent = []

    class Pool:
        def __init__(self, *_all, initargs, **_named):
            self.first = len(pickle.dumps(initargs))

        def submit(self, task):
            sent.append(len(pickle.dumps(task)))
            return Future()

        def shutdown(self, **_named):
            pass

    monkeypatch.setattr("coursekit.run.local.ProcessPoolExecutor", Pool)
    artefacts = plan(load(small_project(tmp_path / "project"))).files
    with Local(Cache(tmp_path), 1, artefacts) as local:
        for each in artefacts:
            local.submit("0" * 64, each, {})
    singly = sum(len(pickle.dumps(each)) for each in artefacts)
    assert len(sent) == len(artefacts)
    assert max(sent) < 500
    assert local.processes.pool.first < singly / 2
