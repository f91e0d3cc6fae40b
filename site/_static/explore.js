// Figures with controls. Each holds its settings, words and tables as JSON; its pictures are files, fetched when they are wanted.
"use strict";

function explored(box) {
  const held = JSON.parse(box.querySelector("script[type='application/json']").textContent);
  const controls = [...box.querySelectorAll(".ai-controls [name]")];
  const [image, told, source, fold, address, caption] =
    ["img", ".ai-told", ".ai-source", "details:not(.ai-roots)", ".ai-address a", ".ai-caption span"].map(name => box.querySelector(name));
  // A narrow window shows the drawing for a phone, where there is one: only that is fetched.
  const phone = box.querySelector("picture source"), narrow = phone && matchMedia(phone.media);
  const fetched = new Map(); // kept, so that a picture seen once is there at once
  const words = controls.map(control => control.dataset.words
    ? JSON.parse(control.dataset.words) : [...control.options].map(option => option.text));

  const place = control => control.type === "range" ? Number(control.value) : control.selectedIndex;
  const set = (control, at) => {
    if (control.type === "range") control.value = at; else control.selectedIndex = at;
  };
  const places = () => controls.map(place);
  const at = chosen => held.states[chosen.reduce((sum, here, i) => sum * words[i].length + here, 0)];
  const brought = number => {
    const { file: wide, phone: small } = held.pictures[number], file = (narrow?.matches && small || { file: wide }).file;
    if (!fetched.has(file)) {
      const waiting = new Image();
      waiting.src = file;
      const ready = waiting.decode();
      fetched.set(file, ready);
      ready.catch(() => fetched.delete(file)); // asked for again at the next move
    }
    return fetched.get(file);
  };
  // What the next move can ask for: one step of each control, or any option of the control that was moved.
  const prepare = moved => {
    const here = places();
    controls.forEach((control, i) => words[i].forEach((_, there) => {
      if (control === moved || Math.abs(there - here[i]) === 1) {
        brought(at(here.map((old, j) => (j === i ? there : old)))).catch(() => {});
      }
    }));
  };

  let shown = at(places()), silence;
  const say = (text, seen = false) => {
    told.classList.toggle("ai-seen", seen);
    clearTimeout(silence); // of many moves in a row, the last is spoken
    silence = setTimeout(() => { told.textContent = text; }, 150);
  };
  const label = () => {
    controls.forEach((control, i) => {
      if (control.type !== "range") return;
      const said = words[i][place(control)];
      control.setAttribute("aria-valuetext", said);
      control.closest("label").querySelector("b").textContent = said;
    });
    const query = new URLSearchParams(controls.map((control, i) => [control.name, words[i][place(control)]]));
    address.setAttribute("href", `#${box.id}?${query}`);
  };
  const show = async () => {
    label();
    const wanted = at(places()), next = held.pictures[wanted];
    if (wanted === shown) {
      say("The picture stays the same here.", true);
      return;
    }
    try {
      await brought(wanted);
    } catch {
      if (wanted === at(places())) say(`The picture could not be fetched. It says: ${next.alt}`, true);
      return;
    }
    if (wanted !== at(places())) return; // moved on meanwhile
    shown = wanted;
    [image.width, image.height] = next.size;
    if (phone) {
      const small = next.phone ?? next;
      [phone.width, phone.height] = small.size;
      phone.srcset = small.file;
    }
    image.src = next.file;
    image.alt = next.alt;
    if (caption) caption.textContent = next.title;
    source.innerHTML = held.notes[next.note];
    fold.querySelector("div").innerHTML = held.tables[next.table];
    fold.hidden = !held.tables[next.table];
    say(next.alt);
  };

  // An address holds a setting in words, so that it stands when values are added.
  const follow = () => {
    const [id, query] = decodeURI(location.hash.slice(1)).split("?");
    if (id !== box.id || query === undefined) return;
    const missing = [];
    new URLSearchParams(query).forEach((word, name) => {
      const i = controls.findIndex(control => control.name === name);
      const there = i < 0 ? -1 : words[i].indexOf(word);
      if (there < 0) missing.push(word); else set(controls[i], there);
    });
    show().then(() => {
      if (missing.length) say(`The link asks for ${missing.join(" and ")}, which is not offered here.`, true);
    });
    box.scrollIntoView();
  };

  controls.forEach(control => {
    control.addEventListener("input", () => { show().then(() => prepare(control)); });
    ["focus", "pointerenter"].forEach(event => control.addEventListener(event, () => prepare(), { once: true }));
  });
  address.addEventListener("click", () => {
    navigator.clipboard?.writeText(address.href).then(() => say("The address of this setting is copied.", true), () => {});
  });
  addEventListener("hashchange", follow);
  box.querySelector(".ai-controls").hidden = false;
  address.parentElement.hidden = false;
  label();
  follow();
}

document.querySelectorAll(".ai-explore").forEach(explored);
