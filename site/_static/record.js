// The reader's own record: what this browser holds of all lessons. What was asked stands in the page; nothing leaves the browser.
// A file that is taken along has the form of the notebooks' my-work/progress.json, so each can read the other's.
"use strict";

const SURE = [["a guess", 0.5], ["likely", 0.7], ["sure", 0.9]];
const many = (count, one, more = one + "s") => `${count} ${count === 1 ? one : more}`;
const list = items => element("ul", {}, ...items.map(item => element("li", {}, ...[item].flat())));
const folded = (summary, ...inside) => element("details", {}, element("summary", { textContent: summary }), ...inside);

// All that is kept, by what was asked, and apart from it what no question of today asks any more.
function gathered(asked) {
  const known = new Set(["reading"]);
  const lessons = asked.map(({ guesses, sets, ...lesson }) => ({
    ...lesson,
    guesses: guesses.map(ask => {
      [ask.key, ask.key + ":shown", ask.key + ":after"].forEach(id => known.add(id));
      const first = firstGuess(ask), gone = first ? outgrown(ask, first) : "";
      const judged = first && ask.fact && !gone;
      return { ask, first, gone, right: judged ? isRight(first.guess, first.within ?? ask.within, ask.fact) : null,
        shown: stored(ask.key + ":shown") === true, after: stored(ask.key + ":after") };
    }),
    sets: sets.map(set => {
      [set.key, set.key + ":order"].forEach(id => known.add(id));
      const named = set.questions.map(question => question.name);
      const kept = stored(set.key) ?? {};
      const given = set.test ? earlierAnswers(kept, named, set.questions.map(question => question.options)) : kept;
      const past = Object.entries(kept).filter(([name, text]) => !named.includes(name) && !named.some(one => given[one] === text));
      return { ...set, past, answers: set.questions.map(question => {
        const answer = given[question.name], there = question.options.includes(answer);
        return { question, answer, there, right: set.test || !there ? null : answer === question.right };
      }) };
    }),
  }));
  let ids = [];
  try { ids = Object.keys(localStorage).filter(key => key.startsWith(PREFIX)).map(key => key.slice(PREFIX.length)); } catch { /* nothing is kept */ }
  return { lessons, ids: ids.filter(id => id), past: ids.filter(id => id && !known.has(id)).sort() };
}

// Of the guesses of each confidence, how many came out right: the words of practice/progress.py.
function judged(lessons) {
  const all = lessons.flatMap(lesson => lesson.guesses).filter(({ right, first }) => right !== null && first.confidence);
  return SURE.map(([word, size]) => {
    const these = all.filter(({ first }) => first.confidence === size);
    return { word, size, count: these.length, right: these.filter(guess => guess.right).length };
  }).filter(({ count }) => count).reverse();
}
function calibrationTold(levels) {
  if (!levels.length) return "";
  const told = levels.map(({ word, count, right }) => `of ${count} called \u201c${word}\u201d, ${right} right`);
  return `Your guesses: ${told.join("; ")}. Well judged would be ${levels.map(({ size }) => Math.round(size * 10)).join(", ")} in 10.`;
}
function chart(levels) {
  const width = 340, height = 270, left = 62, right = 16, top = 14, bottom = 44;
  const x = size => left + (size - 0.4) / 0.6 * (width - left - right), y = share => height - bottom - share * (height - top - bottom);
  const draw = (tag, attributes, text = "") => {
    const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
    Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, value));
    made.textContent = text;
    return made;
  };
  const words = (text, attributes) => draw("text", { "font-size": 12.5, fill: "currentColor", ...attributes }, text);
  const line = attributes => draw("line", { stroke: "currentColor", ...attributes });
  const svg = draw("svg", { role: "img", viewBox: `0 0 ${width} ${height}`, class: "ai-calibration",
    "aria-label": `How sure you were, and how often you were right. ${calibrationTold(levels)}` });
  [0, 0.5, 1].forEach(share => svg.append(
    line({ x1: left, x2: width - right, y1: y(share), y2: y(share), "stroke-opacity": 0.2 }),
    words(`${share * 10} in 10`, { x: left - 8, y: y(share) + 4, "text-anchor": "end" })));
  svg.append(line({ x1: x(0.4), y1: y(0.4), x2: x(1), y2: y(1), "stroke-dasharray": "5 4", "stroke-opacity": 0.7 }),
    line({ x1: left + 8, x2: left + 36, y1: y(1) + 16, y2: y(1) + 16, "stroke-dasharray": "5 4", "stroke-opacity": 0.7 }),
    words("well judged", { x: left + 42, y: y(1) + 20 }),
    words("how sure you said you were", { x: (left + width - right) / 2, y: height - 6, "text-anchor": "middle" }));
  SURE.forEach(([word, size]) => svg.append(words(word, { x: x(size), y: height - bottom + 18, "text-anchor": "middle" })));
  levels.forEach(({ size, count, right: good }) => {
    const [low, high] = wilson(good, count);
    svg.append(line({ x1: x(size), x2: x(size), y1: y(low), y2: y(high), "stroke-width": 3, "stroke-opacity": 0.35 }),
      draw("circle", { cx: x(size), cy: y(good / count), r: 5.5, class: "ai-point" }),
      words(`${good} of ${count}`, { x: x(size) + 10, y: y(good / count) + 4 - 14 * (good / count > 0.9 ? -1 : 0) }));
  });
  return svg;
}

