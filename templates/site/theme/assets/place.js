/* Remembers the place of the help page on this device, only if asked, and forgets it at one press. */
(() => {
  const KEY = "trusted-adult.place";
  const box = document.querySelector(".remember");
  const keep = box?.querySelector(".remember__keep");
  const kept = box?.querySelector(".remember__kept");
  if (!box) return;
  const link = kept.querySelector("a");

  // Only a page that this page links to: nothing that somebody else has stored leads elsewhere.
  const names = new Map([[box.dataset.here, link.textContent]]);
  for (const other of document.querySelectorAll(".by-place a")) names.set(other.getAttribute("href"), other.textContent);

  const show = () => {
    const place = localStorage.getItem(KEY);
    const known = names.has(place);
    kept.hidden = !known;
    if (keep) keep.hidden = place === box.dataset.here;
    box.hidden = !known && !keep;
    if (!known) return;
    link.href = place;
    link.textContent = names.get(place);
  };

  try {
    keep?.addEventListener("click", () => {
      localStorage.setItem(KEY, box.dataset.here);
      show();
    });
    kept.querySelector("button").addEventListener("click", () => {
      localStorage.removeItem(KEY);
      show();
    });
    show();
  } catch {
    box.hidden = true; // a browser that keeps nothing
  }
})();
