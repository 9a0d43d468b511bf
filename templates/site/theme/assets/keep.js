/* Keeps the reader's place on this device, only if asked, and forgets it at one press; and takes the part of a page that
   is being read along to the same page for another place. */
(() => {
  const KEY = `trusted-adult ${new URL(".", location)} place`;
  const names = new Map(document.body.dataset.placeNames.split(";").map((entry) => entry.split("|")));
  const box = document.querySelector(".remember");
  const kept = box.querySelector(".remember__kept");

  const show = () => {
    const place = localStorage.getItem(KEY);
    for (const button of document.querySelectorAll("[data-keep]")) button.hidden = button.dataset.keep === place;
    kept.hidden = !names.has(place);
    box.hidden = kept.hidden && !box.querySelector("[data-keep]");
    const link = kept.querySelector("a, b");
    link.textContent = names.get(place) ?? "";
    const own = place === document.body.dataset.placeDefault ? "" : `-${place}`;
    if (link.dataset.page && !kept.hidden) link.href = `${link.dataset.page}${own}.html`;
    else link.removeAttribute("href");
    document.dispatchEvent(new Event("links"));
  };

  document.addEventListener("click", ({ target }) => {
    const version = target.closest(":is(.place, .where) .by-place a");
    if (version) version.hash = location.hash;
    const button = target.closest("[data-keep], .remember__forget");
    if (!button) return;
    if (button.dataset.keep) localStorage.setItem(KEY, button.dataset.keep);
    else localStorage.removeItem(KEY);
    show();
  });

  try {
    show();
  } catch {
    // a browser that keeps nothing: the buttons stay hidden
  }
})();
