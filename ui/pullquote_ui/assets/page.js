// What the page does by itself: opens articles at their words, copies, rates, and tells a screen reader.
// HTML comes only from the server, which escapes every word of it.
"use strict";

const wide = () => window.matchMedia("(min-width: 901px)").matches;

async function post(path, body) {
  const reply = await fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  return reply;
}

function placeOf(element) {
  const { article, spans, words } = element.dataset;
  if (spans === undefined) return { article };
  return { article, words, spans: spans.split(",").map((span) => span.split("-").map(Number)) };
}

let opener = null;
let asked = 0;

async function openArticle(element, { focus = true } = {}) {
  const body = readerOf(element);
  if (!body) return;
  const turn = ++asked;
  const reply = await post("/read", placeOf(element));
  const html = await reply.text();
  if (turn !== asked) return;
  body.innerHTML = html;
  const cited = body.querySelector("mark.cited");
  const bar = body.parentElement.querySelector("[data-bar]");
  if (bar) bar.textContent = body.querySelector(".title")?.textContent ?? "The article";
  document.body.classList.add("reading");
  const goal = cited ?? body.querySelector(".title");
  if (cited) {
    const room = body.getBoundingClientRect();
    body.scrollTop += cited.getBoundingClientRect().top - room.top - room.height / 3;
  } else {
    body.scrollTop = 0;
  }
  if (focus && goal) {
    opener = element;
    goal.tabIndex = -1;
    goal.focus({ preventScroll: true });
    if (cited) say(`In the article: ${cited.textContent}`);
  }
}

function readerOf(element) {
  const tab = element.closest('[role="tabpanel"]') ?? document;
  return tab.querySelector(".reader-body") ?? document.getElementById("reader-body");
}

function closeReader() {
  document.body.classList.remove("reading");
  if (opener?.isConnected) opener.focus();
}

// Browsers give the clipboard to secure addresses only; a page that a network reaches over http is none.
async function toClipboard(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const box = document.createElement("textarea");
  box.value = text;
  box.className = "unseen";
  document.body.append(box);
  box.select();
  document.execCommand("copy");
  box.remove();
}

async function copy(button) {
  await toClipboard(button.dataset.copy);
  flash(button, "Copied");
}

function save(button) {
  const file = new Blob([button.dataset.save], { type: "text/markdown" });
  const anchor = document.createElement("a");
  anchor.href = URL.createObjectURL(file);
  anchor.download = button.dataset.file;
  anchor.click();
  URL.revokeObjectURL(anchor.href);
}

async function link(button) {
  const reply = await post(`/answers/${button.dataset.link}/keep`, {});
  if (!reply.ok) return flash(button, "No longer there");
  const { link } = await reply.json();
  await toClipboard(new URL(link, location.origin).href);
  flash(button, "Link copied");
}

async function rate(button) {
  const right = button.dataset.rate === "up";
  const reply = await post(`/answers/${button.dataset.id}/rating`, { right, note: "" });
  if (!reply.ok) return say("This answer is no longer there. Ask again.");
  for (const one of button.parentElement.querySelectorAll("button")) one.setAttribute("aria-pressed", String(one === button));
  const form = button.closest(".foot").querySelector(".note");
  form.hidden = false;
  form.dataset.right = String(right);
  form.querySelector("input").focus();
  say("Kept on this machine. You can add a note.");
}

async function note(form) {
  const field = form.querySelector("input");
  const right = form.dataset.right === "true";
  const reply = await post(`/answers/${form.dataset.id}/rating`, { right, note: field.value });
  if (reply.ok) flash(form.querySelector("button"), "Kept");
  else say("This answer is no longer there. Ask again.");
}

// What a speaker says is fetched when somebody wants to see it.
async function unfold(speaker) {
  const said = speaker.querySelector(".said");
  if (!speaker.open || said.childElementCount) return;
  const reply = await post("/speaker", { name: speaker.dataset.speaker });
  said.innerHTML = await reply.text();
}

function find(field) {
  const wanted = field.value.trim().toLocaleLowerCase();
  const list = field.parentElement.parentElement.querySelector(".found-in");
  let left = 0;
  for (const row of list.children) {
    row.hidden = !row.textContent.toLocaleLowerCase().includes(wanted);
    left += row.hidden ? 0 : 1;
  }
  const count = field.nextElementSibling;
  count.textContent = wanted ? `${left} of ${count.dataset.total}` : count.dataset.total;
}

