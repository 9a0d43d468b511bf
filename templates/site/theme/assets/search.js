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

  // A part of a page that has every word comes before one that has some of them; then words in the heading count,
  // then the reader's place, then how often the words are there.
  const score = (doc, words) => {
    const hit = { doc, points: 0, often: 0, away: Number(![home, "", undefined].includes(places[doc.page])) };
    for (const word of words) {
      const times = Math.min(doc.body.split(word).length - 1, 4);
      const titled = doc.head.includes(word);
      if (titled || times) hit.points += titled ? 108 : 100;
      hit.often += times;
    }
    return hit;
  };

  const add = (parent, tag, text) => parent.appendChild(Object.assign(document.createElement(tag), { textContent: text }));

  const snippet = (into, doc, words) => {
    const at = Math.max(0, Math.min(...words.map((word) => doc.body.indexOf(word)).filter((place) => place >= 0)));
    const from = Number.isFinite(at) && at > 60 ? doc.text.indexOf(" ", at - 60) + 1 : 0;
    const piece = doc.text.slice(from, from + 180).replace(/\s\S*$/, "");
    let rest = piece;
    while (rest) {
      const low = fold(rest);
      const next = words.map((word) => [low.indexOf(word), word.length]).filter(([place]) => place >= 0).sort((a, b) => a[0] - b[0])[0];
      if (!next || low.length !== rest.length) break;
      into.append(rest.slice(0, next[0]));
      add(into, "mark", rest.slice(next[0], next[0] + next[1]));
      rest = rest.slice(next[0] + next[1]);
    }
    into.prepend(from ? "… " : "");
    into.append(`${rest} …`);
  };

  const show = (docs, words) => {
    const hits = docs.map((doc) => score(doc, words)).filter((hit) => hit.points);
    hits.sort((a, b) => b.points - a.points || a.away - b.away || b.often - a.often);
    const say = box.dataset;
    const template = !hits.length ? say.none : hits.length === 1 ? say.one : hits.length > MOST ? say.first : say.many;
    count.textContent = template.replace("{n}", Math.min(hits.length, MOST)).replace("{m}", hits.length);
    for (const { doc } of hits.slice(0, MOST)) {
      const item = add(found, "li", "");
      add(item, "a", doc.title).href = doc.location;
      const [page, place] = [titles[doc.page], places[doc.page]];
      add(item, "small", !place || page.includes(place) ? page : `${page}, ${place}`);
      snippet(add(item, "p", ""), doc, words);
    }
  };

  const look = async () => {
    const typed = input.value;
    const words = fold(typed).split(/\s+/).filter((word) => word.length > 1);
    const docs = await load().catch(() => null);
    if (typed !== input.value) return;
    found.replaceChildren();
    count.textContent = docs ? "" : box.dataset.broken;
    if (docs && words.length) show(docs, words);
  };

  box.hidden = false;
  input.addEventListener("focus", look, { once: true });
  input.addEventListener("input", look);
})();
