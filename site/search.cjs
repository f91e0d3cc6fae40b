// Makes the index of the search with Pagefind, from the finished pages: node search.cjs FOLDER. Nothing of it is loaded before
// a reader searches, and no other host is asked.
"use strict";
const { readdirSync, readFileSync } = require("fs");
const { join, relative, sep } = require("path");

const out = process.argv[2];
const KINDS = [
  [/^sources\.html/, "table"], [/^lessons\//, "lesson"], [/^exercises\//, "exercise"], [/^data\//, "table"], [/^teachers\//, "teacher"],
];
const kindOf = path => (KINDS.find(([pattern]) => pattern.test(path)) ?? [null, "course"])[1];
const pages = folder => readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
  const path = join(folder, entry.name);
  if (entry.isDirectory()) return entry.name.startsWith("_") || ["pagefind", "slides", "handouts"].includes(entry.name) ? [] : pages(path);
  return /\.html$/.test(entry.name) && !/^(404|search|genindex)\.html$/.test(entry.name) ? [path] : [];
});

// Chinese is written without spaces, and Pagefind finds words: each character becomes one, and search.js asks for them in a row.
const apart = html => html.replace(/([\u2e80-\u9fff\uf900-\ufaff])(?=[\u2e80-\u9fff\uf900-\ufaff])/g, "$1 ");
// Sphinx names a section, and Pagefind looks for the name on its heading.
const named = html => html.replace(/<section id="([^"]+)">((?:\s*<span id="[^"]*"><\/span>)*\s*<h[1-6])>/g, '<section>$2 id="$1">');

(async () => {
  const { createIndex, close } = await import("pagefind");
  const { index, errors } = await createIndex({
    rootSelector: "article.bd-article",
    excludeSelectors: [".headerlink", ".ai-code", ".ai-reading", "script", "noscript", ".math svg", ".ai-address", ".ai-controls"],
    forceLanguage: "en",
    maxFragments: 40,
  });
  if (errors.length) throw new Error(errors[0]);
  for (const path of pages(out)) {
    const url = relative(out, path).split(sep).join("/");
    const kind = kindOf(url), number = kind === "lesson" ? url.match(/\/(\d+)-/)[1] : "";
    const content = named(apart(readFileSync(path, "utf8"))).replace(/<\/t[hd]>/g, " $&")
      .replace('<article class="bd-article">', `$&<span data-pagefind-filter="kind:${kind}" data-pagefind-meta="number:${number}"></span>`);
    const done = await index.addHTMLFile({ url, content });
    if (done.errors.length) throw new Error(`${url}: ${done.errors[0]}`);
  }
  const written = await index.writeFiles({ outputPath: join(out, "pagefind") });
  if (written.errors.length) throw new Error(written.errors[0]);
  await close();
})().catch(error => {
  process.stderr.write(error.message ?? String(error));
  process.exit(1);
});
