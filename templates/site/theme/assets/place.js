/* Leads to the pages of the reader's own place, which is kept on this device only if asked, and forgotten at one press.
   A page never changes what it says: only where its links lead. */
(() => {
  const KEY = "trusted-adult.place";
  const { placePages, placeNames, placeDefault } = document.body.dataset;
  const pages = new Set(placePages.split(" "));
  const names = new Map(placeNames.split(";").map((entry) => entry.split("|")));
  const box = document.querySelector(".remember");
  const written = new Map(); // links, and where they led when the page was made

  const address = (href, place) => {
    const [, page, part] = /^([\w-]+)\.html(#.*)?$/.exec(href) ?? [];
    return pages.has(page) && place !== placeDefault ? `${page}-${place}.html${part ?? ""}` : href;
  };

  // Only a place that the site has: nothing that somebody else has stored leads elsewhere.
  const show = () => {
    const place = names.has(localStorage.getItem(KEY)) ? localStorage.getItem(KEY) : "";
    document.body.dataset.homePlace = names.get(place) ?? "";
    for (const link of document.querySelectorAll("a[href]")) {
      if (link.closest(".by-place")) continue; // these name a place themselves
      if (!written.has(link)) written.set(link, link.getAttribute("href"));
      link.setAttribute("href", address(written.get(link), place || placeDefault));
    }
    for (const own of document.querySelectorAll("[data-own-place]")) {
      own.textContent = place ? own.dataset.ownPlace.replace("{place}", names.get(place)) : own.dataset.noPlace;
    }
    for (const button of document.querySelectorAll("[data-keep]")) button.hidden = button.dataset.keep === place;
    if (!box) return;
    const kept = box.querySelector(".remember__kept");
    kept.hidden = !place;
    const name = names.get(place) ?? "";
    const there = [...document.querySelectorAll(".by-place a")].find((link) => link.textContent === name);
    kept.querySelector("a").textContent = name;
    kept.querySelector("a").toggleAttribute("href", Boolean(there));
    if (there) kept.querySelector("a").href = there.href;
    box.hidden = !place && !box.querySelector("[data-keep]");
  };

  document.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-keep], .remember__forget");
    if (!button) return;
    if (button.dataset.keep) localStorage.setItem(KEY, button.dataset.keep);
    else localStorage.removeItem(KEY);
    show();
  });

  document.addEventListener("links", show); // the search has made new ones

  try {
    show();
  } catch {
    // a browser that keeps nothing: every link leads where the page says
  }
})();
