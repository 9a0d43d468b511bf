"""The cache gives back exactly what was made, or nothing."""

import os

from hypothesis import given
from hypothesis import strategies as st

from coursekit.run.cache import KEEP, Cache

FILES = st.dictionaries(
    st.from_regex(r"[a-z]{1,5}(/[a-z]{1,5})?", fullmatch=True), st.binary(max_size=50), min_size=1, max_size=4
)


@given(FILES)
def test_what_was_put_is_got(tmp_path_factory, files):
    cache = Cache(tmp_path_factory.mktemp("cache"))
    cache.put("key", files)
    outputs = cache.get("key")
    assert outputs is not None
    assert {path: cache.blob(name) for path, name in outputs.items()} == files
    assert cache.get("other") is None


def test_a_damaged_or_missing_file_is_noticed(tmp_path):
    cache = Cache(tmp_path)
    name = cache.put("key", {"a": b"whole"})["a"]
    blob = next(tmp_path.rglob(name))
    blob.write_bytes(b"half")
    assert cache.get("key") is None
    blob.unlink()
    assert cache.get("key") is None


def test_a_damaged_record_is_noticed(tmp_path):
    cache = Cache(tmp_path)
    cache.put("key", {"a": b"whole"})
    (tmp_path / "made/key").write_bytes(b"{")
    assert cache.get("key") is None
    cache.prune()


def test_what_was_not_used_for_long_is_thrown_away(tmp_path):
    cache = Cache(tmp_path)
    old, kept = cache.put("old", {"a": b"old"})["a"], cache.put("kept", {"a": b"kept"})["a"]
    (tmp_path / "blobs/ab").mkdir(parents=True, exist_ok=True)
    (tmp_path / "blobs/ab/cut.1.part").write_bytes(b"cut off")
    now = (tmp_path / "made/kept").stat().st_mtime
    os.utime(tmp_path / "made/old", (now - KEEP - 1, now - KEEP - 1))
    cache.prune(now)
    assert cache.get("old") is None
    assert cache.get("kept") == {"a": kept}
    assert [file.name for file in (tmp_path / "blobs").rglob("*") if file.is_file()] == [kept]
    assert old != kept
