/* Shows what this site has kept on the device, and forgets all of it at one press. Every word stands in the page. */
(() => {
  const PREFIX = "trusted-adult.";
  const COPY = "trusted-adult.copy";
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
    const names = keys().map((key) => list.dataset[key.split(".")[1]] ?? list.dataset.other);
    if (copied) names.push(list.dataset.copy);
    list.replaceChildren(...names.map((name) => Object.assign(document.createElement("li"), { textContent: name })));
    list.hidden = !names.length;
    box.querySelector(".device__none").hidden = Boolean(names.length);
    forget.hidden = !names.length;
    copy.hidden = !canCopy || copied;
  };

  forget.addEventListener("click", async () => {
    for (const key of keys()) localStorage.removeItem(key);
    if (canCopy) {
      for (const worker of await navigator.serviceWorker.getRegistrations()) await worker.unregister();
      await caches.delete(COPY);
    }
    await show();
    status.textContent = status.dataset.forgotten;
  });

  copy.addEventListener("click", async () => {
    status.textContent = status.dataset.working;
    try {
      const { installing } = await navigator.serviceWorker.register("sw.js");
      await new Promise((done, failed) => {
        if (!installing) return done();
        installing.addEventListener("statechange", () => {
          if (installing.state === "activated") done();
          if (installing.state === "redundant") failed();
        });
      });
      status.textContent = status.dataset.copied;
    } catch {
      await caches.delete(COPY);
      status.textContent = status.dataset.failed;
    }
    await show();
  });

  show().catch(() => {}); // a browser that keeps nothing has nothing to show
})();
