/* Leads to the pages of the reader's own place, where this device remembers one (keep.js). A page never changes what it
   says: only where its links lead. */
(() => {
  const { dataset } = document.body;
  const pages = dataset.placePages.split(" ");
  const names = new Map(dataset.placeNames.split(";").map((entry) => entry.split("|")));
  const written = new Map(); // links, and where they led when the page was made

  const show = () => {
    const place = localStorage.getItem(`trusted-adult ${new URL(".", location)} place`);
    const name = names.get(place) ?? ""; // only a place that the site has: nothing stored by others leads elsewhere
    dataset.homePlace = name;
    // Links in a list of places name a place themselves.
    for (const link of document.querySelectorAll("a[href]:not(.by-place a)")) {
      if (!written.has(link)) written.set(link, link.getAttribute("href"));
      const href = written.get(link);
      const [page, part] = href.split(".html");
      link.setAttribute("href", name && place !== dataset.placeDefault && pages.includes(page) ? `${page}-${place}.html${part}` : href);
    }
    const own = document.querySelector("[data-own-place]");
    own.textContent = name ? own.dataset.ownPlace.replace("{place}", name) : own.dataset.noPlace;
  };

  document.addEventListener("links", show); // a script has made new links, or a place is kept or forgotten
  try {
    show();
  } catch {
    // a browser that keeps nothing: every link leads where the page says
  }
})();
