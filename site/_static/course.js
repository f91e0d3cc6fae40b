// Small repairs, and the forms of the lessons. No library, no request.
"use strict";

// What a reader enters stays in this browser: under "ai-ambitions:" and the id of the prediction, or of the set of questions.
// A course on another article that lies on the same host has a name of its own there (conf.py).
const PREFIX = `${globalThis.document?.documentElement?.dataset.course || "ai-ambitions"}:`;
const RECORD = document.currentScript?.src.replace(/_static\/course\.js.*$/, "record.html"); // the page that shows all of it
const unkept = new Map(); // where the browser keeps nothing (private mode), as long as the page is open
const stored = id => {
  if (unkept.has(id)) return unkept.get(id);
  try { return JSON.parse(localStorage.getItem(PREFIX + id)); } catch { return null; }
};
const keep = (id, value) => {
  try { localStorage.setItem(PREFIX + id, JSON.stringify(value)); } catch { unkept.set(id, value); }
};
function keepsNothing() {
  try {
    localStorage.setItem(PREFIX, "");
    localStorage.removeItem(PREFIX);
    return false;
  } catch { return true; }
}
const element = (tag, properties, ...children) => {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
};

// Numbers as people write them: the rules of practice/numbers.py, held by the same cases (tests/practice_numbers.json).
// Returns a number, or one line to ask back.
function readNumber(text, unit = "", limits = null) {
  const perCent = /\s*(?:%|per ?cent)$/i;
  let written = text.normalize("NFKC").replaceAll("\u2212", "-").trim().replace(/\s+/g, " ");
  written = written.replace(/^(?:about|around|roughly|approximately|approx\.?|circa|ca?\.|[~\u2248\u2243])\s*/i, "");
  if (unit && written.toLowerCase().endsWith(unit.toLowerCase())) {
    written = written.slice(0, -unit.length).trimEnd();
  } else if (perCent.test(written)) {
    if (unit && !perCent.test(unit)) return `This asks for a number (${unit}), not for a share in per cent.`;
    written = written.replace(perCent, "");
  }
  const unsure = written.match(/^([+-]?)([0-9]+)([.,])([0-9]+)$/);
  if (unsure) {
    const [, sign, whole, mark, rest] = unsure;
    const thousands = rest.length === 3 && whole.length <= 3 && whole[0] !== "0";
    if (thousands !== (mark === ",")) {
      const decimal = `${sign}${whole}.${rest.replace(/0+$/, "") || "0"}`;
      return `Do you mean ${decimal}${whole[0] === "0" ? "" : ` or ${sign}${whole}${rest}`}?`;
    }
  } else if (/^[+-]?[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?$/.test(written)) {
    return `Do you mean ${written.replaceAll(".", "").replace(",", ".")}?`;
  }
  if (/^[+-]?[1-9][0-9]{0,2}(?:(?:,[0-9]{3})+|(?: [0-9]{3})+|(?:['\u2019][0-9]{3})+)(?:\.[0-9]+)?$/.test(written)) {
    written = written.replace(/[, '\u2019]/g, "");
  }
  if (!/^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:e[+-]?[0-9]+)?$/i.test(written)) return "Write a number, such as 4800, first.";
  const number = Number(written);
  if (Math.abs(number) > 1e15) return "That is larger than anything counted here.";
  const of = unit.match(/^of ([0-9]+)$/);
  const [low, high] = limits ?? (of ? [0, Number(of[1])] : [-Infinity, Infinity]);
  if (number < low) return `The number cannot be below ${low}.`;
  if (number > high) return `The number cannot be above ${high}.`;
  return number;
}

// A guess beside the fact, in the words of practice/predict.py.
const SHARES = { 0.05: "a twentieth", 0.1: "a tenth", 0.2: "a fifth", 0.25: "a quarter", 0.5: "half" };
const asFact = (value, { digits }) => typeof value === "string" ? value
  : value.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits });
function gapOf(guess, fact) {
  const scale = 10 ** fact.digits;
  return (Math.round(guess * scale) - Math.round(fact.actual * scale)) / scale;
}
function isRight(guess, within, fact) {
  if (typeof guess === "string" || typeof fact.actual === "string") return guess === fact.actual;
  return !gapOf(guess, fact) || Math.abs(guess - fact.actual) <= within * Math.abs(fact.actual) * (1 + 1e-9);
}
function beside(guess, within, fact) {
  const right = isRight(guess, within, fact);
  if (typeof guess === "string" || typeof fact.actual === "string") {
    return `You guessed \u201c${guess}\u201d, ${right ? "as it is: right" : "which is not it"}.`;
  }
  const gap = gapOf(guess, fact);
  if (!gap) return `You guessed ${asFact(guess, fact)}, on the number: right.`;
  const far = `${asFact(Math.abs(gap), fact)} too ${gap > 0 ? "high" : "low"}`;
  if (!within) return `You guessed ${asFact(guess, fact)}: ${far}.`;
  const share = SHARES[within] ?? `${Math.round(within * 100)}%`;
  return `You guessed ${asFact(guess, fact)}: ${far}, ${right ? `within ${share}: right` : `more than ${share} away`}.`;
}

// Predictions: a form below each question. The first guess counts; one made after the answer was shown is kept apart.
const firstGuess = ask => {
  const kept = stored(ask.key);
  if (kept === null || typeof kept === "object") return kept;
  const guess = ask.choices.length ? kept : readNumber(String(kept), ask.unit); // the first edition kept what was typed
  return typeof guess === "string" && !ask.choices.length ? null : { guess, confidence: null };
};
// A question can change between two editions. Then a stored guess is told and neither right nor wrong.
function outgrown(ask, { guess, question }) {
  if (ask.choices.length && !ask.choices.includes(guess)) return "The options have changed since you answered, so this is neither right nor wrong.";
  if (!ask.choices.length && typeof guess === "string") return "The question has asked for a number since, so this is neither right nor wrong.";
  return question && question !== ask.question
    ? `It was asked in other words then (\u201c${question}\u201d), so this is neither right nor wrong.` : "";
}
const toldGuess = (ask, { guess, confidence }) => {
  const words = typeof guess === "string" ? guess : guess.toLocaleString("en-US", { maximumFractionDigits: 10 });
  const sure = ask.confidence.find(([, size]) => size === confidence);
  return words + (ask.unit ? " " + ask.unit : "") + (sure ? ", " + sure[0] : "");
};
function askFor(box, index) {
  const ask = JSON.parse(box.dataset.ask);
  const said = element("output");
  const first = firstGuess(ask);
  if (first) {
    const gone = outgrown(ask, first);
    said.textContent = gone ? `Of an earlier edition: ${toldGuess(ask, first)}. ${gone}` : `Your first guess counts: ${toldGuess(ask, first)}.`;
    box.append(said);
    openReveal(ask, first);
    return;
  }
  const field = element("fieldset", {}, element("legend", { textContent: "Your guess" + (ask.unit ? ` (${ask.unit})` : "") }));
  if (ask.choices.length) {
    box.querySelector(".ai-listed")?.remove(); // the buttons list them
    ask.choices.forEach((choice, i) => {
      const radio = element("input", { type: "radio", name: "guess", value: choice, id: `guess-${index}-${i}` });
      field.append(element("label", {}, radio, " " + choice));
    });
  } else {
    const number = element("input", { type: "text", name: "guess", inputMode: "decimal", autocomplete: "off" });
    number.setAttribute("aria-label", `A number: ${ask.question}`);
    field.append(number);
  }
  const sure = element("select", { name: "confidence" },
    ...ask.confidence.map(([words, size]) => element("option", { value: size, textContent: words })));
  const form = element("form", {}, field, element("label", {}, "How sure are you? ", sure),
    element("button", { type: "submit", textContent: "Commit my guess" }), said);
  form.addEventListener("submit", event => {
    event.preventDefault();
    const entered = new FormData(form);
    const text = (entered.get("guess") ?? "").trim();
    const guess = ask.choices.length ? text : readNumber(text, ask.unit, ask.limits);
    if (ask.choices.length ? !guess : typeof guess === "string") {
      said.textContent = ask.choices.length ? "Choose an answer first." : guess;
      return;
    }
    const entry = { guess, confidence: Number(entered.get("confidence")), within: ask.within, question: ask.question };
    if (stored(ask.key + ":shown")) {
      keep(ask.key + ":after", entry);
      said.textContent = "The answer was shown before this guess, so it is kept apart and does not count. Read on.";
    } else {
      keep(ask.key, entry);
      said.textContent = `Noted: ${toldGuess(ask, entry)}. Your first guess counts. Read on.`;
      openReveal(ask, entry);
    }
    box.append(said);
    form.remove();
    offerToClear();
  });
  box.append(form);
}

// Reveals are folded in the page itself, so that they are shut, and can be opened, without this script.
const factOf = box => JSON.parse(box.dataset.fact);
function openReveal(ask, entry) {
  const { guess, within } = entry;
  document.querySelectorAll(".ai-reveal[data-fact]").forEach(box => {
    const fact = factOf(box);
    if (fact.key !== ask.key || box.querySelector(".ai-guess")) return;
    const fold = box.querySelector("details");
    fold.open = true;
    fold.querySelector("summary").textContent = "The answer";
    fold.append(element("p", { className: "ai-guess", textContent: outgrown(ask, entry) || beside(guess, within ?? ask.within, fact) }));
  });
}
function watchReveal(box) {
  const { key } = factOf(box), fold = box.querySelector("details");
  fold.addEventListener("toggle", () => {
    if (fold.open && !box.querySelector(".ai-guess")) { keep(key + ":shown", true); offerToClear(); }
  });
}

const CHANGED = answer => `You answered \u201c${answer}\u201d; the options have changed since.`;

// Quizzes: the option opened first is the answer that counts; it is marked, and marked again at the next visit.
function watchQuiz(box) {
  const answers = stored(box.dataset.key) ?? {};
  box.prepend(element("p", {}, element("small", { textContent: "Open the option that you think is right. The one that you open first is the answer that counts." })));
  box.querySelectorAll(".ai-question").forEach(question => {
    const name = question.dataset.name, folds = [...question.querySelectorAll("details")];
    const texts = folds.map(fold => fold.querySelector("summary").textContent);
    const mark = place => {
      folds[place].querySelector("summary").append(element("b", { textContent: " \u2190 your answer" }));
      question.append(element("output", { textContent: "Your first answer counts. Read what is said of the others, too." }));
    };
    const before = texts.indexOf(answers[name]);
    if (before >= 0) { folds[before].open = true; mark(before); }
    else if (name in answers) question.append(element("output", { textContent: `${CHANGED(answers[name])} Read what is said of each.` }));
    folds.forEach((fold, place) => fold.addEventListener("toggle", () => {
      if (!fold.open || answers[name] !== undefined) return;
      answers[name] = texts[place];
      keep(box.dataset.key, answers);
      mark(place);
      offerToClear();
    }));
  });
}

// The same questions twice: nothing is explained before the answers are in, and an earlier visit's answers stay. The order of
// questions and options hangs on a seed, which is drawn anew until a first answer is kept: who only looks leaves no trace.
function shuffle(list, seed) {
  const items = [...list.children];
  let state = seed;
  const next = () => { state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff; return state / 0x7fffffff; };
  next();
  const lots = items.map(item => [next(), item]).sort((a, b) => a[0] - b[0]);
  list.append(...lots.map(([, item]) => item));
}
function askTest(box) {
  const order = box.dataset.key + ":order", seed = stored(order) ?? Math.floor(Math.random() * 2 ** 31);
  shuffle(box.querySelector("ol"), seed);
  box.querySelectorAll("ol > li > ul").forEach((list, index) => shuffle(list, seed + index + 1));
  const questions = [...box.querySelectorAll("ol > li")], { before } = box.dataset;
  const named = questions.map(item => item.dataset.name);
  const options = questions.map(item => [...item.querySelectorAll("ul > li")].map(option => option.textContent));
  const earlier = earlierAnswers(stored(box.dataset.key) ?? {}, named, options);
  const answers = { ...earlier };
  const said = element("output");
  const tell = () => {
    const still = named.flatMap((name, index) => name in answers ? [] : [index + 1]);
    const count = named.length - still.length;
    said.textContent = `${count} of ${named.length} answered` + (count && still.length ? `; still open: ${still.join(", ")}.` : ".") +
      (count && !keepsNothing() ? " Kept in this browser; at your next visit these first answers stay." : "") +
      (count && !before ? " The answers come in the lessons; the last one that is here asks the same again." : "");
    if (before && !still.length) said.textContent += ` ${resultOf(box, answers, stored(before) ?? {})}`;
  };
  questions.forEach((item, index) => {
    const name = named[index];
    const field = element("fieldset", {}, element("legend", { textContent: `${index + 1}. ${item.querySelector("p").textContent}` }));
    options[index].forEach(text => {
      const radio = element("input", {
        type: "radio", name: `${box.dataset.key}-${index + 1}`, value: text,
        checked: earlier[name] === text, disabled: name in earlier,
      });
      radio.addEventListener("change", () => { answers[name] = text; keep(order, seed); keep(box.dataset.key, answers); tell(); offerToClear(); });
      field.append(element("label", {}, radio, " " + text));
    });
    if (name in earlier && !options[index].includes(earlier[name])) field.append(element("p", { textContent: CHANGED(earlier[name]) }));
    item.replaceChildren(field);
  });
  box.querySelector("ol").classList.add("ai-asked");
  tell();
  box.append(said);
}
// Wilson's interval of 95 per cent, as in methods/chance.py: how far chance alone may have moved a share.
function wilson(right, count, z = 1.959963984540054) {
  const share = right / count, below = 1 + z * z / count;
  const middle = (share + z * z / (2 * count)) / below;
  const half = z / below * Math.sqrt(share * (1 - share) / count + z * z / (4 * count * count));
  return [Math.max(0, middle - half), Math.min(1, middle + half)];
}
// Both results against chance, each with Wilson's interval of 95 per cent, and what changed: as practice/twice.py tells them.
function resultOf(box, after, before) {
  const right = {};
  box.parentElement.querySelectorAll("li[data-right]").forEach(item => { right[item.dataset.name] = item.dataset.right; });
  const names = Object.keys(right), both = names.filter(name => name in before && name in after);
  const hits = (answers, of) => of.filter(name => answers[name] === right[name]).length;
  const told = (k, n) => `${k} of ${n} right (95 per cent interval ${wilson(k, n).map(end => Math.round(100 * end)).join(" to ")})`;
  const text = `Now: ${told(hits(after, names), names.length)}. Guessing gives ${names.length / 3} on average. `;
  if (!both.length) return `${text}You did not take the first test in this browser, so there is nothing to set beside it.`;
  const good = (answers, name) => answers[name] === right[name];
  const won = both.filter(name => good(after, name) && !good(before, name)).length;
  const lost = both.filter(name => good(before, name) && !good(after, name)).length, changed = won + lost, more = Math.max(won, lost);
  let ways = 0; // of as many tosses of a coin, those with so many heads or more
  for (let heads = more, choose = 1, k = 0; k <= changed; k += 1) { if (k >= heads) ways += choose; choose = choose * (changed - k) / (k + 1); }
  const often = ways / 2 ** changed;
  const coin = !changed ? "" : ` If each change were the toss of a coin, ${more} or more of ${changed} would go ${won >= lost ? "to right" : "to wrong"} ` +
    (often < 0.001 ? "fewer than one time in a thousand." : often < 0.1 ? `about one time in ${Math.round(1 / often)}.` : `in about ${Math.round(100 * often)} of 100 times.`);
  return `Before: ${told(hits(before, both), both.length)}. ${text}From wrong to right: ${won}. From right to wrong: ${lost}.${coin}`;
}
// The first edition kept answers by number, and questions have moved: an answer goes to the one question that has this option.
function earlierAnswers(kept, named, options) {
  const found = {};
  named.forEach(name => { if (name in kept) found[name] = kept[name]; });
  for (const [number, text] of Object.entries(kept)) {
    if (!/^[0-9]+$/.test(number)) continue;
    let fits = named.flatMap((_, index) => options[index].includes(text) ? [index] : []);
    if (fits.length > 1) fits = fits.filter(index => index === Number(number) - 1);
    fits.forEach(index => { found[named[index]] ??= text; });
  }
  return found;
}

// Whoever shares a computer can forget what was entered on this page.
const keptHere = () => [...document.querySelectorAll(".ai-predict[data-ask], .ai-quiz[data-key], .ai-pretest[data-key]")]
  .map(box => box.dataset.key ?? JSON.parse(box.dataset.ask).key)
  .flatMap(id => [id, id + ":shown", id + ":after", id + ":order"])
  .filter(id => stored(id) !== null);
function offerToClear() {
  if (!keptHere().length || document.querySelector(".ai-clear")) return;
  const button = element("button", { type: "button", textContent: "Clear my answers on this page" });
  button.addEventListener("click", () => {
    if (!confirm("Forget your guesses and answers on this page? They are kept in this browser only.")) return;
    try { keptHere().forEach(id => localStorage.removeItem(PREFIX + id)); } catch { /* nothing was kept */ }
    location.reload();
  });
  const line = element("p", { className: "ai-clear" }, button);
  if (RECORD) line.prepend(element("a", { href: RECORD, textContent: "All your guesses and answers" }), " ");
  (document.querySelector(".bd-article") ?? document.body).append(line);
}
// Said once, above the first form of a page.
function sayIfNothingIsKept() {
  const first = document.querySelector(".ai-predict[data-ask], .ai-quiz[data-key], .ai-pretest[data-key]");
  if (first && keepsNothing()) {
    first.before(element("p", { className: "ai-unkept", textContent: "This browser keeps nothing for these pages (a private window, or storage is switched off). What you enter counts until you leave this page." }));
  }
}

document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll(".ai-reveal[data-fact]").forEach(watchReveal);
  document.querySelectorAll(".ai-predict[data-ask]").forEach(askFor);
  document.querySelectorAll(".ai-quiz[data-key]").forEach(watchQuiz);
  document.querySelectorAll(".ai-pretest[data-key]").forEach(askTest);
  sayIfNothingIsKept();
  offerToClear();
});

// A citation is copied by a button; where the browser does not let it (a page opened as a file), it is marked, ready to be copied.
function offerCopy(text) {
  const button = element("button", { type: "button", textContent: "Copy" }), said = element("span", { ariaLive: "polite" });
  button.setAttribute("aria-label", text.tagName === "PRE" ? "Copy as BibTeX" : "Copy the citation");
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text.textContent);
      said.textContent = " copied";
    } catch {
      getSelection().selectAllChildren(text);
      said.textContent = " marked: copy it with your browser";
    }
  });
  text.after(button, said);
}
document.addEventListener("DOMContentLoaded", () => document.querySelectorAll(".ai-cite > p, .ai-cite > pre").forEach(offerCopy));

// The theme's fold-outs in the list of pages have an icon and no name.
document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll("nav summary").forEach(fold => {
    if (!fold.textContent.trim()) fold.setAttribute("aria-label", "Show the pages below " + (fold.closest("li")?.querySelector("a")?.textContent.trim() ?? ""));
  });
});

// On paper every page is light, whatever the screen shows.
addEventListener("beforeprint", () => {
  const root = document.documentElement, screen = root.dataset.theme;
  root.dataset.theme = "light";
  addEventListener("afterprint", () => { root.dataset.theme = screen; }, { once: true });
});
