"use strict";
// Quickens what works without it: keys, choosing words in a text, the slider, files that are dropped, pages under way.
const typing = (node) => node && node.closest("input, select, textarea, [contenteditable]");
for (const node of document.querySelectorAll(".scripted")) node.hidden = false;

const theme = document.getElementById("theme");
const kept = (() => { try { return localStorage.getItem("dateline-theme"); } catch { return null; } })();
if (kept) document.documentElement.dataset.theme = kept;
if (theme && !document.querySelector("script[src*='/page.js']"))
  theme.addEventListener("click", () => {
    const root = document.documentElement;
    const dark = matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = (root.dataset.theme || (dark ? "dark" : "light")) === "dark" ? "light" : "dark";
  });
if (theme)
  theme.addEventListener("click", () => setTimeout(() => { try { localStorage.setItem("dateline-theme", document.documentElement.dataset.theme); } catch { /* it is not remembered */ } }));

const GO = { t: "/", m: "/map", e: "/events", r: "/review", a: "/actors", p: "/places", s: "/sources", l: "/alerts", b: "/bring" };
let going = 0;
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (event.key === "/") { event.preventDefault(); document.getElementById("find").focus(); return; }
  if (event.key === "g") { going = Date.now(); return; }
  if (Date.now() - going < 1200 && GO[event.key]) { going = 0; location.href = GO[event.key]; return; }
  const button = document.querySelector(`button[data-key="${CSS.escape(event.key)}"]`);
  if (button) { event.preventDefault(); button.click(); return; }
  const step = { ArrowLeft: "prev", ArrowRight: "next" }[event.key];
  const link = step && !event.target.closest("[role=region], .scroll") && document.querySelector(`a[rel="${step}"]`);
  if (link) location.href = link.href;
});

// Words chosen in the text of a dispatch go into the field that was used last, as the place where they stand.
const text = document.getElementById("text");
let field = null;
document.addEventListener("input", (event) => { if (event.target.classList.contains("chosen-words")) event.target.parentNode.querySelector(".picked")?.remove(); });
document.addEventListener("focusin", (event) => { if (event.target.classList.contains("chosen-words")) field = event.target; });
const told = (range) => { // without what is there for screen readers alone
  const part = range.cloneContents();
  for (const node of part.querySelectorAll(".unseen")) node.remove();
  return part.textContent;
};
const length = (value) => Array.from(value).length; // code points, as the record counts them
if (text)
  document.addEventListener("mouseup", () => {
    const chosen = getSelection();
    if (!chosen.rangeCount || chosen.isCollapsed || !text.contains(chosen.anchorNode) || !text.contains(chosen.focusNode)) return;
    const range = chosen.getRangeAt(0);
    const before = document.createRange();
    before.selectNodeContents(text);
    before.setEnd(range.startContainer, range.startOffset);
    const words = told(range);
    const start = length(told(before)) + length(words) - length(words.trimStart());
    const into = field && field.isConnected ? field : document.querySelector("details.claim[open] .chosen-words");
    if (!into) return;
    into.value = `${start}:${start + length(words.trim())}`;
    into.title = words.trim();
    let picked = into.parentNode.querySelector(".picked");
    if (!picked) { picked = document.createElement("span"); picked.className = "picked"; into.after(picked); }
    picked.textContent = `“${words.trim()}”`;
    const mend = into.closest("details.mend");
    if (mend) mend.open = true;
  });

// A page that stays open says when the record is no more what it was.
const news = document.getElementById("news");
if (news) {
  let first = "";
  const look = async () => {
    if (document.hidden) return;
    try {
      const answer = await fetch("/stamp.txt", { cache: "no-store" });
      const told = answer.ok ? await answer.text() : "";
      news.hidden = !told || !first || told === first;
      first = first || told;
    } catch { /* the desk is closed just now */ }
  };
  look();
  setInterval(look, 20000);
  document.addEventListener("visibilitychange", look);
}

const slider = document.getElementById("range");
if (slider) {
  const form = document.getElementById("slider");
  const day = form.elements.day;
  const shown = () => { const date = new Date(`${form.dataset.first}T00:00:00Z`); date.setUTCDate(date.getUTCDate() + Number(slider.value)); return date.toISOString().slice(0, 10); };
  let asked = 0;
  slider.addEventListener("input", () => { day.value = shown(); });
  slider.addEventListener("change", async () => {
    day.value = shown();
    const turn = ++asked;
    const address = `/map?${new URLSearchParams(new FormData(form))}`;
    const answer = await fetch(address);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (turn !== asked || !page.getElementById("mapped")) return;
    document.getElementById("mapped").replaceWith(document.adoptNode(page.getElementById("mapped")));
    document.querySelector("h1").replaceWith(document.adoptNode(page.querySelector("h1")));
    history.replaceState(null, "", address);
  });
}

const drop = document.getElementById("drop");
if (drop) {
  const files = drop.querySelector("input[type=file]");
  const names = document.getElementById("dropped");
  const held = (event) => event.dataTransfer && [...event.dataTransfer.types].includes("Files");
  const over = (on) => (event) => { if (held(event)) { event.preventDefault(); drop.classList.toggle("over", on); } };
  const told = () => {
    const some = [...files.files].map((one) => one.name);
    if (some.length) names.textContent = some.slice(0, 5).join(", ") + (some.length > 5 ? ` and ${some.length - 5} more` : "");
  };
  document.addEventListener("dragover", over(true));
  document.addEventListener("dragleave", over(false));
  document.addEventListener("drop", (event) => { if (held(event)) { over(false)(event); files.files = event.dataTransfer.files; told(); } });
  files.addEventListener("change", told);
}
const first = document.querySelector(".sided .folding");
if (first && matchMedia("(max-width: 62rem)").matches) first.open = false;
for (const one of document.querySelectorAll("details.claim"))
  if (location.hash === `#${one.id}`) one.open = true;
const uncover = (event) => {
  const veil = event.target.closest(".veil[role]");
  if (!veil || (event.type === "keydown" && event.key !== "Enter" && event.key !== " ")) return;
  event.preventDefault();
  veil.classList.add("shown");
  veil.firstElementChild.remove();
  veil.firstElementChild.removeAttribute("aria-hidden");
  veil.removeAttribute("role");
};
for (const kind of ["click", "keydown"]) document.addEventListener(kind, uncover);
