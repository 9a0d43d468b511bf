"""The cache gives back exactly what was made, or nothing."""

import json
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit.run.cache import KEEP, Cache, is_safe
from coursekit.run.digest import digest

KEY, OTHER = digest(b"key"), digest(b"other")

FILES = st.dictionaries(
    st.from_regex(r"[a-z]{1,5}(/[a-z]{1,5})?", fullmatch=True), st.binary(max_size=50), min_size=1, max_size=4
)


@given(FILES)
def test_what_was_put_is_got(tmp_path_factory, files):
    cache = Cache(tmp_path_factory.mktemp("cache"))
    cache.put(KEY, files)
    outputs = cache.get(KEY)
    assert outputs is not None
    assert {path: cache.blob(name) for path, name in outputs.items()} == files
    assert cache.get(OTHER) is None


def test_a_damaged_or_missing_file_is_noticed(tmp_path):
    cache = Cache(tmp_path)
    name = cache.put(KEY, {"a": b"whole"})["a"]
    blob = next(tmp_path.rglob(name))
    blob.write_bytes(b"half")
    assert cache.get(KEY) is None
    blob.unlink()
    assert cache.get(KEY) is None


def test_a_damaged_record_is_noticed(tmp_path):
    cache = Cache(tmp_path)
    cache.put(KEY, {"a": b"whole"})
    (tmp_path / "made" / KEY).write_bytes(b"{")
    assert cache.get(KEY) is None
    cache.prune()


def test_what_was_not_used_for_long_is_thrown_away(tmp_path):
    cache = Cache(tmp_path)
    old, kept = cache.put(OTHER, {"a": b"old"})["a"], cache.put(KEY, {"a": b"kept"})["a"]
    (tmp_path / "blobs/ab").mkdir(parents=True, exist_ok=True)
    (tmp_path / f"blobs/ab/{KEY}.1.part").write_bytes(b"cut off")
    (tmp_path / "blobs/ab/thesis.txt").write_bytes(b"somebody else's")
    now = (tmp_path / "made" / KEY).stat().st_mtime
    os.utime(tmp_path / "made" / OTHER, (now - KEEP - 1, now - KEEP - 1))
    cache.prune(now)
    assert cache.get(OTHER) is None
    assert cache.get(KEY) == {"a": kept}
    left = {file.name for file in (tmp_path / "blobs").rglob("*") if file.is_file()}
    assert left == {kept, "thesis.txt"}
    assert old != kept


@pytest.mark.parametrize(
    "damage",
    [
        b"", b"{", b"[]", b"7", b"null", b'"x"', b"{}", b'{"outputs": []}',
        b'{"outputs": {"a": 7}, "digest": ""}',
        b'{"outputs": {"a": null}, "digest": null}', b"\xff", b"[" * 100_000,
    ],
)  # fmt: skip
def test_a_record_damaged_in_any_way_is_made_again(tmp_path, damage):
    cache = Cache(tmp_path)
    made = cache.put(KEY, {"a": b"whole"})
    (tmp_path / "made" / KEY).write_bytes(damage)
    assert cache.get(KEY) is None
    cache.prune()
    assert cache.put(KEY, {"a": b"whole"}) == made == cache.get(KEY)


@pytest.mark.parametrize("where", ["made", "blobs"])
def test_a_folder_in_the_place_of_a_file_is_made_again(tmp_path, where):
    cache = Cache(tmp_path)
    made = cache.put(KEY, {"a": b"whole"})
    file = tmp_path / "made" / KEY if where == "made" else next(tmp_path.rglob(made["a"]))
    file.unlink()
    (file / "inside").mkdir(parents=True)
    assert cache.get(KEY) is None
    assert cache.put(KEY, {"a": b"whole"}) == made == cache.get(KEY)


def test_a_record_that_names_another_whole_file_is_not_believed(tmp_path):
    cache = Cache(tmp_path)
    other = cache.put(OTHER, {"a": b"another paper"})
    cache.put(KEY, {"a": b"whole"})
    record = tmp_path / "made" / KEY
    found = json.loads(record.read_bytes())
    record.write_text(json.dumps({**found, "outputs": other}))
    assert cache.get(KEY) is None
    record.write_bytes((tmp_path / "made" / OTHER).read_bytes())
    assert cache.get(KEY) is None


@pytest.mark.parametrize(
    "path", ["../x", "a/../../x", "/etc/x", "a//b", "", ".", "..", "a/.", "a\\b", "C:x", "C:/x", "a\0b", "a/"]
)
def test_no_record_leads_out_of_the_site(tmp_path, path):
    cache = Cache(tmp_path)
    cache.put(KEY, {path: b"x"})
    assert cache.get(KEY) is None
    assert not is_safe(path)


@pytest.mark.parametrize(
    "path", ["index.html", "handouts/a-b.pdf", "assets/fonts/x.woff2", "_headers", ".well-known/x"]
)
def test_paths_of_the_site_are_safe(path):
    assert is_safe(path)
