/* What the pages that make files share. Nothing is sent. */
const Tool = {
  all: (selector, root = document) => [...root.querySelectorAll(selector)],
  one: (selector, root = document) => root.querySelector(selector),
  fill: (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]),

  /* One line without controls and broken characters. */
  tidy: (text) => text.replace(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\uFEFF\uFFFE\uFFFF]+/gu, " ").replace(/\s+/g, " ").trim(),

  /* By the reader's own clock. */
  today: () => {
    const now = new Date();
    return new Date(now - now.getTimezoneOffset() * 6e4).toJSON().slice(0, 10);
  },

  long: (day) => new Date(`${day}T12:00`).toLocaleDateString(document.documentElement.lang, { dateStyle: "long" }),

  save: (name, type, text) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type }));
    link.download = name;
    document.body.append(link); // some browsers want it on the page
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  },
};
