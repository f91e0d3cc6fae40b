// The search page. Pagefind's index is fetched in pieces, from this site only, once something is asked for.
"use strict";

const GROUPS = [
  ["lesson", "Lessons"], ["course", "Claims, words and the course"], ["exercise", "Exercises"], ["table", "Tables"],
  ["teacher", "For teachers"],
];
const AT_FIRST = 5; // of each kind; the rest on request
const SPELLINGS = [
  ["license", "licence"], ["licenses", "licences"], ["program", "programme"], ["center", "centre"], ["defense", "defence"],
  ["labor", "labour"], ["analyze", "analyse"], ["organization", "organisation"],
];
const HAN = "\u2e80-\u9fff\uf900-\ufaff";

// What is asked, in every way in which the pages write it. Each Chinese character is a word of the index: in a row they are one.
function asked(text) {
  const words = text.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const ways = words.reduce((made, word) => {
    const group = SPELLINGS.find(pair => pair.includes(word)) ?? [word];
    return made.flatMap(before => group.map(way => [...before, way]));
  }, [[]]).slice(0, 8).map(way => way.join(" "));
  const apart = way => way.replace(new RegExp(`([${HAN}])(?=[${HAN}])`, "g"), "$1 ");
  return ways.map(way => new RegExp(`^[${HAN}\\s]{2,}$`).test(way) ? `"${apart(way)}"` : apart(way));
}
const together = html => html.replace(
  new RegExp(`(?<=[${HAN}](?:</mark>)?) (?=(?:<mark>)?[${HAN}])`, "g"), "").replaceAll("</mark><mark>", "");

async function found(pagefind, ways, kind) {
  const best = new Map();
  for (const way of ways) {
    for (const result of (await pagefind.search(way, { filters: { kind } })).results) {
      if (!best.has(result.id) || best.get(result.id).score < result.score) best.set(result.id, result);
    }
  }
  return [...best.values()].sort((a, b) => b.score - a.score);
}

function line(data, home) {
  const item = document.createElement("li"), link = document.createElement("a"), said = document.createElement("p");
  link.href = new URL(data.raw_url, home);
  link.textContent = together(`${data.meta.number ?? ""} ${data.meta.title}`.trim());
  said.innerHTML = together(data.excerpt);
  item.append(link, said);
  const parts = data.sub_results.filter(part => part.url.includes("#") && !/^verdict-/.test(part.anchor?.id ?? "")).slice(0, 3);
  if (parts.length) {
    const places = document.createElement("p");
    places.className = "ai-places";
    parts.forEach(part => {
      const place = document.createElement("a");
      place.href = new URL(data.raw_url + "#" + part.anchor.id, home);
      place.textContent = together(part.title);
      places.append(place, " ");
    });
    item.append(places);
  }
  return item;
}

async function answer(form) {
  const told = document.getElementById("ai-found"), box = document.querySelector(".ai-results");
  const home = new URL(document.documentElement.dataset.content_root, location.href);
  const text = (new URLSearchParams(location.search).get("q") ?? "").trim();
  form.querySelector("input").value = text;
  if (!text) { form.querySelector("input").focus(); return; }
  told.textContent = "Searching …";
  let pagefind;
  try {
    pagefind = await import("../pagefind/pagefind.js");
    await pagefind.init();
  } catch {
    told.textContent = location.protocol === "file:"
      ? "The search works where the pages are served. In the folder of the site: python3 -m http.server, then open the address it names."
      : "The index of the search could not be fetched. Try again, or use the lists of lessons, tables and words.";
    return;
  }
  const ways = asked(text);
  let sum = 0;
  for (const [kind, heading] of GROUPS) {
    const results = await found(pagefind, ways, kind);
    if (!results.length) continue;
    sum += results.length;
    const section = document.createElement("section"), head = document.createElement("h2"), list = document.createElement("ol");
    head.textContent = `${heading} (${results.length})`;
    section.append(head, list);
    const add = async some => list.append(...(await Promise.all(some.map(result => result.data()))).map(data => line(data, home)));
    await add(results.slice(0, AT_FIRST));
    if (results.length > AT_FIRST) {
      const more = document.createElement("button");
      more.type = "button";
      more.textContent = `Show ${results.length - AT_FIRST} more`;
      more.addEventListener("click", () => { more.remove(); add(results.slice(AT_FIRST)); });
      section.append(more);
    }
    box.append(section);
  }
  told.textContent = sum
    ? `${sum} page${sum > 1 ? "s" : ""} found for \u201c${text}\u201d.`
    : `No page found for \u201c${text}\u201d. Try fewer or shorter words.`;
}

document.querySelectorAll("form.ai-search").forEach(answer);
