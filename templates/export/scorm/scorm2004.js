/* What scorm.js tells, in the words of SCORM 2004 4th Edition (Run-Time Environment 3.3 and 4.2). */
(() => {
  "use strict";

  let api;
  const get = (name) => String(api.GetValue(name) ?? "");
  const set = (name, value) => api.SetValue(name, String(value));
  let lines; // how many interactions the platform has

  window.platform = {
    begin(find) {
      api = find("API_1484_11");
      if (!api || String(api.Initialize("")) !== "true") return null;
      const mode = get("cmi.mode");
      const success = get("cmi.success_status");
      return {
        writes: mode !== "browse" && mode !== "review",
        status: ["passed", "failed"].includes(success) ? success : get("cmi.completion_status"),
        best: Math.round(100 * parseFloat(get("cmi.score.scaled"))),
        mark: 100 * parseFloat(get("cmi.scaled_passing_score")), // an administrator may have changed it
        kept: get("cmi.suspend_data"),
      };
    },
    save({ status, score, kept, finished }) {
      if (score !== null) {
        set("cmi.score.min", 0);
        set("cmi.score.max", 100);
        set("cmi.score.raw", score);
        set("cmi.score.scaled", score / 100);
      }
      set("cmi.completion_status", finished || ["passed", "completed"].includes(status) ? "completed" : "incomplete");
      if (["passed", "failed"].includes(status)) set("cmi.success_status", status);
      if (kept.length <= 64000) set("cmi.suspend_data", kept);
      set("cmi.exit", "suspend"); // always: another launch would begin a new attempt with nothing in it (4.2.8)
    },
    commit: () => api.Commit(""),
    result({ id, points, share }) {
      lines ??= parseInt(get("cmi.interactions._count"), 10) || 0;
      const line = `cmi.interactions.${lines}`;
      set(`${line}.id`, id);
      set(`${line}.type`, "other");
      set(`${line}.timestamp`, new Date().toISOString().slice(0, 19));
      set(`${line}.weighting`, points);
      set(`${line}.result`, share === 1 ? "correct" : share ? share.toFixed(2) : "incorrect");
      lines += 1;
    },
    end(seconds, writes) {
      if (writes) {
        set("cmi.session_time", `PT${Math.floor(seconds)}S`);
        api.Commit("");
      }
      api.Terminate("");
    },
  };
})();
