/* The box of the search. What it knows comes at its first use, as scripts: a page from a disk may not fetch. */
(() => {
  const box = document.querySelector(".search");
  const [input, choice, now, count, found] = ["input", "select", ".search__now", ".search__count", ".search__found"].map((name) =>
    box.querySelector(name),
  );
  const say = box.dataset;
  const MOST = 10;
  const brought = new Map();
  const finders = new Map();
  let saying;

  const bring = (src) => {
    const load = (done, failed) => {
      const script = Object.assign(document.createElement("script"), { src, onload: done, onerror: failed });
      document.head.append(script);
    };
    if (!brought.has(src)) brought.set(src, new Promise(load));
    return brought.get(src);
  };

  // The place that the reader has chosen: in the address, or kept on this device. Only one that the site has.
  const chosen = () => {
    const isPlace = (slug) => slug && [...choice.options].some(({ value }) => value === slug);
    const addressed = [location.search, location.hash.replace("#", "?")].map((part) => new URLSearchParams(part).get("place"));
    let kept = null;
    try {
      kept = localStorage.getItem(`trusted-adult ${new URL(".", location)} place`);
    } catch {
      // a browser that keeps nothing
    }
    return [...addressed, kept].find(isPlace) ?? choice.value;
  };

  const finder = async (place) => {
    const slug = place || say.default;
    await Promise.all(["assets/finder.js", "search/all.js", `search/${slug}.js`].map(bring));
    if (!finders.has(slug)) finders.set(slug, window.finder.make(window.searched.all, window.searched[slug]));
    return finders.get(slug);
  };

  const add = (parent, tag, text) => parent.appendChild(Object.assign(document.createElement(tag), { textContent: text }));

  const link = (element, { phone, url, name }) => {
    element.href = phone ? `tel:${phone.replaceAll(" ", "")}` : url;
    element.textContent = [name, phone].filter(Boolean).join(" ");
  };

  // Whom to call, where the words tell of danger. Without a number of the place: the list of all countries.
  const warn = (danger, { emergency, crisis }) => {
    const [call, list, talk] = [".search__call", ".search__list", ".search__talk"].map((name) => now.querySelector(name));
    now.hidden = !danger;
    call.hidden = !emergency?.phone;
    list.hidden = !call.hidden;
    talk.hidden = !crisis;
    if (emergency?.phone) link(call, { phone: emergency.phone, name: say.call });
    if (crisis) link(talk.querySelector("a"), crisis);
  };

  const show = ({ url, title, label, page, local, excerpt }, place) => {
    const item = add(found, "li", "");
    const about = [label, page, local && place].filter(Boolean).join(" · ");
    if (about) add(item, "small", about);
    add(item, "a", title).href = url;
    if (!excerpt.length) return;
    const line = add(item, "p", "");
    for (const { text, mark } of excerpt) add(line, mark ? "mark" : "span", text);
  };

  // Once the typing stops: a screen reader is not to speak over every letter.
  const tell = (text) => {
    clearTimeout(saying);
    count.textContent = "";
    saying = setTimeout(() => (count.textContent = text), 400);
  };

  const told = (hits, danger) => {
    const line = !hits.length ? say.none : hits.length === 1 ? say.one : hits.length > MOST ? say.first : say.many;
    return `${danger ? say.danger : ""} ${line.replace("{n}", Math.min(hits.length, MOST))}`.trim();
  };

  const look = async () => {
    const [typed, place] = [input.value, choice.value];
    found.setAttribute("aria-busy", "true");
    const find = await finder(place).catch(() => null);
    if (typed !== input.value || place !== choice.value) return;
    found.replaceChildren();
    const { danger, hits } = find?.(typed) ?? { hits: [] };
    warn(danger, window.searched?.[place || say.default] ?? {});
    for (const hit of hits.slice(0, MOST)) show(hit(), place && choice.selectedOptions[0].text);
    tell(!find ? say.broken : typed.trim() ? told(hits, danger) : "");
    found.setAttribute("aria-busy", "false");
    document.dispatchEvent(new Event("links"));
  };

  choice.value = chosen();
  box.hidden = false;
  input.addEventListener("focus", look, { once: true });
  input.addEventListener("input", look);
  choice.addEventListener("change", () => {
    // Pages that have no version of their own for the place learn it from the address.
    history.replaceState(null, "", choice.value ? `?place=${choice.value}` : location.pathname);
    look();
  });
})();
