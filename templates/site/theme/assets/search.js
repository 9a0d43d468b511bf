/* Looks words up in the engine's index, which a script brings (a page from a disk may not fetch). */
(() => {
  const box = document.querySelector(".search");
  const [input, count, found] = ["input", ".search__count", ".search__found"].map((name) => box.querySelector(name));
  const places = Object.fromEntries(box.dataset.places.split(";").map((entry) => entry.split("|")));
  const home = Object.values(places).find(Boolean); // the list names the reader's place before others
  const MOST = 20;
  let index;
  let titles;

  const bring = (src) =>
    new Promise((done, failed) => {
      const script = document.createElement("script");
      Object.assign(script, { src, onload: done, onerror: failed });
      document.head.append(script);
    });

  const plain = (html) => new DOMParser().parseFromString(html, "text/html").body.textContent.replace(/\s+/g, " ").trim();
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[‘’]/g, "'").toLowerCase();

  const load = () =>
    (index ??= bring("search/search_index.js") // MkDocs
      .catch(() => bring("search.js")) // Zensical
      .then(() => {
        const docs = window.__index.docs ?? window.__index.items;
        titles = Object.fromEntries(docs.map((doc) => [doc.location, doc.title]));
        return docs.map((doc) => {
          const text = plain(doc.text.replace(/<sup\b.*?<\/sup>/gs, "").replace(/<\/?(p|li|ul|dd|dt|div)\b/g, " $&"));
          return { ...doc, text, page: doc.location.split("#")[0], head: fold(doc.title), body: fold(text) };
        });
      }));

  const stem = (word) => (word.length > 5 ? word.replace(/(ing|ed|es|s)$/, "") : word);
  const SMALL = new Set(
    "a an and are at by can do for from has have he her him his how i if in is it me my of on or our she so that the their them they this to was we what when who with you your".split(" "),
  );
  const aliases = box.dataset.aliases
    .split(";")
    .filter(Boolean)
    .map((entry) => entry.split("|").map((words) => words.split(",").map(fold)));

  // Each thing that is asked for becomes a list of words, any of which will do: the reader's own, and ours for it.
  const wanted = (typed) => {
    let rest = ` ${fold(typed).replace(/[^\p{L}\p{N}'-]+/gu, " ")} `;
    const groups = [];
    for (const [asks, finds] of aliases) {
      const asked = asks.filter((ask) => rest.includes(` ${ask} `));
      if (asked.length) groups.push([...new Set([...asked, ...finds])].map(stem));
      for (const ask of asked) rest = rest.replaceAll(` ${ask} `, "  ");
    }
    const others = rest.split(/\s+/).filter((word) => word.length > 1 && !SMALL.has(word));
    return [...groups, ...others.map((word) => [stem(word)])];
  };

  const here = () => document.body.dataset.homePlace || home;

  // A part of a page that has everything comes before one that has some of it; then words in the heading count,
  // then the reader's place, then how often the words are there.
  const score = (doc, groups) => {
    const hit = { doc, points: 0, often: 0, away: Number(![here(), "", undefined].includes(places[doc.page])) };
    for (const words of groups) {
      const times = Math.max(...words.map((word) => Math.min(doc.body.split(word).length - 1, 4)));
      const titled = words.some((word) => doc.head.includes(word));
      if (titled || times) hit.points += titled ? 108 : 100;
      hit.often += times;
    }
    return hit;
  };

  const add = (parent, tag, text) => parent.appendChild(Object.assign(document.createElement(tag), { textContent: text }));

  // The same part of the same page is shown once, for the nearest place.
  const once = (hits) => {
    const seen = new Set();
    return hits.filter(({ doc }) => {
      const part = `${doc.title}|${titles[doc.page].split(",")[0]}`;
      return !seen.has(part) && seen.add(part);
    });
  };

  // Headings and names of pages only: a sentence out of its page could alarm somebody who looks on.
  const show = (docs, groups) => {
    const all = docs.map((doc) => score(doc, groups)).filter((hit) => hit.points);
    const hits = once(all.sort((a, b) => b.points - a.points || a.away - b.away || b.often - a.often));
    const say = box.dataset;
    const template = !hits.length ? say.none : hits.length === 1 ? say.one : hits.length > MOST ? say.first : say.many;
    count.textContent = template.replace("{n}", Math.min(hits.length, MOST)).replace("{m}", hits.length);
    for (const { doc } of hits.slice(0, MOST)) {
      const item = add(found, "li", "");
      add(item, "a", doc.title).href = doc.location;
      const [page, place] = [titles[doc.page], places[doc.page]];
      add(item, "small", !place || page.includes(place) ? page : `${page}, ${place}`);
    }
    document.dispatchEvent(new Event("links"));
  };

  const look = async () => {
    const typed = input.value;
    const groups = wanted(typed);
    const docs = await load().catch(() => null);
    if (typed !== input.value) return;
    found.replaceChildren();
    count.textContent = docs ? "" : box.dataset.broken;
    if (docs && groups.length) show(docs, groups);
  };

  box.hidden = false;
  input.addEventListener("focus", look, { once: true });
  input.addEventListener("input", look);
})();
