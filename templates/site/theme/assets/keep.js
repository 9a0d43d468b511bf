/* Keeps the reader's place on this device, only if asked, and forgets it at one press. */
(() => {
  const KEY = `trusted-adult ${new URL(".", location)} place`;
  const names = new Map(document.body.dataset.placeNames.split(";").map((entry) => entry.split("|")));
  const box = document.querySelector(".remember");
  const kept = box.querySelector(".remember__kept");
  const link = kept.querySelector("a");

  const show = () => {
    const place = localStorage.getItem(KEY);
    const name = names.get(place) ?? "";
    for (const button of document.querySelectorAll("[data-keep]")) button.hidden = button.dataset.keep === place;
    const there = [...document.querySelectorAll(".by-place a")].find((other) => other.textContent === name);
    kept.hidden = !name;
    box.hidden = !name && !box.querySelector("[data-keep]");
    link.textContent = name;
    if (there) link.href = there.href;
    else link.removeAttribute("href");
    document.dispatchEvent(new Event("links"));
  };

  document.addEventListener("click", ({ target }) => {
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
