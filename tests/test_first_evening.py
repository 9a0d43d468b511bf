"""A new lead's first evening: from the start page to all that the hour needs, in clicks and sides."""

import io

import pikepdf
import pytest
from project import the_plan

from coursekit.run.work import call

FILES = {file.path: file for file in the_plan().files}
CLICKS, SIDES = 8, 12
"""What a lead with half an hour has patience and paper for."""


def sides_of(path):
    with pikepdf.open(io.BytesIO(call(FILES[path]))) as file:
        return len(file.pages)


class Evening:
    """A lead at a screen: each click is counted, and each file that is opened is kept."""

    def __init__(self, page, start):
        self.page, self.clicks, self.taken = page, 0, []
        page.goto(start)

    def click(self, locator):
        """Click, and count it."""
        self.clicks += 1
        locator.click()

    def follow(self, name):
        """Click the first link of this name that is in sight."""
        self.click(self.page.locator("main a:visible", has_text=name).first)
        self.page.wait_for_load_state()

    def take(self, name):
        """A paper or deck: it opens beside the page, and is there."""
        link = self.page.locator(".takes a:visible", has_text=name).first
        self.clicks += 1
        path = link.get_attribute("href")
        assert path in FILES, f"{name}: {path} is not made"
        self.taken.append(path)


@pytest.mark.parametrize(("place", "slug"), [("England", "gb-eng"), ("Ireland", "ie"), ("Australia", "au")])
def test_a_new_lead_has_the_hour_in_eight_clicks_and_twelve_sides(
    new_page, site, record_property, place, slug
):
    evening = Evening(new_page(viewport={"width": 360, "height": 740}), (site / "index.html").as_uri())
    evening.follow("Safeguarding leads")
    evening.click(evening.page.get_by_role("link", name=place, exact=True).locator("visible=true").first)
    evening.page.wait_for_load_state()
    leads = evening.page.url
    assert leads.endswith(f"/leads-{slug}.html")
    for name in ("Plan to print", f"Slides for {place}", "Question sheet", "Who to tell in"):
        evening.take(name)
    evening.follow("Your school’s details")
    assert evening.page.locator("input").count() > 4
    evening.page.goto(leads)
    evening.follow("Register of records")
    assert evening.page.locator("main button:visible, main input").count() > 0
    printed = [*evening.taken, "handouts/staff-60-session-answers.pdf"]
    sides = sum(sides_of(path) for path in printed if path.endswith("pdf"))
    record_property("evening", f"{place}: {evening.clicks} clicks, {sides} sides")
    assert evening.clicks <= CLICKS
    assert sides <= SIDES
    assert f"slides/staff-60-{slug}.pptx" in evening.taken
    assert f"handouts/who-to-tell-{slug}.pdf" in evening.taken