function guessTold({ ask, first, gone, right, shown, after }) {
  const answer = ask.fact ? `${asFact(ask.fact.actual, ask.fact)} ${ask.unit}`.trim() : "";
  const said = [];
  if (first) {
    said.push(`${toldGuess(ask, first)}. `, gone || (ask.fact ? `${beside(first.guess, first.within ?? ask.within, ask.fact)} The answer: ${answer}.` : ""));
  } else {
    said.push(`Shown without a guess: ${answer}.`);
    if (after) said.push(` Guessed afterwards, which does not count: ${toldGuess(ask, after)}.`);
  }
  return [element("b", { textContent: ask.question }), element("br"), ...said];
}
function answersTold({ test, key, before, answers }) {
  const given = answers.filter(({ answer }) => answer !== undefined);
  const right = given.filter(one => one.right).length, gone = given.filter(({ there }) => !there).length;
  const head = test ? `${before ? "The same test afterwards" : "Test before learning"}: ${given.length} of ${answers.length} answered`
    : `Questions \u201c${key.slice(3)}\u201d: ${given.length} of ${answers.length} answered, ${right} right at first`;
  return folded(head + (gone ? `; ${many(gone, "answer")} of an earlier edition` : ""),
    list(given.map(({ question, answer, there, right: good }) => [
      element("b", { textContent: question.text }), element("br"),
      !there ? `${CHANGED(answer)} So this is neither right nor wrong.`
        : test ? answer : good ? `${answer} (right)` : `${answer} (not quite; right is \u201c${question.right}\u201d)`,
    ])),
    ...(test ? [element("p", { textContent: before
      ? "The lesson\u2019s page sets it beside the first test, and says which are right." : "Which are right is told in the lessons; the last one that is here asks the same again." })] : []));
}
function lessonTold({ number, title, page, guesses, sets }) {
  const made = guesses.filter(({ first, shown }) => first || shown);
  const answered = sets.filter(({ answers }) => answers.some(({ answer }) => answer !== undefined));
  if (!made.length && !answered.length) return [];
  const open = guesses.length - made.length;
  return [element("section", {},
    element("h3", {}, element("a", { href: page, textContent: `${number} ${title}` })),
    ...(made.length ? [list(made.map(guessTold))] : []),
    ...answered.map(answersTold),
    ...(open ? [element("p", {}, element("small", { textContent: `${many(open, "guess", "guesses")} of this lesson still open.` }))] : []))];
}
function pastTold({ lessons, past }) {
  const items = past.map(id => {
    const value = stored(id), question = value?.question ? `\u201c${value.question}\u201d` : id;
    return `${question}: ${value?.guess ?? (typeof value === "object" ? JSON.stringify(value) : value)}`;
  }).concat(lessons.flatMap(({ sets }) => sets.flatMap(set => set.past.map(([name, text]) => `\u201c${name}\u201d: ${text}`))));
  return items.length ? [element("section", {}, element("h2", { textContent: "Of an earlier edition" }),
    element("p", { textContent: "These questions are no longer asked, or are asked in other words. What you answered is kept, and is neither right nor wrong." }),
    list(items))] : [];
}

