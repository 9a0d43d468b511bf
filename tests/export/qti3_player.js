/* Plays an item in the QTI 3 player of 1EdTech's certified list: `play` ends an attempt with these responses, `show`
   leaves the item on the page for a person to answer, and `end` ends that. */
{
  let player, done;
  const SESSION = { show_feedback: true, max_attempts: 0, validate_responses: false };
  const BUILT_IN = ["numAttempts", "duration"].map((identifier) => ({ identifier, cardinality: "single", value: 0, state: null }));
  const VARIABLES = { contextVariables: [], templateVariables: [], outcomeVariables: [], validationMessages: [] };

  const mount = (xml, responses, ready) => {
    document.body.innerHTML = "<div id=app></div>";
    const state = { identifier: "x", guid: "1", ...VARIABLES, responseVariables: [...BUILT_IN, ...(responses ?? [])] };
    const configuration = { guid: "1", status: "interacting", sessionControl: SESSION, ...(responses && { state }) };
    new Vue({
      components: { player: qti3Player },
      template: '<player @notifyQti3PlayerReady="load" @notifyQti3ItemReady="ready" @notifyQti3EndAttemptCompleted="ended"/>',
      methods: {
        load: (found) => (player = found).loadItemFromXml(xml, configuration),
        ready: () => setTimeout(ready),
        ended: ({ state }) => done(Object.fromEntries(state.outcomeVariables.map(({ identifier, value }) => [identifier, value]))),
      },
    }).$mount("#app");
  };

  window.end = () => new Promise((resolve) => {
    done = resolve;
    player.endAttempt("end");
  });
  window.show = (xml) => new Promise((resolve) => mount(xml, null, () => resolve(true)));
  window.play = (xml, responses) => new Promise((resolve) => mount(xml, responses, () => end().then(resolve)));
}
