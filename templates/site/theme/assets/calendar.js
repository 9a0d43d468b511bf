/* The steps of a plan as days in a calendar (RFC 5545). The title is seen by anybody, so it is neutral. */
const Calendar = (() => {
  const text = (words) => words.replace(/[\\;,]/g, "\\$&").replaceAll("\n", "\\n");

  /* Lines of at most 75 octets; a continuation begins with a space (section 3.1). */
  const folded = (line) => {
    const bytes = (part) => new TextEncoder().encode(part).length;
    const lines = [""];
    for (const sign of line) {
      if (bytes(lines.at(-1) + sign) > 75) lines.push(" ");
      lines[lines.length - 1] += sign;
    }
    return lines.join("\r\n");
  };

  const digits = (day) => day.replaceAll("-", "");
  const after = (day) => new Date(Date.parse(day) + 864e5).toJSON().slice(0, 10);
  /* The same step has the same name, so that a newer file replaces it. */
  const name = (title, review) => `${review}-${[...title].reduce((sum, sign) => (sum * 31 + sign.codePointAt()) >>> 0, 7)}`;

  /* `steps` are {title, step, who, by}. */
  const write = (steps, { review, course, sayEvent }) => {
    const stamp = new Date().toJSON().replace(/[-:]|\.\d+/g, "");
    const events = steps.flatMap(({ title, step, who, by }) => [
      "BEGIN:VEVENT", `UID:${name(title, review)}@trusted-adult.invalid`, `DTSTAMP:${stamp}`,
      `DTSTART;VALUE=DATE:${digits(by)}`, `DTEND;VALUE=DATE:${digits(after(by))}`, `SUMMARY:${text(sayEvent)}`,
      `DESCRIPTION:${text([step, who].filter(Boolean).join("\n"))}`, "TRANSP:TRANSPARENT", "END:VEVENT",
    ]);
    const head = ["BEGIN:VCALENDAR", "VERSION:2.0", `PRODID:-//Trusted Adult//${course}//EN`, "METHOD:PUBLISH"];
    return [...head, ...events, "END:VCALENDAR", ""].map(folded).join("\r\n");
  };

  return { write };
})();
