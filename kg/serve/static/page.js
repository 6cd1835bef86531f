"use strict";
// A fragment of a span that is no element of its own (#char=30,37): the words of all mentions and frames in it are lit.
function light() {
  for (const one of document.querySelectorAll(".lit")) one.classList.remove("lit");
  const match = /^#char=(\d+),(\d+)$/.exec(location.hash);
  if (!match || !document.querySelector(".text")) return;
  const whole = document.getElementById(location.hash.slice(1));
  if (whole && whole.textContent) return;
  let first = null;
  for (const one of document.querySelectorAll('.text [id^="char="]')) {
    const [start, end] = one.id.slice(5).split(",").map(Number);
    if (start >= Number(match[1]) && end <= Number(match[2])) { one.classList.add("lit"); first = first || one; }
  }
  if (first && !whole) first.scrollIntoView({ block: "center" });
}
addEventListener("hashchange", light);
light();
// Ctrl+Enter sends a query.
for (const area of document.querySelectorAll("textarea"))
  area.addEventListener("keydown", (event) => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) area.form.requestSubmit(); });
