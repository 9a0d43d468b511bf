/* Tells the frame around a page of a package which page is open and how much of each quiz is done; never an answer.
   It runs before quiz.js, so that an attempt goes on with the questions that were drawn for it. */
(() => {
  "use strict";

  const all = (selector, root) => [...root.querySelectorAll(selector)];

  for (const link of all('a[href^="http"]:not(.leave)', document)) {
    link.target = "_blank"; // most sites refuse to be shown in a frame
    link.rel = "noreferrer noopener";
  }

  let around;
  try {
    around = parent === window ? null : parent.attempt;
  } catch {
    // a copy on a disk: nobody to tell
  }
  if (!around) return;

  around.page(location.pathname.split("/").pop());

  for (const link of all(".contents a", document)) {
    if (!around.opened(link.getAttribute("href"))) continue;
    link.after(Object.assign(document.createElement("small"), { textContent: ` ${around.says.opened}` }));
  }

  /* The way back that a platform asks for, where it does. */
  if (around.back) {
    const way = Object.assign(document.createElement("a"), { href: around.back, target: "_top", className: "button", textContent: around.says.back });
    document.querySelector("main").append(Object.assign(document.createElement("p"), { className: "actions" }));
    document.querySelector("main").lastElementChild.append(way);
  }

  /* The share of a question's points: a right tick earns its share, a wrong one takes its share back. */
  const chosen = (question, options) => {
    const part = (of) => {
      const group = options.filter((option) => "correct" in option.dataset === of);
      return group.filter((option) => option.querySelector("input").checked).length / group.length;
    };
    const [right, wrong] = [part(true), part(false)];
    return "partial" in question.dataset ? Math.max(0, right - wrong) : Number(right === 1 && wrong === 0);
  };

  const shareOf = (question) => {
    if (!question.classList.contains("is-checked")) return null;
    const options = all(".option", question);
    if (options.length) return chosen(question, options);
    const replies = all(".reply", question);
    return Number(replies.every((reply) => reply.querySelector(".verdict--best") && !reply.querySelector(".verdict--other")));
  };

  for (const quiz of all(".quiz", document)) {
    const { id } = quiz.dataset;
    const scored = all(".question", quiz).filter((question) => question.querySelector('[data-do="check"]'));
    const signs = around.kept(id);

    if (signs) {
      const left = scored.filter((question) => signs.get(question.id) === "-");
      quiz.dataset.pools = left.length ? `0 ${left.map((question) => question.id).join(" ")};` : "";
      for (const question of scored.filter((each) => !"-_".includes(signs.get(each.id)))) {
        const note = Object.assign(document.createElement("p"), { textContent: around.says.counted });
        note.className = "question__hint question__kept";
        question.querySelector("legend").after(note);
      }
    }

    const tell = () => {
      if (!quiz.classList.contains("is-live")) return;
      const asked = scored.filter((question) => !question.hidden);
      around.answered(id, new Map(asked.map((question) => [question.id, shareOf(question)])));
      const said = around.state(id);
      if (state.textContent === said) return; // a change of `hidden` is seen here again
      state.textContent = said;
      state.hidden = !said;
    };
    const state = document.createElement("p");
    state.className = "quiz__state";
    state.hidden = true;
    quiz.querySelector(".quiz__summary").after(state);
    new MutationObserver(tell).observe(quiz, { subtree: true, attributes: true, attributeFilter: ["class", "hidden"] });
  }
})();
