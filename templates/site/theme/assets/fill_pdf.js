/* The fields of a ready PDF, filled on the device. Needs vendor/pdf-lib.min.js. The fields of a school are those whose
   names begin with "school-"; what is written is drawn with the font that lies in the file for them, and what that font
   has no letters for, as a picture by this device's own fonts, with its text beside it for whoever listens or copies. */
const FillPdf = (() => {
  "use strict";

  const { PDFDocument, PDFName, PDFHexString, PDFArray, PDFDict, PDFNumber, PDFBool, PDFOperator, decodePDFRawStream } = PDFLib;
  const LEADING = 1.16, FALL = 0.38, EDGE = 1; // as coursekit/render/print/fill.py has them; points
  const LEAST = { all: 9, line: 7 }; // points of what has all of it, and of a name and a number alone
  const DOTS = 6; // of a picture, a point
  const MULTILINE = 1 << 12; // ISO 32000-1, table 228
  const name = (text) => PDFName.of(text);
  const textOf = (stream) => new TextDecoder("latin1").decode(decodePDFRawStream(stream).decode());

  /* The letters of a font in the file: the glyph of each, and the width in thousandths of its size. */
  const lettersOf = (font) => {
    const glyphs = new Map();
    for (const [, code, text] of textOf(font.lookup(name("ToUnicode"))).matchAll(/<([0-9a-f]{4})> <([0-9a-f]+)>/gi)) {
      const sign = String.fromCharCode(...text.match(/.{4}/g).map((unit) => parseInt(unit, 16)));
      if (!glyphs.has(sign)) glyphs.set(sign, code);
    }
    const inner = font.lookup(name("DescendantFonts"), PDFArray).lookup(0, PDFDict);
    const widths = widthsOf(inner.lookupMaybe(name("W"), PDFArray));
    const usual = inner.lookup(name("DW"))?.asNumber() ?? 1000;
    return {
      /* Whether each letter is one sign that stands beside the last: no letter of a joined script is. */
      have: (text) => [...text].every((sign) => glyphs.has(sign) && !/[\p{M}\p{C}]/u.test(sign)),
      width: (text) => [...text].reduce((sum, sign) => sum + (widths.get(parseInt(glyphs.get(sign), 16)) ?? usual), 0) / 1000,
      code: (text) => [...text].map((sign) => glyphs.get(sign)).join(""),
    };
  };

  /* The widths of a CIDFont (ISO 32000-1, 9.7.4.3). */
  const widthsOf = (table) => {
    const widths = new Map();
    const parts = table ? Array.from({ length: table.size() }, (_, at) => table.lookup(at)) : [];
    while (parts.length) {
      const first = parts.shift().asNumber(), second = parts.shift();
      if (second instanceof PDFArray) for (let at = 0; at < second.size(); at++) widths.set(first + at, second.lookup(at).asNumber());
      else for (let at = first, width = parts.shift().asNumber(); at <= second.asNumber(); at++) widths.set(at, width);
    }
    return widths;
  };

  /* The text in lines at this size, no number cut at a line's end; null where it does not fit. */
  const linesAt = (text, size, box, width) => {
    const across = (box.width - 2 * EDGE) / size;
    const lines = [];
    for (const [word] of text.matchAll(/\+?\d[\d .()-]*\d,?(?!\S)|\S+/g)) {
      const longer = lines.length ? lines[lines.length - 1] + " " + word : word;
      if (lines.length && width(longer) <= across) lines[lines.length - 1] = longer;
      else if (width(word) <= across) lines.push(word);
      else return null;
    }
    return ((lines.length - 1) * LEADING + 1) * size <= box.height ? lines : null;
  };

  const fitted = (text, box, width, least) => {
    for (let size = box.size; size >= least; size -= 0.5) {
      const lines = linesAt(text, size, box, width);
      if (lines) return { lines, size };
    }
    return null;
  };

  const written = ({ lines, size }, letters, font) => {
    const top = (FALL + (lines.length - 1) * LEADING) * size;
    const shown = lines.map((line) => `<${letters.code(line)}> Tj 0 ${(-LEADING * size).toFixed(3)} Td`);
    return `q BT 0 g /${font} ${size} Tf ${EDGE} ${top.toFixed(3)} Td ${shown.join(" ")} ET Q`;
  };

  const pen = (size) => {
    const made = document.createElement("canvas").getContext("2d");
    made.font = `${size}px "Atkinson Hyperlegible Next", sans-serif`;
    return made;
  };
  const drawnWidth = (text) => pen(100).measureText(text).width / 100;

  const drawing = ({ lines, size }, box) => {
    const made = document.createElement("canvas");
    made.width = Math.round(box.width * DOTS);
    made.height = Math.round(box.height * DOTS);
    const ink = made.getContext("2d");
    ink.scale(DOTS, DOTS);
    ink.font = `${size}px "Atkinson Hyperlegible Next", sans-serif`;
    ink.direction = Fill.isRightToLeft(lines.join(" ")) ? "rtl" : "ltr";
    ink.textAlign = "start";
    lines.forEach((line, at) => {
      const y = box.height - (FALL + (lines.length - 1 - at) * LEADING) * size;
      ink.fillText(line, ink.direction === "rtl" ? box.width - EDGE : EDGE, y);
    });
    return made.toDataURL("image/png");
  };

  /* How a text looks in a field, as an appearance stream (ISO 32000-1, 12.7.3.3); null where it has no room. */
  const looks = async (pdf, box, parts, least) => {
    const text = Fill.plain(parts), shown = Fill.apart(parts);
    const { letters } = box;
    const isSet = letters.have(text);
    const found = fitted(isSet ? text : shown, box, isSet ? letters.width : drawnWidth, least);
    if (!found) return null;
    const common = { Type: "XObject", Subtype: "Form", BBox: [0, 0, box.width, box.height] };
    const inside = isSet ? written(found, letters, box.font) : `q ${box.width} 0 0 ${box.height} 0 0 cm /Drawn Do Q`;
    let resources = { Font: { [box.font]: box.fontRef } };
    if (!isSet) {
      const picture = await pdf.embedPng(drawing(found, box));
      resources = { XObject: { Drawn: picture.ref } };
    }
    const stream = pdf.context.flateStream(`/Tx BMC ${inside} EMC`, { ...common, Resources: resources });
    return { ref: pdf.context.register(stream), lines: found.lines.length, isSet };
  };

  const boxOf = (field, fonts, known) => {
    const [, font, size] = [...field.lookup(name("DA")).asString().matchAll(/\/(\S+) ([\d.]+) Tf/g)].pop();
    const [left, low, right, high] = field.lookup(name("Rect"), PDFArray).asArray().map((edge) => edge.asNumber());
    const letters = (known[font] ??= lettersOf(fonts.lookup(name(font), PDFDict)));
    const box = { width: Math.abs(right - left), height: Math.abs(high - low), left: Math.min(left, right), low: Math.min(low, high) };
    return { ...box, size: Number(size), font, fontRef: fonts.get(name(font)), letters };
  };

  /* What the structure has under a key: a field's element or a page's elements, and a reference to it
     (ISO 32000-1, 14.7.4.4). */
  const inTree = (pdf, key) => {
    const numbers = pdf.catalog.lookupMaybe(name("StructTreeRoot"), PDFDict)?.lookup(name("ParentTree"))?.lookup(name("Nums"));
    for (let at = 0; numbers && at < numbers.size(); at += 2) {
      if (numbers.lookup(at).asNumber() === key?.asNumber()) return [numbers.lookup(at + 1), numbers.get(at + 1)];
    }
    return [];
  };

  /* The field becomes text of its page, in its place of the reading order; the field goes. */
  const flatten = (pdf, ref, field, box, made) => {
    const page = pdf.getPages().find(({ ref: own }) => own === field.get(name("P")));
    const [element, elementRef] = inTree(pdf, field.lookup(name("StructParent")));
    const [marked] = inTree(pdf, page.node.lookup(name("StructParents")));
    let opening = PDFOperator.of("BMC", [name("Artifact")]);
    if (element instanceof PDFDict && marked instanceof PDFArray) {
      const id = marked.size();
      marked.push(elementRef);
      element.set(name("S"), name("Span"));
      element.delete(name("A"));
      element.set(name("K"), pdf.context.obj({ Type: "MCR", Pg: page.ref, MCID: id }));
      if (!made.isSet) element.set(name("ActualText"), PDFHexString.fromText(made.text));
      opening = PDFOperator.of("BDC", [name("Span"), pdf.context.obj({ MCID: id })]);
    }
    const drawn = page.node.newXObject("School", made.ref);
    const place = ["1", "0", "0", "1", box.left.toFixed(3), box.low.toFixed(3)].map((part) => PDFNumber.of(Number(part)));
    page.pushOperators(opening, PDFOperator.of("q"), PDFOperator.of("cm", place), PDFOperator.of("Do", [drawn]), PDFOperator.of("Q"), PDFOperator.of("EMC"));
    page.node.removeAnnot(ref);
  };

  /* What of a detail has room in a field: all of it, or a name and a number alone, and how it looks; null for none. */
  const chosen = async (pdf, box, ways) => {
    for (const [way, parts] of ways) {
      const made = await looks(pdf, box, parts, LEAST[way]);
      if (made) return { ...made, text: Fill.plain(parts) };
    }
    return null;
  };

  const keep = (pdf, field, made) => {
    field.set(name("V"), PDFHexString.fromText(made.text));
    field.set(name("AP"), pdf.context.obj({ N: made.ref }));
    if (made.lines > 1) field.set(name("Ff"), PDFNumber.of((field.lookup(name("Ff"))?.asNumber() ?? 0) | MULTILINE));
  };

  /* The fields of a school in a form: [its key, whether it has room for more than a line, reference, field]. */
  const schoolFields = (pdf, fields) =>
    fields.asArray().flatMap((ref) => {
      const field = pdf.context.lookup(ref, PDFDict);
      const found = /^school-([a-z-]+?)(-details)?(-\d+)?$/.exec(field.lookup(name("T"))?.decodeText() ?? "");
      return found ? [[found[1], Boolean(found[2]), ref, field]] : [];
    });

  /* A PDF with a school's details; `values` has by key {line, all}. A text with a sign that is unknown is left out.
     Gives its bytes, or null where none stands in it, and the labels of fields that have not all of their detail. */
  const filled = async (data, values, isFlat, unknown) => {
    const pdf = await PDFDocument.load(data, { updateMetadata: false });
    const form = pdf.catalog.lookupMaybe(name("AcroForm"), PDFDict);
    const fields = form?.lookupMaybe(name("Fields"), PDFArray);
    const left = [], known = {};
    let count = 0;
    for (const [key, isRoomy, ref, field] of fields ? schoolFields(pdf, fields) : []) {
      const ways = Object.entries(values[key] ?? {}).filter(([way]) => way === "line" || isRoomy);
      const shown = ways.filter(([, parts]) => !unknown.some((sign) => parts.join("").includes(sign)));
      if (!shown.length) continue;
      const box = boxOf(field, form.lookup(name("DR"), PDFDict).lookup(name("Font"), PDFDict), known);
      const made = await chosen(pdf, box, shown);
      if (made?.text !== Fill.plain(shown[0][1])) left.push({ label: field.lookup(name("TU")).decodeText(), isShort: Boolean(made) });
      if (!made) continue;
      count++;
      if (isFlat) {
        flatten(pdf, ref, field, box, made);
        fields.remove(fields.indexOf(ref));
      } else keep(pdf, field, made);
    }
    if (!count) return { left, data: null };
    form.set(name("NeedAppearances"), PDFBool.False);
    if (!fields.size()) pdf.catalog.delete(name("AcroForm"));
    return { left, data: await pdf.save({ updateFieldAppearances: false, addDefaultPage: false }) };
  };

  /* The signs of a text that this device has no letters for: they look like one that no font has. */
  const missing = (text) => {
    const seen = (sign) => {
      const ink = pen(24);
      ink.fillText(sign, 4, 28);
      return ink.canvas.toDataURL();
    };
    const none = ["\u0378", "\u{10FFFE}", "\u{10FFFD}"].map(seen); // of no script, and of private use
    return [...new Set(text)].filter((sign) => /[\p{L}\p{N}\p{S}\p{Co}]/u.test(sign) && none.includes(seen(sign)));
  };

  return { filled, missing };
})();
