// The board of claims: filters, and two switches for date and rule. The table stands in the page and works without it.
"use strict";

function boardOf(box) {
  const words = JSON.parse(box.dataset.words), outcomes = Object.keys(words);
  const table = box.querySelector("table"), caption = table.caption;
  const claims = [...table.tBodies[0].rows].map(row => ({
    row, ...row.dataset, kinds: row.dataset.kinds.split(" "), verdicts: JSON.parse(row.dataset.verdicts),
    cells: { written: row.querySelector("[data-label='When written']"), today: row.querySelector("[data-label='Today']") },
  }));
  const make = (tag, properties = {}, ...children) => {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
  };
  const dates = { written: "when written", today: "today" };
  const rules = { own: "the course's", mild: "the mildest", hard: "the hardest" };

  const values = pick => [...new Set(claims.flatMap(pick))].sort();
  const titles = Object.fromEntries(claims.map(claim => [claim.lesson, `${claim.lesson} ${claim.title}`]));
  const filters = {
    lesson: ["Lesson", values(claim => claim.lesson).map(value => [value, titles[value]])],
    kind: ["Type", values(claim => claim.kinds).map(value => [value, value])],
    verdict: ["Verdict", outcomes.map(value => [value, words[value]])],
    confidence: ["Confidence", ["high", "medium", "low"].map(value => [value, value])],
    standing: ["Standing", ["settled", "provisional"].map(value => [value, value])],
  };
  const chooser = (name, [label, options]) => make("label", {}, `${label} `, make("select", { name },
    make("option", { value: "", textContent: "all" }),
    ...options.map(([value, text]) => make("option", { value, textContent: text }))));
  const switcher = (name, label, options, chosen) => make("fieldset", {}, make("legend", { textContent: label }),
    ...Object.entries(options).map(([value, text]) => make("label", {},
      make("input", { type: "radio", name, value, defaultChecked: value === chosen }), ` ${text}`)));

  const said = make("output");
  const form = make("form", { className: "ai-filters" },
    switcher("date", "Date", dates, "today"), switcher("rule", "Rule", rules, "own"),
    ...Object.entries(filters).map(([name, filter]) => chooser(name, filter)),
    make("button", { type: "reset", textContent: "Show all" }));
  const lanes = make("div", { className: "ai-lanes" });
  form.addEventListener("submit", event => event.preventDefault());

  const asked = () => Object.fromEntries(new FormData(form));
  const fits = (claim, ask, verdict) =>
    (!ask.lesson || claim.lesson === ask.lesson) && (!ask.kind || claim.kinds.includes(ask.kind)) &&
    (!ask.verdict || verdict === ask.verdict) && (!ask.confidence || claim.confidence === ask.confidence) &&
    (!ask.standing || claim.standing === ask.standing);
  const tile = (claim, ask, [then, now]) => {
    const other = ask.date === "today" ? then : now;
    const verdict = ask.date === "today" ? now : then;
    const notes = [
      claim.standing === "provisional" ? "provisional" : "",
      other !== verdict ? `${ask.date === "today" ? "was" : "now"} ${words[other]}` : "",
    ].filter(Boolean).join("; ");
    return make("li", {}, make("a", { href: `#${claim.claim.toLowerCase()}` }, make("b", { textContent: claim.claim }), ` ${claim.name}`),
      ...(notes ? [make("small", { textContent: ` ${notes}` })] : []));
  };

  function draw() {
    const ask = asked(), held = Object.fromEntries(outcomes.map(outcome => [outcome, []]));
    let shown = 0, moved = 0;
    claims.forEach(claim => {
      const pair = claim.verdicts[ask.rule], verdict = pair[ask.date === "today" ? 1 : 0];
      claim.cells.written.textContent = words[pair[0]];
      claim.cells.today.textContent = words[pair[1]];
      const fit = fits(claim, ask, verdict);
      claim.row.hidden = !fit;
      if (!fit) return;
      shown += 1;
      moved += pair.join() !== claim.verdicts.own.join();
      held[verdict].push(tile(claim, ask, pair));
    });
    lanes.replaceChildren(...outcomes.map(outcome => make("section", {},
      make("h2", { className: "ai-lane", textContent: `${words[outcome]}: ${held[outcome].length}` }), make("ul", {}, ...held[outcome]))));
    said.textContent = `${shown} of ${claims.length} claims, ${dates[ask.date]}, by ${rules[ask.rule]} rule` +
      (moved ? `; ${moved} of them have another verdict than by the course's rule.` : ".");
    caption.textContent = `The same as a table, by ${rules[ask.rule]} rule`;
    const query = new URLSearchParams(Object.entries(ask).filter(([name, value]) =>
      value && !(name === "date" && value === "today") && !(name === "rule" && value === "own")));
    try { history.replaceState(null, "", (query.size ? `?${query}` : location.pathname) + location.hash); } catch { /* a page opened as a file */ }
  }

  // An address can hold a choice: ?date=written&rule=hard&lesson=06
  new URLSearchParams(location.search).forEach((value, name) => {
    const field = form.elements[name];
    const known = field instanceof RadioNodeList ? [...field].some(radio => radio.value === value)
      : field?.options && [...field.options].some(option => option.value === value);
    if (known) field.value = value;
  });
  form.addEventListener("input", draw);
  form.addEventListener("reset", () => setTimeout(draw));
  box.prepend(form, said, lanes);
  draw();
}

document.querySelectorAll(".ai-board").forEach(boardOf);
