"""Other machines make what this one would: the same bytes, whatever happens to them on the way."""

import asyncio
import os
import threading
import time
from concurrent.futures import BrokenExecutor, Future, ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import pytest
from cluster_trial import digests, harm
from distributed import KilledWorker
from machines import Machines, which
from project import small_project

from coursekit.bench.invented import schools, write
from coursekit.load.course import load
from coursekit.packing import packs
from coursekit.packs.run import Options
from coursekit.plan.plan import plan
from coursekit.run import cluster
from coursekit.run.cache import Cache
from coursekit.run.cluster import Cluster, Spread
from coursekit.run.graph import ClusterError, Graph
from coursekit.run.local import Local

COUNT = 8


@pytest.fixture(scope="module")
def machines(tmp_path_factory):
    with Machines(tmp_path_factory.mktemp("machines"), 2) as running:
        yield running


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """The small course, and a list of schools beside it."""
    root = small_project(tmp_path_factory.mktemp("cluster") / "small")
    write(root / "list.csv", schools(COUNT, places=["GB-ENG"], other_scripts=0.25))
    return root


def run(root: Path, out: Path, **more) -> None:
    report = packs(load(root), root / "list.csv", Options(root, out, **more), quiet=True)
    assert report.made == COUNT


def joined(machines: Machines) -> Cluster:
    return Cluster(machines.address, lambda _: None)


@pytest.mark.parametrize("form", ["folder", "zip"])
def test_packs_of_a_cluster_are_those_of_this_machine_though_workers_die_and_pause(
    machines, project, tmp_path, form
):
    run(project, tmp_path / "here", form=form, jobs=1)
    if form == "folder":
        given = (machines, tmp_path / "there", 2, 2, [])
        harming = threading.Thread(target=harm, args=given)
        harming.start()
    run(project, tmp_path / "there", form=form, cluster=machines.address)
    if form == "folder":
        harming.join()
        assert len(given[-1]) == 2
    assert digests(tmp_path / "here") == digests(tmp_path / "there")


def test_a_course_is_made_of_the_same_bytes(machines, project, tmp_path):
    files = [file for file in plan(load(project)).files if file.kind in {"handout", "schema"}][:4]
    found = []
    for name in ("here", "there"):
        cache = Cache(tmp_path / name)
        where = Local(cache, 1, files) if name == "here" else None
        with joined(machines) as there, where or Spread(there, cache, 1, files) as executor:
            graph = Graph(files, cache, executor, lambda *_: None)
            graph.make()
        assert all(cache.blob(blob) for outputs in graph.outputs.values() for blob in outputs.values())
        found.append(graph.outputs)
    assert found[0] == found[1]
    assert len(found[0]) == 4


def test_what_tasks_share_goes_to_a_worker_once(machines):
    with joined(machines) as there:
        shared = there.shared(cluster.surroundings())
        futures = [there.submit(which, shared, number, then=lambda told: told) for number in range(20)]
        copies = {future.result() for future in futures}
    assert len(copies) == len({process for process, _ in copies})


def within_a_loop(called):
    """Call it where an event loop runs already, as a notebook's or a browser's driver does."""

    async def inside():
        return called()

    with ThreadPoolExecutor(1) as thread:  # this one may have a loop of its own
        return thread.submit(lambda: asyncio.run(inside())).result()


@pytest.mark.parametrize("address", ["", "local:1"])
def test_a_program_with_a_loop_of_its_own_has_a_cluster(machines, address):
    def asked():
        with Cluster(address or machines.address, lambda _: None) as there:
            return there.submit(os.getpid, then=lambda told: told).result()

    assert within_a_loop(asked) != os.getpid()


def test_a_program_with_a_loop_of_its_own_is_told_that_no_scheduler_answers(monkeypatch):
    monkeypatch.setattr(cluster, "PATIENCE", 1)
    with pytest.raises(ClusterError, match="No scheduler answers"):
        within_a_loop(lambda: Cluster("tcp://127.0.0.1:9", lambda _: None))


@pytest.mark.parametrize(
    "address", ["tcp://127.0.0.1:9", "nowhere", "local:0", "http://127.0.0.1:9", "tcp://"]
)
def test_an_address_without_a_scheduler_is_told(address, monkeypatch):
    monkeypatch.setattr(cluster, "PATIENCE", 1)
    with pytest.raises(ClusterError, match="No scheduler answers"):
        Cluster(address, lambda _: None)


def test_a_cluster_without_a_worker_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(cluster, "WAIT", 1)
    with Machines(tmp_path, 0) as empty, pytest.raises(ClusterError, match="No worker came"):
        joined(empty)


@pytest.mark.parametrize("part", ["program", "templates", "libraries", "Python", "Pango"])
def test_a_worker_with_another_program_is_refused(machines, monkeypatch, part):
    ours = cluster.surroundings() | {part: "another"}
    monkeypatch.setattr(cluster, "surroundings", lambda: ours)
    with pytest.raises(ClusterError, match=f"differs in {part}.*build.py dask"):
        joined(machines)


def test_one_that_joins_later_with_another_program_is_refused_by_its_task(machines, monkeypatch):
    with joined(machines) as there:
        ours = cluster.surroundings() | {"program": "another"}
        monkeypatch.setattr(cluster, "surroundings", lambda: ours)
        with pytest.raises(ClusterError, match="differs in program"):
            there.submit(os.getpid, then=lambda told: told).result()


def test_a_scheduler_that_goes_is_told(tmp_path):
    with Machines(tmp_path, 1) as short, joined(short) as there:
        future = there.submit(time.sleep, 60, then=lambda told: told)
        short.started[0].kill()
        with pytest.raises(ClusterError, match="has gone"):
            future.result(60)


def test_a_task_that_ends_every_worker_ends_like_one_of_this_machine(machines):
    with joined(machines) as there:
        done: Future = Future()
        far: Future = Future()
        far.set_exception(KilledWorker("task", SimpleNamespace(address="tcp://127.0.0.1:9"), 3))
        there._keep(far, lambda told: told, done)
    with pytest.raises(BrokenExecutor):
        done.result()


def test_threads_of_a_worker_wait_for_each_other():
    inside = []

    def alone():
        inside.append(1)
        time.sleep(0.002)
        return len(inside), inside.clear()

    with ThreadPoolExecutor(8) as threads:
        counts = threads.map(lambda _: cluster._work(cluster.surroundings(), alone)[0], range(40))
    assert set(counts) == {1}
