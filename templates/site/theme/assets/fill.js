/* Filled copies of a place's papers, letters and slides, made on this device: details.js loads it when it is asked to.
   Nothing is sent. On the web the files come from this site; a page from a disk may open none, so the reader picks them. */
const Fill = (() => {
  "use strict";

  const { all, one, fill, heed, need, save } = Tool;
  const LARGEST = 30e6; // bytes of one file; ours are far smaller
  const KINDS = { pdf: "papers", docx: "letters", txt: "letters", pptx: "slides" };
  const BACKWARDS = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;
  const ending = (path) => /\.(pdf|docx|pptx|txt)$/.exec(path)?.[1];
  const joined = (...parts) => parts.filter(Boolean);

  const isRightToLeft = (text) => BACKWARDS.test((/\p{L}/u.exec(text) ?? [""])[0]);
  const plain = (parts) => parts.join(", ").normalize("NFC");
  /* Each part in its own direction, so that no number is read backwards beside a name. */
  const apart = (parts) => parts.map((part) => "\u2068" + part.normalize("NFC") + "\u2069").join(", ");
  const kept = (parts) => (parts.some((part) => BACKWARDS.test(part)) ? apart(parts) : plain(parts));

  /* By key: in a line, and where there is room for e-mail and hours too. */
  const valuesOf = ({ name, place, ...people }) => {
    const values = {};
    if (name) values.name = { all: [name], line: [name] };
    for (const [key, { name: who, phone, email, hours }] of Object.entries(people)) {
      values[key.replaceAll("_", "-")] = { all: joined(who, phone, email, hours), line: joined(who, phone) };
    }
    for (const [key, { line, all: every }] of Object.entries(values)) if (!line.length) values[key].line = every;
    return values;
  };

  const BLANK = /_{6,}/;
  const NAMED = "[name of your school]";
  const valueBefore = (before, values, labels) => {
    const words = before.replace(/[:\s]+$/, "");
    const label = Object.keys(labels).find((each) => words.endsWith(each));
    return label && values[labels[label].replaceAll("_", "-")];
  };

  /* A letter in plain text. */
  const inText = (text, values, labels) => {
    const named = values.name ? text.replaceAll(NAMED, () => kept(values.name.line)) : text;
    let before = "";
    return named
      .split(/(_{6,})/)
      .map((part) => {
        const value = BLANK.test(part) && valueBefore(before, values, labels);
        before = part;
        return value ? kept(value.line) : part;
      })
      .join("");
  };

  /* A part of an Office file (ISO/IEC 29500): a blank is a run of its own, after the words that say whose it is. */
  const inXml = (text, values, labels) => {
    const part = new DOMParser().parseFromString(text, "application/xml");
    let count = 0;
    for (const paragraph of all("*", part).filter(({ localName }) => localName === "p")) {
      let before = "";
      for (const run of all("*", paragraph).filter(({ localName }) => localName === "t")) {
        const said = run.textContent;
        const value = said === NAMED ? values.name : /^_{6,}$/.test(said) && valueBefore(before, values, labels);
        if (value) {
          run.textContent = kept(value.line);
          run.parentNode.querySelector("shd")?.remove(); // no longer a blank
          count++;
        }
        before += said;
      }
    }
    return count ? new XMLSerializer().serializeToString(part) : null;
  };

  const inOffice = (data, values, labels) => {
    const parts = fflate.unzipSync(data);
    let count = 0;
    for (const name of Object.keys(parts)) {
      if (!/^(word\/(document|header\d*|footer\d*)|ppt\/(slides|notesSlides)\/[^/]+)\.xml$/.test(name)) continue;
      const made = inXml(fflate.strFromU8(parts[name]), values, labels);
      if (made) parts[name] = fflate.strToU8(made.startsWith("<?xml") ? made : '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + made);
      if (made) count++;
    }
    return count ? fflate.zipSync(parts) : null;
  };

  /* What this place has to print and to change, as its own page lists it. */
  const listed = (html) => {
    const page = new DOMParser().parseFromString(html, "text/html");
    const found = all("main a[href]", page).map((link) => link.getAttribute("href"));
    return [...new Set(found)].filter((path) => ending(path) && !path.includes(":"));
  };

  const fetched = async (path) => {
    const answer = await fetch(path);
    if (!answer.ok) throw new Error(path + ": " + answer.status);
    return new Uint8Array(await answer.arrayBuffer());
  };

  /* The files, from the web or among those that were picked: [path, what gives its bytes]. */
  const sources = async (page, picked) => {
    if (!picked) {
      const html = new TextDecoder().decode(await fetched(page));
      return listed(html).map((path) => [path, () => fetched(path)]);
    }
    const files = [...picked].filter(({ size }) => size < LARGEST);
    const bytes = async (file) => new Uint8Array(await file.arrayBuffer());
    const list = files.find(({ name }) => name === page);
    if (!list) return files.filter(({ name }) => ending(name)).map((file) => [file.name, () => bytes(file)]);
    const wanted = listed(await list.text());
    const above = list.webkitRelativePath.slice(0, -page.length);
    const by = new Map(files.map((file) => [file.webkitRelativePath.slice(above.length), file]));
    return wanted.filter((path) => by.has(path)).map((path) => [path, () => bytes(by.get(path))]);
  };

  /* One file filled; null where nothing of the school stands in it. */
  const filledCopy = async (path, data, { values, labels, isFlat, unknown }) => {
    const kind = ending(path);
    if (kind === "pdf") return FillPdf.filled(data, values, isFlat, unknown);
    if (kind !== "txt") return { left: [], data: inOffice(data, values, labels) };
    const text = new TextDecoder().decode(data), made = inText(text, values, labels);
    return { left: [], data: made === text ? null : new TextEncoder().encode(made) };
  };

  /* What is to be looked at, with the files it is about. */
  const grouped = (trouble) =>
    [...new Set(trouble.map(({ why }) => why))].map((why) => ({
      what: trouble.filter((each) => each.why === why).map(({ what }) => what).join(", "),
      why,
    }));

  /* Make the zip; `tell` is told of each file. Gives {data, counts, heed}. */
  const make = async ({ page, picked, school, yaml, labels, isFlat, say, tell }) => {
    await need("vendor/fflate");
    await need("vendor/pdf-lib.min");
    await need("fill_pdf");
    const values = valuesOf(school), trouble = [], counts = { papers: 0, letters: 0, slides: 0 };
    const unknown = FillPdf.missing(Object.values(values).flatMap(({ all: every }) => every).join(""));
    if (unknown.length) trouble.push({ what: unknown.join(" "), why: say.sayUnknown });
    const files = await sources(page, picked);
    const zip = { "school.yml": new TextEncoder().encode(yaml) };
    for (const [at, [path, read]] of files.entries()) {
      tell(at + 1, files.length);
      try {
        const { left, data } = await filledCopy(path, await read(), { values, labels, isFlat, unknown });
        for (const { label, isShort } of left) trouble.push({ what: path, why: fill(isShort ? say.sayShort : say.sayLong, { label }) });
        if (!data) continue;
        zip[path] = [data, { level: path.endsWith("txt") ? 6 : 0 }];
        counts[KINDS[ending(path)]]++;
      } catch {
        trouble.push({ what: path, why: say.sayBroken });
      }
    }
    return { heed: grouped(trouble), counts, files: files.length, data: fflate.zipSync(zip) };
  };

  const slug = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "");

  /* The button: the form's details into the files of its place, saved as one zip. */
  const onPage = async (school, yaml) => {
    const tool = one(".make"), status = one(".make .tool__status"), say = tool.dataset;
    const place = school.place?.toLowerCase();
    const input = one("#make-folder");
    const picked = location.protocol === "file:" ? input.files : null;
    const { name, place: _, ...people } = school;
    heed([]);
    if (!place) return (status.textContent = say.sayPlace);
    if (!name && !Object.keys(people).length) return (status.textContent = say.sayEmpty);
    if (picked && !picked.length) return (status.textContent = say.sayPick);
    const page = place === document.body.dataset.placeDefault ? "printables.html" : "printables-" + place + ".html";
    const labels = JSON.parse(say.labels);
    const made = await make({
      page, picked, school, yaml, say, labels: { ...labels[""], ...labels[school.place] },
      isFlat: one("#make-flat").checked,
      tell: (at, of) => (status.textContent = fill(say.sayAt, { at, of })),
    });
    heed(made.heed);
    if (!made.files) return (status.textContent = say.sayNone);
    const file = (slug(name ?? "") || "our-school") + ".zip";
    save(file, "application/zip", made.data);
    status.textContent = fill(say.sayMade, { file, ...made.counts });
  };

  return { onPage, plain, apart, isRightToLeft };
})();
