/* Finds what fits the words that were typed, in the parts of the index that search.js has brought. Loaded at the first
   use. Every word a reader meets is in the pages. */
window.finder = (() => {
  const MOST_ANSWERS = 3;
  const ASKING = new Set(["who", "what", "when", "where", "why", "how", "no", "not", "do", "dont"]);
  const TELLING = 2; // what a word of an answer counts at most: beyond it the order of search.yml decides
  const DANGER = 1.5; // what an answer that tells of danger has over others
  const [SHORTEST, LONGEST] = [20, 200]; // letters of an excerpt
  const QUIZ = 5; // the rank of pages with a quiz: after all others
  const FIRST = [3, 2.4, 1.5, 0, 0]; // what a page's rank is worth, against 10 for having every word

  // A course says the same words again and again.
  const remembered = (make) => {
    const known = new Map();
    return (word) => known.get(word) ?? known.set(word, make(word)).get(word);
  };
  const fold = remembered((word) => word.normalize("NFD").replace(/[\p{M}'‘’]/gu, "").toLowerCase());
  const words = (text) => (text.match(/[\p{L}\p{M}\p{N}'‘’]+/gu) ?? []).map(fold).filter(Boolean);

  // Light on purpose: plurals, -ed and -ing. Both sides are cut alike, so a stem need not be a word.
  const cut = (word) => {
    let stem = word;
    if (stem.length > 4) stem = stem.replace(/ie[sd]$/, "y").replace(/(s|x|z|ch|sh)es$/, "$1");
    if (stem.length > 3) stem = stem.replace(/([^siu])s$/, "$1");
    if (stem.length > 4) stem = stem.replace(/(?<=.{3})(ing|(?<!e)ed)$/, "").replace(/([^lszaeiou])\1$/, "$1");
    return stem.length > 3 ? stem.replace(/e$/, "") : stem;
  };
  const stems = new Map();
  const stem = (word) => stems.get(word) ?? stems.set(word, cut(word)).get(word);

  // One letter wrong, missing, too many, or two that changed places (Damerau-Levenshtein distance 1).
  const isSlip = (typed, meant) => {
    if (Math.abs(typed.length - meant.length) > 1) return false;
    let same = 0;
    while (same < typed.length && typed[same] === meant[same]) same += 1;
    const [a, b] = [typed.slice(same), meant.slice(same)];
    const swapped = a[0] === b[1] && a[1] === b[0] && a.slice(2) === b.slice(2);
    return swapped || a.slice(1) === b.slice(1) || a.slice(1) === b || a === b.slice(1);
  };

  const clipped = (sentence, isMarked) => {
    if (sentence.length <= LONGEST) return sentence;
    const first = sentence.split(" ").find(isMarked) ?? "";
    const from = sentence.indexOf(" ", sentence.indexOf(first) - LONGEST / 3) + 1;
    const start = sentence.indexOf(first) > LONGEST / 3 ? from : 0;
    const end = sentence.lastIndexOf(" ", start + LONGEST);
    return `${start ? "… " : ""}${sentence.slice(start, end)} …`;
  };

  const make = (all, here) => {
    const small = new Set(all.small.map(fold).map(stem));
    const ideas = new Map(); // first stem of a phrase: the phrases, longest first, with the idea that they stand for
    const members = new Map(); // the idea: single stems that stand for it, to mark them
    const known = new Set(); // stems of search.yml

    for (const [id, same] of all.same) {
      for (const phrase of same.map((said) => words(said).map(stem))) {
        phrase.forEach((part) => known.add(part));
        ideas.set(phrase[0], [...(ideas.get(phrase[0]) ?? []), { phrase, id: `#${id}` }].sort((a, b) => b.phrase.length - a.phrase.length));
        if (phrase.length === 1) members.set(`#${id}`, [...(members.get(`#${id}`) ?? []), phrase[0]]);
      }
    }

    // Words that mean the same become one idea, in what is asked as in what is written.
    const merged = (parts) => {
      const found = [];
      for (let at = 0; at < parts.length; ) {
        const hit = ideas.get(parts[at])?.find(({ phrase }) => phrase.every((part, i) => parts[at + i] === part));
        found.push(hit?.id ?? parts[at]);
        at += hit?.phrase.length ?? 1;
      }
      return found;
    };
    const meant = (parts) => [...new Set(merged(parts))].filter((part) => !small.has(part));

    const answers = all.answers.map((answer) => ({
      ...answer,
      asks: answer.asks.map((ask) => {
        const parts = words(ask).map(stem);
        parts.forEach((part) => known.add(part));
        return meant(parts);
      }),
    }));

    const often = new Map(); // stem or idea: in how many sections
    const parts = [...here.pages, ...all.pages].flatMap((page) =>
      page.parts.map(([anchor, heading, text]) => {
        const head = new Set(merged(words(heading).map(stem)));
        const times = new Map();
        for (const part of merged(words(`${heading} ${text}`).map(stem))) times.set(part, (times.get(part) ?? 0) + 1);
        for (const part of times.keys()) often.set(part, (often.get(part) ?? 0) + 1);
        const url = anchor ? `${page.url}#${anchor}` : page.url;
        return { page, url, heading, text, head, times, local: here.pages.includes(page) };
      }),
    );
    const vocabulary = [...stems].filter(([, part]) => known.has(part) || often.has(part)); // words, and their stems

    const nearest = (isNear, like) => {
      const worth = ([word, part]) => (known.has(part) ? 1e6 : 0) + (word[0] === like[0] ? 1e5 : 0) + (often.get(part) ?? 0);
      const near = vocabulary.filter(([word, part]) => isNear(word) || isNear(part));
      return near.sort((a, b) => worth(b) - worth(a))[0]?.[1];
    };

    // A word that nobody uses here: the beginning of one, where it is still being typed, or a slip.
    const mend = (word, isLast) => {
      const typed = stem(word);
      if (known.has(typed) || often.has(typed) || small.has(typed)) return typed;
      const begun = isLast && word.length > 2 && nearest((other) => other.startsWith(word), word);
      return begun || (word.length > 3 && nearest((other) => isSlip(word, other), word)) || typed;
    };

    // A word says more, the fewer sections have it.
    const rare = (word) => Math.log(1 + parts.length / (often.get(word) ?? 1));
    const worth = (asked) => [...asked].reduce((sum, word) => sum + rare(word), 0);
    const telling = (ask) => ask.reduce((sum, word) => sum + Math.min(rare(word), ASKING.has(word) ? 0.5 : TELLING), 0);

    const answered = (asked) => {
      const points = ({ asks, danger }) => {
        const most = Math.max(...asks.map((ask) => (ask.every((part) => asked.has(part)) ? telling(ask) * (ask.length === asked.size ? 1.5 : 1) : 0)));
        return most && most + (danger ? DANGER : 0);
      };
      return answers
        .map((answer) => ({ ...answer, points: points(answer) }))
        .filter((answer) => answer.points)
        .sort((a, b) => b.points - a.points);
    };

    // The section that is named, else one that is called exactly what was asked for, such as an app; else the page.
    const led = ([id, heading], asked) => {
      const there = parts.filter(({ page }) => page.id === id);
      const isAsked = ({ head }) => [...head].every((word) => small.has(word) || asked.has(word));
      return there.find((part) => part.heading === heading) ?? there.slice(1).find(isAsked) ?? there[0];
    };

    const scored = (part, asked) => {
      let points = 0;
      for (const word of asked) {
        const times = part.times.get(word) ?? 0;
        if (times) points += rare(word) * (part.head.has(word) ? 1.3 : 0.8 + 0.05 * Math.min(times, 4));
      }
      return points;
    };

    // At most one section of a page, none of a page that is there already, and nothing that has less than half of it.
    const others = (asked, first) => {
      const seen = new Set(first.map(({ page }) => page));
      const top = worth(asked);
      const hits = parts
        .map((part) => ({ part, share: scored(part, asked) / top }))
        .filter(({ share }) => share > 0)
        .map((hit) => ({ ...hit, points: hit.share * 10 + (FIRST[hit.part.page.rank] ?? 0) }));
      const least = Math.max(...hits.map(({ share }) => share)) / 2;
      const isQuiz = ({ part }) => part.page.rank === QUIZ;
      return hits
        .filter(({ share }) => share >= least)
        .sort((a, b) => isQuiz(a) - isQuiz(b) || b.points - a.points)
        .map(({ part }) => part)
        .filter(({ page }) => !seen.has(page) && seen.add(page));
    };

    // The sentence that says most of it, in pieces: words that were looked for, and the rest.
    const excerpt = (text, asked) => {
      const weights = new Map([...asked].flatMap((word) => (members.get(word) ?? [word]).map((part) => [part, rare(word)])));
      const weight = (piece) => Math.max(0, ...words(piece).map((word) => weights.get(stem(word)) ?? 0));
      const pieces = (sentence) => sentence.split(/([\p{L}\p{N}'’]+)/u).filter(Boolean);
      const says = (sentence) => [...new Set(pieces(sentence).map(weight))].reduce((sum, part) => sum + part, 0);
      const sentences = text.split(/(?<=[.!?…”])\s+|\n/u).filter((sentence) => sentence.length > SHORTEST);
      const best = sentences.map((sentence) => [sentence, says(sentence)]).reduce((a, b) => (b[1] > a[1] ? b : a), [sentences[0] ?? "", 0]);
      const found = [];
      for (const piece of pieces(clipped(best[0], (part) => weight(part) > 0))) {
        const mark = weight(piece) > 0;
        if (found.at(-1)?.mark === mark) found.at(-1).text += piece;
        else found.push({ text: piece, mark });
      }
      return found;
    };

    const shown = ({ page, url, heading, text, local }, asked) => ({
      url,
      title: heading,
      label: page.label,
      page: heading === page.parts[0][1] || page.rank < 2 ? "" : page.parts[0][1],
      local,
      excerpt: excerpt(text, asked),
    });

    // The number or the name of those to call in danger.
    const called = [here.emergency, here.crisis].filter(Boolean);
    const calls = (said) => {
      const digits = said.join("");
      const isMeant = ({ name, phone }) => digits === phone.replace(/\D/g, "") || words(name).every((word) => said.includes(word));
      return digits !== "" && called.some(isMeant);
    };

    return (typed) => {
      const said = words(typed);
      const asked = new Set(meant(said.map((word, at) => mend(word, at === said.length - 1))));
      const warned = calls(said) ? answers.filter(({ danger }) => danger).slice(0, 1) : [];
      const best = [...warned, ...answered(asked)];
      const first = [...new Set(best.flatMap(({ leads }) => leads.map((lead) => led(lead, asked))))].filter(Boolean).slice(0, MOST_ANSWERS);
      const looked = new Set([...asked].filter((word) => word.length > 1 && !ASKING.has(word)));
      const hits = [...first, ...(looked.size ? others(looked, first) : [])];
      return { danger: best.some(({ danger }) => danger), hits: hits.map((part) => () => shown(part, looked)) };
    };
  };

  return { make };
})();
