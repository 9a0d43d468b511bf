/* Speaks to the learning platform (SCORM 1.2), and shows the pages of the package in a frame.
   It sends that somebody has finished, the score, and how far they have come; never an answer. */
(() => {
  "use strict";

  const one = (selector) => document.querySelector(selector);
  const { pages, quizzes, passMark, sayCounted } = document.body.dataset;
  const listed = (text) => text.split(" ").filter(Boolean);
  const counted = listed(pages);
  const asked = listed(quizzes);
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
  let best = get("cmi.core.score.raw");
  let ended = false;

  /* How far somebody has come: for each page whether it was open, and for each quiz a sign for each question:
     `-` not asked, `_` not answered, else the share of its points in sixtieths. */
  const SIGNS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXY";
  const FULL = SIGNS.length - 1;
  const kept = (() => {
    try {
      const found = JSON.parse(get("cmi.suspend_data"));
      return found.v === 1 ? found : {};
    } catch {
      return {};
    }
  })();
  const opened = new Set(String(kept.pages ?? "").length === counted.length ? counted.filter((_, n) => kept.pages[n] === "1") : []);
  const results = new Map(); // by quiz: the signs and the points of its questions
  for (const [id, signs] of Object.entries(Object(kept.quizzes))) if (asked.includes(id)) results.set(id, { signs, points: null });

  const better = (old, now) => (old === "-" || now === "-" ? now : SIGNS[Math.max(SIGNS.indexOf(old), SIGNS.indexOf(now))] ?? "_");
  const questions = () => [...results.values()].flatMap(({ signs, points }) => [...signs].map((sign, n) => [sign, points?.[n] ?? 1]));
  const finished = () =>
    counted.every((page) => opened.has(page)) &&
    asked.every((id) => results.has(id)) &&
    questions().every(([sign]) => sign !== "_");

  const score = () => {
    const scored = questions().filter(([sign, points]) => sign !== "-" && points);
    const total = scored.reduce((sum, [, points]) => sum + points, 0);
    const gained = scored.reduce((sum, [sign, points]) => sum + (points * SIGNS.indexOf(sign)) / FULL, 0);
    return total ? Math.floor((100 * gained) / total + 1e-9) : null;
  };

  /* A result that was reached stays: nothing here takes it back. */
  const reached = () => {
    if (status === "passed" || (status === "completed" && !passMark)) return status;
    if (!finished()) return status === "failed" ? status : "incomplete";
    if (!passMark || best === "") return "completed";
    return Number(best) >= Number(passMark) ? "passed" : "failed";
  };

  const suspended = () => {
    const data = { v: 1, pages: counted.map((page) => Number(opened.has(page))).join(""), quizzes: {} };
    for (const [id, { signs }] of results) data.quizzes[id] = signs;
    return JSON.stringify(data);
  };

  const save = () => {
    if (ended || !writes) return;
    const raw = finished() ? score() : null;
    if (raw !== null && (best === "" || raw > Number(best))) {
      best = String(raw);
      set("cmi.core.score.min", 0);
      set("cmi.core.score.max", 100);
      set("cmi.core.score.raw", best);
    }
    status = reached();
    set("cmi.core.lesson_status", status);
    if (suspended().length <= 4096) set("cmi.suspend_data", suspended());
    api.LMSCommit("");
  };

  const two = (number) => String(number).padStart(2, "0");
  const end = () => {
    if (!live || ended) return;
    const seconds = Math.floor((Date.now() - began) / 1000);
    set("cmi.core.session_time", [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map(two).join(":"));
    set("cmi.core.exit", finished() ? "" : "suspend");
    save();
    ended = true;
    api.LMSFinish("");
  };

  /* What attempt.js tells of the page in the frame. */
  window.attempt = {
    says: { counted: sayCounted },
    page(name) {
      if (counted.includes(name) && !opened.has(name)) {
        opened.add(name);
        save();
      }
    },
    /* The questions of an attempt that was begun, or nothing. */
    kept: (quiz) => results.get(quiz)?.signs ?? "",
    /* The share of each question: -1 not asked, null not answered. */
    answered(quiz, shares, points) {
      if (!asked.includes(quiz)) return;
      const now = shares.map((share) => (share === null ? "_" : share < 0 ? "-" : SIGNS[Math.round(share * FULL)]));
      const old = results.get(quiz);
      const signs = now.map((sign, n) => (old?.signs.length === now.length ? better(old.signs[n], sign) : sign)).join("");
      if (old?.signs === signs && old.points) return;
      results.set(quiz, { signs, points });
      save();
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
    one(".scorm__alone").hidden = true;
    one(".scorm__sends").hidden = false;
    one(".scorm__done").hidden = !["passed", "completed"].includes(status);
    if (status === "not attempted" || status === "") save();
    addEventListener("pagehide", end);
    document.addEventListener("visibilitychange", () => document.hidden && save());
    // A browser may keep the page and bring it back; the platform has closed the attempt by then.
    addEventListener("pageshow", (event) => event.persisted && location.reload());
  }
})();
