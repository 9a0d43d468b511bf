"""The settings for hosts: the real servers take them, and send the course as its pages need it."""

import http.client
import re
import shutil
import socket
import subprocess
import tempfile
import time
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
import yaml
from host import headers_of, hosted
from project import ROOT

from coursekit.export import FORMATS
from coursekit.plan.printables import FORMS
from coursekit.render.site.engine import POLICY, _from_anywhere

FOLDER = ROOT / "docs/publishing"
SETTINGS = ("nginx.conf", "htaccess", "web.config")
PATIENCE = 100
"""Times a tenth of a second to wait for a server."""
TYPES = {
    "help.html": "text/html", "assets/course.js": "text/javascript", "assets/course.css": "text/css",
    "assets/icon.svg": "image/svg+xml", "x.imscc": "application/zip", "x.h5p": "application/zip",
    "x.ics": "text/calendar", "x.atom": "application/atom+xml", "x.moodle.xml": "application/xml",
    "x.gift": "text/plain", "x.json": "application/json", "x.pdf": "application/pdf",
}  # fmt: skip


def read(name: str) -> str:
    return (FOLDER / name).read_text("utf-8")


# The files


@pytest.mark.parametrize("name", SETTINGS)
def test_each_host_sends_the_headers_that_the_site_asks_for(site, name):
    asked = headers_of(site)
    assert asked["Content-Security-Policy"] == POLICY
    for header, value in asked.items():
        assert re.search(rf'{header}"? ?(value=)?"{re.escape(value)}"', read(name)), header


@pytest.mark.parametrize("name", SETTINGS)
def test_each_host_knows_the_type_of_every_file(name):
    endings = {form.ending.rpartition(".")[2] for form in FORMATS} | set(FORMS)
    endings |= {"json", "atom", "js", "svg", "woff2"}
    text = read(name)
    missing = [one for one in endings if not re.search(rf'[ ."]\.?{one}(;|"|$)', text, re.MULTILINE)]
    assert missing == []


def test_the_files_of_other_hosts_can_be_read_by_a_program():
    ET.fromstring(read("web.config"))
    jobs = yaml.safe_load(read("gitlab-ci.yml"))
    assert jobs["pages"]["artifacts"]["paths"] == ["public"]
    assert "python3 build.py --site public" in jobs["pages"]["script"]


def test_the_page_that_is_shown_for_what_is_not_there_leads_on_from_any_folder(site, filled_site):
    page = b'<html><body><a href="index.html">a</a><a href="#main">b</a><a href="https://x.example/">c</a>'
    made = _from_anywhere(page, "https://school.example/a/course/").decode()
    assert re.findall(r'href="([^"]+)"', made) == ["/a/course/index.html", "#main", "https://x.example/"]
    own = re.findall(r'(?:href|src)="([^"]+)"', (filled_site / "404.html").read_text("utf-8"))
    assert all(re.match(r"/|[a-z]+:|#", target) for target in own)
    assert "/assets/course.css" in own


# A folder of a host


