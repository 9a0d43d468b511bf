/* What a group answered before the course, after it and months later. Nothing is kept or sent. */
(() => {
  "use strict";

  const { all, one, fill, tidy, today, save, need, wire, heed } = Tool;
  const FEWEST = 5; // a smaller group would show single people
  const KEYS = ["before", "after", "later"];
  const tool = one(".measure");
  const { dataset: say } = tool;
  const status = one(".tool__status", tool);
  const said = one(".paper__status");
  const paper = one(".paper");
  const times = say.times.split("|");
  const inputs = all("[data-time]", tool);
  const rows = all("tbody tr", paper);
  const field = (time, scene, what) => inputs.find(({ dataset }) => dataset.time === time && dataset.scene === scene && dataset.what === what);
  const number = (text) => (/^\d{1,4}$/.test(text.trim()) ? Number(text) : NaN);
  const isWrong = ({ value }) => value.trim() !== "" && Number.isNaN(number(value));

  /* {best, n} of a scene at a time; nothing where a count is not there. */
  const counted = (time, scene) => {
    const [best, other] = ["best", "other"].map((what) => number(field(time, scene, what).value));
    return Number.isNaN(best + other) || best + other === 0 ? null : { best, n: best + other };
  };
  const enough = (found) => found !== null && found.n >= FEWEST;
  const percent = (share) => Math.round(share * 100);

  /* The interval of one share (Wilson 1927), at 95 in 100. */
  const Z = 1.959964;
  const wilson = ({ best, n }) => {
    const [share, z] = [best / n, Z * Z];
    const middle = (share + z / (2 * n)) / (1 + z / n);
    const half = (Z / (1 + z / n)) * Math.sqrt((share * (1 - share)) / n + z / (4 * n * n));
    return [middle - half, middle + half];
  };

  /* The change of a share between two groups, and its interval (Newcombe 1998, method 10), in points. */
  const change = (first, second) => {
    const [p, q] = [first.best / first.n, second.best / second.n];
    const [[l1, u1], [l2, u2]] = [wilson(first), wilson(second)];
    const d = q - p;
    return [d, d - Math.hypot(q - l2, u1 - p), d + Math.hypot(u2 - q, p - l1)].map(percent);
  };

  const signed = (points) => (points > 0 ? `+${points}` : String(points).replace("-", "−"));
  const share = (found) =>
    found === null ? say.sayNone : enough(found) ? fill(say.sayShare, { share: percent(found.best / found.n), n: found.n }) : say.sayFew;
  const words = (first, second) => {
    if (!enough(first) || !enough(second)) return say.sayNone;
    const [moved, low, high] = change(first, second).map(signed);
    return fill(say.sayChange, { change: moved, low, high });
  };

  const results = () =>
    rows.map((_, index) => Object.fromEntries(KEYS.map((time) => [time, counted(time, String(index + 1))])));

  /* The share of best answers over the scenes that both times have, so that like is compared with like. */
  const over = (found, time) => {
    const both = found.filter((scene) => enough(scene.before) && enough(scene[time]));
    const total = (key) => both.reduce((sum, scene) => sum + scene[key].best / scene[key].n, 0) / both.length;
    return both.length ? fill(say.saySum, { from: percent(total("before")), to: percent(total(time)), time: say[`sayTime${time[0].toUpperCase()}${time.slice(1)}`] }) : "";
  };

  const draw = () => {
    const found = results();
    const put = (row, name, text) => (one(`[data-put="${name}"]`, row).textContent = text);
    put(paper, "group", tidy(one("#group").value));
    const sums = ["after", "later"].map((time) => over(found, time)).filter(Boolean);
    put(paper, "sum", sums.join(" ") || say.sayNoSum);
    rows.forEach((row, index) => {
      for (const time of KEYS) put(row, time, share(found[index][time]));
      for (const time of ["after", "later"]) put(row, `to-${time}`, words(found[index].before, found[index][time]));
    });
    for (const input of inputs) input.setAttribute("aria-invalid", isWrong(input));
    document.body.classList.toggle("has-paper", found.some((scene) => KEYS.some((time) => scene[time])));
  };

  const timeOf = (text) => KEYS[times.findIndex((time) => time.toLowerCase() === text.toLowerCase())];

  /* Takes in a row, or gives in one word why not. */
  const take = ([time = "", scene = "", best = "", other = ""], before) => {
    const key = timeOf(time);
    const name = String(number(scene));
    if (!key || !field(key, name, "best")) return "Pair";
    if ([best, other].some((text) => Number.isNaN(number(text)))) return "Count";
    if (before.has(`${key} ${name}`)) return "Twice";
    before.add(`${key} ${name}`);
    field(key, name, "best").value = Number(best);
    field(key, name, "other").value = Number(other);
    return null;
  };

  const load = async (file) => {
    await need("csv");
    const found = file.size > 1e6 ? [] : Csv.read(await Csv.text(file));
    const isHead = found[0]?.cells?.[0] === say.csvHead.split("|")[0];
    const before = new Set();
    const wrong = found.slice(Number(isHead)).flatMap(({ line, cells, wrong }) => {
      const why = wrong ? "Quote" : take(cells, before);
      return why ? [{ what: fill(say.sayLine, { file: file.name, line }), why: say[`say${why}`] }] : [];
    });
    heed(before.size || wrong.length ? wrong : [{ what: file.name, why: say.sayForeign }]);
    draw();
    status.textContent = fill(say.sayLoaded, { n: before.size });
  };

  const saveAs = async (line, name, lines) => {
    await need("csv");
    const file = `${name}-${today()}.csv`;
    save(file, "text/csv", Csv.write(lines()));
    line.textContent = fill(say.saySaved, { file });
  };

  const counts = () =>
    results().flatMap((scene, index) =>
      KEYS.flatMap((time, at) => (scene[time] ? [[times[at], String(index + 1), String(scene[time].best), String(scene[time].n - scene[time].best)]] : [])),
    );

  const result = () =>
    results().map((scene, index) => {
      const shown = KEYS.flatMap((time) => {
        const found = scene[time];
        return enough(found) ? [`${percent(found.best / found.n)} %`, String(found.n)] : ["", found ? say.sayFew : ""];
      });
      const moved = ["after", "later"].flatMap((time) =>
        enough(scene.before) && enough(scene[time]) ? change(scene.before, scene[time]).map(String) : ["", "", ""],
      );
      return [String(index + 1), ...shown, ...moved];
    });

  const acts = {
    save: () => saveAs(status, "counts", () => [say.csvHead.split("|"), ...counts()]),
    result: () => saveAs(said, "group-results", () => [say.resultHead.split("|"), ...result()]),
    print: () => print(),
    clear: () => {
      for (const input of [...inputs, one("#group")]) input.value = "";
      heed([]);
      draw();
      status.textContent = say.sayCleared;
    },
  };

  const file = one("#counts");
  file.onchange = async () => {
    try {
      await load(file.files[0]);
    } catch {
      status.textContent = status.dataset.failed;
    }
    file.value = ""; // the same file can be chosen again, mended
  };
  for (const [root, line] of [[tool, status], [one(".paper__after"), said]]) wire(root, acts, line);
  tool.addEventListener("input", ({ target }) => {
    if (target === file) return;
    status.textContent = said.textContent = "";
    draw();
  });
  addEventListener("pageshow", draw);
  document.body.classList.add("is-live");
})();
