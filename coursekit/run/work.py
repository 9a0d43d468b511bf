"""What makes an artefact, here or in a process of its own: its recipe is called and what it gives is kept."""

import importlib
import os
from collections.abc import Iterable, Mapping
from multiprocessing import parent_process
from multiprocessing.connection import wait
from threading import Thread
from typing import Any

from coursekit.plan.artefact import Artefact
from coursekit.render.site.launch import end_with_starter
from coursekit.run.cache import Cache, Files, Outputs


def call(artefact: Artefact, files: Mapping[str, bytes] | None = None) -> Any:
    """Call the artefact's recipe, with the files of what it needs; return bytes, or several files by path."""
    module, _, function = artefact.recipe.partition(":")
    recipe = getattr(importlib.import_module(module), function)
    return recipe(artefact.inputs, files) if artefact.needs else recipe(artefact.inputs)


def made(artefact: Artefact, files: Mapping[str, bytes] | None = None) -> dict[str, bytes]:
    """Make an artefact, with the files of what it needs; return its own by path."""
    found = call(artefact, files)
    return found if isinstance(found, dict) else {artefact.name: found}


def make(cache: Cache, key: str, artefact: Artefact, given: Outputs) -> Outputs:
    """Make an artefact of these files and keep it; return the digests of its own."""
    return cache.put(key, made(artefact, Files(cache, given)))


class Worker:
    """A process that makes artefacts: they and the cache came with its start, so that a task names them."""

    cache: Cache
    artefacts: dict[str, Artefact]

    @classmethod
    def begin(cls, cache: Cache, artefacts: Iterable[Artefact]) -> None:
        """Take what all tasks share, and end at once when the build is killed."""
        cls.cache, cls.artefacts = cache, {artefact.name: artefact for artefact in artefacts}
        _end_with_parent()

    @classmethod
    def make(cls, key: str, name: str, given: Outputs) -> Outputs:
        """Make the artefact of this name."""
        return make(cls.cache, key, cls.artefacts[name], given)


def _end_with_parent() -> None:
    """Where nothing told it, it would wait for work for ever."""
    end_with_starter()
    parent = parent_process()
    if parent is not None:
        Thread(target=_end_after, args=(parent.sentinel,), daemon=True).start()


def _end_after(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)
