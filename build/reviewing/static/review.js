"use strict";
// Keys for what the forms do anyway; without this file everything works by mouse and Tab.
const cards = [...document.querySelectorAll("article.card")];
let current = Math.max(0, cards.findIndex((card) => card.matches("[data-wrong]") || `#${card.id}` === location.hash));

function go(index) {
  cards[current]?.removeAttribute("aria-current");
  current = Math.min(Math.max(index, 0), cards.length - 1);
  cards[current]?.setAttribute("aria-current", "true");
  cards[current]?.focus({ preventScroll: true });
  cards[current]?.scrollIntoView({ block: "nearest" });
}

function use(target) {
  if (!target) return;
  if (target.tagName === "FORM") target.requestSubmit();
  else if (target.tagName === "DETAILS") {
    target.open = !target.open;
    if (target.open) target.querySelector("input:not([type=hidden])")?.focus();
    target.scrollIntoView({ block: "nearest" });
  } else target.focus();
}

function skip() {
  cards[current]?.setAttribute("data-skipped", "");
  go(current + 1);
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.matches("input, select, textarea")) {
    if (event.key === "Escape") go(current);
    return;
  }
  const moves = { j: () => go(current + 1), k: () => go(current - 1), s: skip };
  const target = cards[current]?.querySelector(`[data-key="${CSS.escape(event.key)}"]`)
    ?? document.querySelector(`:is(.top, .new, body) > [data-key="${CSS.escape(event.key)}"]`);
  if (!moves[event.key] && !target) return;
  event.preventDefault();
  (moves[event.key] ?? (() => use(target)))();
});
for (const button of document.querySelectorAll("button[data-key=s]")) {
  button.hidden = false;
  button.addEventListener("click", skip);
}
cards.forEach((card, index) => card.addEventListener("focusin", (event) => {
  if (index !== current && event.target !== card) { cards[current]?.removeAttribute("aria-current"); current = index; card.setAttribute("aria-current", "true"); }
}));
if (cards.length) go(current);
