/* What scorm.js tells, in the words of SCORM 1.2 (Run-Time Environment 3.3 and 3.4). */
(() => {
  "use strict";

  let api;
  const get = (name) => String(api.LMSGetValue(name) ?? "");
  const set = (name, value) => api.LMSSetValue(name, String(value));
  const clock = (...parts) => parts.map((number) => String(Math.floor(number)).padStart(2, "0")).join(":");
  let lines; // how many interactions the platform has

  window.platform = {
    begin(find) {
      api = find("API");
      if (!api || String(api.LMSInitialize("")) !== "true") return null;
      const mode = get("cmi.core.lesson_mode");
      const writes = mode !== "browse" && mode !== "review"; // some platforms leave the mode unset
      const status = get("cmi.core.lesson_status");
      return { writes, status, best: parseFloat(get("cmi.core.score.raw")), kept: get("cmi.suspend_data") };
    },
    save({ status, score, kept, finished }) {
      if (score !== null) {
        set("cmi.core.score.min", 0);
        set("cmi.core.score.max", 100);
        set("cmi.core.score.raw", score);
      }
      set("cmi.core.lesson_status", status);
      if (kept.length <= 4096) set("cmi.suspend_data", kept);
      set("cmi.core.exit", finished ? "" : "suspend"); // also in time for a crash, which must not end the attempt
    },
    commit: () => api.LMSCommit(""),
    result({ id, points, share }) {
      lines ??= parseInt(get("cmi.interactions._count"), 10) || 0;
      const line = `cmi.interactions.${lines}`;
      const now = new Date();
      set(`${line}.id`, id);
      set(`${line}.time`, clock(now.getHours(), now.getMinutes(), now.getSeconds()));
      set(`${line}.weighting`, points);
      set(`${line}.result`, share === 1 ? "correct" : share ? share.toFixed(2) : "wrong");
      lines += 1;
    },
    end(seconds, writes) {
      if (writes) {
        set("cmi.core.session_time", clock(seconds / 3600, (seconds / 60) % 60, seconds % 60));
        api.LMSCommit("");
      }
      api.LMSFinish("");
    },
  };
})();
