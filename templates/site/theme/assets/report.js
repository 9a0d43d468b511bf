/* A report as a file for word processors (ISO/IEC 29500), made of what stands on the page. Styles and all else come from
   report-parts.js, which the build makes. */
const Report = (() => {
  const DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
  const W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
  const STYLES = { H2: "Title", H3: "Heading1", LI: "ListBullet" };
  const SIZES = { A4: [11906, 16838], Letter: [12240, 15840] }; // twentieths of a point
  const MARGINS = 2494; // left and right, as report-parts.js has them
  const fromTheRight = /^[^\p{L}]*[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/u;
  const encode = (text) => new TextEncoder().encode(text);

  let xml;
  /* An element of WordprocessingML, its attributes and what stands in it. */
  const w = (name, attributes = {}, ...inside) => {
    const made = xml.createElementNS(W, `w:${name}`);
    for (const [key, value] of Object.entries(attributes)) made.setAttributeNS(W, `w:${key}`, value);
    made.append(...inside);
    return made;
  };

  const run = (words, bold) => {
    const marks = [bold && w("b"), fromTheRight.test(words) && w("rtl")].filter(Boolean);
    const lines = words.split("\n").flatMap((line, at) => {
      const text = w("t", {}, line);
      text.setAttribute("xml:space", "preserve");
      return at ? [w("br"), text] : [text];
    });
    return w("r", {}, ...(marks.length ? [w("rPr", {}, ...marks)] : []), ...lines);
  };

  const paragraph = (style, words, bold) =>
    w("p", {}, w("pPr", {}, w("pStyle", { val: style }), ...(fromTheRight.test(words) ? [w("bidi")] : [])), run(words, bold));

  /* What was typed keeps its lines; what the page says is one. */
  const words = (element) =>
    "put" in element.dataset ? element.textContent : element.textContent.replace(/\s+/g, " ").trim();

  const table = (element, width) => {
    const rows = [...element.rows];
    const shares = { 3: [4, 3, 6], 4: [6, 4, 3, 3] }[rows[0].cells.length] ?? [...rows[0].cells].map(() => 1);
    const parts = shares.map((share) => Math.floor((width * share) / shares.reduce((a, b) => a + b)));
    const made = rows.map((row) =>
      w("tr", {},
        w("trPr", {}, w("cantSplit"), ...(row.parentNode.tagName === "THEAD" ? [w("tblHeader")] : [])),
        ...[...row.cells].map((cell, at) =>
          w("tc", {}, w("tcPr", {}, w("tcW", { w: parts[at], type: "dxa" })), paragraph("Cell", words(cell), cell.tagName === "TH"))),
      ));
    const about = w("tblPr", {}, w("tblStyle", { val: "TableGrid" }), w("tblW", { w: width, type: "dxa" }), w("tblLayout", { type: "fixed" }), w("tblLook", { firstRow: 1, firstColumn: 1 }));
    return [w("tbl", {}, about, w("tblGrid", {}, ...parts.map((part) => w("gridCol", { w: part }))), ...made), paragraph("Normal", "")];
  };

  const blocks = (element, width) => {
    if (element.hidden || element.tagName === "TEMPLATE") return [];
    if (element.tagName === "TABLE") return table(element, width);
    if (element.tagName === "DL") return [...element.children].map((row) => paragraph("Normal", [...row.children].map(words).join(": ")));
    if (element.tagName === "UL") return [...element.children].flatMap((item) => blocks(item, width));
    return [paragraph(STYLES[element.tagName] ?? "Normal", words(element))];
  };

  /* CRC-32 as zip has it (ISO 3309). */
  const crc = (bytes) => {
    let sum = -1;
    for (const byte of bytes) {
      sum ^= byte;
      for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (0xedb88320 & -(sum & 1));
    }
    return ~sum >>> 0;
  };

  /* An archive of files that are stored as they are (APPNOTE 6.3, 4.3): a report is small. Of the libraries for it, one
     weighs eleven times as much, and one is a module, which browsers refuse on a page from a disk. */
  const zip = (files) => {
    const numbers = (...fields) => fields.flatMap(([value, size]) => Array.from({ length: size }, (_, at) => (value >>> (8 * at)) & 255));
    const [parts, list] = [[], []];
    let at = 0;
    for (const [name, data] of files) {
      const path = encode(name);
      // version, flags (names are UTF-8), method, time, date (1980-01-01), sum, both sizes, length of the name, no more
      const about = numbers([20, 2], [2048, 2], [0, 2], [0, 2], [33, 2], [crc(data), 4], [data.length, 4], [data.length, 4], [path.length, 2], [0, 2]);
      list.push(new Uint8Array([...numbers([0x02014b50, 4], [20, 2]), ...about, ...numbers([0, 2], [0, 2], [0, 2], [0, 4], [at, 4])]), path);
      const head = new Uint8Array([...numbers([0x04034b50, 4]), ...about]);
      parts.push(head, path, data);
      at += head.length + path.length + data.length;
    }
    const size = list.reduce((sum, part) => sum + part.length, 0);
    const end = numbers([0x06054b50, 4], [0, 2], [0, 2], [files.length, 2], [files.length, 2], [size, 4], [at, 4], [0, 2]);
    return new Blob([...parts, ...list, new Uint8Array(end)]);
  };

  /* `root` holds headings, paragraphs, lists and tables; what is hidden is left out. */
  const docx = (root, { title, paper }) => {
    const [across, down] = SIZES[paper];
    const read = (name) => new DOMParser().parseFromString(ReportParts[name], "application/xml");
    xml = read("word/document.xml");
    const section = xml.getElementsByTagNameNS(W, "sectPr")[0];
    section.before(...[...root.children].flatMap((element) => blocks(element, across - MARGINS)));
    const size = section.getElementsByTagNameNS(W, "pgSz")[0];
    size.setAttributeNS(W, "w:w", across);
    size.setAttributeNS(W, "w:h", down);
    const core = read("docProps/core.xml");
    core.getElementsByTagName("dc:title")[0].textContent = title;
    const made = { "word/document.xml": xml, "docProps/core.xml": core };
    const write = (name) => (made[name] ? `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>${new XMLSerializer().serializeToString(made[name].documentElement)}` : ReportParts[name]);
    return zip(Object.keys(ReportParts).map((name) => [name, encode(write(name))]));
  };

  return { DOCX, docx };
})();
