/* What scorm.js tells, as statements and documents of cmi5 (its specification's sections are in brackets). */
(() => {
  "use strict";

  const CMI5 = "https://w3id.org/xapi/cmi5/context";
  const VERBS = "http://adlnet.gov/expapi/verbs/";
  const OURS = "trusted-adult"; // the name of the document that keeps how far somebody has come
  const DONE = ["passed", "completed"];

  const given = new URLSearchParams(location.search); // [8.1]
  const [actor, registration, activityId] = ["actor", "registration", "activityId"].map((name) => given.get(name));
  const endpoint = given.get("endpoint")?.replace(/\/?$/, "/");
  const about = { agent: actor, activityId, registration };
  let token, launch;

  /* `keepalive`: what is sent while the page closes arrives all the same. */
  const ask = (path, query, body) =>
    fetch(`${endpoint}${path}?${new URLSearchParams(query)}`, {
      method: body === undefined ? "GET" : "POST",
      headers: { Authorization: `Basic ${token}`, "X-Experience-API-Version": "1.0.3", "Content-Type": "application/json" },
      body: body && JSON.stringify(body),
      keepalive: body !== undefined,
    });
  const read = async (answer) => (answer.ok ? answer.json() : {});

  /* Statements go out in their order, as many as there are by then. Of some it is not known whether they arrived: they go
     again under their ids, each alone, so that a store that has one already refuses no other with it. */
  const fresh = [];
  const unsure = [];
  let sending = false;
  const post = async (batch) => {
    try {
      const answer = await ask("statements", {}, batch);
      if (answer.status >= 500) unsure.push(...batch);
      return answer.status < 500;
    } catch {
      unsure.push(...batch); // no network
      return false;
    }
  };
  const send = async () => {
    if (sending) return;
    sending = true;
    let went = true;
    for (const each of unsure.splice(0)) went = (await post([each])) && went;
    while (went && fresh.length) went = await post(fresh.splice(0));
    sending = false;
  };
  const sendLast = () => { // the page closes: nothing is waited for
    for (const each of unsure.splice(0)) post([each]);
    post(fresh.splice(0));
  };

  const random = () => crypto.getRandomValues(new Uint8Array(1))[0];
  const uuid = () => "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (sign) => (sign ^ (random() & (15 >> (sign / 4)))).toString(16));
  const lasted = () => `PT${Math.floor((Date.now() - began) / 1000)}S`;
  const began = Date.now();

  const tell = (verb, { result, object = { objectType: "Activity", id: activityId }, categories = [], extensions = {} }) => {
    const context = structuredClone(launch.contextTemplate); // [10.2.1]
    const inside = (context.contextActivities ??= {});
    const known = (inside.category ?? []).filter(({ id }) => !categories.includes(id));
    if (categories.length) inside.category = [...known, ...categories.map((id) => ({ objectType: "Activity", id }))];
    context.extensions = { ...extensions, ...context.extensions };
    fresh.push({
      id: uuid(),
      timestamp: new Date().toISOString(),
      actor: JSON.parse(actor),
      verb: { id: VERBS + verb, display: { en: verb } },
      object,
      context: { ...context, registration },
      ...(result && { result }),
    });
    queueMicrotask(send);
  };
  const defined = (verb, result, extensions) => { // [9.3]
    const judged = result && ("success" in result || "completion" in result);
    const categories = [`${CMI5}/categories/cmi5`, ...(judged ? [`${CMI5}/categories/moveon`] : [])];
    tell(verb, { result, extensions, categories });
  };
  const judged = (success) => {
    const { masteryScore } = launch;
    const agrees = masteryScore === undefined || best / 100 >= masteryScore === success; // [9.5.1]
    const score = agrees && Number.isFinite(best) && { scaled: best / 100, raw: best, min: 0, max: 100 };
    const mastery = masteryScore === undefined ? {} : { [`${CMI5}/extensions/masteryscore`]: masteryScore };
    defined(success ? "passed" : "failed", { success, duration: lasted(), ...(score && { score }) }, mastery);
  };

  let [best, has, kept, failing] = [NaN, [], {}, false]; // `has`: what this registration has been told, each once [9.3]
  const once = (verb, say) => {
    if (has.includes(verb)) return;
    has.push(verb);
    say();
  };

  const keep = () => ask("activities/state", { ...about, stateId: OURS }, kept).catch(() => {}); // POST: no need to know the old one

  window.platform = {
    async begin() {
      if (!endpoint || !given.get("fetch")) return null;
      try {
        token = (await (await fetch(given.get("fetch"), { method: "POST" })).json())["auth-token"]; // [8.2]
        if (!token) return null; // it is given once: this is a page that was loaded again
        launch = await read(await ask("activities/state", { ...about, stateId: "LMS.LaunchData" }));
        await ask("agents/profile", { agent: actor, profileId: "cmi5LearnerPreferences" }); // [11.0]: it must be read
        kept = await read(await ask("activities/state", { ...about, stateId: OURS }));
      } catch {
        return null;
      }
      if (!launch.contextTemplate) return null;
      best = Number.isFinite(kept.best) ? kept.best : NaN;
      has = [].concat(kept.has ?? []).filter((verb) => [...DONE, "failed"].includes(verb));
      defined("initialized");
      const status = has.includes("passed") ? "passed" : has.includes("failed") ? "failed" : has.includes("completed") ? "completed" : "";
      return {
        writes: launch.launchMode !== "Browse" && launch.launchMode !== "Review", // [10.2.2]
        status, best, kept: JSON.stringify(kept), mark: 100 * launch.masteryScore, back: launch.returnURL,
      };
    },
    save({ status, score, kept: text, finished }) {
      best = score ?? best;
      if (finished || DONE.includes(status)) once("completed", () => defined("completed", { completion: true, duration: lasted() }));
      if (status === "passed") once("passed", () => judged(true));
      failing = status === "failed" && (failing || score !== null || !has.includes("failed"));
      kept = { ...JSON.parse(text), best: Number.isFinite(best) ? best : null, has };
    },
    commit() {
      keep();
      send();
    },
    result({ id, points, share }) { // a statement that cmi5 allows [7.1.3]
      const object = { objectType: "Activity", id: `${activityId}/${id}`, definition: { type: "http://adlnet.gov/expapi/activities/cmi.interaction", interactionType: "other" } };
      tell("answered", { object, result: { success: share === 1, score: { scaled: share, raw: share * points, min: 0, max: points } } });
    },
    /* Failed is said at the end: in one session there is one verdict, and until then a learner can try again [9.3]. */
    end(seconds, writes) {
      if (writes) {
        if (failing) {
          judged(false);
          if (!has.includes("failed")) has.push("failed");
        }
        keep();
      }
      defined("terminated", { duration: lasted() });
      sendLast();
    },
  };
})();
