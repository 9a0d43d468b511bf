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

  /* The share of a question's points. A wrong tick takes its share back: ticking everything earns nothing. */
  const chosen = (question, options) => {
    const ticked = (correct) => options.filter((option) => "correct" in option.dataset === correct);
    const share = (group) => group.filter((option) => option.querySelector("input").checked).length / (group.length || 1);
    const [right, wrong] = [share(ticked(true)), share(ticked(false))];
    if ("partial" in question.dataset) return Math.max(0, right - wrong);
    return Number(right === 1 && wrong === 0);
  };

  const shareOf = (question) => {
    if (question.hidden) return -1;
    if (!question.classList.contains("is-checked")) return null;
    const options = all(".option", question);
    if (options.length) return chosen(question, options);
    const replies = all(".reply", question);
    return Number(replies.every((reply) => reply.querySelector(".verdict--best") && !reply.querySelector(".verdict--other")));
  };

  for (const quiz of all(".quiz", document)) {
    const id = quiz.getAttribute("aria-labelledby").replace(/^quiz-/, "");
    const every = all(".question", quiz);
    const scored = every.filter((question) => question.querySelector('[data-do="check"]'));
    const signs = around.kept(id);

    if (signs.length === scored.length) {
      const left = scored.filter((_, n) => signs[n] === "-").map((question) => question.id);
      quiz.dataset.pools = left.length ? `0 ${left.join(" ")};` : "";
      scored.forEach((question, n) => {
        if ("-_".includes(signs[n])) return;
        const note = Object.assign(document.createElement("p"), { textContent: around.says.counted });
        note.className = "question__hint question__kept";
        question.querySelector("legend").after(note);
      });
    }

    const points = scored.map((question) => Number(question.dataset.points));
    const tell = () => quiz.classList.contains("is-live") && around.answered(id, scored.map(shareOf), points);
    new MutationObserver(tell).observe(quiz, { subtree: true, attributes: true, attributeFilter: ["class", "hidden"] });
  }
})();