@pytest.fixture(scope="module")
def below(site: Path) -> Iterator[Path]:
    """A host's folder, which its user may read, with the course in a folder and a file of every kind."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        folder.chmod(0o755)
        shutil.copytree(site, folder / "course")
        for name in TYPES:
            if name.startswith("x."):
                (folder / "course" / name).write_bytes(b"x")
        shutil.copy(FOLDER / "htaccess", folder / "course/.htaccess")
        yield folder


def test_search_links_and_the_way_to_help_work_in_a_folder(browser, below):
    with hosted_below(below) as address:
        context = browser.new_context()
        context.set_default_timeout(5000)
        asked, failed = [], []
        context.on("response", lambda answer: asked.append(answer.url))
        context.on("response", lambda answer: answer.status >= 400 and failed.append(answer.url))
        page = context.new_page()
        page.goto(f"{address}/course/index.html")
        page.locator(".top .nav a", has_text="Search").click()
        page.fill("#search", "police")
        page.locator(".search__found a").first.click()
        page.locator(".top .help").click()
        page.locator("h1").wait_for()
        assert page.url.startswith(f"{address}/course/help")
        assert failed == []
        assert all(url.startswith(f"{address}/course/") for url in asked)
        context.close()


@contextmanager
def hosted_below(below: Path) -> Iterator[str]:
    shutil.copy(below / "course/_headers", below / "_headers")
    with hosted(below) as address:
        yield address


def test_no_page_names_the_top_of_its_host(site):
    for file in site.glob("*.html"):
        found = re.findall(r'\s(?:href|src|action|data-disk)="(/[^"]*)"', file.read_text("utf-8"))
        assert found == [], file.name


# The real servers


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


@contextmanager
def serving(command: list[str], port: int) -> Iterator[int]:
    """Run a server until the end; it must answer."""
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as server:
        try:
            for _ in range(PATIENCE):
                with socket.socket() as line:
                    if line.connect_ex(("127.0.0.1", port)) == 0:
                        break
                assert server.poll() is None, server.stdout.read()  # type: ignore[union-attr]
                time.sleep(0.1)
            yield port
        finally:
            server.terminate()


NGINX = """daemon off; pid {work}/nginx.pid; error_log {work}/error.log;
events {{}}
http {{
  access_log off;
  client_body_temp_path {work}/a; proxy_temp_path {work}/b; fastcgi_temp_path {work}/c;
  uwsgi_temp_path {work}/d; scgi_temp_path {work}/e;
  server {{ listen 127.0.0.1:{port};
{ours}
  }}
}}
"""
MODULES = ("mpm_event", "authz_core", "dir", "mime", "headers", "autoindex")
APACHE = """ServerRoot {work}
PidFile {work}/apache.pid
ErrorLog {work}/error.log
ServerName localhost
Listen 127.0.0.1:{port}
{modules}
DocumentRoot {folder}
<Directory {folder}>
  Options +Indexes
  AllowOverride FileInfo Indexes Options=Indexes
  Require all granted
</Directory>
"""


@contextmanager
def nginx(folder: Path, work: Path) -> Iterator[int]:
    port = free_port()
    ours = read("nginx.conf").replace("/srv/www", str(folder))
    (work / "nginx.conf").write_text(NGINX.format(work=work, port=port, ours=ours))
    with serving([shutil.which("nginx") or "", "-c", str(work / "nginx.conf")], port) as found:
        yield found


@contextmanager
def apache(folder: Path, work: Path) -> Iterator[int]:
    port = free_port()
    modules = "\n".join(
        f"LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so" for name in MODULES
    )
    text = APACHE.format(work=work, port=port, modules=modules, folder=folder)
    (work / "apache.conf").write_text(text + "TypesConfig /etc/mime.types\n")
    command = [shutil.which("apache2") or "", "-D", "FOREGROUND", "-f", str(work / "apache.conf")]
    with serving(command, port) as found:
        yield found


@pytest.mark.parametrize(("program", "server"), [("nginx", nginx), ("apache2", apache)])
def test_the_real_server_takes_them(below, tmp_path, program, server):
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not here")
    tmp_path.chmod(0o755)
    with server(below, tmp_path) as port:

        def get(path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
            with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=20)) as line:
                line.request("GET", path, headers=headers)
                answer = line.getresponse()
                sent = {name.lower(): value for name, value in answer.getheaders()}
                return answer.status, sent, answer.read()

        for path, kind in TYPES.items():
            status, headers, body = get(f"/course/{path}")
            assert (status, headers["content-type"].partition(";")[0]) == (200, kind), path
            assert body == (below / "course" / path).read_bytes()
            for name, value in headers_of(below / "course").items():
                assert headers[name.lower()] == value
        assert "charset=utf-8" in get("/course/help.html")[1]["content-type"].lower()
        assert get("/course/")[2] == (below / "course/index.html").read_bytes()
        tag = get("/course/help.html")[1]["etag"]
        assert get("/course/help.html", **{"If-None-Match": tag})[0] == 304
        for path in ("/course/nothing.html", "/course/a/b/c.pdf"):
            status, headers, body = get(path)
            assert (status, body) == (404, (below / "course/404.html").read_bytes())
            assert headers["content-security-policy"] == POLICY
        assert get("/course/assets/")[0] in {403, 404}
