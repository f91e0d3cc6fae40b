// Keys typed in a control go to the control. JupyterLab knows text boxes alone as places to type: with the focus on an option of
// a quiz, an arrow would walk to another cell, and "dd" would delete the cell. Written by hand, since there is nothing to bundle.
(() => {
  // For the program, as they are everywhere: Ctrl-S and its like, Escape, and what runs the cell.
  const meantForTheProgram = (e) =>
    e.ctrlKey || e.metaKey || e.altKey || e.key === "Escape" || (e.shiftKey && e.key === "Enter");

  // On the window, which hears a key before the program does, be it at the way down (Notebook 7) or up (JupyterLab).
  const hear = () =>
    window.addEventListener(
      "keydown",
      (e) => {
        // The mark counts from the element that bears it upwards, and shortcuts look at the focused one first: so it bears it.
        const control = e.target instanceof Element && e.target.closest(".jupyter-widgets");
        if (control) e.target.toggleAttribute("data-lm-suppress-shortcuts", !meantForTheProgram(e));
      },
      true,
    );

  const plugin = { id: "ai-ambitions-keys:plugin", autoStart: true, activate: hear };
  window._JUPYTERLAB = window._JUPYTERLAB || {};
  window._JUPYTERLAB["ai-ambitions-keys"] = {
    init: () => {},
    get: () => Promise.resolve(() => ({ __esModule: true, default: plugin })),
  };
})();
