// A figure's rows as a file, made here from the table that is shown; the picture as it stands after the last move, also as PNG;
// and on a phone, where there is no drawing for its width, the same at its own size in a box that scrolls.
"use strict";

const plain = text => {
  const words = text.replace(/\s+/g, " ").trim();
  return /^[-+]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(words) ? words.replaceAll(",", "") : words; // a number, for programs
};
const quoted = text => /[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
function asButton(textContent, done) {
  const button = Object.assign(document.createElement("button"), { type: "button", textContent });
  button.addEventListener("click", done);
  return button;
}
function saved(blob, download) {
  const href = URL.createObjectURL(blob);
  Object.assign(document.createElement("a"), { href, download }).click();
  setTimeout(() => URL.revokeObjectURL(href), 1000);
}
function drawn(image) { // at twice its own size, for slides and documents that take no SVG
  const canvas = document.createElement("canvas"), pen = canvas.getContext("2d");
  canvas.width = 2 * image.naturalWidth; // of the drawing that is shown: a phone may show its own
  canvas.height = 2 * image.naturalHeight;
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas;
}
function enlargeable(figure, image, take) {
  const larger = Object.assign(document.createElement("button"), { type: "button", className: "ai-larger", textContent: "Enlarge" });
  larger.setAttribute("aria-pressed", "false");
  larger.addEventListener("click", () => {
    const large = figure.classList.toggle("ai-large"), box = image.parentElement;
    larger.setAttribute("aria-pressed", String(large));
    if (large) box.setAttribute("tabindex", "0"); else box.removeAttribute("tabindex"); // what scrolls can be scrolled by keyboard
  });
  const box = Object.assign(document.createElement("div"), { className: "ai-drawn" });
  image.replaceWith(box);
  box.append(image);
  take.prepend(larger, " ");
}
function offered(take) {
  const figure = take.closest(".ai-figure"), link = take.querySelector("a");
  const image = figure.querySelector("img"), name = link.getAttribute("download").replace(/\.svg$/, "");
  link.addEventListener("click", () => { link.href = image.getAttribute("src"); });
  if (image.parentElement.tagName !== "PICTURE") enlargeable(figure, image, take);
  const png = asButton("as PNG", async () => {
    await image.decode(); // a picture is fetched when the reader comes near, and may still be on its way
    drawn(image).toBlob(picture => saved(picture, `${name}.png`));
  });
  png.setAttribute("aria-label", "Take the picture as PNG");
  link.after(" \u00b7 ", png);
  const shown = () => figure.querySelector("details:not(.ai-roots) table");
  if (!shown()) return;
  png.after(" \u00b7 ", asButton("Take its table (CSV)", () => {
    const rows = [...shown().rows].map(row => [...row.cells].map(cell => quoted(plain(cell.textContent))).join(","));
    saved(new Blob(["\ufeff" + rows.join("\r\n") + "\r\n"], { type: "text/csv" }), `${name}.csv`);
  }));
}
document.querySelectorAll(".ai-take").forEach(offered);
