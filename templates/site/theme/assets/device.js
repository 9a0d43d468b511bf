/* Shows what this site has kept on the device, and forgets all of it at one press. Every word stands in the page. */
(() => {
  const ROOT = new URL(".", location).href; // other schools may be on this host, in other folders
  const PREFIX = `trusted-adult ${ROOT} `;
  const COPY = `${PREFIX}copy`;
  const box = document.querySelector(".device");
  const list = box.querySelector(".device__list");
  const status = box.querySelector(".device__status");
  const [forget, copy] = ["forget", "copy"].map((name) => box.querySelector(`[data-do="${name}"]`));
  // A copy needs a server: a page from a disk is one already.
  const canCopy = "serviceWorker" in navigator && "caches" in window && location.protocol.startsWith("http");

  const keys = () => Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
  const hasCopy = async () => canCopy && (await caches.has(COPY));

  const show = async () => {
    const copied = await hasCopy();
    const names = keys().map((key) => list.getAttribute(`data-${key.slice(PREFIX.length).split(".")[0]}`) ?? list.dataset.other);
    if (copied) names.push(list.dataset.copy);
    list.replaceChildren(...names.map((name) => Object.assign(document.createElement("li"), { textContent: name })));
    list.hidden = !names.length;
    box.querySelector(".device__none").hidden = Boolean(names.length);
    forget.hidden = !names.length;
    copy.hidden = !canCopy || copied;
  };

  const forgetCopy = async () => {
    for (const worker of await navigator.serviceWorker.getRegistrations()) {
      if (worker.scope === ROOT) await worker.unregister();
    }
    await caches.delete(COPY);
  };

  /* Settles when sw.js has copied everything, or has said that it cannot. */
  const copied = async () => {
    await navigator.serviceWorker.register("sw.js");
    const { active } = await navigator.serviceWorker.ready;
    const { port1, port2 } = new MessageChannel();
    active.postMessage("copy", [port2]);
    return new Promise((done, failed) => (port1.onmessage = ({ data }) => (data ? done() : failed())));
  };

  forget.addEventListener("click", async () => {
    for (const key of keys()) localStorage.removeItem(key);
    if (canCopy) await forgetCopy();
    await show();
    status.textContent = status.dataset.forgotten;
  });

  copy.addEventListener("click", async () => {
    status.textContent = status.dataset.working;
    try {
      await copied();
      status.textContent = status.dataset.copied;
    } catch {
      await forgetCopy();
      status.textContent = status.dataset.failed;
    }
    await show();
  });

  show().catch(() => {}); // a browser that keeps nothing has nothing to show
})();
