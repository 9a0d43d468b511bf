/* Speaks to the learning platform (SCORM 1.2), and shows the pages of the package in a frame.
   It sends that somebody has finished, the score, and how far they have come; each question's result only if the
   technician has asked for it; never an answer. */
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

  /* The platform's API is in a window above this one, or above the one that opened it (SCORM 1.2, 3.3.6.1). */
  const above = (start) => {
    for (let view = start, hops = 0; view && hops < 20; hops += 1) {
      try {
        if (view.API) return view.API;
      } catch {
        return null; // a window of somebody else
      }
      view = view.parent === view ? null : view.parent;
    }
    return null;
  };
  const find = () => {
    try {
      return above(window) ?? above(window.top.opener ?? window.opener);
    } catch {
      return null;
    }
  };

  const api = find();
  const live = Boolean(api) && String(api.LMSInitialize("")) === "true";
  const get = (name) => (live ? String(api.LMSGetValue(name) ?? "") : "");
  const mode = get("cmi.core.lesson_mode");
  const writes = live && mode !== "browse" && mode !== "review"; // some platforms leave the mode unset
  const set = (name, value) => writes && api.LMSSetValue(name, String(value));
  let status = get("cmi.core.lesson_status");
  let best = parseFloat(get("cmi.core.score.raw")); // NaN while there is none
  let ended = false;

  /* How far somebody has come: for each page whether it was open, and for each quiz a sign for each question:
     `-` not asked, `_` not answered, else the share of its points in sixtieths. */
  const SIGNS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXY";
  const FULL = SIGNS.length - 1;
  const kept = (() => {
    try {
      const found = JSON.parse(get("cmi.suspend_data"));
      return found?.v === 1 ? found : {};
    } catch {
      return {};
    }
  })();
  const fits = String(kept.pages ?? "").length === counted.length; // else it is of another edition of the package
  const opened = new Set(fits ? counted.filter((_, n) => kept.pages[n] === "1") : []);
  let here = fits && Number.isInteger(kept.here) ? kept.here : -1; // the page that was open last, of those that count
  const signsOf = new Map();
  for (const [id, signs] of Object.entries(Object(kept.quizzes))) {
    const whole = typeof signs === "string" && /^[-_0-9a-zA-Y]*$/.test(signs);
    if (whole && asked.get(id)?.questions.length === signs.length) signsOf.set(id, signs);
  }

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

  /* What is set is the platform's to keep: it need not be asked at every page, only in time for a crash. */
  const BETWEEN = 30000;
  let waiting;
  const commit = () => {
    clearTimeout(waiting);
    waiting = undefined;
    if (!ended && writes) api.LMSCommit("");
  };

  const save = () => {
    if (ended || !writes) return;
    const before = status;
    const raw = finished() ? percent(marked.length ? marked : asked.keys()) : null;
    if (raw !== null && !(raw <= best)) {
      best = raw;
      set("cmi.core.score.min", 0);
      set("cmi.core.score.max", 100);
      set("cmi.core.score.raw", best);
    }
    status = reached();
    set("cmi.core.lesson_status", status);
    if (suspended().length <= 4096) set("cmi.suspend_data", suspended());
    if (status !== before) commit();
    else waiting ??= setTimeout(commit, BETWEEN);
  };

  const clock = (...parts) => parts.map((number) => String(Math.floor(number)).padStart(2, "0")).join(":");
  const end = () => {
    if (!live || ended) return;
    const seconds = (Date.now() - began) / 1000;
    set("cmi.core.session_time", clock(seconds / 3600, (seconds / 60) % 60, seconds % 60));
    set("cmi.core.exit", finished() ? "" : "suspend");
    save();
    commit();
    ended = true;
    api.LMSFinish("");
  };

  /* One line a check: which question, and whether it was right; not what was chosen or typed. */
  let lines = (tells && parseInt(get("cmi.interactions._count"), 10)) || 0;
  const report = (quiz, [question, points], share) => {
    const line = `cmi.interactions.${lines}`;
    const now = new Date();
    set(`${line}.id`, `${quiz}.${question}`);
    set(`${line}.time`, clock(now.getHours(), now.getMinutes(), now.getSeconds()));
    set(`${line}.weighting`, points);
    set(`${line}.result`, share === 1 ? "correct" : share ? share.toFixed(2) : "wrong");
    lines += 1;
  };

  /* What attempt.js tells of the page in the frame. */
  const seen = new Map(); // of each quiz: the shares of its questions as they stand on the page
  window.attempt = {
    says: { counted: say.sayCounted, opened: say.sayOpened },
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
      if (tells) for (const question of checked) report(quiz, question, shares.get(question[0]));
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
  for (const link of document.querySelectorAll(".scorm a, .help")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      open(link.getAttribute("href"));
    });
  }

  if (live) {
    one(".scorm__alone").hidden = writes;
    one(".scorm__sends").hidden = !writes;
    one(".scorm__done").hidden = !["passed", "completed"].includes(status);
    if (counted[here]) {
      const start = one("[data-do=start]");
      start.href = counted[here];
      start.textContent = say.sayGoOn;
    }
    const state = one(".scorm__state");
    state.textContent = (marked.length ? marked : asked.size === 1 ? [...asked.keys()] : []).filter((id) => signsOf.has(id)).map(stateOf).filter(Boolean).join(" ");
    state.hidden = !state.textContent;
    set("cmi.core.exit", finished() ? "" : "suspend"); // a crash must not end the attempt
    if (status === "not attempted" || status === "") save();
    addEventListener("pagehide", end);
    document.addEventListener("visibilitychange", () => document.hidden && (save(), commit()));
    // A browser may keep the page and bring it back; the platform has closed the attempt by then.
    addEventListener("pageshow", (event) => event.persisted && location.reload());
  }
})();
