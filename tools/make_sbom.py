"""Writes what the course is built with and brings along, as a CycloneDX 1.6 list (an SBOM).

    python tools/make_sbom.py > sbom.cdx.json

In it: each library of `requirements/run.txt` with the hashes of its files, scripts that pages load on demand,
and the fonts. Equal files give an equal list: no date, a serial number made of what is listed.
Not in it: Python itself, Pango, and what only the tests use.
"""  # noqa: INP001 (a script, not a package)

import re
import sys
import uuid
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from cyclonedx.model import ExternalReference, ExternalReferenceType, HashAlgorithm, HashType, XsUri
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.license import LicenseExpression
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

ROOT = Path(__file__).parents[1]
LOCK, FONTS = "requirements/run.txt", "templates/fonts/ORIGIN.md"
SCRIPTS = "templates/site/theme/assets/vendor/LICENSE"
_LOCKED = re.compile(
    r"^([\w.-]+)==([^\s;\\]+)[^\n]*\\\n((?: +--hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", re.MULTILINE
)
_SCRIPT = re.compile(
    r"^\| `([\w.-]+)` \| `([@\w/-]+)` \| ([\d.]+) \| ([\w.-]+) \| `([0-9a-f]{64})` \|$", re.MULTILINE
)
_FONT = re.compile(r"^\| `([^`]+)`[^|]*\| `([@\w/<>-]+)` \| ([\d.]+)", re.MULTILINE)


def bom(root: Path) -> str:
    """Return the list as JSON. Raises ValueError where a file is not the one that its table names."""
    version = re.search(r'^version = "(.+)"$', (root / "pyproject.toml").read_text("utf-8"), re.MULTILINE)
    main = Component(
        name="trusted-adult", version=version and version[1], type=ComponentType.APPLICATION, bom_ref="course"
    )
    found = [*_libraries(root), *_scripts(root), *_fonts(root)]
    listed = Bom(components=found)
    listed.metadata.component, listed.metadata.timestamp = main, None
    named = "\n".join(
        sorted(f"{part.bom_ref.value} {part.hashes} {part.external_references}" for part in found)
    )
    listed.serial_number = uuid.UUID(bytes=sha256(named.encode()).digest()[:16], version=4)
    listed.register_dependency(main, found)
    return str(JsonV1Dot6(listed).output_as_string(indent=1)) + "\n"


def _hashes(*values: str) -> list[HashType]:
    return [HashType(alg=HashAlgorithm.SHA_256, content=value) for value in values]


def _libraries(root: Path) -> Iterator[Component]:
    """Each line of the lock file; several files of a library (wheels) have several hashes."""
    for name, version, hashes in _LOCKED.findall((root / LOCK).read_text("utf-8")):
        address = PackageURL("pypi", None, name.lower().replace("_", "-"), version)
        kept = ExternalReference(
            type=ExternalReferenceType.DISTRIBUTION,
            url=XsUri(str(address)),
            hashes=_hashes(*re.findall(r"[0-9a-f]{64}", hashes)),
        )
        yield Component(
            name=name, version=version, purl=address, bom_ref=str(address), external_references=[kept]
        )


def _licence(name: str) -> LicenseExpression:
    return LicenseExpression(name, bom_ref=f"licence:{name}")


def _npm(package: str, version: str) -> PackageURL:
    scope, _, name = package.rpartition("/")
    return PackageURL("npm", scope or None, name, version)


def _scripts(root: Path) -> Iterator[Component]:
    table = (root / SCRIPTS).read_text("utf-8")
    for file, package, version, licence, told in _SCRIPT.findall(table):
        if sha256((root / SCRIPTS).with_name(file).read_bytes()).hexdigest() != told:
            raise ValueError(f"{SCRIPTS} names another {file}")
        address = _npm(package, version)
        yield Component(
            name=package, version=version, purl=address, bom_ref=str(address), description=file,
            hashes=_hashes(told), licenses=[_licence(licence)],
        )  # fmt: skip


def _fonts(root: Path) -> Iterator[Component]:
    """Each font's file, by the package that it was taken from; all are under the SIL Open Font Licence."""
    folder = (root / FONTS).parent
    origins = {
        file: f"from {package.replace('<script>', '…')} {version}"
        for pattern, package, version in _FONT.findall((root / FONTS).read_text("utf-8"))
        for file in folder.glob(pattern.replace("<Script>", "?*"))
    }
    for file in sorted({*origins, *folder.glob("*.ttf")}):
        yield Component(
            name=file.name, type=ComponentType.FILE, bom_ref=f"font:{file.name}",
            description=origins.get(file, "made of the fonts beside it"),
            hashes=_hashes(sha256(file.read_bytes()).hexdigest()), licenses=[_licence("OFL-1.1")],
        )  # fmt: skip


if __name__ == "__main__":
    sys.stdout.write(bom(ROOT))
