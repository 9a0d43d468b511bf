/* A self-review, its plan and its report. Nothing is sent; it is kept on this device only if asked. */
(() => {
  "use strict";

  const { all, one, fill, tidy, today, isDay, save, need, wire, kept, heed } = Tool;
  const FORMAT = "trusted-adult/self-review";
  const LONGEST = 2000;
  const tool = one(".review");
  const { dataset: say } = tool;
  const status = one(".tool__status", tool);
  const names = say.levels.split("|");
  const store = kept(say.review);
  const aspects = all(".aspect", tool);
  const fields = (root) => all("[data-field]", root).filter((field) => root !== tool || !field.closest(".aspect"));
  /* Lines stay lines. */
  const lines = (text) => text.split(/\r?\n/).map(tidy).filter(Boolean).join("\n");
  const values = (root) => Object.fromEntries(fields(root).map(({ dataset, value }) => [dataset.field, lines(value)]));

  const read = () => ({
    format: FORMAT, version: 1, review: say.review, course: say.course, ...values(tool),
    aspects: Object.fromEntries(
      aspects.map((root) => {
        const chosen = one(":checked", root);
        const { aspect, before } = root.dataset;
        return [aspect, { level: chosen ? Number(chosen.value) : null, before: before ? Number(before) : null, ...values(root) }];
      }),
    ),
  });

  const isLevel = (level) => Number.isInteger(level) && level in names;

  const putLevel = (root, level, before) => {
    for (const input of all("[type=radio]", root)) input.checked = Number(input.value) === level && level !== null;
    root.dataset.before = isLevel(before) ? before : "";
    const last = one(".aspect__last", root);
    last.hidden = !isLevel(before);
    last.textContent = isLevel(before) ? fill(say.sayLast, { level: names[before] }) : "";
  };

  /* Puts these values into their fields. Gives what could not be, each with the reason. */
  const putFields = (root, values, what) =>
    fields(root).flatMap((field) => {
      const value = values[field.dataset.field] ?? "";
      const isDate = field.type === "date";
      const wrong = typeof value !== "string" || value.length > LONGEST ? "sayLong" : isDate && value && !isDay(value) && "sayDay";
      field.value = wrong ? "" : isDate ? value : lines(value);
      return wrong ? [{ what: what + one(`[for="${field.id}"]`).textContent, why: say[wrong] }] : [];
    });

  const put = (review) => {
    const given = Object(review.aspects);
    const known = new Set(aspects.map(({ dataset }) => dataset.aspect));
    const unknown = Object.keys(given).filter((id) => !known.has(id));
    return [
      ...putFields(tool, review, ""),
      ...aspects.flatMap((root) => {
        const { aspect, title } = root.dataset;
        const { level = null, before, ...notes } = Object(given[aspect]);
        const isKnown = level === null || isLevel(level);
        putLevel(root, isKnown ? level : null, before);
        return [...(isKnown ? [] : [{ what: title, why: say.sayLevel }]), ...putFields(root, notes, `${title}: `)];
      }),
      ...unknown.map((id) => ({ what: id.slice(0, 80), why: say.sayUnknown })),
    ];
  };

  const state = () => {
    const is = store.read() !== null;
    one("[data-kept]", tool).hidden = !is;
    one("[data-not-kept]", tool).hidden = is;
    const n = Object.values(read().aspects).filter(({ level }) => level !== null).length;
    one(".review__progress", tool).textContent = fill(say.sayProgress, { n, all: aspects.length });
  };

  const made = (is) => document.body.classList.toggle("has-paper", is);
  const change = () => {
    status.textContent = "";
    if (store.read() !== null) store.write(read());
    if (document.body.classList.contains("has-paper")) SelfReviewPaper.draw(read());
    state();
  };

  const load = async ([file]) => {
    let review;
    try {
      review = JSON.parse(file.size > 1e6 ? "" : await file.text());
    } catch {}
    const wrong = review?.format !== FORMAT || review.review !== say.review ? say.sayForeign : review.version !== 1 && say.sayNewer;
    heed(wrong ? [{ what: file.name, why: fill(wrong, { name: say.review }) }] : put(review));
    if (!wrong) change();
    status.textContent = wrong ? "" : fill(say.sayLoaded, { file: file.name });
  };

  const acts = {
    show: async () => {
      const now = read();
      status.textContent = "";
      if (Object.values(now.aspects).every(({ level }) => level === null)) return void (status.textContent = say.sayNothing);
      await need("self_review_paper");
      SelfReviewPaper.draw(now);
      made(true);
      one(".paper h2").focus();
    },
    save: () => {
      const file = `${say.review}-${today()}.json`;
      save(file, "application/json", `${JSON.stringify(read(), null, 1)}\n`);
      status.textContent = fill(say.saySaved, { file });
    },
    keep: () => {
      status.textContent = store.write(read()) ? say.sayKept : say.sayCannot;
      state();
    },
    next: () => {
      for (const root of aspects) {
        const chosen = one(":checked", root);
        putLevel(root, null, chosen ? Number(chosen.value) : Number(root.dataset.before || NaN));
        one("[data-field=evidence]", root).value = "";
      }
      one("#review-date").value = today();
      made(false);
      change();
      status.textContent = say.sayBegun;
    },
    clear: () => {
      store.drop();
      put({});
      one("#review-date").value = today();
      made(false);
      heed([]);
      change();
      status.textContent = say.sayCleared;
    },
  };

  const input = one("#review-file");
  input.onchange = async () => {
    await load(input.files);
    input.value = ""; // the same file can be chosen again, mended
  };
  wire(tool, acts, status);
  tool.addEventListener("input", ({ target }) => target !== input && change());
  // Some browsers bring back what the last reader typed.
  addEventListener("pageshow", () => {
    const usual = one("#review-school").defaultValue || tidy(String(kept("school").read()?.name ?? "")).slice(0, 200);
    put({ school: usual, date: today(), ...store.read() });
    state();
  });
  document.body.classList.add("is-live");
})();
