// The article page: cards beside their lines, each lighting its words and lit by them.
// Without this script the cards are a list after the text, and numbers link the two.
"use strict";
(() => {
  const text = document.getElementById("text");
  const list = document.querySelector(".cards");
  if (!text || !list || !list.children.length) return;

  const GAP = 6;
  const cards = [...list.children];
  const beside = window.matchMedia("(min-width: 60rem)");
  const printed = window.matchMedia("print");
  const marks = new Map(cards.map((card) => [card.dataset.n, []]));
  const anchors = new Map();
  for (const mark of text.querySelectorAll("[data-s]")) {
    for (const n of mark.dataset.s.split(" ")) marks.get(n).push(mark);
    if (mark.dataset.n) anchors.set(mark.dataset.n, mark);
  }
  const cardOf = (n) => cards[Number(n) - 1];
  const anchorOf = (n) => anchors.get(n) ?? marks.get(n)[0];
  const numberLink = (n) => cardOf(n).querySelector(".number");

  // What is pointed at outranks what has the focus, and that what was kept by a click.
  let pointed = null, focused = null, kept = null;
  let lit = null, open = null;

  function show() {
    const now = pointed ?? focused ?? kept;
    if (now !== lit) {
      for (const [n, on] of [[lit, false], [now, true]]) {
        if (n === null) continue;
        cardOf(n).classList.toggle("lit", on);
        for (const mark of marks.get(n)) mark.classList.toggle("lit", on);
      }
      lit = now;
    }
    const opened = focused ?? kept;
    if (opened !== open) {
      if (open) cardOf(open).classList.remove("open");
      if (opened) cardOf(opened).classList.add("open");
      open = opened;
      place();
    }
  }

  // Each card goes level with its line, or just below the card before it. The open card is level
  // with its line even if those before it have to move up and say less, as far as there is room.
  function place() {
    const wide = beside.matches && !printed.matches;
    list.classList.toggle("placed", wide);
    if (!wide) {
      list.style.removeProperty("block-size");
      return;
    }
    list.classList.remove("tight");
    for (const card of cards) card.classList.remove("brief");
    const whole = cards.reduce((sum, card) => sum + card.offsetHeight + GAP, 0);
    list.classList.toggle("tight", whole > text.offsetHeight);
    const top = list.getBoundingClientRect().top;
    let heights = cards.map((card) => card.offsetHeight + GAP);
    const wanted = cards.map((card) => {
      const line = anchorOf(card.dataset.n).getClientRects()[0];
      return line ? Math.max(0, line.top - top - 4) : 0;
    });
    if (open) {
      const before = cards.slice(0, Number(open) - 1);
      if (heights.slice(0, before.length).reduce((a, b) => a + b, 0) > wanted[before.length]) {
        for (const card of before) card.classList.add("brief");
        heights = cards.map((card) => card.offsetHeight + GAP);
      }
    }
    const at = [];
    let floor = 0;
    wanted.forEach((want, i) => {
      at[i] = Math.max(want, floor);
      floor = at[i] + heights[i];
    });
    if (open) {
      const i = Number(open) - 1;
      const above = heights.slice(0, i).reduce((sum, height) => sum + height, 0);
      at[i] = Math.max(wanted[i], above);
      for (let j = i - 1; j >= 0; j--) at[j] = Math.min(at[j], at[j + 1] - heights[j]);
      for (let j = i + 1; j < at.length; j++) at[j] = Math.max(wanted[j], at[j - 1] + heights[j - 1]);
    }
    cards.forEach((card, i) => card.style.setProperty("--top", `${Math.round(at[i])}px`));
    list.style.blockSize = `${Math.round(at.at(-1) + heights.at(-1))}px`;
  }

  function keep(n) {
    if (kept) cardOf(kept).classList.remove("kept");
    kept = n;
    if (n) cardOf(n).classList.add("kept");
    const address = n ? `#${encodeURIComponent(cardOf(n).id)}` : location.pathname + location.search;
    history.replaceState(null, "", address);
    show();
  }

  const numberAt = (target) => {
    const place = target.closest?.("#text [data-s], .card");
    if (!place) return null;
    return place.dataset.n ?? place.dataset.s.split(" ")[0];
  };
  // A segment that starts one statement may stand within another: the innermost comes first.
  const pointedAt = (target) => {
    const mark = target.closest?.("#text [data-s]");
    return mark ? mark.dataset.s.split(" ")[0] : numberAt(target);
  };

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    pointed = pointedAt(event.target);
    show();
  });
  document.documentElement.addEventListener("pointerleave", () => {
    pointed = null;
    show();
  });
  document.addEventListener("focusin", (event) => {
    focused = event.target.matches?.(":focus-visible") ? numberAt(event.target) : null;
    show();
  });
  document.addEventListener("focusout", () => {
    focused = null;
    show();
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    const inside = link && (link.matches("[data-s], .number") || /^#s-/.test(link.getAttribute("href")));
    if ((link && !inside) || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (!link && String(getSelection())) return;
    let n = event.detail ? pointedAt(event.target) : numberAt(event.target);
    // A card may name another one: that one is meant.
    if (link?.closest(".about")) n = document.getElementById(idOf(link.hash))?.dataset.n ?? n;
    if (!n) return;
    event.preventDefault();
    const card = event.target.closest(".card");
    keep(n === kept && !link?.closest(".about") ? null : n);
    if (kept) (card ? anchorOf(n) : cardOf(n)).scrollIntoView({ block: "nearest" });
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && kept) return keep(null);
    const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
    const n = numberAt(event.target);
    // Keys are taken only where the focus is on a statement, so that the page scrolls elsewhere.
    if (!step || !n) return;
    event.preventDefault();
    const next = Math.min(cards.length, Math.max(1, Number(n) + step));
    const inText = !event.target.closest(".card");
    const target = (inText && anchors.get(String(next))) || numberLink(String(next));
    target.focus();
    target.scrollIntoView({ block: "nearest" });
  });

  const idOf = (hash) => {
    try {
      return decodeURIComponent(hash.slice(1));
    } catch {
      return "";
    }
  };
  function arrive() {
    const n = document.getElementById(idOf(location.hash).replace(/^t-/, "s-"))?.dataset.n;
    if (!n || !cardOf(n)) return;
    keep(n);
    anchorOf(n).scrollIntoView({ block: "center" });
  }

  place();
  arrive();
  window.addEventListener("hashchange", arrive);
  window.addEventListener("load", place);
  beside.addEventListener("change", place);
  printed.addEventListener("change", place);
  document.fonts?.ready.then(place);
  window.addEventListener("resize", place);
  new ResizeObserver(place).observe(text);
})();
