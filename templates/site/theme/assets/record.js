/* Makes a record of what is ticked and typed. Nothing is kept or sent; a slip is a file that the reader saves. */
(() => {
  "use strict";

  const { all, one, fill, tidy, today, long, save } = Tool;
  const tool = one(".record");
  const paper = one(".paper");
  const status = one(".tool__status", tool);
  const name = one("#record-name");
  const date = one("#record-date");
  const boxes = all("[name=module]", tool);
  const put = (what, text) => (one(`[data-put="${what}"]`, paper).textContent = text);
  let slip; // what the paper shows; its number stays until its content changes

  const read = () => ({
    course: tool.dataset.course,
    date: date.value,
    name: tidy(name.value),
    modules: boxes.filter((box) => box.checked).map(({ value, dataset }) => ({ id: value, title: dataset.title })),
  });

  /* What is missing, in the order of the page: the field, and the word that names its sentence. */
  const missing = ({ name: typed, modules }) =>
    [
      [boxes[0], "modules", !modules.length],
      [name, "name", !typed],
      [date, "date", !date.value || !date.validity.valid],
    ].filter(([, , wrong]) => wrong);

  const tell = (wrong) => {
    for (const line of all(".field__wrong", tool)) line.hidden = !wrong.some(([, what]) => what === line.dataset.for);
    for (const field of [name, date]) field.setAttribute("aria-invalid", wrong.some(([other]) => other === field));
  };

  const draw = (now) => {
    const { id, ...before } = slip ?? {};
    slip = JSON.stringify(before) === JSON.stringify(now) ? slip : { id: Slip.number(), ...now };
    put("name", slip.name);
    one("[data-put=name]", paper).classList.toggle("is-long", slip.name.length > 60);
    put("date", long(slip.date));
    put("number", slip.id.slice(0, 8));
    const done = new Set(slip.modules.map((module) => module.id));
    for (const item of all("[data-module]", paper)) {
      item.hidden = !done.has(item.dataset.module);
      item.classList.toggle("is-done", !item.hidden);
    }
  };

  const show = () => {
    const now = read();
    const wrong = missing(now);
    tell(wrong);
    if (wrong.length) {
      hide();
      wrong[0][0].focus();
      return;
    }
    draw(now);
    document.body.classList.add("has-paper");
    status.textContent = "";
    one("h2", paper).focus();
  };

  /* What stands on the paper and in the slip is what stands in the fields, or nothing. */
  const hide = () => {
    document.body.classList.remove("has-paper");
    slip = undefined;
    for (const what of ["name", "date", "number"]) put(what, "");
    for (const item of all("[data-module]", paper)) {
      item.hidden = false;
      item.classList.remove("is-done");
    }
  };

  const change = () => {
    status.textContent = "";
    if (!slip) return;
    const now = read();
    if (missing(now).length) hide();
    else draw(now);
  };

  const acts = {
    show,
    print: () => print(),
    blank: () => {
      hide();
      print();
    },
    save: () => {
      const file = `completion-slip-${slip.date}.json`;
      save(file, "application/json", Slip.write(slip));
      one(".paper__status").textContent = fill(tool.dataset.saySaved, { file });
    },
  };

  for (const button of all("[data-do]")) button.onclick = acts[button.dataset.do];
  tool.addEventListener("input", change);
  // Some browsers bring back what the last reader typed.
  addEventListener("pageshow", () => {
    name.value = "";
    date.value = date.max = today();
    for (const box of boxes) box.checked = false;
    hide();
  });
  document.body.classList.add("is-live");
})();