// The form of my-work/progress.json. Which answers of a test before learning are right is left to the last lesson.
function asProgress({ lessons, past }) {
  const made = { predictions: {}, reveals: {}, after_reveal: {}, quizzes: {}, pretests: {}, posttests: {}, earlier: {} };
  const entry = (ask, { guess, confidence, within, question }) => ({ question: question ?? ask.question, guess, unit: ask.unit,
    ...(typeof confidence === "number" ? { confidence } : {}), ...(typeof guess === "number" ? { within: within ?? ask.within } : {}) });
  lessons.forEach(({ guesses, sets }) => {
    guesses.forEach(({ ask, first, gone, right, shown, after }) => {
      if (first) made.predictions[ask.key] = entry(ask, first);
      if (after) made.after_reveal[ask.key] = entry(ask, after);
      if (ask.fact && !gone && (first || shown)) {
        made.reveals[ask.key] = { actual: ask.fact.actual, ...(first ? { guess: first.guess, right } : {}),
          ...(first && typeof first.confidence === "number" ? { confidence: first.confidence } : {}) };
      }
    });
    sets.forEach(({ key, test, before, answers, past: gone }) => {
      const kind = before ? "posttests" : test ? "pretests" : "quizzes", under = before ? `${before} try 1` : key;
      answers.filter(({ answer }) => answer !== undefined).forEach(({ question, answer, there, right }) => {
        made[kind][`${under}: ${question.name}`] =
          { question: question.text, answer, ...(test ? { options: question.options.length } : there ? { right } : {}) };
      });
      gone.forEach(([name, text]) => { made.earlier[`${key}: ${name}`] = { answer: text }; });
    });
  });
  past.forEach(id => { made.earlier[id] = { kept: stored(id) }; });
  return made;
}
// Take in such a file; what this browser has stays, since the first answer counts. Says how much was taken, or why nothing was.
function takenIn(text, asked) {
  let given;
  try { given = JSON.parse(text); } catch { return "This file is no JSON, so nothing was taken in. Choose one that this page or a notebook wrote."; }
  const kinds = ["predictions", "reveals", "after_reveal", "quizzes", "pretests", "posttests", "earlier"];
  const whole = value => value !== null && typeof value === "object" && !Array.isArray(value);
  if (!whole(given) || !kinds.some(kind => whole(given[kind]))) {
    return "This file is no record of this course, so nothing was taken in. Choose one that this page or a notebook wrote.";
  }
  let taken = 0, stayed = 0, unread = 0;
  const put = (id, value) => { if (stored(id) === null) { keep(id, value); taken += 1; } else stayed += 1; };
  const each = (kind, take) => whole(given[kind]) && Object.entries(given[kind]).forEach(([key, entry]) => {
    if (!whole(entry) || take(key, entry) === false) unread += 1;
  });
  const guess = (id, { guess: said, confidence, within, question }) => {
    const sound = (typeof said === "string" || Number.isFinite(said)) && Number.isFinite(confidence);
    return sound && put(id, { guess: said, confidence, ...(Number.isFinite(within) ? { within } : {}), ...(typeof question === "string" ? { question } : {}) });
  };
  each("predictions", guess);
  each("after_reveal", (key, entry) => guess(key + ":after", entry));
  each("reveals", (key, entry) => { if (entry.guess === undefined && stored(key) === null && stored(key + ":shown") === null) keep(key + ":shown", true); });
  const answer = (name, { answer: text }) => {
    const [, key, again, question] = name.match(/^([0-9]{2}-[a-z0-9-]+)( try 1)?: ([^]+)$/) ?? [];
    const set = again ? asked.flatMap(({ sets }) => sets).find(({ before }) => before === key)?.key : key;
    if (!set || typeof text !== "string") return false;
    const answers = stored(set) ?? {};
    if (question in answers) stayed += 1; else { keep(set, { ...answers, [question]: text }); taken += 1; }
  };
  each("quizzes", answer);
  each("pretests", answer);
  // A page knows one try, the first: it is the one that tells something.
  each("posttests", (key, entry) => / try 1: /.test(key) ? answer(key, entry) : true);
  each("earlier", (key, entry) => "kept" in entry ? put(key, entry.kept) : answer(key, entry));
  return `Taken in: ${many(taken, "answer")}.` + (stayed ? ` ${stayed} that this browser had stayed as they were, since the first answer counts.` : "") +
    (unread ? ` ${unread} could not be taken in.` : "");
}

