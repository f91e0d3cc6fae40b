// Draws formulas once, when the site is built: a JSON list of [TeX, stands alone] in, a list of SVG with MathML out.
// So no page carries MathJax, and formulas are there without script. A fault in TeX ends it, with the formula's name.
"use strict";
const read = require("fs").readFileSync;

require("mathjax").init({ loader: { load: ["input/tex", "output/svg"] }, svg: { fontCache: "none" } }).then(MathJax => {
  const adaptor = MathJax.startup.adaptor;
  const drawn = JSON.parse(read(0, "utf8")).map(([tex, display]) => {
    const svg = adaptor.innerHTML(MathJax.tex2svg(tex, { display }));
    if (svg.includes("data-mjx-error")) throw new Error(`This formula cannot be drawn: ${tex}`);
    const words = MathJax.tex2mml(tex, { display }).replace(/\s*\n\s*/g, "");
    return svg.replace("<svg ", '<svg aria-hidden="true" focusable="false" ').replace(' role="img"', "") +
      words.replace("<math ", '<math class="ai-unseen" ');
  });
  process.stdout.write(JSON.stringify(drawn));
}).catch(error => {
  process.stderr.write(error.message ?? String(error));
  process.exit(1);
});
