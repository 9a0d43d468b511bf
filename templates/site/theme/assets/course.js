/* Leaving at once, and telling when a page is past its review date. Every word stands in the pages. */
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
