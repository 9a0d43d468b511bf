/* The staff list of a register: who is in it, whose the slips are, and who is not yet trained. Nothing is sent. */
const Staff = (() => {
  const { all, one, fill, tidy, today, isDay, list } = Tool;
  const roll = one(".roll");
  const { dataset: say } = roll;
  const FORMAT = "trusted-adult/register";
  const [LONGEST, MOST] = [200, 5000];
  const [set, since, due, everybody] = ["set", "since", "due", "everybody"].map((name) => one(`#roll-${name}`));
  const sets = new Map([...set.options].map(({ value, text, dataset }) => [value, { title: text, modules: dataset.modules.split(" ") }]));
  const short = (day) => new Date(`${day}T12:00`).toLocaleDateString(document.documentElement.lang, { dateStyle: "medium" });
  let people = []; // {name, role, due, marks: {set: day}}
  let owners = {}; // whose a slip is, by its number, where the name alone does not say

  /* Names as they are compared: capitals, accents and stops do not count, and “Khan, A.” is “A. Khan”. */
  const folded = (name) =>
    name.replace(/^([^,]+),([^,]+)$/, "$2 $1").normalize("NFKD").replace(/[.'’\p{M}]/gu, "").toLowerCase().replace(/\s+/g, " ").trim();
  const key = ({ name, role }) => `${folded(name)}|${folded(role)}`;

  const HEADS = {
    name: ["name", "full name", "staff", "staff name", "member of staff", "employee"],
    first: ["first name", "forename", "given name"],
    last: ["last name", "surname", "family name"],
    role: ["role", "job", "job title", "post", "position"],
    due: ["due", "due by", "due date"],
    trained: ["trained", "trained on", "done", "done on"],
    set: ["set"],
  };

  /* Which column is which, by its head; undefined where the first row is a person already. */
  const columns = (cells) => {
    const heads = cells.map(folded);
    const found = Object.entries(HEADS).map(([what, names]) => [what, heads.findIndex((head) => names.includes(head))]);
    const known = Object.fromEntries(found.filter(([, at]) => at >= 0));
    return "name" in known || "last" in known ? known : undefined;
  };

  /* A day as people write it. 3/4/2027 is read as the other days of the file are: one above 12 tells the order. */
  const days = (texts) => {
    const parts = texts.map((text) => text.match(/^(\d{1,2})[./](\d{1,2})[./](\d{4})$/));
    const isFirst = (day, month) => parts.some((part) => part?.[day] > 12 && part[day] < 32 && part[month] < 13);
    const order = isFirst(1, 2) === isFirst(2, 1) ? null : isFirst(1, 2) ? [1, 2] : [2, 1]; // where day and month stand
    return (text) => {
      const part = text.match(/^(\d{1,2})[./](\d{1,2})[./](\d{4})$/);
      const same = part && part[1] === part[2];
      const at = same ? [1, 2] : order;
      const day = part && at ? `${part[3]}-${part[at[1]].padStart(2, "0")}-${part[at[0]].padStart(2, "0")}` : text;
      return isDay(day) ? day : null;
    };
  };

  /* Takes a person in, or gives in one word why not; somebody who is there already gets what is new. */
  const take = (person, before) => {
    const { name, role } = person;
    if (typeof name !== "string" || typeof role !== "string") return "damaged";
    if (!name) return "noname";
    if (name.length > LONGEST || role.length > LONGEST) return "long";
    if (before.has(key(person))) return "twice";
    before.set(key(person), person.line);
    const known = people.find((other) => key(other) === key(person));
    if (known) Object.assign(known, { due: person.due || known.due, marks: { ...known.marks, ...person.marks } });
    else if (people.length >= MOST) return "many";
    else people.push({ name, role, due: person.due, marks: person.marks });
    return null;
  };

  /* The rows of a table, and which column is which where its first row says so. In names that were pasted without such
     a row a comma is part of the name. */
  const table = (text, isPasted) => {
    const rows = Csv.read(text);
    const named = rows[0]?.cells && columns(rows[0].cells);
    return [named, isPasted && !named ? Csv.read(text, "\t;") : rows];
  };

  /* Takes in a table of names. Gives what is wrong as {line, why, before}. */
  const fromTable = (text, isPasted) => {
    const [named, [first, ...rest]] = table(text, isPasted);
    const rows = named ? rest : first ? [first, ...rest] : [];
    const at = named ?? { name: 0, role: 1 };
    const get = ({ cells }, what) => cells[at[what] ?? -1] ?? "";
    const day = days(rows.flatMap((row) => (row.cells ? [get(row, "due"), get(row, "trained")] : [])));
    const before = new Map();
    return rows.flatMap((row) => {
      if (row.wrong) return [{ line: row.line, why: row.wrong }];
      const [until, done] = [get(row, "due"), get(row, "trained")];
      const named = [...sets].find(([, { title }]) => title === get(row, "set"))?.[0] ?? set.value;
      const name = get(row, "name") || tidy(`${get(row, "first")} ${get(row, "last")}`);
      const marks = done && day(done) ? { [named]: day(done) } : {};
      const why = take({ name, role: get(row, "role"), due: (until && day(until)) || "", marks, line: row.line }, before);
      const twin = before.get(key({ name, role: get(row, "role") }));
      const dateless = !why && [until, done].find((text) => text && !day(text));
      return why || dateless ? [{ line: row.line, why: why ?? "day", before: dateless || twin }] : [];
    });
  };

  /* Takes in a register that was saved. Gives what is wrong with its people as {line, why}; slips are read elsewhere. */
  const fromSaved = (saved) => {
    const before = new Map();
    const found = Array.isArray(saved.staff) ? saved.staff : [];
    const wrong = found.flatMap((given, index) => {
      const { name, role = "", due: until = "", marks } = Object(given);
      const text = (value) => (typeof value === "string" ? tidy(value) : value);
      const known = Object.entries(Object(marks)).filter(([id, day]) => sets.has(id) && isDay(String(day)));
      const person = { name: text(name), role: text(role), due: isDay(String(until)) ? until : "", marks: Object.fromEntries(known) };
      const why = take({ ...person, line: index + 1 }, before);
      return why ? [{ line: index + 1, why, before: before.get(why === "twice" ? key(person) : "") }] : [];
    });
    if (sets.has(saved.set)) set.value = saved.set;
    for (const [input, value] of [[since, saved.since], [due, saved.due]]) if (isDay(String(value))) input.value = value;
    for (const [id, owner] of Object.entries(Object(saved.owners))) if (typeof owner === "string") owners[id] = owner;
    return wrong;
  };

  const saved = (slips) => ({
    format: FORMAT, version: 1, set: set.value, since: since.value, due: due.value, staff: people, owners, slips,
  });

  /* Whose a slip is: whom the lead named, else the one person of that name. */
  const owner = (slip) => {
    const named = people.find((person) => key(person) === owners[slip.id]);
    const alike = people.filter((person) => folded(person.name) === folded(slip.name));
    return named ?? (alike.length === 1 ? alike[0] : undefined);
  };

  const counted = (day) => !since.value || day >= since.value;

  /* How far somebody is with the set: {person, missing, done, due, state}. */
  const standing = (person, slips) => {
    const { modules } = sets.get(set.value);
    const marks = Object.entries(person.marks).filter(([id, day]) => counted(day) && modules.every((one) => sets.get(id).modules.includes(one)));
    const days = new Map();
    for (const { date, modules: done } of slips) {
      for (const { id } of done) if (counted(date) && !(days.get(id) <= date)) days.set(id, date);
    }
    const missing = modules.filter((id) => !days.has(id));
    const last = modules.map((id) => days.get(id)).sort().at(-1);
    const done = [...marks.map(([, day]) => day), ...(missing.length ? [] : [last])].sort()[0] ?? "";
    const until = person.due || due.value;
    const state = done ? "done" : until && until < today() ? "late" : "open";
    return { person, missing: done ? [] : missing, done, due: until, state };
  };

  const ORDER = ["late", "open", "done"];
  const standings = (slips) => {
    const own = new Map(people.map((person) => [person, []]));
    for (const slip of slips) own.get(owner(slip))?.push(slip);
    const found = people.map((person) => standing(person, own.get(person)));
    return found.sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state) || a.person.name.localeCompare(b.person.name));
  };

  const titles = (ids) => ids.map((id) => sets.get(id)?.title ?? id).join("; ");
  const toDo = ({ done, missing }) => (done ? "" : missing.length === sets.get(set.value).modules.length ? say.sayAll : titles(missing));
  const row = (copy, found, again) => {
    const { person, done, due: until, state } = found;
    const line = one("tr", copy);
    line.dataset.state = state;
    one("bdi", line).textContent = person.name;
    one("[data-put=role]", line).textContent = person.role;
    one("[data-put=state]", line).textContent = fill(say[`say${state[0].toUpperCase()}${state.slice(1)}`], { day: done && short(done) });
    one("[data-put=todo]", line).textContent = toDo(found);
    one("[data-put=due]", line).textContent = until && short(until);
    const tick = one("input", line);
    tick.hidden = Boolean(done);
    tick.dataset.person = key(person);
    tick.setAttribute("aria-label", fill(say.sayTick, { name: person.name }));
    const out = one("button", line);
    one("span", out).textContent = person.name;
    out.onclick = () => {
      people = people.filter((other) => other !== person);
      again();
    };
  };

  /* A slip whose owner is not known: the lead says whose it is, or puts the name on the list. */
  const stranger = (copy, slip, again) => {
    one("bdi", copy).textContent = slip.name;
    one("small", copy).textContent = short(slip.date);
    const choice = one("select", copy);
    choice.setAttribute("aria-label", fill(say.sayWhose, { name: slip.name }));
    for (const person of [...people].sort((a, b) => a.name.localeCompare(b.name))) {
      choice.append(new Option(person.role ? `${person.name} (${person.role})` : person.name, key(person)));
    }
    choice.onchange = () => {
      if (choice.value === "new") take({ name: slip.name.slice(0, LONGEST), role: "", due: "", marks: {} }, new Map());
      owners[slip.id] = choice.value === "new" ? key({ name: slip.name.slice(0, LONGEST), role: "" }) : choice.value;
      again();
    };
  };

  /* Shows the list with these slips; `again` is called when the reader changes it. */
  const draw = (slips, again) => {
    roll.hidden = !people.length;
    const found = standings(slips);
    const n = (state) => found.filter((one) => one.state === state).length;
    const counts = { done: n("done"), all: found.length, missing: found.length - n("done"), late: n("late"), set: sets.get(set.value).title };
    one(".roll__sum").textContent = fill(n("late") ? say.sayLateSum : say.saySum, counts);
    const shown = everybody.checked ? found : found.filter(({ state }) => state !== "done");
    one(".roll table").hidden = !shown.length;
    list(one(".roll__rows"), "#roll-row", shown, (copy, one) => row(copy, one, again));
    const strangers = people.length ? slips.filter((slip) => !owner(slip)) : [];
    one(".strangers").hidden = !strangers.length;
    list(one(".strangers ul"), "#stranger", strangers, (copy, slip) => stranger(copy, slip, again));
  };

  const mark = (day) => {
    const ticked = new Set(all(".roll__rows :checked").map(({ dataset }) => dataset.person));
    for (const person of people) if (ticked.has(key(person))) person.marks = { ...person.marks, [set.value]: day };
    return ticked.size;
  };

  const csv = (slips) => {
    const lines = standings(slips).map((found) => {
      const { person, done, due: until, state } = found;
      return [person.name, person.role, sets.get(set.value).title, say[`csv${state[0].toUpperCase()}${state.slice(1)}`], done, until, toDo(found)];
    });
    return Csv.write([say.csvHead.split("|"), ...lines]);
  };

  const empty = () => {
    [people, owners] = [[], {}];
    since.value = due.value = "";
  };

  return { FORMAT, fromTable, fromSaved, saved, draw, mark, csv, empty };
})();
