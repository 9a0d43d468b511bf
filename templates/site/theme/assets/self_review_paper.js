/* The report and the plan of a self-review, drawn from what stands in its fields, and the files made of them. */
const SelfReviewPaper = (() => {
  const { all, one, fill, today, long, save, need, wire, list } = Tool;
  const { dataset: say } = one(".review");
  const paper = one(".paper");
  const status = one(".paper__status");
  const names = say.levels.split("|");
  const titles = all(".aspect").map(({ dataset }) => [dataset.aspect, dataset.title]);
  let plan = []; // {title, step, who, by}, the earliest first

  const cell = (root, name, text) => (one(`[data-put="${name}"]`, root).textContent = text);
  const cells = (root, values) => Object.entries(values).forEach(([name, text]) => cell(root, name, text));

  const counts = (found) =>
    [...names.keys(), null]
      .map((level) => [found.filter((one) => one.level === level).length, level === null ? say.sayUnseen : names[level].toLowerCase()])
      .filter(([n]) => n)
      .map((pair) => pair.join(" "))
      .join(", ");

  const level = ({ level, before }) => {
    const now = level === null ? say.sayUnseen : names[level];
    return before === null ? now : `${now} ${fill(say.sayLast, { level: names[before].toLowerCase() })}`;
  };

  const draw = ({ school, date, people, aspects }) => {
    const summary = fill(say.saySummary, { all: titles.length, counts: counts(Object.values(aspects)) });
    cells(paper, { school, people, date: date && long(date), summary });
    one("[data-put=summary]", paper).hidden = false;
    for (const row of all("[data-row]", paper)) {
      const aspect = aspects[row.dataset.row];
      row.dataset.level = aspect.level ?? "";
      cells(row, { level: level(aspect), evidence: aspect.evidence });
    }
    plan = titles.map(([id, title]) => ({ title, ...aspects[id] })).filter(({ step }) => step);
    plan.sort((a, b) => (a.by || "9").localeCompare(b.by || "9"));
    one("[data-put=no-plan]", paper).hidden = plan.length > 0;
    one(".paper__plan", paper).hidden = !plan.length;
    list(one(".paper__plan tbody", paper), "#plan-row", plan, (copy, { step, title, who, by }) =>
      cells(copy, { step, title, who, by: by && long(by) }),
    );
    status.textContent = "";
  };

  const saveAs = (ending, type, data) => {
    const file = `${say.review}-${today()}.${ending}`;
    save(file, type, data);
    status.textContent = fill(say.saySaved, { file });
  };

  const acts = {
    print: () => print(),
    docx: async () => {
      await Promise.all([need("report"), need("report-parts")]);
      saveAs("docx", Report.DOCX, Report.docx(paper, say));
    },
    dates: async () => {
      const dated = plan.filter(({ by }) => by);
      if (!dated.length) return void (status.textContent = say.sayNoDates);
      await need("calendar");
      saveAs("ics", "text/calendar", Calendar.write(dated, say));
    },
  };

  wire(one(".paper__after"), acts, status);
  return { draw };
})();
