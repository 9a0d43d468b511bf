"""“Leave this page” is always in sight and never lies over a text or a button."""

import zipfile
from io import BytesIO

import pytest
from project import the_plan

from coursekit.export.site_files import chosen
from coursekit.run.work import call

PAGES = ("help-gb-eng", "contacts-ie", "parents-us", "module-3-part-3", "module-5-check", "index", "packages")
WIDTHS = (320, 360, 412, 600, 768, 1024, 1056, 1280)
HEIGHTS = {320: 568, 360: 740, 412: 915, 600: 960, 768: 1024}

COVERED = """() => {
  const bar = document.querySelector(".leave");
  const box = bar.getBoundingClientRect();
  const seen = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  const inside = box.top >= 0 && box.bottom <= innerHeight && box.left >= 0 && box.right <= innerWidth;
  if (seen !== bar || !inside) return ["out of sight"];
  // Along an edge, across the whole window, it ends the view as the window does; so does the header.
  const across = (part) => part.left <= 0 && part.right >= document.documentElement.clientWidth;
  const header = document.querySelector(".top").getBoundingClientRect();
  const inHeader = header.top <= 0 && across(header) && box.bottom <= header.bottom;
  const atEdge = across(box) && box.bottom >= innerHeight;
  const beside = (part) => part.left >= box.right || part.right <= box.left;
  const over = (part) => !beside(part) && part.top < box.bottom && part.bottom > box.top;
  const found = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  while (walk.nextNode()) {
    const node = walk.currentNode;
    if (bar.contains(node)) continue;
    const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
    if (!element.checkVisibility() || element.closest(".unseen, .skip, .leaving")) continue;
    const control = node === element && element.matches("a, button, input, select, textarea, summary");
    if (!control && (node === element || !node.data.trim())) continue;
    if ((atEdge || inHeader) && !element.closest(".top")) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const parts = [...(control ? element : range).getClientRects()];
    if (parts.some(over)) found.push(element.outerHTML.slice(0, 80));
  }
  return found;
}"""
"""What the button covers in the window, or that it is not in sight itself."""

LAST = """() => {
  scrollTo(0, document.documentElement.scrollHeight);
  const bar = document.querySelector(".leave").getBoundingClientRect();
  const end = document.querySelector(".foot__small").getBoundingClientRect();
  return end.bottom <= bar.top || bar.bottom <= end.top;
}"""
"""Whether the end of the page can be read."""


def look(page, width: int) -> list[str]:
    found = []
    for share in (0, 0.13, 0.37, 0.61, 0.86, 1):
        page.evaluate("share => scrollTo(0, share * document.documentElement.scrollHeight)", share)
        found += [f"{width} {share} {part}" for part in page.evaluate(COVERED)]
    return found + ([] if page.evaluate(LAST) else [f"{width} the end"])


@pytest.mark.parametrize("name", PAGES)
def test_it_covers_nothing_at_any_width_and_scroll_position(site, new_page, name):
    page = new_page()
    page.goto((site / f"{name}.html").as_uri())
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": HEIGHTS.get(width, 800)})
        found += look(page, width)
    assert found == []


@pytest.mark.parametrize("size", [(360, 740), (1280, 800), (1280, 400)], ids=str)
def test_a_link_within_a_page_is_never_left_behind_it(site, new_page, size):
    """What takes the focus comes to lie between the header and the way out, on a flat window too."""
    page = new_page(viewport={"width": size[0], "height": size[1]})
    page.goto((site / "module-5-check.html").as_uri())
    for button in page.locator("[data-do=check]:visible").all()[:3]:
        button.focus()
        assert page.evaluate(COVERED) == []
        box, bar = button.bounding_box(), page.locator(".leave").bounding_box()
        assert box["y"] + box["height"] <= bar["y"] or bar["y"] + bar["height"] <= box["y"]


@pytest.fixture(scope="module")
def packaged(site, tmp_path_factory):
    """A package of the course, taken apart, with the two pages that are only in packages."""
    folder = tmp_path_factory.mktemp("package")
    package = next(made for made in the_plan().packages if made.path.endswith("/staff.scorm12.zip"))
    have = {file.relative_to(site).as_posix(): file for file in site.rglob("*") if file.is_file()}
    needed = {path: have[path].read_bytes() for path in chosen(have, package.takes)}
    with zipfile.ZipFile(BytesIO(call(package, needed))) as archive:
        archive.extractall(folder)
    return folder


@pytest.mark.parametrize("name", ["contents", "index"])
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_it_covers_nothing_in_a_package(packaged, new_page, name, scripts):
    page = new_page(java_script_enabled=scripts)
    page.goto((packaged / f"{name}.html").as_uri())
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": HEIGHTS.get(width, 800)})
        bar = page.locator(".leave").bounding_box()
        text = page.locator(".text").bounding_box()
        row = page.locator(".top .help").bounding_box()
        assert bar["y"] >= 0, width
        if bar["y"] < 100:
            assert row["x"] + row["width"] <= bar["x"], width
            assert bar["y"] + bar["height"] <= text["y"], width
        else:
            assert (bar["x"], bar["width"]) == (0, width)
            assert bar["y"] + bar["height"] == HEIGHTS.get(width, 800)