function recordOf(box) {
  const asked = JSON.parse(box.dataset.asked), said = element("output"), shown = element("div");
  const draw = () => {
    const held = gathered(asked), levels = judged(held.lessons), guesses = held.lessons.flatMap(lesson => lesson.guesses).filter(({ first }) => first);
    const told = held.lessons.flatMap(lessonTold);
    if (!told.length && !held.past.length) {
      shown.replaceChildren(element("p", { textContent: keepsNothing()
        ? "This browser keeps nothing for these pages: a private window, or storage is switched off. What you answer in a lesson counts until you leave its page, and cannot be shown here."
        : "Nothing is kept in this browser yet. Guess in a lesson, then come back." }));
      return;
    }
    const table = element("table", { className: "ai-table" });
    table.innerHTML = "<thead><tr><th scope=\"col\">You said</th><th scope=\"col\">Guesses</th><th scope=\"col\">Right</th><th scope=\"col\">Chance alone</th></tr></thead>";
    table.append(element("tbody", {}, ...levels.map(({ word, size, count, right }) => element("tr", {},
      ...[`${word} (${Math.round(size * 10)} in 10)`, count, right, wilson(right, count).map(share => `${Math.round(share * 100)}%`).join(" to ")]
        .map(text => element("td", { textContent: text }))))));
    shown.replaceChildren(
      element("h2", { textContent: "How well you judge what you know" }),
      ...(levels.length ? [element("p", { textContent: calibrationTold(levels) }), chart(levels),
        element("p", {}, element("small", { textContent: "A dot on the broken line is well judged; above it you were right more often than you said, below it less often. The bar behind a dot shows how far chance alone may move it (Wilson\u2019s 95% interval, lesson 10): few guesses, long bars." })),
        folded("The data behind this figure", table)]
        : [element("p", { textContent: guesses.length ? "None of your guesses can be judged in this edition." : "Guesses with a confidence are set beside the facts here." })]),
      element("h2", { textContent: "By lesson" }), ...told, ...pastTold(held));
  };
  const save = element("button", { type: "button", textContent: "Take it along (JSON)" });
  save.addEventListener("click", () => {
    const file = URL.createObjectURL(new Blob([JSON.stringify(asProgress(gathered(asked)), null, 1) + "\n"], { type: "application/json" }));
    element("a", { href: file, download: "progress.json" }).click();
    setTimeout(() => URL.revokeObjectURL(file), 1000);
  });
  const input = element("input", { type: "file", accept: ".json,application/json" });
  input.addEventListener("change", async () => {
    if (!input.files.length) return;
    said.textContent = takenIn(await input.files[0].text(), asked);
    input.value = "";
    draw();
  });
  const wipe = element("button", { type: "button", textContent: "Delete everything" });
  wipe.addEventListener("click", () => {
    if (!confirm("Delete all guesses and answers that this browser keeps of the course? This cannot be undone.")) return;
    try { gathered(asked).ids.forEach(id => localStorage.removeItem(PREFIX + id)); } catch { /* nothing was kept */ }
    unkept.clear();
    draw();
    said.textContent = "Everything was deleted.";
  });
  box.append(shown, element("h2", { textContent: "Take it along, or delete it" }),
    element("p", { className: "ai-own" }, save, " ", element("label", {}, "Take in a file: ", input), " ", wipe), said);
  draw();
  addEventListener("pageshow", event => { if (event.persisted) draw(); }); // come back to, with the arrow
}

document.addEventListener("DOMContentLoaded", () => document.querySelectorAll(".ai-record[data-asked]").forEach(recordOf));
