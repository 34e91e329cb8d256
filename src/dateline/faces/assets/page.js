"use strict";
// Works on what the page already holds: claims are <details class="claim">, their words are .piece with data-c and data-l.
const claims = [...document.querySelectorAll("details.claim")];
const dark = () => matchMedia("(prefers-color-scheme: dark)").matches;
document.getElementById("theme").addEventListener("click", () => {
  const root = document.documentElement;
  root.dataset.theme = (root.dataset.theme || (dark() ? "dark" : "light")) === "dark" ? "light" : "dark";
});
const narrow = () => matchMedia("(max-width: 58rem)").matches;
const ids = (piece) => piece.dataset.c.split(" ");
const pieces = (claim) => [...claim.closest("article").querySelectorAll(`.piece[data-c~="${claim.id}"]`)];
const labels = (piece, id) => ids(piece).flatMap((one, at) => (one === id ? [piece.dataset.l.split(" ")[at]] : []));
const show = (node) => node && node.scrollIntoView({ block: "nearest" });
for (const claim of claims)
  claim.addEventListener("toggle", () => {
    for (const piece of pieces(claim)) piece.classList[claim.open ? "add" : "remove"]("on", ...labels(piece, claim.id));
    if (!claim.open) return;
    show(claim);
    if (!narrow()) show(pieces(claim).find((piece) => labels(piece, claim.id).includes("trigger")));
  });
function choose(piece, event) {
  const all = [...new Set(ids(piece))];
  const telling = all.filter((id) => labels(piece, id).includes("trigger"));
  const order = [...telling, ...all.filter((id) => !telling.includes(id))];
  const at = order.findIndex((id) => document.getElementById(id).open);
  event.preventDefault();
  document.getElementById(order[(at + 1) % order.length]).open = true;
}
document.addEventListener("click", (event) => {
  const piece = event.target.closest(".piece");
  if (piece) choose(piece, event);
});
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || !claims.length) return;
  const at = claims.findIndex((claim) => claim.open);
  if (event.key === "Escape" && at >= 0) claims[at].open = false;
  const step = { j: 1, k: -1 }[event.key];
  if (!step) return;
  const next = claims[at < 0 ? (step > 0 ? 0 : claims.length - 1) : (at + step + claims.length) % claims.length];
  if (at >= 0) claims[at].open = false;
  next.open = true;
  next.querySelector("summary").focus({ preventScroll: true });
});
const asked = location.hash && document.getElementById(location.hash.slice(1));
if (asked && asked.matches("details.claim")) asked.open = true;
