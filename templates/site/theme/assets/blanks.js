/* Fills the blanks of a page with the details that this device was asked to keep: as text, never as markup. */
(() => {
  const text = (value) => (typeof value == "string" && value.length <= 200 ? value : "");
  const linked = (text, href) => {
    if (!href) return text;
    const link = document.createElement("a");
    link.href = href;
    link.textContent = text;
    return link;
  };

  /* What calls or writes; "" where nothing does. The rules, with their reasons, are those of coursekit/model/reach.py. */
  const short = (group) => /^(000|101|105|111|112|911|999)$/.test(group);
  const keepsZero = (country) => /^(\+|00)? ?(39|225|241|242|378|379)$/.test(country);
  const dialled = (typed) => {
    const text = typed
      .replace(/[\uff01-\uff5e]/g, (sign) => sign.normalize("NFKC"))
      .replace(/[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, "")
      .replace(/[\u2010-\u2015\u2212]/g, "-")
      .replace(/\s/g, " ")
      .trim()
      .replace(/^\+ /, "+")
      .replace(/^\(?\+\(?(\d{1,3})\)/, "+$1 ")
      .replace(/^\(0\)/, "0 ")
      .replace(/^((\+|00)[\d ]+?) ?\(0\)/, (_, country) => country + (keepsZero(country) ? "0" : " "))
      .replace(/^([^(]*)\((?!0\))(\d+)\)/, "$1 $2 ")
      .replace(/ +/g, " ")
      .trim();
    const [, digits, extension] = text.match(/^(\+?\d+(?:[ .-]?\d+)*)(?:[ ,;]*\(?(?:x|ext|extn|extension)[.:=]? ?(\d{1,6})\)?)?$/i) ?? [];
    if (!digits) return "";
    const [abroad] = digits.match(/^(\+|0?011[ .-]|00(?!0$)[ .-]?)/) ?? [""];
    const groups = digits.slice(abroad.length).split(/[ .-]/);
    const number = groups.join("");
    const [first, second] = groups;
    if (
      number.length > 15 ||
      number.length < (abroad ? 7 : 2) ||
      (/[.-] ?\d{1,2}$/.test(digits) && (!/([.-])\d\d\1\d\d$/.test(digits) || number.length < 8)) ||
      (short(groups.at(-1)) && groups.slice(0, -1).join("").length > 9)
    )
      return "";
    if (abroad) {
      const [code] = number.match(/^([17]|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|\d{3})/);
      const next = number[code.length];
      if (number[0] == 0 || (code == 1 ? next < 2 : next == 0 && !keepsZero(code))) return "";
    } else if (second && short(first) && (number.length < 7 || second[0] == 0 || groups.every(short))) return "";
    return `tel:${digits.replace(/[ .-]/g, "")}` + (extension ? `;ext=${extension}` : "");
  };
  const mailed = (typed) =>
    typed.length <= 254 && /^[\w+'-]+(\.[\w+'-]+)*@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/i.test(typed)
      ? `mailto:${typed}`
      : "";

  let school;
  try {
    school = JSON.parse(localStorage.getItem(`trusted-adult ${new URL(".", location)} school`));
  } catch {}
  if (school?.v !== 1) return;
  for (const blank of document.querySelectorAll("[data-blank]")) {
    const kept = school[blank.dataset.blank];
    const [name, phone, email, hours] = ["name", "phone", "email", "hours"].map((part) => text(kept?.[part]));
    if (text(kept)) blank.append(kept);
    else if (name || phone || email) {
      /* Each by itself: a name in letters from the right would turn a number beside it round. */
      const apart = [name, linked(phone, dialled(phone)), linked(email, mailed(email)), hours].flatMap((part) => {
        const own = document.createElement("bdi");
        own.append(part);
        return [own, " "];
      });
      blank.replaceChildren(...apart);
    } else continue;
    blank.hidden = false;
    blank.className = "";
  }
})();
