/* Makes the quizzes of a page answer. Everything it shows is in the page already: it only moves, copies, hides and
   counts. It sends nothing and leaves the address alone, and keeps answers on the device only if the reader asks. */
(() => {
  const all = (selector, root) => [...root.querySelectorAll(selector)];
  const one = (selector, root) => root.querySelector(selector);
  const words = (element) => element.textContent.replace(/\s+/g, " ").trim();
  const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const paragraph = (textContent, className) => Object.assign(document.createElement("p"), { textContent, className });
  /* For the ear a heading ends with a full stop. */
  const spoken = (element) => {
    const copy = element.cloneNode(true);
    for (const heading of all("h3, h4, h5, dt", copy)) if (!/[.?!]$/.test(words(heading))) heading.append(".");
    return words(copy);
  };
  const button = (root, name) => one(`[data-do="${name}"]`, root);

  /* Answers as they are compared; `folded` in coursekit/model/question/answer.py does the same. */
  const folded = (text) =>
    text.normalize("NFKD").replace(/[.'’\p{M}]/gu, "").toUpperCase().replace(/\s+/g, " ").trim();

  /* With one seed a name has the same rank whatever stands beside it, so that a reload changes nothing. */
  const shuffled = (list, seed, name) => {
    const rank = (part) => {
      let hash = seed;
      for (const letter of name(part)) hash = Math.imul(hash ^ letter.charCodeAt(0), 0x5bd1e995);
      return Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 0;
    };
    return [...list].sort((a, b) => rank(a) - rank(b));
  };

  const ticks = (input) => input.type === "radio" || input.type === "checkbox";
  const given = (input) => (ticks(input) ? input.checked : input.value);
  /* Without a value, or with one that this input cannot have, nothing is answered. */
  const give = (input, value) => {
    if (ticks(input)) input.checked = value === true;
    else input.value = typeof value === "string" ? value : "";
    if (input.selectedIndex < 0) input.value = "";
  };

  /* What is kept on the device: an attempt in the layout of version 2, or false. */
  const PREFIX = `trusted-adult ${new URL(".", location)} quiz.`; // not those of other sites on this host
  const kept = (key) => {
    try {
      const attempt = JSON.parse(localStorage.getItem(key));
      return attempt.v === 2 && attempt;
    } catch {
      return false; // nothing kept, something damaged, or a browser that keeps nothing
    }
  };

  /* What the page shows too is said and then taken away, or it would be read twice. */
  const say = (status, text, stays) => {
    clearTimeout(status.timer);
    status.textContent = text;
    if (!stays) status.timer = setTimeout(() => (status.textContent = ""), 1500);
  };

  /* A question to check. Its kind says what is `answered` and `best`, and how to `mark` it. */
  class Question {
    constructor(root, quiz) {
      this.root = root;
      this.quiz = quiz;
      this.says = { ...quiz.data, ...root.dataset };
      this.tries = 0;
      this.inputs = all("input, select", root);
      this.status = one(".question__status", root);
      this.answers = one(".answers", root);
      this.check = button(root, "check");
      this.again = button(root, "again");
      this.next = button(root, "next");
      this.last = one(".question__last", root);
      this.prepare();
      this.turn(false);
      this.check.onclick = () => this.checkNow();
      this.next.onclick = () => this.onward.focus();
      this.again.onclick = () => {
        this.reset();
        this.focus();
      };
    }

    get canRetry() {
      return this.tries < this.quiz.attempts;
    }

    /* The share of the points. */
    get share() {
      return Number(this.best);
    }

    /* The next question, else one that is still open, else how it went. */
    get onward() {
      const { asked, questions, summary } = this.quiz;
      const next = asked[asked.indexOf(this.root) + 1] ?? questions.find(({ checked }) => !checked)?.root;
      return next ? one("h3", next) : summary;
    }

    focus() {
      one("input, select", this.root).focus();
    }

    checkNow() {
      if (!this.answered) {
        say(this.status, this.says.sayChoose, true);
        return;
      }
      this.tries += 1;
      this.show();
      this.quiz.report();
      const onward = this.next.hidden ? this.quiz.summary : this.next;
      (this.best ? onward : this.canRetry ? this.again : this.last).focus();
      say(this.status, this.outcome());
    }

    turn(checked) {
      this.checked = checked;
      this.root.classList.toggle("is-checked", checked);
      this.status.classList.toggle("unseen", checked); // what it says then is on the page
      this.check.hidden = checked || this.quiz.atEnd;
      this.mark();
    }

    show() {
      this.turn(true);
      this.again.hidden = this.quiz.atEnd || !this.canRetry;
      this.last.hidden = this.canRetry;
      this.next.hidden = this.quiz.atEnd || this.quiz.asked.length < 2;
      this.next.textContent = this.says[this.onward === this.quiz.summary ? "sayEnd" : "sayNext"];
    }

    reset() {
      for (const input of this.inputs) give(input);
      this.turn(false);
      this.again.hidden = this.next.hidden = true;
      say(this.status, "", true);
      this.quiz.report();
    }

    get state() {
      return { tries: this.tries, checked: this.checked };
    }

    restore({ tries, checked }) {
      if (Number.isInteger(tries)) this.tries = tries;
      if (checked === true && this.answered) this.show();
    }
  }

  /* Options to choose from. */
  class Choice extends Question {
    prepare() {
      const whys = all(".why", this.root);
      this.options = all(".option", this.root).map((element, index) => ({
        element,
        why: whys[index],
        input: one("input", element),
        mine: one(".option__mine", element),
        correct: "correct" in element.dataset,
      }));
      for (const { element, why } of this.options) element.append(why); // to stand under the answer it belongs to
      this.answers.remove();
      if ("shuffle" in this.says) this.shuffle();
      this.root.addEventListener("click", (event) => {
        if (this.checked && event.target.matches("input")) event.preventDefault();
      });
    }

    shuffle() {
      const free = this.options.filter(({ element }) => !("fixed" in element.dataset));
      const drawn = shuffled(free, this.quiz.seed, ({ input }) => input.id);
      this.options = this.options.map((option) => (free.includes(option) ? drawn.shift() : option));
      one(".options", this.root).append(...this.options.map(({ element }) => element));
    }

    get chosen() {
      return this.options.filter(({ input }) => input.checked);
    }

    get answered() {
      return this.chosen.length > 0;
    }

    get best() {
      return this.options.every(({ input, correct }) => input.checked === correct);
    }

    /* A right tick earns its share, a wrong one takes its share back: ticking everything earns nothing. */
    get share() {
      if (!("partial" in this.says)) return super.share;
      const part = (of) => {
        const group = this.options.filter(({ correct }) => correct === of);
        return group.filter(({ input }) => input.checked).length / group.length;
      };
      return Math.max(0, part(true) - part(false));
    }

    focus() {
      this.options[0].input.focus();
    }

    mark() {
      for (const { element, input, why, mine, correct } of this.options) {
        input.setAttribute("aria-disabled", this.checked); // `disabled` would fade the reader's choice
        why.hidden = !this.checked;
        mine.hidden = !this.checked || !input.checked;
        element.classList.toggle("is-best", this.checked && correct);
        element.classList.toggle("is-mine", this.checked && input.checked);
      }
    }

    outcome() {
      const { says } = this;
      const text = ({ element }) => words(one(".option__text", element)).replace(/\.$/, "");
      const reason = ({ why }) => [...why.children].slice(1).map(words).join(" ");
      const several = this.chosen.length > 1;
      const said = this.chosen.map((option) => (several ? `${text(option)} – ${words(option.why)}` : reason(option)));
      if (this.best) return [says.sayBest, ...said].join(" ");
      const answer = this.options.filter(({ correct }) => correct).map(text).join("; ");
      return [says.sayOther, ...said, fill(says.sayTheBest, { answer })].join(" ");
    }
  }

  /* Lists to choose from and boxes to type in, each with a reply of its own. */
  class Fields extends Question {
    prepare() {
      const reasons = all("[data-for]", this.answers).map((element) => ({
        keys: all("[data-key]", element).map(words),
        why: one(".why", element),
        correct: "correct" in element.dataset,
        of: element.dataset.for, // empty where it is for every field
      }));
      const replies = all(".reply", this.root);
      this.fields = this.inputs.map((input, index) => {
        const own = reasons.filter(({ of }) => !of || of === input.id);
        return { input, reply: replies[index], reasons: own, right: own.find(({ correct }) => correct) };
      });
      this.root.onkeydown = (event) => {
        if (event.key !== "Enter" || event.target.type !== "text" || this.check.hidden) return;
        event.preventDefault(); // or the same key would press the button that has the focus next
        this.checkNow();
      };
    }

    get answered() {
      return this.inputs.every(({ value }) => folded(value));
    }

    get best() {
      return this.fields.every((field) => this.reason(field) === field.right);
    }

    /* The reason for this very answer, else the one for all others. */
    reason({ input, reasons }) {
      const meant = ({ keys }) => keys.map(folded).includes(folded(input.value));
      return reasons.find(meant) ?? reasons.find(({ keys }) => !keys.length);
    }

    mark() {
      this.answers.hidden = !this.checked;
      for (const field of this.fields) {
        field.input.disabled = this.checked;
        field.reply.hidden = !this.checked;
        one(".why", field.reply).replaceChildren(...(this.checked ? this.reply(field) : []));
      }
    }

    reply(field) {
      const { says } = this;
      const { right } = field;
      const reason = this.reason(field);
      const copied = ({ why }) => why.cloneNode(true).childNodes;
      if (reason === right) return [paragraph(says.sayBest, "verdict verdict--best"), " ", ...copied(right)];
      const answer = paragraph(fill(says.sayTheBest, { answer: right.keys[0] }), "");
      const own = reason ? copied(reason) : [];
      return [paragraph(says.sayOther, "verdict verdict--other"), " ", ...own, answer, ...copied(right)];
    }

    outcome() {
      const said = ({ input, reply }) => `${words(input.labels[0])} – ${all(".why > *", reply).map(words).join(" ")}`;
      return this.fields.map(said).join(" ");
    }
  }

  class Scenario {
    constructor(root, quiz) {
      this.root = root;
      this.quiz = quiz;
      this.status = one(".question__status", root);
      this.go = button(root, "go");
      this.restart = button(root, "restart");
      this.trail = one(".trail", root);
      this.steps = new Map(all(".step", root).map((step) => [step.id, step]));
      this.path = [];
      for (const choice of all(".choice", root)) this.prepare(choice);
      this.go.onclick = () => this.goOn(true);
      this.restart.onclick = () => this.back(0);
      this.show(this.steps.values().next().value, false);
    }

    /* The link to the next step becomes a button that first shows what the choice would do. */
    prepare(choice) {
      const link = one(".choice__pick", choice);
      const pick = document.createElement("button");
      pick.type = "button";
      pick.className = link.className;
      pick.append(one(".choice__text", link));
      pick.onclick = () => this.choose(choice);
      choice.dataset.next = link.hash.slice(1);
      link.replaceWith(pick);
      choice.append(one(".why", choice));
      one(".answers", choice).remove();
    }

    goOn(move) {
      this.path.push(this.choice);
      this.show(this.steps.get(this.choice.dataset.next), move);
    }

    get state() {
      return { path: this.path.map(({ id }) => id) };
    }

    /* Goes the way somebody went before, as far as it still leads. */
    restore({ path }) {
      for (const id of [].concat(path)) {
        this.choice = all(".step:not([hidden]) .choice", this.root).find((choice) => choice.id === id);
        if (!this.choice) return;
        this.goOn(false);
      }
    }

    choose(choice) {
      this.choice = choice;
      this.mark(choice.parentNode);
      const why = one(".why", choice);
      why.after(this.go);
      this.go.hidden = false;
      say(this.status, words(why));
    }

    mark(choices) {
      for (const choice of all(".choice", choices)) {
        const mine = choice === this.choice;
        one(".choice__pick", choice).setAttribute("aria-pressed", mine);
        one(".why", choice).hidden = one(".option__mine", choice).hidden = !mine;
        choice.classList.toggle("is-mine", mine);
      }
    }

    show(step, move) {
      const heading = one("h4", step);
      this.choice = null;
      this.go.hidden = true;
      for (const other of this.steps.values()) other.hidden = other !== step;
      this.mark(step);
      this.restart.hidden = !one(".tell", step);
      one("[data-step]", heading).textContent = this.path.length + 1;
      this.showTrail();
      if (!move) return;
      this.quiz.save();
      heading.focus(); // read out with its heading; the rest of the step follows in the status
      say(this.status, all(".step__text, .tell", step).map(spoken).join(" "));
    }

    showTrail() {
      const item = one("template", this.root).content;
      const items = this.path.map((choice, index) => {
        const copy = item.cloneNode(true);
        one(".trail__choice", copy).textContent = words(one(".choice__text", choice));
        one("[data-step]", copy).textContent = index + 1;
        button(copy, "back").onclick = () => this.back(index);
        return copy;
      });
      one("ol", this.trail).replaceChildren(...items);
      this.trail.hidden = !items.length;
    }

    back(index) {
      const step = this.path[index].closest(".step");
      this.path.length = index;
      this.show(step, true);
    }
  }

  class Quiz {
    constructor(root) {
      this.root = root;
      this.data = root.dataset;
      this.atEnd = this.data.feedback === "end";
      this.attempts = Number(this.data.attempts) || Infinity;
      this.summary = one(".quiz__summary", root);
      this.finish = button(root, "finish");
      this.retry = button(root, "retry");
      this.inputs = all("input, select", root); // no textarea: a reflection is never kept
      this.key = PREFIX + this.data.id;
      const attempt = kept(this.key);
      this.keeps = Boolean(attempt);
      this.seed = Number.isInteger(attempt.seed) ? attempt.seed : Math.floor(Math.random() * 2 ** 32);
      this.asked = this.draw();
      this.parts = this.asked.map((question) => this.live(question)).filter(Boolean);
      this.questions = this.parts.filter(({ check }) => check); // stories are practice, and are not counted
      this.restore(attempt);
      this.offer();
      this.finish.onclick = () => this.finishNow();
      this.retry.onclick = () => this.retryMissed();
      root.classList.add("is-live");
      this.report();
    }

    live(question) {
      if (one(".step", question)) return new Scenario(question, this);
      if (one(".option", question)) return new Choice(question, this);
      return one(".reply", question) && new Fields(question, this);
    }

    /* Of each pool the page asks only some questions, drawn anew for each attempt. */
    draw() {
      const questions = all(".question", this.root);
      for (const pool of this.data.pools.split(";")) {
        const [pick, ...ids] = pool.split(" ");
        const left = shuffled(ids, this.seed, String).slice(pick);
        for (const question of questions) question.hidden ||= left.includes(question.id);
      }
      const asked = questions.filter((question) => !question.hidden);
      asked.forEach((question, index) => {
        for (const place of all("[data-n]", question)) place.textContent = index + 1;
        for (const place of all("[data-m]", question)) place.textContent = asked.length;
      });
      return asked;
    }

    finishNow() {
      const open = this.questions.find(({ answered }) => !answered);
      if (open) {
        this.summary.textContent = fill(this.data.sayOpen, { n: this.asked.indexOf(open.root) + 1 });
        open.focus();
        return;
      }
      for (const question of this.questions.filter(({ checked }) => !checked)) {
        question.tries += 1;
        question.show();
      }
      this.report();
      this.summary.focus();
    }

    get missed() {
      return this.questions.filter((question) => question.checked && !question.best && question.canRetry);
    }

    retryMissed() {
      const { missed } = this;
      for (const question of missed) question.reset();
      missed[0].focus();
    }

    /* Says how it went as soon as every question has been checked; what is practice is not counted. */
    report() {
      const { questions, data } = this;
      const done = questions.length > 0 && questions.every(({ checked }) => checked);
      this.finish.hidden = !this.atEnd || done || !questions.length;
      this.retry.hidden = !done || !this.missed.length;
      const n = questions.filter(({ best }) => best).length;
      const counted = fill(data.saySummary, { n, m: questions.length });
      const sentences = [counted, this.score(), this.retry.hidden ? "" : data.sayMissed];
      this.summary.textContent = done ? sentences.filter(Boolean).join(" ") : "";
      this.save();
    }

    score() {
      const mark = Number(this.data.passMark);
      let [gained, total] = [0, 0];
      for (const { root, share } of this.questions) {
        total += Number(root.dataset.points);
        gained += root.dataset.points * share;
      }
      if (!mark || !total) return "";
      const score = Math.floor((100 * gained) / total + 1e-9);
      return fill(score >= mark ? this.data.sayReached : this.data.sayShort, { mark, score });
    }

    /* Some browsers bring back what the last reader answered: where nothing is kept, the input is emptied. */
    restore({ given, parts }) {
      for (const input of this.inputs) give(input, Object(given)[input.id]);
      for (const part of this.parts) part.restore(Object(Object(parts)[part.root.id]));
    }

    /* Keeping is offered where the browser can keep something; forgetting, where anything of ours is kept. */
    offer() {
      const box = one(".quiz__keep", this.root);
      const [keep, forget] = [button(box, "keep"), button(box, "forget")];
      const names = () => Object.keys(localStorage).filter((name) => name.startsWith(PREFIX));
      const turn = (keeps, next) => {
        this.keeps = keeps;
        this.save();
        keep.hidden = keeps;
        forget.hidden = !names().length;
        next?.focus();
      };
      keep.onclick = () => {
        localStorage.setItem(this.key, "");
        turn(true, forget);
      };
      forget.onclick = () => {
        for (const name of names()) localStorage.removeItem(name);
        turn(false, keep);
      };
      this.root.addEventListener("input", () => this.save());
      try {
        turn(this.keeps);
        box.hidden = false;
      } catch {
        // a browser that keeps nothing: nothing is offered
      }
    }

    /* Only where something is kept already: another window may have forgotten everything. */
    save() {
      const { key, seed, inputs } = this;
      if (!this.keeps || localStorage.getItem(key) === null) return;
      const answered = inputs.map((input) => [input.id, given(input)]).filter(([, value]) => value);
      const parts = this.parts.map(({ root, state }) => [root.id, state]);
      const attempt = { v: 2, seed, given: Object.fromEntries(answered), parts: Object.fromEntries(parts) };
      localStorage.setItem(key, JSON.stringify(attempt));
    }
  }

  /* A key held down or a double click must not run past the reasons into “Try again”. */
  const once = (event) => {
    if (!event.target.closest("button") || !(event.repeat || event.detail > 1)) return;
    event.preventDefault();
    event.stopPropagation();
  };

  for (const root of all(".quiz", document)) {
    root.addEventListener("keydown", once, true);
    root.addEventListener("click", once, true);
    new Quiz(root);
  }
})();
