/* What the pages that make files share. Nothing is sent, and nothing is kept unless the reader asks. */
const Tool = {
  all: (selector, root = document) => [...root.querySelectorAll(selector)],
  one: (selector, root = document) => root.querySelector(selector),
  fill: (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]),

  /* One line without controls and broken characters. */
  tidy: (text) => text.replace(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\uFEFF\uFFFE\uFFFF]+/gu, " ").replace(/\s+/g, " ").trim(),

  isDay: (text) => /^\d{4}-\d\d-\d\d$/.test(text) && Boolean(new Date(text).toJSON()?.startsWith(text)),

  /* By the reader's own clock. */
  today: () => {
    const now = new Date();
    return new Date(now - now.getTimezoneOffset() * 6e4).toJSON().slice(0, 10);
  },

  long: (day) => new Date(`${day}T12:00`).toLocaleDateString(document.documentElement.lang, { dateStyle: "long" }),

  save: (name, type, data) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([data], { type }));
    link.download = name;
    document.body.append(link); // some browsers want it on the page
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  },

  /* A script that is wanted now and then. A page from a disk may not fetch, so it is put into the page, once. */
  needed: {},
  need: (name) =>
    (Tool.needed[name] ??= new Promise((onload, onerror) => {
      document.head.append(Object.assign(document.createElement("script"), { src: `assets/${name}.js`, onload, onerror }));
    })),

  /* Buttons by what they do; what fails, such as a script that a lost network does not bring, is said. */
  wire: (root, acts, status) => {
    for (const button of Tool.all("[data-do]", root)) {
      button.onclick = async () => {
        try {
          await acts[button.dataset.do]();
        } catch (error) {
          status.textContent = status.dataset.failed;
          throw error;
        }
      };
    }
  },

  /* One thing on this device, under a name; null where nothing is kept, or a browser keeps nothing. */
  kept: (name) => {
    const key = `trusted-adult ${new URL(".", location)} ${name}`; // other schools may be on this host, in other folders
    const attempt = (act) => {
      try {
        return act();
      } catch {
        return null;
      }
    };
    return {
      read: () => attempt(() => JSON.parse(localStorage.getItem(key))),
      write: (value) => attempt(() => (localStorage.setItem(key, JSON.stringify(value)), true)),
      drop: () => attempt(() => localStorage.removeItem(key)),
    };
  },

  /* A copy of a template for each entry. */
  list: (into, item, entries, write) => {
    into.replaceChildren();
    for (const entry of entries) {
      const copy = Tool.one(item).content.cloneNode(true);
      write(copy, entry);
      into.append(copy);
    }
  },

  /* What is wrong with parts of a file: each named, with what to do. */
  heed: (entries) => {
    const box = Tool.one(".heed");
    box.hidden = !entries.length;
    Tool.list(Tool.one("ul", box), "#heed-item", entries, (copy, { what, why }) => {
      Tool.one("bdi", copy).textContent = what;
      Tool.one("span", copy).textContent = why;
    });
  },
};
