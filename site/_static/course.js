// Three small repairs and two forms. No library, no request.
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
const keep = (id, value) => { try { localStorage.setItem(key(id), JSON.stringify(value)); } catch { /* private mode: not kept */ } };
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
      if (good) { keep(ask.key, guess); show(); }
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

// A test before learning: answers are kept in this browser, nothing is explained, and an earlier visit's answers stay.
document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll(".ai-pretest[data-key]").forEach(box => {
    const earlier = stored(box.dataset.key) ?? {};
    const answers = { ...earlier };
    const questions = [...box.querySelectorAll("ol > li")];
    const said = document.createElement("output");
    const tell = () => {
      const count = Object.keys(answers).length;
      said.textContent = `${count} of ${questions.length} answered.` +
        (count ? " Kept in this browser. The answers come in the lessons; the last lesson asks the same questions again." : "");
    };
    questions.forEach((item, index) => {
      const number = index + 1;
      const field = document.createElement("fieldset");
      const legend = document.createElement("legend");
      legend.textContent = `${number}. ${item.querySelector("p").textContent}`;
      field.append(legend);
      item.querySelectorAll("ul > li").forEach(option => {
        const label = document.createElement("label");
        const radio = Object.assign(document.createElement("input"), {
          type: "radio", name: `${box.dataset.key}-${number}`, value: option.textContent,
          checked: earlier[number] === option.textContent, disabled: number in earlier,
        });
        radio.addEventListener("change", () => { answers[number] = radio.value; keep(box.dataset.key, answers); tell(); });
        label.append(radio, " " + option.textContent);
        field.append(label);
      });
      item.replaceChildren(field);
    });
    box.querySelector("ol").classList.add("ai-asked");
    tell();
    box.append(said);
  });
});

// The theme's fold-outs in the list of pages have an icon and no name.
document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll("nav summary, .toctree-toggle").forEach(fold => {
    if (!fold.textContent.trim()) fold.setAttribute("aria-label", "Show the pages below " + (fold.closest("li")?.querySelector("a")?.textContent.trim() ?? ""));
  });
});
