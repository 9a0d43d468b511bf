/* The copy for when there is no network, only where the reader asked for it (see device.js).
   The network always comes first, so no page, and no help page above all, is older than it must be. */
const NAME = "trusted-adult.copy";

const wanted = ({ kind, path }) => ["page", "asset", "aggregate"].includes(kind) && !path.endsWith(".zip");

addEventListener("install", (event) => {
  const keep = async () => {
    const { outputs } = await (await fetch("build.json", { cache: "no-store" })).json();
    const copy = await caches.open(NAME);
    await copy.addAll(outputs.filter(wanted).map(({ path }) => new Request(path, { cache: "no-cache" })));
  };
  event.waitUntil(keep().then(() => skipWaiting()));
});

addEventListener("activate", (event) => event.waitUntil(clients.claim()));

addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== location.origin) return;
  const answer = async () => {
    const copy = await caches.open(NAME);
    try {
      const fresh = await fetch(request, { cache: "no-cache" }); // what the browser itself has kept may be old too
      if (fresh.ok && (await copy.match(request, { ignoreSearch: true }))) await copy.put(request, fresh.clone());
      return fresh;
    } catch (error) {
      const kept = await copy.match(request, { ignoreSearch: true });
      if (kept) return kept;
      throw error;
    }
  };
  event.respondWith(answer());
});
