"""The button to leave: always in sight, never a way back, whatever the network or a platform does."""

import re
from pathlib import Path

import pytest
from look import ENGLAND, PHONE, address
from playwright.sync_api import Page, Route


def at_rest(page: Page) -> str:
    return page.evaluate("document.body.innerText.trim()")


def test_the_button_is_in_sight_at_every_scroll_position(look_sites, new_page):
    page = new_page(viewport=PHONE)
    for name in ("help", "module-3-part-3", "parents"):
        page.goto(address(look_sites[ENGLAND], name))
        for share in (0, 0.3, 0.7, 1):
            page.evaluate("share => scrollTo(0, share * document.documentElement.scrollHeight)", share)
            box = page.locator(".leave").bounding_box()
            assert 0 <= box["x"] <= PHONE["width"] - box["width"]
            assert 0 <= box["y"] <= PHONE["height"] - box["height"]
            middle = [box["x"] + box["width"] / 2, box["y"] + box["height"] / 2]
            top = page.evaluate("([x, y]) => document.elementFromPoint(x, y).className", middle)
            assert top == "leave"


def test_with_scripts_off_the_button_is_a_link_that_leaves(look_sites, look_context):
    page = look_context(java_script_enabled=False).new_page()
    page.goto(address(look_sites[ENGLAND], "help"))
    page.click(".leave")
    assert page.url == "https://www.bbc.co.uk/weather"


def test_the_button_leaves_and_back_does_not_return(look_sites, look_context):
    page = look_context().new_page()
    page.goto(address(look_sites[ENGLAND], "index"))
    page.goto(address(look_sites[ENGLAND], "help"))
    page.click(".leave")
    page.wait_for_url("https://www.bbc.co.uk/weather")
    page.go_back()
    assert page.url.endswith("index.html")


def test_the_page_is_blank_at_once_though_the_neutral_site_does_not_answer(look_sites, look_context):
    page = look_context(hangs=True).new_page()
    page.goto(address(look_sites[ENGLAND], "help"))
    took, text = page.evaluate("""async () => {
      const start = performance.now();
      document.querySelector(".leave").click();
      await new Promise(requestAnimationFrame);
      return [performance.now() - start, document.body.innerText.trim()];
    }""")
    assert took < 100
    assert text == "Loading."


def test_three_shifts_leave(look_sites, look_context):
    page = look_context().new_page()
    page.goto(address(look_sites[ENGLAND], "help"))
    page.keyboard.press("Shift")
    assert page.inner_text(".leaving") == "Press Shift 2 more times to leave this page."
    page.keyboard.press("Shift")
    assert page.inner_text(".leaving") == "Press Shift once more to leave this page."
    page.keyboard.press("Shift")
    page.wait_for_url("https://www.bbc.co.uk/weather")


def test_capital_letters_do_not_leave(look_sites, new_page):
    page = new_page(viewport=PHONE)
    page.goto(address(look_sites[ENGLAND], "search"))
    page.focus("#search")
    for _ in range(4):
        page.keyboard.press("Shift+A")
    assert page.input_value("#search") == "AAAA"
    assert page.inner_text(".leaving") == ""
    assert "Search" in at_rest(page)


def test_going_back_with_shift_and_tab_does_not_leave(look_sites, new_page):
    page = new_page(viewport=PHONE)
    page.goto(address(look_sites[ENGLAND], "search"))
    page.focus("#search")
    page.keyboard.press("Shift")
    for _ in range(4):
        page.keyboard.press("Shift+Tab")
        assert page.inner_text(".leaving") == ""
    page.keyboard.down("Shift")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.up("Shift")
    assert page.inner_text(".leaving") == ""
    page.keyboard.press("Shift")
    assert page.inner_text(".leaving") == "Press Shift 2 more times to leave this page."
    page.keyboard.press("ArrowDown")
    assert page.inner_text(".leaving") == ""
    assert "Search" in at_rest(page)


SHIFTS = """presses => {
  for (const [down, up] of presses) {
    for (const [kind, at] of [["keydown", down], ["keyup", up]]) {
      const event = new KeyboardEvent(kind, { key: "Shift" });
      Object.defineProperty(event, "timeStamp", { value: at });
      dispatchEvent(event);
    }
  }
  return document.documentElement.className;
}"""


@pytest.mark.parametrize(
    ("presses", "leaves"),
    [
        ([(10000, 10100), (12000, 12100), (14900, 15000)], True),
        ([(10000, 10100), (13000, 13100), (16000, 16100)], False),
        ([(10000, 10100), (11000, 11100), (12000, 12800)], False),
    ],
    ids=["clean", "slow", "held"],
)
def test_only_short_presses_close_together_leave(look_sites, look_context, presses, leaves):
    page = look_context(hangs=True).new_page()
    page.goto(address(look_sites[ENGLAND], "help"))
    assert page.evaluate(SHIFTS, presses) == ("is-left" if leaves else "")


def test_the_count_of_shifts_runs_out(look_sites, new_page):
    page = new_page(viewport=PHONE)
    page.clock.install()
    page.goto(address(look_sites[ENGLAND], "help"))
    page.keyboard.press("Shift")
    page.keyboard.press("Shift")
    assert page.inner_text(".leaving") == "Press Shift once more to leave this page."
    page.clock.fast_forward(5000)
    assert page.inner_text(".leaving") == ""
    page.keyboard.press("Shift")
    assert page.inner_text(".leaving") == "Press Shift 2 more times to leave this page."


def test_a_page_shown_again_is_whole_again(look_sites, look_context):
    page = look_context(hangs=True).new_page()
    page.goto(address(look_sites[ENGLAND], "help"))
    before, left, after = page.evaluate("""() => {
      const seen = () => document.body.innerText.trim();
      const texts = [seen()];
      document.querySelector(".leave").click();
      texts.push(seen());
      dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
      stop();
      return [...texts, seen()];
    }""")
    assert left == "Loading."
    assert after == before


def test_without_a_network_a_blank_page_of_the_copy_takes_its_place(look_sites, look_context):
    context = look_context()
    page = context.new_page()
    page.goto(address(look_sites[ENGLAND], "help"))
    context.set_offline(offline=True)
    page.evaluate("document.querySelector('.leave').click()")
    page.wait_for_url("**/blank.html")
    assert at_rest(page) == ""


def framed(tmp_path: Path, site: Path) -> str:
    file = tmp_path / "platform.html"
    file.write_text(f'<iframe width="340" height="700" src="{address(site, "help")}"></iframe>')
    return file.as_uri()


def test_in_a_platforms_frame_the_whole_window_leaves(look_sites, look_context, tmp_path):
    page = look_context().new_page()
    page.goto(framed(tmp_path, look_sites[ENGLAND]))
    page.frame_locator("iframe").locator(".leave").click()
    page.wait_for_url("https://www.bbc.co.uk/weather")


def test_in_a_locked_frame_the_page_goes_blank_and_says_to_close_the_tab(look_sites, look_context):
    site = look_sites[ENGLAND]
    context = look_context()
    platform = '<iframe sandbox="allow-scripts" width="340" height="700" src="help.html"></iframe>'

    def serve(route: Route) -> None:
        file = site / route.request.url.removeprefix("http://platform.test/")
        route.fulfill(path=file) if file.is_file() else route.fulfill(body=platform, content_type="text/html")

    context.route(re.compile("^http://platform.test/"), serve)
    page = context.new_page()
    page.goto("http://platform.test/")
    frame = page.frames[1]
    frame.locator(".leave").click()
    frame.wait_for_function("document.body.innerText.trim() === 'Close this tab.'")
