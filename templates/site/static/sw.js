/* The copy for when there is no network, only where the reader asked for it (see device.js).

   The network comes first, and is believed where its bytes are those that copy.json names: a filter, a sign-in page or
   a failing server is no page of ours. Every visit compares the copy with copy.json as it is now. Each file is kept
   under its path and SHA-256, and the list that names them last, so the copy changes as a whole or not at all. */
const ROOT = registration.scope;
const NAME = `trusted-adult ${ROOT} copy`;
const LIST = `${ROOT}copy.json`;
const STALL = 3000; // ms without a byte: the reader waits
const PATIENCE = 30000; // nobody waits
const AT_ONCE = 8;
const DAY = 864e5;
const WEEK = 7 * DAY;

const keyOf = (path, sha) => new URL(`${path}?${sha}`, ROOT).href;

/* The whole answer to an address: an error where it stalls, or trickles for four times as long. */
const load = async (address, stall) => {
  const stop = new AbortController();
  const give = (time) => setTimeout(() => stop.abort(), time);
  const end = give(4 * stall);
  let pause = give(stall);
  try {
    const answer = await fetch(address, { cache: "no-cache", signal: stop.signal });
    const reader = answer.body.getReader();
    const pieces = [];
    for (let part; !(part = await reader.read()).done; pieces.push(part.value)) {
      clearTimeout(pause);
      pause = give(stall);
    }
    return { answer, bytes: await new Blob(pieces).arrayBuffer() };
  } finally {
    clearTimeout(pause);
    clearTimeout(end);
  }
};

const digest = async (bytes) => {
  const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...sum].map((byte) => byte.toString(16).padStart(2, "0")).join("");
};

/* An answer of our own: what came compressed or by a detour is neither any more. */
const whole = ({ answer, bytes }, status = answer.status) => {
  const headers = new Headers(answer.headers);
  for (const name of ["content-encoding", "content-length"]) headers.delete(name);
  return new Response(bytes, { status, headers });
};

/* The list as the site has it now: {files: path → SHA-256, checked: ms}. */
const list = async (stall) => {
  const { bytes } = await load(LIST, stall);
  const { format, files } = JSON.parse(new TextDecoder().decode(bytes));
  const sums = Object.values(files);
  if (format !== "trusted-adult/copy" || !sums.length || !sums.every((sha) => /^[0-9a-f]{64}$/.test(sha))) {
    throw new Error("copy.json is not ours");
  }
  return { files, checked: Date.now() };
};

/* The list of what is kept here, and when it was last the site's own. */
const kept = async () => (await caches.match(LIST, { cacheName: NAME }))?.json();

const fromCopy = async (path) => {
  const mine = await kept();
  const answer = mine && (await caches.match(keyOf(path, mine.files[path]), { cacheName: NAME }));
  return answer && { answer, checked: mine.checked };
};

/* Makes the copy what the list says. Nobody else changes it meanwhile. */
const renew = ({ files, checked }) =>
  navigator.locks.request(NAME, async () => {
    const copy = await caches.open(NAME);
    const wanted = new Map(Object.entries(files).map(([path, sha]) => [keyOf(path, sha), sha]));
    const there = new Set((await copy.keys()).map(({ url }) => url));
    const lacking = [...wanted].filter(([key]) => !there.has(key));
    const store = async ([key, sha]) => {
      const found = await load(key, PATIENCE);
      if ((await digest(found.bytes)) !== sha) throw new Error(`${key} is not what copy.json says`);
      await copy.put(key, whole(found, 200));
    };
    while (lacking.length) await Promise.all(lacking.splice(0, AT_ONCE).map(store));
    await copy.put(LIST, new Response(JSON.stringify({ files, checked })));
    for (const url of there) if (url !== LIST && !wanted.has(url)) await copy.delete(url);
  });

/* The list as the last visit found it: what a page loads is measured by the same. */
let now;
const visit = (event) => {
  now = list(STALL);
  event.waitUntil(now.then(renew).catch(() => {})); // the copy stays as it is
};

/* A folder is its index.html, and some hosts leave .html out. */
const pathOf = (address, files) => {
  const path = address.slice(ROOT.length).split(/[?#]/)[0] || "index.html";
  return [path, `${path}.html`].find((name) => Object.hasOwn(files, name));
};

/* The page with its note of how old it is: the words stand in the page, hidden. `changed`: the site has a newer one. */
const dated = async ({ answer, checked }, changed) => {
  const html = await answer.text();
  const age = Date.now() - checked; // below nothing, if the clock was set back
  const which = changed || !(age > -DAY && age < WEEK) ? "old" : "new";
  const [, lang] = html.match(/<html lang="([\w-]+)"/) ?? [];
  const day = new Date(checked).toLocaleDateString(lang, { dateStyle: "long" });
  const note = new RegExp(`(<p class="aged"[^>]* data-aged="${which}") hidden>([^]*?<time)></time>`);
  const { headers } = answer;
  const text = html
    .replace("</head>", '<link rel="stylesheet" href="assets/aged.css">\n</head>')
    .replace(note, `$1>$2 datetime="${new Date(checked).toJSON()}">${day}</time>`);
  return new Response(text, { headers });
};

/* Pages that came from the copy take all else from there, without waiting for the network again. */
const offline = new Set();

const answered = async ({ request, clientId, resultingClientId }) => {
  const mine = await kept();
  const path = mine && pathOf(request.url, mine.files);
  if (!path) return fetch(request);
  const isPage = request.mode === "navigate";
  let came;
  let changed = false;
  try {
    if (!isPage && offline.has(clientId)) throw new Error("its page came from the copy");
    came = await load(request.url, STALL);
    const sum = await digest(came.bytes);
    if (sum === mine.files[path]) return whole(came, 200);
    const { files } = await (now ??= list(STALL));
    if (!files[path] || files[path] === sum) return whole(came);
    changed = files[path] !== mine.files[path];
  } catch {} // no network, a stalled one, or one that is not ours: what has come so far counts for nothing
  const copy = await fromCopy(path);
  if (!copy) return came ? whole(came) : Response.error();
  if (!isPage) return copy.answer;
  if (resultingClientId) offline.add(resultingClientId);
  return path.endsWith(".html") ? dated(copy, changed) : copy.answer;
};

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));

addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(ROOT)) return;
  if (request.mode === "navigate") visit(event);
  event.respondWith(answered(event));
});

/* device.js asks for the copy, and hears whether it is whole. */
addEventListener("message", (event) => {
  const tell = (done) => event.ports[0].postMessage(done);
  const copied = list(PATIENCE).then(renew);
  event.waitUntil(copied.then(() => tell(true), () => tell(false)));
});
