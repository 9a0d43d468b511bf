/* The school's own names and numbers, kept on this device only if asked, and written to a file for whoever builds the site. */
(() => {
  "use strict";

  const PREFIX = `trusted-adult ${new URL(".", location)} `; // other schools may be on this host, in other folders
  const KEY = `${PREFIX}school`;
  const { all, one, tidy, save } = Tool;
  const tool = one(".details");
  const { dataset: say } = tool;
  const status = one(".tool__status", tool);
  const fields = all("[data-field]", tool);
  const blanks = all("[data-blank]").map((blank) => ({ now: blank, was: blank.cloneNode(true) }));
  const builtIn = (field) => field.readOnly || field.disabled;

  /* {name, place, lead: {name, phone, …}, …} of these fields, without what is empty. */
  const read = (from) => {
    const school = {};
    for (const { dataset, value } of from) {
      const text = tidy(value);
      if (!text) continue;
      if (dataset.person) (school[dataset.person] ??= {})[dataset.field] = text;
      else school[dataset.field] = text;
    }
    return school;
  };

  /* What is kept, or nothing where it is damaged, of another version, or where a browser keeps nothing. */
  const kept = () => {
    try {
      const school = JSON.parse(localStorage.getItem(KEY));
      return school?.v === 1 ? school : null;
    } catch {
      return null;
    }
  };

  const valueOf = (school, { dataset: { person, field } }) => {
    const value = person ? school[person]?.[field] : school[field];
    return typeof value === "string" && value.length <= 200 ? tidy(value) : "";
  };

  /* The blanks of this page, too, as they will be on every other. */
  const refill = () => {
    for (const blank of blanks) {
      const fresh = blank.was.cloneNode(true);
      blank.now.replaceWith(fresh);
      blank.now = fresh;
    }
    const script = document.createElement("script");
    script.src = "assets/blanks.js";
    script.onload = () => script.remove();
    document.body.append(script);
  };

  const state = () => {
    const is = kept() !== null;
    one("[data-kept]", tool).hidden = !is;
    one("[data-not-kept]", tool).hidden = is;
  };

  const open = () => {
    for (const group of all("details", tool)) {
      group.open = group.hasAttribute("open") || all("input", group).some(({ value }) => value);
    }
  };

  const quoted = (key, value, indent = "") => `${indent}${key}:${value ? " " + JSON.stringify(value) : ""}\n`;

  /* JSON strings are YAML scalars, so whatever was typed stays text. */
  const yaml = () => {
    const school = read(fields);
    const { colours, ...rest } = JSON.parse(say.rest);
    const people = [...new Set(fields.map(({ dataset }) => dataset.person).filter(Boolean))];
    const group = (key, values, names) => `\n${key}:\n${names.map((name) => quoted(name, values?.[name], "  ")).join("")}`;
    return [
      `# ${say.sayFile}\nschema: 1\n`,
      ...["name", "place"].map((key) => quoted(key, school[key])),
      ...Object.entries(rest).map(([key, value]) => quoted(key, value)),
      ...people.map((key) => group(key, school[key], ["name", "phone", "email", "hours"])),
      group("colours", colours, ["main", "accent"]),
    ].join("");
  };

  const acts = {
    keep: () => {
      const school = read(fields.filter((field) => !builtIn(field)));
      try {
        if (Object.keys(school).length) localStorage.setItem(KEY, JSON.stringify({ v: 1, ...school }));
        else localStorage.removeItem(KEY);
        status.textContent = Object.keys(school).length ? say.sayKept : say.sayNothing;
      } catch {
        status.textContent = say.sayCannot;
      }
      state();
      refill();
    },
    save: () => {
      save("school.yml", "application/yaml", yaml());
      status.textContent = say.saySaved;
    },
    make: async () => {
      await Tool.need("fill");
      await Fill.onPage(read(fields), yaml());
    },
    clear: () => {
      for (const field of fields) if (!builtIn(field)) field.value = "";
      try {
        for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key);
      } catch {} // a browser that keeps nothing
      state();
      refill();
      status.textContent = say.sayCleared;
    },
  };

  const school = kept() ?? {};
  for (const field of fields) if (!builtIn(field)) field.value = valueOf(school, field);
  for (const part of all(".tool")) Tool.wire(part, acts, one(".tool__status", part));
  if (location.protocol === "file:") one(".make__disk").hidden = false;
  tool.addEventListener("input", () => (status.textContent = ""));
  open();
  state();
  document.body.classList.add("is-live");
})();
