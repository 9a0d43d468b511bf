/* Tables as plain files (RFC 4180), read as leniently as spreadsheets write them, and written so that none runs anything. */
const Csv = (() => {
  /* A spreadsheet would take a cell that begins so for a formula, and some part cells at semicolons (RFC 4180 says how
     to quote, not this): `inert` in coursekit/export/plain_csv.py does the same. */
  const SIGNS = "[\\s\\u200b-\\u200f]*[-=+@⁺₊⁼₌﬩﹢﹣﹦﹫＋－＝＠]";
  const formula = new RegExp(`(^|;)(?=${SIGNS})`, "g");
  const guarded = new RegExp(`^'(?=${SIGNS})`);
  const LONGEST = 10000; // characters in one cell; a mark that is never closed would take the rest of the file

  const cell = (text) => `"${Tool.tidy(text).replace(formula, "$1'").replaceAll('"', '""')}"`;
  const write = (lines) => `\uFEFF${lines.map((line) => line.map(cell).join(",") + "\r\n").join("")}`;

  /* The text of a file in the encoding that it is in: spreadsheets save UTF-8, UTF-16 or Windows-1252. */
  const text = async (file) => {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const [first, second] = bytes;
    if (first === 255 && second === 254) return new TextDecoder("utf-16le").decode(bytes);
    if (first === 254 && second === 255) return new TextDecoder("utf-16be").decode(bytes);
    try {
      return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    } catch {
      return new TextDecoder("windows-1252").decode(bytes);
    }
  };

  /* What parts the cells: the mark that the first lines have most of, outside quotation marks. A comma comes last, since
     names hold commas, too. */
  const separator = (all, marks) => {
    const lines = all.trimStart().replace(/"[^"]*"/g, "").split(/\r\n?|\n/, 10).join("\n");
    const count = (mark) => lines.split(mark).length;
    return [...marks].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
  };

  /* The row that begins at `at`: its cells, and where the next one begins; no cells where a mark is never closed. */
  const row = (all, at, mark) => {
    const cells = [];
    for (;;) {
      let value = "";
      if (all[at] === '"') {
        const from = at;
        for (at += 1; all[at] !== '"' || all[at + 1] === '"'; at += 1) {
          if (at >= all.length || at - from > LONGEST) return { at: all.length };
          value += all[at];
          if (all[at] === '"') at += 1;
        }
        at += 1;
      }
      while (at < all.length && all[at] !== mark && !"\r\n".includes(all[at])) value += all[at++];
      cells.push(Tool.tidy(value).replace(guarded, ""));
      if (all[at] !== mark) break;
      at += 1;
    }
    if (all[at] === "\r" && all[at + 1] === "\n") at += 1;
    return { cells, at: at + 1 };
  };

  /* Each row that is not empty, as {line, cells}, or {line, wrong} where it cannot be read. */
  const read = (given, marks = "\t;,") => {
    const told = given.replace(/^\uFEFF/, "").match(/^(?:sep=(.)\r?\n)?([^]*)$/i);
    const all = told[2];
    const mark = told[1] ?? separator(all, marks);
    const rows = [];
    let line = told[1] ? 2 : 1;
    for (let at = 0; at < all.length; ) {
      const found = row(all, at, mark);
      const end = /\r\n?|\n|$/g;
      end.lastIndex = at;
      const next = found.cells ? found.at : end.exec(all).index + 1;
      if (!found.cells) rows.push({ line, wrong: "quote" });
      else if (found.cells.some(Boolean)) rows.push({ line, cells: found.cells });
      line += all.slice(at, next).match(/\r\n?|\n/g)?.length ?? 1;
      at = next;
    }
    return rows;
  };

  return { text, read, write };
})();
