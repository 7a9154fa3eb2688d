// Shows the words that a pronoun or description stands for, where it is pointed at or has the focus.
// The bubble can be pointed at itself, and Escape closes it. Without this script the sheet shows it.
"use strict";
(() => {
  const bubble = document.createElement("div");
  bubble.className = "bubble";
  bubble.hidden = true;
  // What reads the page aloud has the same words by aria-describedby.
  bubble.setAttribute("aria-hidden", "true");
  document.body.append(bubble);

  const EDGE = 8;
  let pointed = null, focused = null, shown = null, closing = 0;

  function place() {
    // A word that is broken over two lines has the bubble at its first.
    const word = shown.getClientRects()[0];
    if (!word) return;
    const box = bubble.getBoundingClientRect();
    const width = document.documentElement.clientWidth;
    const left = Math.max(EDGE, Math.min(word.left, width - box.width - EDGE));
    const above = word.top - box.height - 2;
    bubble.style.setProperty("--left", `${Math.round(left)}px`);
    bubble.style.setProperty("--top", `${Math.round(above < EDGE ? word.bottom + 2 : above)}px`);
  }

  function show() {
    const now = pointed ?? focused;
    if (now === shown) return;
    shown = now;
    bubble.hidden = !shown;
    if (!shown) return;
    bubble.textContent = shown.dataset.tip;
    place();
  }

  const tipAt = (target) => target.closest?.("[data-tip]") ?? null;

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    clearTimeout(closing);
    if (bubble.contains(event.target)) return;
    const tip = tipAt(event.target);
    // The pointer may take a moment from the word to the bubble.
    if (tip || !pointed) {
      pointed = tip;
      show();
    } else {
      closing = setTimeout(() => {
        pointed = null;
        show();
      }, 250);
    }
  });
  document.addEventListener("focusin", (event) => {
    focused = tipAt(event.target);
    show();
  });
  document.addEventListener("focusout", () => {
    focused = null;
    show();
  });
  document.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Escape" || !shown) return;
      // The first Escape closes the bubble alone.
      event.stopPropagation();
      pointed = focused = null;
      show();
    },
    true,
  );
  document.addEventListener("scroll", () => shown && place(), { passive: true, capture: true });
  window.addEventListener("resize", () => shown && place());
})();
