"""A reader with a browser and the copy that it keeps, for the tests of the copy."""

import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from host import Host
from playwright.sync_api import BrowserContext, Page

DAY = 24 * 3600 * 1000


@dataclass
class Reader:
    """Somebody with a browser, on a host."""

    context: BrowserContext
    host: Host
    page: Page

    def visit(self, name: str, folder: str = "") -> None:
        """Open a page."""
        self.page.goto(f"{self.host.address}/{folder}{name}")

    def keep(self, folder: str = "") -> None:
        """Ask for a copy."""
        self.visit("privacy.html", folder)
        self.page.get_by_role("button", name="Keep a copy").click()
        self.page.get_by_text("The pages are kept.").wait_for()

    def forget(self, folder: str = "") -> None:
        """Have everything forgotten."""
        self.visit("privacy.html", folder)
        self.page.get_by_role("button", name="Forget this device").click()
        self.page.get_by_text("Forgotten.").wait_for()

    @property
    def note(self) -> str:
        """What the page says of its age; nothing where it came from the network."""
        shown = self.page.locator(".aged:visible")
        return shown.inner_text() if shown.count() else ""

    def kept(self, folder: str = "") -> dict[str, str]:
        """The list of the copy: the digest of each file, by its path; nothing where there is no copy."""
        return self.list_of(folder).get("files", {})

    def list_of(self, folder: str = "") -> dict[str, object]:
        """The list, with when it was last the host's own."""
        return self.page.evaluate(LIST, f"{self.host.address}/{folder}")

    def whole(self, folder: str = "") -> bool:
        """Whether the copy holds what its list names, and nothing else."""
        return self.page.evaluate(WHOLE, f"{self.host.address}/{folder}")

    def renewed(self) -> None:
        """Wait until the copy is what the host publishes."""
        wanted = files(self.host.folder)
        self.page.wait_for_function(
            f"async ([root, wanted]) => JSON.stringify((await ({LIST})(root)).files) === wanted",
            arg=[f"{self.host.address}/", json.dumps(wanted, separators=(",", ":"))],
        )

    def asked(self, wanted: Callable[[str], bool]) -> None:
        """Wait until the host was asked for such a path."""
        while not any(wanted(path) for path in self.host.asked):
            self.page.wait_for_timeout(20)

    def age(self, days: float) -> None:
        """Let the copy be older."""
        self.page.evaluate(AGE, [f"{self.host.address}/", days * DAY])


LIST = """async (root) => {
  const found = await caches.match(`${root}copy.json`, { cacheName: `trusted-adult ${root} copy` });
  return found ? found.json() : {};
}"""
# Under the lock of a renewal: what the last one left over goes after its list is there.
WHOLE = f"""(root) => navigator.locks.request(`trusted-adult ${{root}} copy`, async () => {{
  const {{ files }} = await ({LIST})(root);
  const copy = await caches.open(`trusted-adult ${{root}} copy`);
  const there = (await copy.keys()).map(({{ url }}) => url).sort();
  const named = Object.entries(files).map(([path, sha]) => `${{root}}${{path}}?${{sha}}`);
  return JSON.stringify(there) === JSON.stringify([...named, `${{root}}copy.json`].sort());
}})"""
AGE = f"""async ([root, older]) => {{
  const list = await ({LIST})(root);
  const copy = await caches.open(`trusted-adult ${{root}} copy`);
  const aged = JSON.stringify({{ ...list, checked: list.checked - older }});
  await copy.put(`${{root}}copy.json`, new Response(aged));
}}"""


def files(site: Path) -> dict[str, str]:
    return json.loads((site / "copy.json").read_bytes())["files"]


def publish(site: Path, changes: dict[str, bytes | None]) -> None:
    """Change or remove files of a published site, with its list."""
    listed = files(site)
    for path, data in changes.items():
        if data is None:
            (site / path).unlink()
            del listed[path]
        else:
            (site / path).write_bytes(data)
            listed[path] = hashlib.sha256(data).hexdigest()
    (site / "copy.json").write_text(json.dumps({"format": "trusted-adult/copy", "files": listed}))


def titled(site: Path, path: str, title: str) -> dict[str, bytes]:
    """The page with another heading."""
    return {path: re.sub(rb"<h1>.*?</h1>", f"<h1>{title}</h1>".encode(), (site / path).read_bytes())}
