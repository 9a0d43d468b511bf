/* A lead's register: completion slips and a staff list from the reader's own disk. Nothing is sent; it is kept on this
   device only if asked. */
(() => {
  "use strict";

  const { all, one, fill, today, long, save, need, wire, kept, list } = Tool;
  const tool = one(".register");
  const { dataset: say } = tool;
  const [input, staffInput, paste] = [one("#slips"), one("#staff"), one("#paste")];
  const status = one(".tool__status", tool);
  const saved = one(".sheet__status");
  const heed = one(".heed");
  const body = one(".sheet__rows");
  const store = kept("register");
  const LARGEST = 4e6;
  let rows = []; // {slip, file, doubt}
  let refused = []; // {file, why, before, line}
  let hasStaff = false;

  const same = ({ name, date, modules }) =>
    JSON.stringify([name.normalize("NFKC").toLowerCase().replace(/\s+/g, " ").trim(), date, modules.map(({ id }) => id).sort()]);

  const take = (file, { slip, wrong }) => {
    const before = rows.find((row) => row.slip.id === slip?.id);
    if (wrong) refused.push({ file, why: wrong });
    else if (before && JSON.stringify(before.slip) === JSON.stringify(slip)) refused.push({ file, why: "again", before: before.file });
    else rows.push({ slip, file });
  };

  /* Two slips that may be one: the earlier file of the two, and why. */
  const doubt = (row, index) => {
    const like = (key) => rows.slice(0, index).find(({ slip }) => key(slip) === key(row.slip))?.file;
    const [number, alike] = [like(({ id }) => id), like(same)];
    return number ? { why: "number", before: number } : alike && { why: "alike", before: alike };
  };

  const order = (a, b) => a.slip.name.localeCompare(b.slip.name) || a.slip.date.localeCompare(b.slip.date);
  const slips = () => rows.map(({ slip }) => slip);

  const show = () => {
    const doubts = rows.map((row, index) => ({ file: row.file, ...doubt(row, index) }));
    rows.forEach((row, index) => (row.doubt = doubts[index].why));
    const heeded = [...refused, ...doubts.filter(({ why }) => why)];
    heed.hidden = !heeded.length;
    list(one("ul", heed), "#heed-item", heeded, (copy, { file, why, before, line }) => {
      one("bdi", copy).textContent = line ? fill(heed.dataset.sayLine, { file, line }) : file;
      one("span", copy).textContent = fill(heed.dataset[`say${why[0].toUpperCase()}${why.slice(1)}`], { before });
    });
    list(body, "#sheet-row", [...rows].sort(order), (copy, row) => {
      const { name, date, modules, course } = row.slip;
      one("th bdi", copy).textContent = name;
      one("small", copy).hidden = !row.doubt;
      one("[data-put=date]", copy).textContent = long(date);
      one("[data-put=course]", copy).textContent = course;
      one("ul", copy).replaceChildren(
        ...modules.map(({ title }) => Object.assign(document.createElement("li"), { textContent: title })),
      );
      const out = one("button", copy);
      one("span", out).textContent = `${name}, ${long(date)}`;
      out.onclick = () => drop(row);
    });
    document.body.classList.toggle("has-rows", rows.length > 0);
    if (hasStaff) Staff.draw(slips(), change);
    document.body.classList.toggle("has-roll", !one(".roll").hidden);
    one("[data-kept]").hidden = store.read() === null;
  };

  /* The whole register as it is saved and kept; null where it is empty. */
  const whole = async () => {
    await withStaff();
    return Staff.saved(slips().map(Slip.sealed));
  };
  const change = async () => {
    if (store.read() !== null) store.write(await whole());
    show();
  };

  const withStaff = async () => {
    await Promise.all([need("csv"), need("slip"), need("staff")]);
    hasStaff = true;
  };

  const count = (n, one, many) => fill(n === 1 ? one : many, { n });
  const total = () => count(rows.length, say.sayOne, say.sayMany);

  const drop = (row) => {
    const at = [...rows].sort(order).indexOf(row);
    rows = rows.filter((other) => other !== row);
    change();
    const buttons = all("button", body);
    (buttons[Math.min(at, buttons.length - 1)] ?? input).focus();
    status.textContent = total();
  };

  const takeTable = (file, ...given) => refused.push(...Staff.fromTable(...given).map((wrong) => ({ file, ...wrong })));

  const takeSaved = (file, register) => {
    if (register.version !== 1) return refused.push({ file, why: "newer" });
    refused.push(...Staff.fromSaved(register).map(({ line, ...wrong }) => ({ file: fill(say.sayPerson, { file, n: line }), ...wrong })));
    const given = Array.isArray(register.slips) ? register.slips : [];
    given.forEach((slip, index) => take(fill(say.saySlip, { file, n: index + 1 }), Slip.open(slip)));
  };

  /* A register that was saved, or nothing where the file is none. */
  const register = (text) => {
    try {
      const found = JSON.parse(text);
      return found?.format === Staff.FORMAT ? found : null;
    } catch {
      return null;
    }
  };

  /* A slip, a staff list or a whole register: its content says which. */
  const takeFile = async (file) => {
    const isTable = /\.(csv|tsv|txt)$/i.test(file.name);
    if (!isTable && !/\.(xlsx?|ods|numbers)$/i.test(file.name)) {
      const found = file.size > LARGEST ? null : register(await file.text().catch(() => ""));
      return found ? takeSaved(file.name, found) : take(file.name, await Slip.read(file));
    }
    if (!isTable || file.size > LARGEST) return refused.push({ file: file.name, why: isTable ? "many" : "sheet" });
    takeTable(file.name, await Csv.text(file));
  };

  const choose = async ({ target }) => {
    const files = [...target.files];
    const before = refused.length;
    try {
      await withStaff();
    } catch {
      return void (status.textContent = status.dataset.failed);
    }
    for (const file of files) await takeFile(file);
    target.value = ""; // the same file can be chosen again, mended
    told(before);
  };

  const told = (before) => {
    change();
    const left = refused.length - before;
    status.textContent = [total(), ...(left ? [count(left, say.sayLeftOne, say.sayLeftMany)] : [])].join(" ");
  };

  const csv = () => {
    const lines = [...rows].sort(order).map(({ slip: { name, date, modules, course, id }, doubt }) => [
      name, date, modules.map(({ title }) => title).join("; "), course, id, doubt ? say.sayDoubt : "",
    ]);
    return Csv.write([say.sayHead.split("|"), ...lines]);
  };

  const saveAs = (line, file, type, data) => {
    save(file, type, data);
    line.textContent = fill(say.saySaved, { file });
  };

  const acts = {
    save: async () => {
      await need("csv");
      saveAs(saved, `register-${today()}.csv`, "text/csv", csv());
    },
    print: () => print(),
    empty: () => {
      [rows, refused] = [[], []];
      if (hasStaff) Staff.empty();
      store.drop();
      show();
      status.textContent = say.sayEmpty;
      input.focus();
    },
    paste: async () => {
      await withStaff();
      const before = refused.length;
      takeTable(say.sayPasted, paste.value, true);
      paste.value = "";
      told(before);
    },
    whole: async () => saveAs(status, `register-${today()}.json`, "application/json", `${JSON.stringify(await whole(), null, 1)}\n`),
    keep: async () => {
      status.textContent = store.write(await whole()) ? say.sayKept : say.sayCannot;
      show();
    },
    list: () => saveAs(one(".roll__status"), `staff-list-${today()}.csv`, "text/csv", Staff.csv(slips())),
    mark: () => {
      const n = Staff.mark(one("#roll-day").value || today());
      change();
      one(".roll__status").textContent = count(n, say.sayMarkedOne, say.sayMarkedMany);
    },
  };

  for (const [root, line] of [[tool, status], [one(".roll"), one(".roll__status")], [one(".sheet"), saved], [one(".whole"), status]]) wire(root, acts, line);
  for (const chosen of [input, staffInput]) chosen.onchange = choose;
  one(".roll").addEventListener("change", ({ target }) => target.matches("#roll-set, #roll-since, #roll-due, #roll-everybody") && change());
  body.replaceChildren();
  document.body.classList.add("is-live");
  one("#roll-day").value = today();
  const before = store.read();
  if (before?.format) withStaff().then(() => (takeSaved(say.sayKeptName, before), show()));
})();
