/* The completion slip, as docs/records.md describes it. */
const Slip = (() => {
  const FORMAT = "trusted-adult/completion-slip";

  /* SHA-256 (FIPS 180-4): browsers lend theirs to no page served without https. */
  const sha256 = (text) => {
    const fraction = (root) => ((root % 1) * 2 ** 32) | 0;
    const primes = [];
    for (let n = 2; primes.length < 64; n += 1) if (primes.every((prime) => n % prime)) primes.push(n);
    const K = primes.map((prime) => fraction(Math.cbrt(prime)));
    const H = primes.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)));
    const bytes = new TextEncoder().encode(text);
    const data = new DataView(new ArrayBuffer(((bytes.length + 72) >> 6) << 6));
    bytes.forEach((byte, at) => data.setUint8(at, byte));
    data.setUint8(bytes.length, 128);
    data.setUint32(data.byteLength - 4, bytes.length * 8);
    const turn = (word, ...by) => by.reduce((sum, n) => sum ^ (word >>> n) ^ (word << (32 - n)), 0);
    for (let block = 0; block < data.byteLength; block += 64) {
      const w = Array.from({ length: 16 }, (_, at) => data.getInt32(block + at * 4));
      let [a, b, c, d, e, f, g, h] = H;
      for (let at = 0; at < 64; at += 1) {
        if (at > 15) {
          const [x, y] = [w[at - 15], w[at - 2]];
          w[at] =
            (w[at - 16] + w[at - 7] + (turn(x, 7, 18) ^ (x >>> 3)) + (turn(y, 17, 19) ^ (y >>> 10))) | 0;
        }
        const one = h + turn(e, 6, 11, 25) + ((e & f) ^ (~e & g)) + K[at] + w[at];
        const two = turn(a, 2, 13, 22) + ((a & b) ^ (a & c) ^ (b & c));
        [a, b, c, d, e, f, g, h] = [(one + two) | 0, a, b, c, (d + one) | 0, e, f, g];
      }
      [a, b, c, d, e, f, g, h].forEach((word, at) => (H[at] = (H[at] + word) | 0));
    }
    return H.map((word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
  };

  const content = ({ id, course, date, name, modules }) => ({
    format: FORMAT, version: 1, id, course, date, name, modules: modules.map(({ id, title }) => ({ id, title })),
  });
  const check = (slip) => sha256(JSON.stringify(content(slip)));

  const sealed = (slip) => ({ ...content(slip), sha256: check(slip) });
  const write = (slip) => `${JSON.stringify(sealed(slip), null, 1)}\n`;

  const is = (value, longest) => typeof value === "string" && value.trim() !== "" && value.length <= longest;
  const whole = ({ id, course, date, name, modules }) =>
    /^[0-9a-f]{32}$/.test(id) && is(course, 40) && Tool.isDay(date) && is(name, 500) &&
    Array.isArray(modules) && modules.length > 0 && modules.every((module) => is(module?.id, 80) && is(module.title, 300));

  /* The slip that this value is, or in one word what is wrong with it. */
  const open = (slip) => {
    if (slip?.format !== FORMAT) return { wrong: "foreign" };
    if (slip.version > 1) return { wrong: "newer" };
    return whole(slip) && slip.version === 1 && slip.sha256 === check(slip) ? { slip: content(slip) } : { wrong: "damaged" };
  };

  /* The same of a file. */
  const read = async (file) => {
    let text, slip;
    if (file.size > 65536) return { wrong: "foreign" };
    try {
      text = await file.text();
    } catch {
      return { wrong: "unreadable" };
    }
    try {
      slip = JSON.parse(text);
    } catch {
      return { wrong: text.includes(FORMAT) ? "damaged" : "foreign" };
    }
    return open(slip);
  };

  const number = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

  return { write, sealed, open, read, number };
})();
