/* Leaving at once, and telling when a page is past its review date. Every word stands in the pages. */
(() => {
  const link = document.querySelector(".leave");
  const status = document.querySelector(".leaving");
  const framed = window.top !== window;
  let presses = [];
  let hidden = [];
  let stuck;

  const blank = () => {
    hidden = [...document.body.children].filter((child) => child !== status && !child.hidden);
    for (const child of hidden) child.hidden = true;
    document.documentElement.classList.add("is-left");
    status.textContent = status.dataset.going;
  };

  const leave = (event) => {
    event?.preventDefault();
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

  const press = (event) => {
    if (event.key !== "Shift") presses = []; // a capital letter is not a call to leave
    if (event.key !== "Shift" || event.repeat) return;
    presses = [...presses.filter((at) => event.timeStamp - at < 5000), event.timeStamp];
    const left = 3 - presses.length;
    if (left) status.textContent = left > 1 ? status.dataset.more.replace("{n}", left) : status.dataset.once;
    else leave(event);
  };

  // A browser may keep the page and show it again on Back.
  const reset = () => {
    clearTimeout(stuck);
    presses = [];
    for (const child of hidden) child.hidden = false;
    hidden = [];
    document.documentElement.classList.remove("is-left");
    status.textContent = "";
  };

  link.addEventListener("click", leave);
  addEventListener("keydown", press);
  addEventListener("pageshow", reset);

  const now = new Date();
  for (const line of document.querySelectorAll("[data-review-by]")) {
    if (now > new Date(`${line.dataset.reviewBy}T23:59:59`)) {
      line.classList.add("is-overdue");
      line.append(` ${line.dataset.overdue}`);
    }
  }
})();
