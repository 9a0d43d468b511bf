/* Makes the quizzes of a page answer. Everything it shows is in the page already: it only moves, hides and counts.
   It keeps nothing, sends nothing and leaves the address alone. */
(() => {
  "use strict";

  const all = (selector, root) => [...root.querySelectorAll(selector)];
  const one = (selector, root) => root.querySelector(selector);
  const words = (element) => element.textContent.replace(/\s+/g, " ").trim();
  const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  /* For the ear a heading ends with a full stop. */
  const spoken = (element) => {
    const copy = element.cloneNode(true);
    for (const heading of all("h3, h4, h5, dt", copy)) if (!/[.?!]$/.test(words(heading))) heading.append(".");
    return words(copy);
  };
  const button = (root, name) => one(`[data-do="${name}"]`, root);

  const shuffled = (list) => {
    const left = [...list];
    return list.map(() => left.splice(Math.floor(Math.random() * left.length), 1)[0]);
  };

  /* What the page shows too is said and then taken away, or it would be read twice. */
  const say = (status, text, stays) => {
    clearTimeout(status.timer);
    status.textContent = text;
    if (!stays) status.timer = setTimeout(() => (status.textContent = ""), 1500);
  };

  class Choice {
    constructor(root, quiz) {
      this.root = root;
      this.quiz = quiz;
      this.tries = 0;
      this.checked = false;
      this.status = one(".question__status", root);
      this.check = button(root, "check");
      this.again = button(root, "again");
      this.next = button(root, "next");
      this.last = one(".question__last", root);
      const whys = all(".why", root);
      this.options = all(".option", root).map((element, index) => ({
        element,
        why: whys[index],
        input: one("input", element),
        mine: one(".option__mine", element),
        correct: "correct" in element.dataset,
      }));
      for (const { element, why, input } of this.options) {
        element.append(why); // out of the <details>, to stand under the answer it belongs to
        input.checked = false; // some browsers bring the last reader's choice back
      }
      one(".answers", root).remove();
      this.mark();
      if ("shuffle" in quiz.data) this.shuffle();
      this.check.hidden = quiz.atEnd;
      this.check.onclick = () => this.checkNow();
      this.next.onclick = () => this.onward.focus();
      this.again.onclick = () => {
        this.reset();
        this.focus();
      };
      root.addEventListener("click", (event) => {
        if (this.checked && event.target.matches("input")) event.preventDefault();
      });
    }

    shuffle() {
      const free = this.options.filter(({ element }) => !("fixed" in element.dataset));
      const drawn = shuffled(free);
      const order = this.options.map((option) => (free.includes(option) ? drawn.shift() : option));
      order[0].element.parentNode.append(...order.map(({ element }) => element));
      this.options = order;
    }

    get chosen() {
      return this.options.filter(({ input }) => input.checked);
    }

    get best() {
      return this.options.every(({ input, correct }) => input.checked === correct);
    }

    get canRetry() {
      return !this.quiz.attempts || this.tries < this.quiz.attempts;
    }

    /* The share of the points. A wrong tick takes a right one back, and never more than that. */
    get share() {
      if (!("partial" in this.root.dataset)) return Number(this.best);
      const right = this.options.filter(({ correct }) => correct).length;
      const gained = this.chosen.reduce((sum, { correct }) => sum + (correct ? 1 : -1), 0);
      return Math.max(0, gained / right);
    }

    /* The next question, else one that is still open, else how it went. */
    get onward() {
      const { asked, questions, summary } = this.quiz;
      const next = asked[asked.indexOf(this.root) + 1] ?? questions.find(({ checked }) => !checked)?.root;
      return next ? one("h3", next) : summary;
    }

    focus() {
      this.options[0].input.focus();
    }

    checkNow() {
      if (!this.chosen.length) {
        say(this.status, this.quiz.data.sayChoose, true);
        return;
      }
      this.show();
      this.quiz.report();
      const onward = this.next.hidden ? this.quiz.summary : this.next;
      (this.best ? onward : this.canRetry ? this.again : this.last).focus();
      say(this.status, this.outcome());
    }

    show() {
      this.tries += 1;
      this.checked = true;
      this.mark();
      this.check.hidden = true;
      this.again.hidden = this.quiz.atEnd || !this.canRetry;
      this.last.hidden = this.canRetry;
      this.next.hidden = this.quiz.atEnd || this.quiz.asked.length < 2;
      this.next.textContent = this.quiz.data[this.onward === this.quiz.summary ? "sayEnd" : "sayNext"];
    }

    reset() {
      for (const { input } of this.options) input.checked = false;
      this.checked = false;
      this.mark();
      this.check.hidden = this.quiz.atEnd;
      this.again.hidden = this.next.hidden = true;
      say(this.status, "", true);
      this.quiz.report();
    }

    mark() {
      this.root.classList.toggle("is-checked", this.checked);
      for (const { element, input, why, mine, correct } of this.options) {
        input.setAttribute("aria-disabled", this.checked); // `disabled` would fade the reader's choice
        why.hidden = !this.checked;
        mine.hidden = !this.checked || !input.checked;
        element.classList.toggle("is-best", this.checked && correct);
        element.classList.toggle("is-mine", this.checked && input.checked);
      }
    }

    outcome() {
      const { data } = this.quiz;
      const text = ({ element }) => words(one(".option__text", element)).replace(/\.$/, "");
      const reason = ({ why }) => [...why.children].slice(1).map(words).join(" ");
      const several = this.chosen.length > 1;
      const said = this.chosen.map((option) => (several ? `${text(option)} – ${words(option.why)}` : reason(option)));
      if (this.best) return [data.sayBest, ...said].join(" ");
      const answer = this.options.filter(({ correct }) => correct).map(text).join("; ");
      return [data.sayOther, ...said, fill(data.sayTheBest, { answer })].join(" ");
    }
  }

  class Scenario {
    constructor(root) {
      this.root = root;
      this.status = one(".question__status", root);
      this.go = button(root, "go");
      this.restart = button(root, "restart");
      this.trail = one(".trail", root);
      this.steps = new Map(all(".step", root).map((step) => [step.id, step]));
      this.path = [];
      for (const choice of all(".choice", root)) this.prepare(choice);
      this.go.onclick = () => {
        this.path.push(this.choice);
        this.show(this.steps.get(this.choice.dataset.next), true);
      };
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
      this.attempts = Number(this.data.attempts);
      this.summary = one(".quiz__summary", root);
      this.finish = button(root, "finish");
      this.retry = button(root, "retry");
      this.asked = this.draw();
      const story = ({ dataset }) => dataset.type === "scenario";
      for (const question of this.asked.filter(story)) new Scenario(question);
      this.questions = this.asked.filter((question) => !story(question)).map((question) => new Choice(question, this));
      this.finish.onclick = () => this.finishNow();
      this.retry.onclick = () => this.retryMissed();
      root.classList.add("is-live");
      this.report();
    }

    /* Of each pool the page asks only some questions, drawn anew at each visit. */
    draw() {
      const pooled = new Set();
      const drawn = new Set();
      for (const pool of this.data.pools.split(";").filter(Boolean)) {
        const [pick, ...ids] = pool.split(" ");
        for (const id of ids) pooled.add(id);
        for (const id of shuffled(ids).slice(0, pick)) drawn.add(id);
      }
      const questions = all(".question", this.root);
      for (const question of questions) question.hidden = pooled.has(question.id) && !drawn.has(question.id);
      const asked = questions.filter((question) => !question.hidden);
      asked.forEach((question, index) => {
        for (const place of all("[data-n]", question)) place.textContent = index + 1;
        for (const place of all("[data-m]", question)) place.textContent = asked.length;
      });
      return asked;
    }

    finishNow() {
      const open = this.questions.find(({ chosen }) => !chosen.length);
      if (open) {
        this.summary.textContent = fill(this.data.sayOpen, { n: this.asked.indexOf(open.root) + 1 });
        open.focus();
        return;
      }
      for (const question of this.questions) if (!question.checked) question.show();
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

    /* Says how it went as soon as every question has been checked; stories are practice and are not counted. */
    report() {
      const { questions, data } = this;
      const done = questions.length > 0 && questions.every(({ checked }) => checked);
      this.finish.hidden = !this.atEnd || done || !questions.length;
      this.retry.hidden = !done || !this.missed.length;
      const n = questions.filter(({ best }) => best).length;
      const counted = fill(data.saySummary, { n, m: questions.length });
      const sentences = [counted, this.score(), this.retry.hidden ? "" : data.sayMissed];
      this.summary.textContent = done ? sentences.filter(Boolean).join(" ") : "";
    }

    score() {
      const mark = Number(this.data.passMark);
      const points = (question) => Number(question.root.dataset.points);
      const total = this.questions.reduce((sum, question) => sum + points(question), 0);
      if (!mark || !total) return "";
      const gained = this.questions.reduce((sum, question) => sum + points(question) * question.share, 0);
      const score = Math.floor((100 * gained) / total + 1e-9);
      return fill(score >= mark ? this.data.sayReached : this.data.sayShort, { mark, score });
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
