// The chain page with scripts: the outline laid out as a diagram where there is room, what stands behind a head,
// a link or a gap beside it, a slider over the days. Without this file all of it is there to read.

import { arranged } from "./chain-layout.js";
import { panel } from "./chain-panel.js";
import { slider } from "./chain-slider.js";
import { draw, make, painted, remember, told } from "./dom.js";

const WIDE = matchMedia("screen and (min-width: 700px)");
const SIDE = 12;

/** The diagram: elements of the outline, each at its place, and the lines beneath them. */
class Diagram {
  #section = document.getElementById("chain");
  #work = document.getElementById("work");
  #view = document.getElementById("view");
  #outline = document.getElementById("outline");
  #words;
  #tools = null;
  #wires = null;
  #zoom = 1;
  #size = { width: 0, height: 0 };
  #found = null;

  constructor(words) {
    this.#words = words;
  }

  get on() {
    return document.body.classList.contains("drawn");
  }

  /** Lay the elements out. */
  show() {
    if (this.on) return;
    document.body.classList.add("drawn");
    Object.entries({ role: "region", tabindex: "0", "aria-label": this.#words.region })
      .forEach(([name, value]) => this.#view.setAttribute(name, value));
    const boxes = [...this.#outline.querySelectorAll(".node")];
    const known = new Set(boxes.map(({ id }) => id));
    const links = [...this.#outline.querySelectorAll(".told[data-higher]")]
      .filter(({ dataset }) => known.has(dataset.lower) && known.has(dataset.higher));
    for (const one of links) one.classList.add("joined");
    const sized = (element) => ({ width: element.offsetWidth, height: element.offsetHeight });
    const measured = boxes.map((box) => ({ id: box.id, ...sized(box) }));
    const lines = links.map((link) => ({
      id: link.id, lower: link.dataset.lower, higher: link.dataset.higher, ...sized(link),
    }));
    for (const { id, dataset } of boxes) {
      if (!known.has(dataset.under)) continue;
      const above = dataset.side === "above";
      lines.push({ id: `${id}-w`, lower: above ? dataset.under : id, higher: above ? id : dataset.under, group: true });
    }
    this.#found = arranged(measured, lines);
    this.#size = { width: this.#found.width, height: this.#found.height };
    this.#place(boxes, links, measured);
    this.#wire(lines);
    this.#control();
    this.zoom(1);
  }

  /** Leave the outline as it is read. */
  hide() {
    if (!this.on) return;
    document.body.classList.remove("drawn");
    ["role", "tabindex", "aria-label"].forEach((name) => this.#view.removeAttribute(name));
    this.#wires?.remove();
    this.#tools?.remove();
    this.#tools = null;
    for (const element of [this.#outline, this.#view.firstElementChild, ...this.#outline.querySelectorAll(".node, .joined")]) {
      element.removeAttribute("style");
    }
    for (const one of this.#outline.querySelectorAll(".joined, .tall")) one.classList.remove("joined", "tall");
  }

  #place(boxes, links, measured) {
    boxes.forEach((box, n) => {
      const { x, y, height } = this.#found.boxes[box.id];
      box.style.left = `${x}px`;
      box.style.top = `${y}px`;
      if (height > measured[n].height) {
        box.style.minHeight = `${height}px`;
        box.classList.add("tall");
      }
    });
    for (const link of links) {
      const line = this.#found.lines[link.id];
      const home = this.#found.boxes[link.closest(".node").id];
      if (!line) continue;
      link.style.left = `${line.x - home.x - 1.5}px`;
      link.style.top = `${line.y - home.y - 1.5}px`;
      link.style.translate = "-50% -50%";
    }
  }

  #wire(lines) {
    const { width, height } = this.#size;
    this.#wires = draw("svg", { class: "wires", width, height, "aria-hidden": "true" });
    for (const { id, group } of lines) {
      const line = this.#found.lines[id];
      if (!line) continue;
      const verdict = document.getElementById(id)?.querySelector(".verdict");
      const path = `M${line.points.map((point) => point.join(" ")).join("L")}`;
      const kind = group ? "group" : verdict.dataset.line ?? "certain";
      this.#wires.append(draw("path", { class: "wire", d: path, "data-for": id, "data-line": kind }));
      if (!group) this.#wires.append(arrow(line.points), ...marks(line.points, verdict.dataset.state));
    }
    this.#outline.prepend(this.#wires);
  }

  #control() {
    const button = (text, label, act) =>
      make("button", { type: "button", "aria-label": label, title: label, onclick: act }, text);
    const words = this.#words;
    this.#tools = make(
      "div",
      { class: "tools" },
      button("+", words.zoom_in, () => this.zoom(this.#zoom * 1.25)),
      button("−", words.zoom_out, () => this.zoom(this.#zoom / 1.25)),
      make("button", { type: "button", title: words.zoom_full, onclick: () => this.zoom(1) }, "100 %"),
      make("button", { type: "button", onclick: () => this.fit() }, words.zoom_fit),
    );
    this.#work.before(this.#tools);
  }

  /** Show the diagram so many times as large. */
  zoom(by) {
    this.#zoom = Math.min(3, Math.max(0.1, by));
    const { width, height } = this.#size;
    this.#outline.style.width = `${width}px`;
    this.#outline.style.height = `${height}px`;
    this.#outline.style.transform = this.#zoom === 1 ? "" : `scale(${this.#zoom})`;
    const sheet = this.#view.firstElementChild;
    sheet.style.width = `${width * this.#zoom}px`;
    sheet.style.height = `${height * this.#zoom}px`;
  }

  /** Show all of it. */
  fit() {
    const room = this.#view.clientWidth / this.#size.width;
    const tall = (innerHeight * 0.76) / this.#size.height;
    this.zoom(Math.min(1, room, tall));
  }

  /** Bring an element into the middle of the diagram, without moving the page. */
  reveal(element) {
    if (!this.on || !this.#view.contains(element)) return;
    const here = element.getBoundingClientRect();
    const view = this.#view.getBoundingClientRect();
    this.#view.scrollTop += here.top + here.height / 2 - view.top - view.height / 2;
    const out = here.left < view.left || here.right > view.right;
    if (out) this.#view.scrollLeft += here.left + here.width / 2 - view.left - view.width / 2;
  }

  /** Mark the line of a link as looked at, or none. */
  mark(id) {
    this.#wires?.querySelectorAll("[data-on]").forEach((wire) => wire.removeAttribute("data-on"));
    this.#wires?.querySelector(`[data-for="${id}"]`)?.setAttribute("data-on", "");
  }

  /** Mark the hops of a chain: elements with these keys, and their lines. */
  follow(keys) {
    const wanted = new Set(keys);
    for (const one of document.querySelectorAll(".told[data-key]")) {
      const part = wanted.has(one.dataset.key);
      one.classList.toggle("on-chain", part);
      this.#wires?.querySelector(`[data-for="${one.id}"]`)?.classList.toggle("on-chain", part);
    }
  }

  /** Where one comes from an element by an arrow key; undefined where nowhere. */
  next(element, key) {
    const box = element.closest(".node");
    const link = element.closest(".joined");
    const sideways = key === "ArrowRight" || key === "ArrowLeft";
    if (sideways && link) {
      return first(document.getElementById(key === "ArrowRight" ? link.dataset.higher : link.dataset.lower));
    }
    if (sideways) {
      const end = key === "ArrowRight" ? "lower" : "higher";
      return this.#outline.querySelector(`.joined[data-${end}="${box.id}"] > summary`) ?? undefined;
    }
    const by = key === "ArrowDown" ? 1 : -1;
    if (!link) {
      const inside = [...box.querySelectorAll(".name a, .told:not(.joined) > summary, .further a")];
      const found = inside[inside.indexOf(element) + by];
      if (found) return found;
    }
    const peers = [...this.#outline.querySelectorAll(link ? ".joined" : ".node")];
    const middle = (one) => one.getBoundingClientRect().left + one.getBoundingClientRect().width / 2;
    const from = link ?? box;
    const column = peers
      .filter((one) => Math.abs(middle(one) - middle(from)) < 8)
      .sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top);
    const there = column[column.indexOf(from) + by];
    return there && (link ? there.querySelector("summary") : first(there));
  }
}

function first(box) {
  return box?.querySelector(".name a, summary") ?? undefined;
}

function arrow(points) {
  const [x, y] = points.at(-1);
  const back = points.at(-2)[0] < x ? -9 : 9;
  return draw("path", { class: "arrow", d: `M${x} ${y}l${back} -4.5v9z` });
}

/** What is told of a line beside its kind: two strokes where it is contested, a cross where only denied. */
function marks(points, state) {
  const [x, y] = points[0];
  const to = points[1][0] > x ? SIDE : -SIDE;
  if (state === "contested") {
    return [-3, 3].map((by) => draw("path", { class: "mark", d: `M${x + to + by - 3} ${y + 7}l6 -14` }));
  }
  if (!["denied", "retracted", "rejected"].includes(state)) return [];
  return [-1, 1].map((way) => draw("path", { class: "mark", d: `M${x + to - 6} ${y - 6 * way}l12 ${12 * way}` }));
}

function started() {
  const data = told("chain-data");
  const diagram = new Diagram(data.words);
  const beside = panel(data.words, diagram);
  if (data.assumed) remember({ assumed: data.on[0] }); // never as a day that somebody asked for

  const chosen = new URL(location.href).searchParams.get("chosen");
  const laid = () => {
    if (WIDE.matches) diagram.show();
    else diagram.hide();
    beside.fit();
    diagram.follow(data.chains[new URL(location.href).searchParams.get("chosen")] ?? []);
  };
  laid();
  WIDE.addEventListener("change", laid);
  printed(laid, diagram);
  choosing(data, diagram, chosen);
  beside.select(document.querySelector(`.told[data-key="${CSS.escape(data.selected)}"]`), { focus: false });
  if (!data.selected) diagram.reveal(document.querySelector("#outline .target"));
  slider(document.getElementById("steps"), data);
  painted();

  document.getElementById("view").addEventListener("keydown", (event) => {
    const keys = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"];
    if (!diagram.on || !keys.includes(event.key) || event.altKey || event.ctrlKey || event.metaKey) return;
    const inside = event.target.closest(".node");
    const next = inside ? diagram.next(event.target, event.key) : first(document.querySelector("#outline .target"));
    if (inside || next) event.preventDefault();
    next?.focus();
  });
}

/** On paper stands the outline, with all that is behind each part of it. */
function printed(laid, diagram) {
  let opened = [];
  addEventListener("beforeprint", () => {
    diagram.hide();
    opened = [...document.querySelectorAll("#outline .told:not([open]), .tray .told:not([open])")];
    for (const one of opened) one.open = true;
  });
  addEventListener("afterprint", () => {
    for (const one of opened) one.open = false;
    laid();
  });
}

/** A button at each chain of the list, which marks its hops in the diagram; again, and they are unmarked. */
function choosing(data, diagram, chosen) {
  const lines = [...document.querySelectorAll(".line[data-number]")];
  for (const line of lines) {
    const { number } = line.dataset;
    const button = make("button", { type: "button", "aria-pressed": String(number === chosen) }, data.words.follow);
    button.addEventListener("click", () => {
      const on = button.getAttribute("aria-pressed") !== "true";
      for (const other of lines) {
        other.classList.toggle("chosen", on && other === line);
        other.querySelector("button").setAttribute("aria-pressed", String(on && other === line));
      }
      diagram.follow(on ? data.chains[number] : []);
      remember({ chosen: on ? number : null });
    });
    line.append(button);
  }
}

if (document.getElementById("chain-data")) started();
