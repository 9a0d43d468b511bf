/* Two kinds of fingerprint of a drawing: SHA-256 of its dots, and the difference hash, which compares each dot of a
   tiny copy with its neighbour. Nothing is loaded or sent. */
(() => {
  const box = document.querySelector(".demo");
  const [first, second] = box.querySelectorAll("canvas");
  const inputs = [...box.querySelectorAll("input")];
  const SIDE = 72;
  const NEAR = 10; // bits of 64 that may differ between two copies of one picture

  const house = (pen) => {
    pen.fillRect(14, 32, 40, 30);
    pen.beginPath();
    pen.moveTo(8, 34);
    pen.lineTo(34, 12);
    pen.lineTo(60, 34);
    pen.fill();
    pen.fillStyle = "#ddd";
    pen.fillRect(20, 44, 11, 18);
    pen.fillStyle = "#888";
    pen.beginPath();
    pen.arc(61, 12, 7, 0, 7);
    pen.fill();
  };

  const tree = (pen) => {
    pen.fillRect(33, 40, 7, 26);
    pen.fillStyle = "#777";
    pen.beginPath();
    pen.arc(36, 28, 20, 0, 7);
    pen.fill();
  };

  const draw = (canvas, change) => {
    const pen = canvas.getContext("2d", { willReadFrequently: true });
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.filter = "none";
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, SIDE, SIDE);
    const scale = change.size / 100;
    pen.setTransform(scale, 0, 0, scale, 0, 0);
    pen.fillStyle = "#345";
    (change.tree ? tree : house)(pen);
    pen.setTransform(1, 0, 0, 1, 0, 0);
    const dots = pen.getImageData(0, 0, SIDE, SIDE);
    dots.data.forEach((value, at) => at % 4 < 3 && (dots.data[at] = value + Number(change.light)));
    pen.putImageData(dots, 0, 0);
    pen.fillStyle = "#567";
    if (change.dot) pen.fillRect(3, 3, 1, 1);
    if (change.mark) pen.fillRect(4, 64, 22, 3);
    return pen.getImageData(0, 0, SIDE, SIDE).data;
  };

  const hex = (numbers) => [...numbers].map((number) => number.toString(16).padStart(2, "0")).join("");

  const exact = async (dots) =>
    crypto.subtle ? hex(new Uint8Array(await crypto.subtle.digest("SHA-256", dots))).slice(0, 16) : null;

  // Mean light of each of nine by eight fields of the inked part; each of 64 bits says whether a field is darker than the next.
  const seen = (dots, size) => {
    const span = (SIDE * size) / 100;
    const field = (column, row) => {
      let sum = 0;
      let count = 0;
      for (let y = Math.floor((row * span) / 8); y < ((row + 1) * span) / 8; y++)
        for (let x = Math.floor((column * span) / 9); x < ((column + 1) * span) / 9; x++) {
          sum += dots[(y * SIDE + x) * 4];
          count++;
        }
      return sum / count;
    };
    return Array.from({ length: 64 }, (_, bit) =>
      Number(field(bit % 8, Math.floor(bit / 8)) < field((bit % 8) + 1, Math.floor(bit / 8)) - 1),
    );
  };

  const bytes = (bits) => Array.from({ length: 8 }, (_, row) => parseInt(bits.slice(row * 8, row * 8 + 8).join(""), 2));

  const show = async () => {
    const change = Object.fromEntries(inputs.map((input) => [input.name, input.type === "range" ? input.value : input.checked]));
    const pictures = [draw(first, { size: 100, light: 0 }), draw(second, change)];
    const bits = [seen(pictures[0], 100), seen(pictures[1], change.size)];
    const differ = bits[0].filter((bit, at) => bit !== bits[1][at]).length;
    const prints = await Promise.all(pictures.map(exact));
    const say = box.dataset;
    box.querySelectorAll("[data-exact]").forEach((cell, at) => (cell.textContent = prints[at] ?? say.none));
    box.querySelectorAll("[data-seen]").forEach((cell, at) => (cell.textContent = hex(bytes(bits[at]))));
    box.querySelector(".demo__exact").textContent = prints[0] === prints[1] ? say.exactSame : say.exactOther;
    box.querySelector(".demo__seen").textContent = (differ <= NEAR ? say.near : say.far).replace("{n}", differ);
  };

  box.querySelector("button").addEventListener("click", () => {
    for (const input of inputs) {
      input.checked = false;
      input.value = input.defaultValue;
    }
    show();
  });
  for (const input of inputs) input.addEventListener("input", show);
  box.querySelector(".demo__without").hidden = true;
  box.querySelector(".demo__try").hidden = false;
  show();
})();
