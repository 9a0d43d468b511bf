"""What a worker process does: call one recipe, or run the site engine."""

import importlib
import os
from collections.abc import Callable
from multiprocessing import parent_process
from multiprocessing.connection import wait
from pathlib import Path
from threading import Thread

from coursekit.plan.artefact import Artefact
from coursekit.render.site.engine import Engine, Shell, build
from coursekit.render.site.launch import end_with_starter
from coursekit.run.cache import Cache, Outputs


def end_with_parent() -> None:
    """Let this worker end at once when the build is killed; it would wait for work for ever."""
    end_with_starter()
    parent = parent_process()
    if parent is not None:
        Thread(target=_end_after, args=(parent.sentinel,), daemon=True).start()


def _end_after(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)


def call(artefact: Artefact) -> bytes:
    """Call the artefact's recipe."""
    data: bytes = _recipe(artefact)(artefact.inputs)
    return data


def _recipe(artefact: Artefact) -> Callable[..., bytes]:
    module, _, function = artefact.recipe.partition(":")
    recipe: Callable[..., bytes] = getattr(importlib.import_module(module), function)
    return recipe


def make(cache: Path, key: str, artefact: Artefact) -> Outputs:
    """Make an artefact and keep it; return the digest of its file."""
    return Cache(cache).put(key, {artefact.path: call(artefact)})


def make_package(cache: Path, key: str, artefact: Artefact, files: Outputs) -> Outputs:
    """Make a package of files of the site and keep it; return the digest of its file."""
    store = Cache(cache)
    data: bytes = _recipe(artefact)(artefact.inputs, {path: store.blob(blob) for path, blob in files.items()})
    return store.put(key, {artefact.path: data})


def run_engine(cache: Path, key: str, name: Engine, shell: Shell, sources: dict[str, bytes]) -> Outputs:
    """Run the site engine on all page sources and keep the files it makes."""
    return Cache(cache).put(key, build(name, shell, sources, cache / "work" / key))
