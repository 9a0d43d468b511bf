"""What a worker process does: call one recipe, or run the site engine."""

import importlib
import os
from multiprocessing import parent_process
from multiprocessing.connection import wait
from pathlib import Path
from threading import Thread

from coursekit.plan.artefact import Artefact
from coursekit.render.site.engine import Engine, Shell, build
from coursekit.run.cache import Cache, Outputs


def end_with_parent() -> None:
    """Let this worker end when the build is killed; it would wait for work for ever."""
    parent = parent_process()
    if parent is not None:
        Thread(target=_end_after, args=(parent.sentinel,), daemon=True).start()


def _end_after(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)


def call(artefact: Artefact) -> bytes:
    """Call the artefact's recipe."""
    module, _, function = artefact.recipe.partition(":")
    data: bytes = getattr(importlib.import_module(module), function)(artefact.inputs)
    return data


def make(cache: Path, key: str, artefact: Artefact) -> Outputs:
    """Make an artefact and keep it; return the digest of its file."""
    return Cache(cache).put(key, {artefact.path: call(artefact)})


def run_engine(cache: Path, key: str, name: Engine, shell: Shell, sources: dict[str, bytes]) -> Outputs:
    """Run the site engine on all page sources and keep the files it makes."""
    return Cache(cache).put(key, build(name, shell, sources, cache / "work" / key))
