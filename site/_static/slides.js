// Keys for the slides: arrows turn, N shows or hides the notes. Without script the page scrolls, and each note has its own fold.
"use strict";

const SLIDES = [...document.querySelectorAll("main > section[id]")];
const NOTES = [...document.querySelectorAll(".notes")];
const STEP = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 };

// The slide whose top lies nearest to the top of the window.
const here = () => SLIDES.reduce((best, slide, i) =>
  Math.abs(slide.getBoundingClientRect().top) < Math.abs(SLIDES[best].getBoundingClientRect().top) ? i : best, 0);

addEventListener("keydown", event => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  const at = here();
  if (event.key in STEP) {
    SLIDES[Math.min(SLIDES.length - 1, Math.max(0, at + STEP[event.key]))].scrollIntoView();
  } else if (event.key === "n" || event.key === "N") {
    const open = !NOTES.some(note => note.open);
    NOTES.forEach(note => { note.open = open; });
    SLIDES[at].scrollIntoView();
  } else return;
  event.preventDefault();
});
