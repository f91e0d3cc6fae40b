// Two ways to read a lesson. The choice is kept in this browser and holds for all lessons.
"use strict";

function readingOf(box) {
  const KEY = "ai-ambitions:reading", folds = [...document.querySelectorAll(".ai-code")];
  const follow = choice => {
    document.documentElement.dataset.reading = choice;
    folds.forEach(fold => { fold.open = choice === "code"; });
    box.querySelector(`[value=${choice}]`).checked = true;
  };
  let kept = null;
  try { kept = localStorage.getItem(KEY); } catch { /* a private window keeps nothing */ }
  follow(kept === "code" ? "code" : "text");
  box.hidden = false;
  box.addEventListener("change", event => {
    follow(event.target.value);
    try { localStorage.setItem(KEY, event.target.value); } catch { /* then it holds for this page */ }
  });
}

document.querySelectorAll(".ai-reading").forEach(readingOf);
