/* Lists completion slips from the reader's own disk. Nothing is kept or sent. */
(() => {
  "use strict";

  const { all, one, fill, tidy, today, long, save } = Tool;
  const tool = one(".register");
  const { dataset: say } = tool;
  const input = one("#slips");
  const status = one(".tool__status", tool);
  const heed = one(".heed");
  const table = one(".sheet");
  const body = one(".sheet__rows");
  let rows = []; // {slip, file, doubt}
  let refused = []; // {file, why, before}

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

  const list = (into, item, entries, write) => {
    into.replaceChildren();
    for (const entry of entries) {
      const copy = one(item).content.cloneNode(true);
      write(copy, entry);
      into.append(copy);
    }
  };

  const show = () => {
    const doubts = rows.map((row, index) => ({ file: row.file, ...doubt(row, index) }));
    rows.forEach((row, index) => (row.doubt = doubts[index].why));
    const heeded = [...refused, ...doubts.filter(({ why }) => why)];
    heed.hidden = !heeded.length;
    list(one("ul", heed), "#heed-item", heeded, (copy, { file, why, before }) => {
      one("bdi", copy).textContent = file;
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
  };

  const count = (n, one, many) => fill(n === 1 ? one : many, { n });
  const total = () => count(rows.length, say.sayOne, say.sayMany);

  const drop = (row) => {
    const at = [...rows].sort(order).indexOf(row);
    rows = rows.filter((other) => other !== row);
    show();
    const buttons = all("button", body);
    (buttons[Math.min(at, buttons.length - 1)] ?? input).focus();
    status.textContent = total();
  };

  const choose = async () => {
    const files = [...input.files];
    const before = refused.length;
    for (const file of files) take(file.name, await Slip.read(file));
    input.value = ""; // the same file can be chosen again, mended
    show();
    const left = refused.length - before;
    status.textContent = [total(), ...(left ? [count(left, say.sayLeftOne, say.sayLeftMany)] : [])].join(" ");
  };

  /* A spreadsheet would take a cell that begins so for a formula, and some part cells at semicolons (RFC 4180 says how
     to quote, not this): `inert` in coursekit/export/plain_csv.py does the same. */
  const formula = /(^|;)(?=[\s\u200b-\u200f]*[-=+@⁺₊⁼₌﬩﹢﹣﹦﹫＋－＝＠])/g;
  const cell = (text) => `"${tidy(text).replace(formula, "$1'").replaceAll('"', '""')}"`;

  const csv = () => {
    const lines = [...rows].sort(order).map(({ slip: { name, date, modules, course, id }, doubt }) => [
      name, date, modules.map(({ title }) => title).join("; "), course, id, doubt ? say.sayDoubt : "",
    ]);
    return `\uFEFF${[say.sayHead.split("|"), ...lines].map((line) => line.map(cell).join(",") + "\r\n").join("")}`;
  };

  const acts = {
    save: () => {
      const file = `register-${today()}.csv`;
      save(file, "text/csv", csv());
      one(".sheet__status").textContent = fill(say.saySaved, { file });
    },
    print: () => print(),
    empty: () => {
      rows = [];
      refused = [];
      show();
      status.textContent = say.sayEmpty;
      input.focus();
    },
  };

  for (const button of all("[data-do]")) button.onclick = acts[button.dataset.do];
  input.onchange = choose;
  body.replaceChildren();
  document.body.classList.add("is-live");
})();
