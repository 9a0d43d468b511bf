/* Leaving at once, telling when a page is past its review date, and leading to the pages of the reader's place.
   Every word stands in the pages. */
(() => {
  const link = document.querySelector(".leave");
  const status = document.querySelector(".leaving");
  const framed = window.top !== window;
  const WITHIN = 5000; // three presses
  const HELD = 700; // longer is holding the key, not pressing it
  let presses = [];
  let down = NaN; // since when Shift alone is down
  let expiry;
  let left = false;
  let hidden = [];
  let stuck;

  const blank = () => {
    left = true;
    hidden = [...document.body.children].filter((child) => child !== status && !child.hidden);
    for (const child of hidden) child.hidden = true;
    document.documentElement.classList.add("is-left");
    status.textContent = status.dataset.going;
  };

  const leave = (event) => {
    event?.preventDefault();
    clearTimeout(expiry);
    blank();
    // A disk or a lost connection may never show the neutral site: then a blank page of this copy.
    const to = navigator.onLine ? link.href : new URL("blank.html", location).href;
    // A learning platform shows the page in a frame, and may forbid it to leave the whole window.
    stuck = setTimeout(() => (status.textContent = status.dataset.stuck), framed ? 600 : 5000);
    try {
      (navigator.onLine ? window.top : window).location.replace(to);
    } catch {
      status.textContent = status.dataset.stuck;
    }
  };

  // A capital letter, Shift+Tab or a Shift that is held is no call to leave.
  const forget = () => {
    clearTimeout(expiry);
    presses = [];
    down = NaN;
    if (!left) status.textContent = "";
  };

  const press = (event) => {
    if (event.key !== "Shift" || event.ctrlKey || event.altKey || event.metaKey) forget();
    else if (!event.repeat) down = event.timeStamp;
  };

  const release = (event) => {
    if (event.key !== "Shift" || left) return;
    const at = event.timeStamp;
    if (!(at - down < HELD)) return forget();
    down = NaN;
    presses = [...presses.filter((other) => at - other < WITHIN), at];
    const more = 3 - presses.length;
    if (!more) return leave(event);
    clearTimeout(expiry);
    expiry = setTimeout(forget, WITHIN - (at - presses[0]));
    status.textContent = more > 1 ? status.dataset.more.replace("{n}", more) : status.dataset.once;
  };

  // A browser may keep the page and show it again on Back.
  const reset = () => {
    clearTimeout(stuck);
    left = false;
    forget();
    for (const child of hidden) child.hidden = false;
    hidden = [];
    document.documentElement.classList.remove("is-left");
  };

  link.addEventListener("click", leave);
  addEventListener("keydown", press);
  addEventListener("keyup", release);
  addEventListener("pointerdown", forget);
  addEventListener("pageshow", reset);

  const now = new Date();
  for (const line of document.querySelectorAll("[data-review-by]")) {
    if (now > new Date(`${line.dataset.reviewBy}T23:59:59`)) {
      line.classList.add("is-overdue");
      line.append(` ${line.dataset.overdue}`);
    }
  }
})();

/* Leads to the pages of the reader's place: that of this page, else of the address (?place=ie), else what this device was
   asked to keep. A page never changes what it says, only where its links lead. Other scripts read the place from the
   body: `data-home` (its slug) and `data-home-place` (its name), both empty where no place is known.
   Pages in a package lead to one place, and know of no other. */
(() => {
  const { dataset } = document.body;
  if (!dataset.placePages) return;
  const pages = dataset.placePages.split(" ");
  const names = new Map(dataset.placeNames.split(";").map((entry) => entry.split("|")));

  const show = () => {
    let kept;
    try {
      kept = localStorage.getItem(`trusted-adult ${new URL(".", location)} place`);
    } catch {
      // a browser that keeps nothing
    }
    const usual = dataset.placeDefault;
    const asked = new URLSearchParams(location.search).get("place");
    // Only a place that the site has: nothing written by others leads elsewhere.
    const home = [dataset.place, asked, kept].find((slug) => names.has(slug)) ?? "";
    const name = (dataset.homePlace = names.get((dataset.home = home)) ?? "");
    // A page that has no version of its own for the place learns it from the address, unless the device tells it.
    const said = home && home !== (names.has(kept) ? kept : usual) ? `?place=${home}` : "";
    // Links in a list of places name a place themselves.
    for (const link of document.querySelectorAll("a[href]:not(.by-place a, .remember a)")) {
      link.dataset.to ??= link.getAttribute("href");
      const lead = (page) => {
        const own = `-${home}`;
        if (home && home !== usual && pages.includes(page)) return `${page}${own}.html`;
        return page + ".html" + (page.endsWith(own) ? "" : said);
      };
      link.setAttribute("href", link.dataset.to.replace(/^([\w-]+)\.html/, (_, page) => lead(page)));
    }
    const own = document.querySelector("[data-own-place]");
    own.textContent = name ? own.dataset.ownPlace.replace("{place}", name) : own.dataset.noPlace;
  };

  document.addEventListener("links", show); // a script has made new links, or a place is kept or forgotten
  show();
})();
