// A figure's rows as a file, made here from the table that is shown; the picture as it stands after the last move; and on a
// phone, where there is no drawing for its width, the same at its own size in a box that scrolls.
"use strict";

const plain = text => {
  const words = text.replace(/\s+/g, " ").trim();
  return /^[-+]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(words) ? words.replaceAll(",", "") : words; // a number, for programs
};
const quoted = text => /[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
function enlargeable(figure, image, take) {
  const larger = Object.assign(document.createElement("button"), { type: "button", className: "ai-larger", textContent: "Enlarge" });
  larger.setAttribute("aria-pressed", "false");
  larger.addEventListener("click", () => {
    const large = figure.classList.toggle("ai-large"), box = image.parentElement;
    larger.setAttribute("aria-pressed", String(large));
    if (large) box.setAttribute("tabindex", "0"); else box.removeAttribute("tabindex"); // what scrolls can be scrolled by keyboard
  });
  const drawn = Object.assign(document.createElement("div"), { className: "ai-drawn" });
  image.replaceWith(drawn);
  drawn.append(image);
  take.prepend(larger, " ");
}
function offered(take) {
  const figure = take.closest(".ai-figure"), link = take.querySelector("a");
  const image = figure.querySelector("img"), name = link.getAttribute("download").replace(/\.svg$/, "");
  link.addEventListener("click", () => { link.href = image.getAttribute("src"); });
  if (image.parentElement.tagName !== "PICTURE") enlargeable(figure, image, take);
  const shown = () => figure.querySelector("details:not(.ai-roots) table");
  if (!shown()) return;
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: "Take its table (CSV)" });
  button.addEventListener("click", () => {
    const rows = [...shown().rows].map(row => [...row.cells].map(cell => quoted(plain(cell.textContent))).join(","));
    const file = URL.createObjectURL(new Blob(["\ufeff" + rows.join("\r\n") + "\r\n"], { type: "text/csv" }));
    Object.assign(document.createElement("a"), { href: file, download: `${name}.csv` }).click();
    setTimeout(() => URL.revokeObjectURL(file), 1000);
  });
  take.append(" \u00b7 ", button);
}
document.querySelectorAll(".ai-take").forEach(offered);
