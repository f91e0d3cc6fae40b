// Three small repairs and one form. No library, no request.
"use strict";

// ipywidgets calls the MathJax 2 interface, which MathJax 3 no longer has.
document.addEventListener("DOMContentLoaded", () => { if (window.MathJax) window.MathJax.Hub = { Queue() {} }; });

// Handles of sliders get the name of their label; wide tables can be scrolled from the keyboard.
const name = () => {
  document.querySelectorAll(".noUi-handle:not([aria-label])").forEach(handle => {
    const label = handle.closest(".jupyter-widgets")?.querySelector(".widget-label");
    if (label) handle.setAttribute("aria-label", label.textContent);
  });
};
new MutationObserver(name).observe(document, { childList: true, subtree: true });

// A guess stays in this browser, and is shown again beside the fact.
const key = id => "ai-ambitions:" + id;
const stored = id => { try { return JSON.parse(localStorage.getItem(key(id))); } catch { return null; } };
document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll(".ai-predict[data-ask]").forEach((box, index) => {
    const ask = JSON.parse(box.dataset.ask);
    const form = document.createElement("form");
    const field = document.createElement("fieldset");
    const legend = document.createElement("legend");
    legend.textContent = "Your guess" + (ask.unit ? ` (${ask.unit})` : "");
    legend.style.fontSize = "1em";
    field.append(legend);
    if (ask.choices.length) {
      ask.choices.forEach((choice, i) => {
        const label = document.createElement("label");
        const radio = Object.assign(document.createElement("input"), { type: "radio", name: "guess", value: choice, id: `guess-${index}-${i}` });
        label.style.display = "block";
        label.append(radio, " " + choice);
        field.append(label);
      });
    } else {
      const number = Object.assign(document.createElement("input"), { type: "text", name: "guess", inputMode: "decimal" });
      number.setAttribute("aria-label", "Your guess, a number");
      field.append(number);
    }
    const button = Object.assign(document.createElement("button"), { type: "submit", textContent: "Commit my guess" });
    const said = document.createElement("output");
    form.append(field, button, said);
    form.addEventListener("submit", event => {
      event.preventDefault();
      const guess = new FormData(form).get("guess")?.trim();
      const good = guess && (ask.choices.length || !Number.isNaN(Number(guess.replace(/,/g, ""))));
      said.textContent = good ? `Noted: ${guess}. Read on.` : ask.choices.length ? "Choose an answer first." : "Write a number first.";
      if (good) { try { localStorage.setItem(key(ask.key), JSON.stringify(guess)); } catch { /* private mode: not kept */ } show(); }
    });
    box.append(form);
  });
  show();
});
function show() {
  document.querySelectorAll(".ai-reveal[data-key]").forEach(box => {
    const guess = stored(box.dataset.key);
    if (guess === null) return;
    let line = box.querySelector(".ai-guess");
    if (!line) { line = Object.assign(document.createElement("p"), { className: "ai-guess" }); box.append(line); }
    line.textContent = `You guessed ${guess}.`;
  });
}

// The theme's fold-outs in the list of pages have an icon and no name.
document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll("nav summary, .toctree-toggle").forEach(fold => {
    if (!fold.textContent.trim()) fold.setAttribute("aria-label", "Show the pages below " + (fold.closest("li")?.querySelector("a")?.textContent.trim() ?? ""));
  });
});
