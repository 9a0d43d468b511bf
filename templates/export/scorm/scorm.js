/* Shows the pages of a package in a frame, and tells the platform (`platform`, of the script before this one) that
   somebody has finished, the score, and how far they have come; each question's result only if the technician has
   asked for it; never an answer. */
(() => {
  "use strict";

  const one = (selector) => document.querySelector(selector);
  const { pages, quizzes, ...say } = document.body.dataset;
  const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const counted = pages.split(" ").filter(Boolean);
  const asked = new Map(Object.entries(JSON.parse(quizzes))); // of each quiz: its pass mark, and its questions with their points
  const marked = [...asked.keys()].filter((id) => asked.get(id).mark);
  const tells = "results" in document.body.dataset;
  const began = Date.now();

  /* A platform's API is in a window above this one, or above the one that opened it (SCORM, 3.3.6.1 of both editions). */
  const above = (start, name) => {
    for (let view = start, hops = 0; view && hops < 500; hops += 1) {
      try {
        if (view[name]) return view[name];
      } catch {
        return null; // a window of somebody else
      }
      view = view.parent === view ? null : view.parent;
    }
    return null;
  };
  const find = (name) => {
    try {
      return above(window, name) ?? above(window.top.opener ?? window.opener, name);
    } catch {
      return null;
    }
  };

  /* What the platform has: `begin` gives it, at once or after a while, or nothing where there is no platform. */
  let [writes, status, best, ended] = [false, "", NaN, false];

  /* How far somebody has come: for each page whether it was open, and for each quiz a sign for each question:
     `-` not asked, `_` not answered, else the share of its points in sixtieths. */
  const SIGNS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXY";
  const FULL = SIGNS.length - 1;
  const opened = new Set();
  const signsOf = new Map();
  let here = -1; // the page that was open last, of those that count
  const restore = (text) => {
    let kept;
    try {
      kept = JSON.parse(text);
    } catch {
      // nothing, or what a platform has damaged
    }
    if (kept?.v !== 1) return;
    if (String(kept.pages ?? "").length === counted.length) { // else it is of another edition of the package
      for (const page of counted.filter((_, n) => kept.pages[n] === "1")) opened.add(page);
      if (Number.isInteger(kept.here)) here = kept.here;
    }
    for (const [id, signs] of Object.entries(Object(kept.quizzes))) {
      const whole = typeof signs === "string" && /^[-_0-9a-zA-Y]*$/.test(signs);
      if (whole && asked.get(id)?.questions.length === signs.length) signsOf.set(id, signs);
    }
  };

  const signOf = (share) => (share === undefined ? "-" : share === null ? "_" : SIGNS[Math.round(share * FULL)]);
  const better = (old, now) => (old === "-" || now === "-" ? now : SIGNS[Math.max(SIGNS.indexOf(old), SIGNS.indexOf(now))] ?? "_");
  const finished = () =>
    counted.every((page) => opened.has(page)) && [...asked.keys()].every((id) => signsOf.has(id) && !signsOf.get(id).includes("_"));

  /* Per cent of the points of these quizzes; none where nothing is worth a point. */
  const percent = (ids) => {
    let [gained, total] = [0, 0];
    for (const id of ids) {
      [...signsOf.get(id)].forEach((sign, n) => {
        const points = sign === "-" ? 0 : asked.get(id).questions[n][1];
        total += points;
        gained += (points * SIGNS.indexOf(sign)) / FULL;
      });
    }
    return total ? Math.floor((100 * gained) / total + 1e-9) : null;
  };

  /* What the platform has of a quiz, in a sentence. */
  const stateOf = (id) => {
    const signs = signsOf.get(id).replaceAll("-", "");
    const open = [...signs].filter((sign) => sign === "_").length;
    const { mark } = asked.get(id);
    const values = { n: signs.length - open, m: signs.length, score: percent([id]), mark };
    if (!values.n) return "";
    if (open || values.score === null) return fill(say.sayAnswered, values);
    return fill(mark ? (values.score >= mark ? say.sayReached : say.sayShort) : say.sayScored, values);
  };

  /* A result that was reached stays: nothing here takes it back. Quizzes with a pass mark decide, where there are any. */
  const reached = () => {
    if (status === "passed" || (status === "completed" && !marked.length)) return status;
    if (!finished()) return ["failed", "completed"].includes(status) ? status : "incomplete";
    if (!marked.length) return "completed";
    return marked.every((id) => percent([id]) >= asked.get(id).mark) ? "passed" : "failed";
  };

  const suspended = () => {
    const data = { v: 1, pages: counted.map((page) => Number(opened.has(page))).join(""), here, quizzes: Object.fromEntries(signsOf) };
    return JSON.stringify(data);
  };

  /* What is told is the platform's to keep: it need not be asked at every page, only in time for a crash. */
  const BETWEEN = 30000;
  let waiting;
  const commit = () => {
    clearTimeout(waiting);
    waiting = undefined;
    if (!ended && writes) platform.commit();
  };

  const save = () => {
    if (ended || !writes) return;
    const before = status;
    const score = finished() ? percent(marked.length ? marked : asked.keys()) : null;
    const raised = score !== null && !(score <= best) ? score : null;
    best = raised ?? best;
    status = reached();
    platform.save({ status, score: raised, kept: suspended(), finished: finished() });
    if (status !== before) commit();
    else waiting ??= setTimeout(commit, BETWEEN);
  };

  const end = () => {
    if (ended) return;
    save();
    clearTimeout(waiting);
    ended = true;
    platform.end((Date.now() - began) / 1000, writes);
  };

  /* What attempt.js tells of the page in the frame. */
  const seen = new Map(); // of each quiz: the shares of its questions as they stand on the page
  window.attempt = {
    says: { counted: say.sayCounted, opened: say.sayOpened, back: say.sayBack },
    state: (quiz) => (writes && signsOf.has(quiz) ? stateOf(quiz) : ""),
    opened: (page) => opened.has(page),
    page(name) {
      if (!counted.includes(name)) return;
      here = counted.indexOf(name);
      opened.add(name);
      save();
    },
    /* The questions of an attempt that was begun, each with its sign; or nothing. */
    kept: (quiz) => signsOf.has(quiz) && new Map(asked.get(quiz).questions.map(([question], n) => [question, signsOf.get(quiz)[n]])),
    /* The share of each question that is asked; null while it is not answered. */
    answered(quiz, shares) {
      const questions = asked.get(quiz)?.questions;
      if (!questions) return;
      const before = seen.get(quiz) ?? new Map();
      seen.set(quiz, shares);
      const checked = questions.filter(([id]) => Number.isFinite(shares.get(id)) && shares.get(id) !== before.get(id));
      if (tells && writes) for (const [id, points] of checked) platform.result({ id: `${quiz}.${id}`, points, share: shares.get(id) });
      const old = signsOf.get(quiz);
      const now = questions.map(([id]) => signOf(shares.get(id)));
      const signs = now.map((sign, n) => (old ? better(old[n], sign) : sign)).join("");
      signsOf.set(quiz, signs);
      if (signs !== old || checked.length) save();
    },
  };

  const frame = one(".scorm__frame");
  const open = (url) => {
    frame.src = url;
    frame.hidden = false;
    one(".top").hidden = one(".scorm").hidden = true;
    document.documentElement.classList.add("is-started");
    frame.focus();
  };
  /* The first screen, when it is known what the platform has. */
  const show = (back) => {
    one(".scorm__alone").hidden = writes;
    one(".scorm__sends").hidden = !writes;
    one(".scorm__done").hidden = !["passed", "completed"].includes(status);
    if (counted[here]) {
      const start = one("[data-do=start]");
      start.href = counted[here];
      start.textContent = say.sayGoOn;
    }
    const state = one(".scorm__state");
    const quizzes = marked.length ? marked : asked.size === 1 ? [...asked.keys()] : [];
    state.textContent = quizzes.filter((id) => signsOf.has(id)).map(stateOf).filter(Boolean).join(" ");
    state.hidden = !state.textContent;
    window.attempt.back = back;
  };

  const run = async () => {
    const told = await platform.begin(find);
    if (!told) return;
    ({ writes, status, best } = told);
    restore(told.kept);
    if (told.mark > 0 && marked.length === 1) asked.get(marked[0]).mark = told.mark;
    show(told.back);
    save();
    addEventListener("pagehide", end);
    document.addEventListener("visibilitychange", () => document.hidden && (save(), commit()));
    // A browser may keep the page and bring it back; the platform has closed the attempt by then.
    addEventListener("pageshow", (event) => event.persisted && location.reload());
  };
  const begun = run();
  for (const link of document.querySelectorAll(".scorm a, .help")) {
    link.addEventListener("click", async (event) => {
      event.preventDefault();
      await begun;
      open(link.getAttribute("href"));
    });
  }
})();
