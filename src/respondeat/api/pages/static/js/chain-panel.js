// What stands behind a head, a link or a gap, beside the diagram: its facts, and its sources in full.

import { make, remember } from "./dom.js";

/** The panel; `select(details, {focus})` shows what is behind it and says so in the address. */
export function panel(words, diagram) {
  const heading = make("h3", { tabindex: "-1" });
  const content = make("div");
  const close = make("button", { type: "button" }, words.close);
  const side = make(
    "aside",
    { class: "panel side", hidden: true, "aria-label": words.panel },
    make("div", { class: "head-row" }, make("h2", {}, words.panel), close),
    heading,
    content,
  );
  const work = document.getElementById("work");
  work.append(side);
  let shown = null;

  const put = (details) => {
    shown?.removeAttribute("data-on");
    shown = details;
    details?.setAttribute("data-on", "");
    diagram.mark(details?.id ?? "");
    heading.replaceChildren(...(details ? titled(details) : []));
    content.replaceChildren(...(details ? behind(details) : []));
    fit();
  };
  const fit = () => {
    const open = diagram.on && shown !== null;
    side.hidden = !open;
    work.classList.toggle("open", open);
    if (diagram.on) for (const one of document.querySelectorAll("#outline .told[open]")) one.open = false;
    else if (shown) shown.open = true;
  };
  const select = (details, { focus = true } = {}) => {
    if (!details) return;
    if (!diagram.on || !details.closest("#outline")) return;
    put(details.parentElement.closest(".told") ?? details);
    diagram.reveal(details.querySelector("summary"));
    if (focus) heading.focus({ preventScroll: true });
    side.scrollTop = 0;
  };
  const leave = () => {
    if (!shown) return;
    const before = shown;
    put(null);
    remember({ selected: null });
    before.querySelector("summary").focus();
  };

  close.addEventListener("click", leave);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && diagram.on && !side.hidden && event.target.closest("#work")) leave();
  });
  document.getElementById("content").addEventListener("click", (event) => {
    const details = event.target.closest("summary")?.parentElement;
    if (!details?.matches(".told[data-key]") || details.closest(".side")) return;
    remember({ selected: details.dataset.key });
    if (!diagram.on || !details.closest("#outline")) return;
    event.preventDefault();
    select(details);
  });
  return { select, fit };
}

/** Whose box it is, and the words of what is chosen. */
function titled(details) {
  const name = details.closest(".node").querySelector(".name").textContent.trim();
  const parts = [...details.querySelector("summary").childNodes].map((part) => part.cloneNode(true));
  return [make("bdi", { class: "soft" }, name), make("br"), ...parts];
}

function behind(details) {
  const copy = details.querySelector(":scope > .behind").cloneNode(true);
  copy.className = "";
  for (const inner of copy.querySelectorAll("[id]")) inner.removeAttribute("id");
  opened(copy, new Set());
  return [...copy.childNodes];
}

/** Puts in place of each reference to a source the source itself, and in it what it rests on. */
function opened(within, above) {
  for (const list of within.querySelectorAll(".refs")) {
    const items = list.matches("ul") ? [...list.children] : [list];
    list.replaceWith(...items.map((item) => sourceOf(item, above)));
  }
  for (const told of within.querySelectorAll("p.facts")) told.replaceWith(listed(told));
}

function sourceOf(item, above) {
  const link = item.querySelector("a");
  const id = link.getAttribute("href").slice(1);
  const source = document.getElementById(id);
  if (!source || above.has(id)) return make("p", {}, link.cloneNode(true));
  const made = make("div", { class: item.classList.contains("against") ? "source against" : "source", dataset: { source: id } });
  const copy = source.cloneNode(true);
  copy.removeAttribute("id");
  const within = copy.querySelector(':scope > a[href^="#d"]');
  const found = within && document.getElementById(within.hash.slice(1))?.cloneNode(true);
  if (found) {
    within.replaceWith(found.querySelector("a"));
    copy.append(...found.querySelectorAll("p"));
  }
  opened(copy, new Set([...above, id]));
  const verdict = item.querySelector("strong");
  if (verdict) made.append(make("p", {}, verdict.cloneNode(true)));
  made.append(...copy.childNodes);
  return made;
}

/** Lines of a term and what is told of it, as a list of both. */
function listed(told) {
  const lines = told.textContent.split("\n").filter((line) => line.includes(": "));
  return make("dl", {}, ...lines.flatMap((line) => {
    const at = line.indexOf(": ");
    return [make("dt", {}, line.slice(0, at)), make("dd", { dir: "auto" }, line.slice(at + 2))];
  }));
}
