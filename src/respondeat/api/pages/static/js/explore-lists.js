// The view as two lists, for those who do not see the picture: what is written here is what is painted there.

import { address } from "./address.js";
import { make } from "./dom.js";

export class Lists {
  #model;
  #words;
  #told;
  #entities;
  #statements;

  constructor(model, told) {
    this.#model = model;
    this.#told = told;
    this.#words = told.words;
    this.#entities = document.getElementById("entities");
    this.#statements = document.getElementById("statements");
  }

  /** Write what is seen; lines that are there already are kept. */
  show({ nodes, edges }) {
    const { state } = this.#model;
    const number = new Map(state.nodes.map((id, at) => [id, at + 1]));
    keep(this.#entities, nodes, (id) => this.#entity(id), (item, id) => {
      const box = item.firstElementChild;
      box.value = number.get(id);
      box.checked = state.selected.has(id);
      const notes = [this.#kind(id), this.#model.groupOf(id)?.name, state.pinned.has(id) ? this.#words.is_pinned : ""];
      const small = item.querySelector("small");
      const text = notes.filter(Boolean).join(" · ");
      if (small.textContent !== text) small.textContent = text;
    });
    document.getElementById("linkless").hidden = edges.length > 0;
    const by = new Map(edges.map((edge) => [edge.id, edge]));
    keep(this.#statements, [...by.keys()], (id) => this.#statement(by.get(id)), (item, id) => {
      const edge = by.get(id);
      const verdict = item.querySelector(".verdict");
      if (verdict.dataset.line !== edge.line) {
        verdict.dataset.line = edge.line;
        item.querySelector("small").firstChild.textContent = this.#words[`grade.${edge.line}`];
      }
      item.classList.toggle("looked", id === state.edge);
    });
  }

  /** Mark what is selected and looked at, in lists that stay. */
  mark() {
    const { selected, edge } = this.#model.state;
    for (const item of this.#entities.children) {
      const box = item.firstElementChild;
      const on = selected.has(item.dataset.id);
      if (box.checked !== on) box.checked = on;
    }
    for (const item of this.#statements.querySelectorAll(".looked")) item.classList.remove("looked");
    if (edge) this.#statements.querySelector(`[data-id="${CSS.escape(edge)}"]`)?.classList.add("looked");
  }

  name(id) {
    return named(this.#model.nodes.get(id), this.#words);
  }

  #kind(id) {
    const { type } = this.#model.nodes.get(id);
    return this.#told.kinds[type] ?? type;
  }

  #entity(id) {
    const name = this.name(id);
    const { more } = this.#model.nodes.get(id);
    const say = (key) => this.#words[key].replace("{name}", name);
    return make("li", { dataset: { id } },
      make("input", { type: "checkbox", name: "selected", "aria-label": say("select") }), " ",
      make("span", { class: "what" },
        make("a", { href: address(`/entity/${encodeURIComponent(id)}`) }, make("bdi", {}, name)), " ", make("small")), " ",
      make("button", { type: "submit", name: "expand", value: id }, this.#words.linked.replace("{number}", more),
        make("span", { class: "unseen" }, `: ${say("around")}`)));
  }

  #statement(edge) {
    const [from, to] = [this.name(edge.source), this.name(edge.target)];
    const state = edge.state === "supported" || edge.state === "contested" ? edge.state : "denied";
    const against = this.#words[`state.${edge.state}`];
    return make("li", { dataset: { id: edge.id } },
      make("span", { class: "what" },
        make("bdi", {}, from), " ",
        make("span", { class: "verdict", dataset: { line: edge.line, state } },
          make("span", {}, edge.label, ...(edge.title ? [" (", make("bdi", {}, edge.title), ")"] : []))),
        ` ${edge.directed ? "→" : "–"} `, make("bdi", {}, to), " ",
        make("small", {}, this.#words[`grade.${edge.line}`],
          against ? make("span", {}, ", ", make("strong", { class: "mark" }, against)) : null, `; ${edge.when}`)), " ",
      make("button", { type: "submit", name: "edge", value: edge.id }, this.#words.sources,
        make("span", { class: "unseen" },
          `: ${this.#words.sources_of.replace("{source}", from).replace("{target}", to)}`)));
  }
}

/** An entity's name, marked where it is invented or a placeholder. */
export function named(node, words) {
  const marks = ["invented", "placeholder"].filter((mark) => node[mark] && !node.name.includes(`(${mark})`));
  return marks.length ? `${node.name} [${marks.map((mark) => words[mark]).join(", ")}]` : node.name;
}

/** Items of a list in an order, made where they are not there, gone where they are not wanted. */
function keep(list, ids, made, marked) {
  const there = new Map([...list.children].map((item) => [item.dataset.id, item]));
  const wanted = new Set(ids);
  for (const [id, item] of there) if (!wanted.has(id)) item.remove();
  let before = null;
  for (const id of ids) {
    const item = there.get(id) ?? made(id);
    const place = before ? before.nextSibling : list.firstChild;
    let at = place;
    while (at && at.nodeType !== 1) at = at.nextSibling;
    if (at !== item) list.insertBefore(item, at);
    marked(item, id);
    before = item;
  }
}