function flash(button, word) {
  const before = button.dataset.label ?? button.textContent;
  button.dataset.label = before;
  button.textContent = word;
  say(word);
  setTimeout(() => (button.textContent = before), 1600);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("button, [data-article]");
  if (!button) return;
  if (button.matches("[data-article]")) openArticle(button);
  else if (button.matches("[data-close]")) closeReader();
  else if (button.matches("[data-copy]")) copy(button);
  else if (button.matches("[data-save]")) save(button);
  else if (button.matches("[data-link]")) link(button);
  else if (button.matches("[data-rate]")) rate(button);
});

// The server passes an empty question over; here is said why nothing comes.
function askForQuestion() {
  const box = document.querySelector("#question textarea");
  if (!box || box.value.trim()) return;
  box.focus();
  say("Write a question first.");
}

document.addEventListener("click", (event) => event.target.closest?.("#ask-button") && askForQuestion());
document.addEventListener("submit", (event) => {
  if (!event.target.matches?.("form.note")) return;
  event.preventDefault();
  note(event.target);
});
document.addEventListener("input", (event) => event.target.matches?.("[data-find]") && find(event.target));
document.addEventListener("toggle", (event) => event.target.matches?.("[data-speaker]") && unfold(event.target), true);

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && document.body.classList.contains("reading")) closeReader();
});

// The card of a number, shown beside it while it is pointed at or has the focus.
let peek = null;

function showPeek(ref) {
  hidePeek();
  const card = document.getElementById(ref.dataset.card);
  if (!card) return;
  card.classList.add("lit");
  const box = card.getBoundingClientRect();
  if (box.top >= 0 && box.bottom <= window.innerHeight) return;
  peek = document.createElement("div");
  peek.className = "peek";
  const quote = document.createElement("blockquote");
  quote.textContent = card.querySelector("blockquote").textContent;
  const who = document.createElement("p");
  who.textContent = card.querySelector(".speaker").textContent;
  peek.append(quote, who);
  document.body.append(peek);
  const at = ref.getBoundingClientRect();
  peek.style.left = `${Math.max(8, Math.min(at.left, window.innerWidth - 396)) + window.scrollX}px`;
  peek.style.top = `${at.bottom + 8 + window.scrollY}px`;
}

function hidePeek() {
  peek?.remove();
  peek = null;
  document.querySelectorAll(".card.lit").forEach((card) => card.classList.remove("lit"));
}

for (const [kind, act] of [["mouseover", showPeek], ["focusin", showPeek], ["mouseout", hidePeek], ["focusout", hidePeek]]) {
  document.addEventListener(kind, (event) => {
    const ref = event.target.closest?.(".ref");
    if (ref) act(ref);
  });
}

// A live region that is told each new quotation and sentence once, whole.
const told = new Set();

function say(text) {
  const live = document.getElementById("live");
  if (live) live.textContent = text;
}

// A review and an indexing run are told whenever their line changes.
const lines = new Map();

function tellLines() {
  for (const place of ["#review", "#building"]) {
    const line = document.querySelector(`${place} [data-say]`)?.dataset.say ?? "";
    if (lines.get(place) === line) continue;
    lines.set(place, line);
    if (line) say(line);
  }
}

// The server empties the box as well, but a busy browser may drop that among the updates that follow.
function emptyBox(exchange) {
  const box = document.querySelector("#question textarea");
  if (!box || box.value.trim() !== exchange.querySelector(".question").textContent) return;
  box.value = "";
  box.dispatchEvent(new Event("input", { bubbles: true }));
}

function tellNew() {
  tellLines();
  const exchange = document.querySelector("#current .exchange");
  if (!exchange) return;
  if (!told.has(exchange.dataset.exchange)) emptyBox(exchange);
  told.add(exchange.dataset.exchange);
  const fresh = [];
  for (const element of exchange.querySelectorAll("[data-say]")) {
    const key = `${exchange.dataset.exchange} ${element.dataset.say}`;
    if (told.has(key)) continue;
    told.add(key);
    const words = element.cloneNode(true);
    words.querySelectorAll("button:not(.ref)").forEach((button) => button.remove());
    fresh.push(words.textContent.trim());
  }
  if (fresh.length) say(fresh.join(" "));
  const first = exchange.querySelector(".card .open");
  if (first && wide() && !told.has(`${exchange.dataset.exchange} opened`)) {
    told.add(`${exchange.dataset.exchange} opened`);
    openArticle(first, { focus: false });
  }
}

new MutationObserver(tellNew).observe(document.documentElement, { childList: true, subtree: true, characterData: true });
