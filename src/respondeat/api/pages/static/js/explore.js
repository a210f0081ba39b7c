// The explorer with scripts: the lists of the page, and a picture of the same beside them; nothing is lost without.

import { carry, held, read, short, written } from "./explore-address.js";
import { viewOf } from "./explore-ask.js";
import { Canvas } from "./explore-canvas.js";
import { lasso } from "./explore-lasso.js";
import { Layout } from "./explore-layout.js";
import { Lists } from "./explore-lists.js";
import { Model } from "./explore-model.js";
import { Panel } from "./explore-panel.js";
import { filtering } from "./explore-filters.js";
import { gathered } from "./explore-spread.js";
import { tools } from "./explore-tools.js";
import { make, told as toldBy } from "./dom.js";

const WAIT = 150;
const NARROW = matchMedia("(max-width: 700px)");

class Explorer {
  constructor(told) {
    this.told = told;
    this.words = told.words;
    this.model = new Model(null, told.limits);
    const ids = this.model.learn(told);
    this.model.state = read(told.state, ids);
    this.status = document.getElementById("told");
    this.layout = new Layout(told.worker);
    this.lists = new Lists(this.model, told);
    this.panel = new Panel(this.model, told, (ids, by) => this.add(ids, by), (text) => this.say(text));
    this.#board();
    this.#forms();
    this.model.addEventListener("change", ({ detail }) => {
      if (detail !== "places") this.say(""); // what was said of the last act
      if (detail === "view") this.show();
      else this.mark();
    });
    filtering(this.model, told);
    this.show();
    this.#first();
  }

  #board() {
    const board = document.getElementById("board");
    this.message = make("p", { class: "message", role: "status" });
    this.picture = make("div", { class: "picture", role: "img", "aria-label": this.words.picture });
    this.sheet = make("div", { class: "sheet" }, this.picture);
    this.tools = tools(this.words, this.#acts(), this.model);
    const toggle = make("button", { type: "button", class: "toggle", "aria-expanded": "true" }, this.words.picture_hidden);
    toggle.addEventListener("click", () => this.#toggle(toggle));
    board.replaceChildren(this.tools.element, toggle, this.message, make("div", { class: "two" }, this.sheet, this.panel.element));
    board.hidden = this.model.state.nodes.length === 0;
    document.getElementById("acts")?.remove();
    document.getElementById("detail")?.remove();
    if (NARROW.matches) this.#toggle(toggle, true);
    this.canvas = new Canvas(this.picture, this.model, this.told);
    this.#listen();
  }

  #toggle(button, hide = !this.sheet.hidden) {
    this.sheet.hidden = hide;
    button.setAttribute("aria-expanded", String(!hide));
    button.textContent = hide ? this.words.picture_shown : this.words.picture_hidden;
    if (!hide && this.canvas) {
      this.canvas.resize();
      this.canvas.fit();
    }
  }

  #listen() {
    const { canvas, model } = this;
    const also = (ids, more) => model.select(more ? [...model.state.selected, ...ids] : ids);
    canvas.addEventListener("node", ({ detail: { id, more } }) => {
      if (more && model.state.selected.has(id)) model.select([...model.state.selected].filter((one) => one !== id));
      else also([id], more);
      if (!more) this.panel.entity(id);
    });
    canvas.addEventListener("nodes", ({ detail: { ids, more } }) => also(ids, more));
    canvas.addEventListener("nothing", ({ detail: { more } }) => more || model.select([]));
    canvas.addEventListener("edge", ({ detail: { id } }) => this.look(id));
    canvas.addEventListener("expand", ({ detail: { id } }) => this.panel.entity(id, true));
    canvas.addEventListener("moved", ({ detail: { places } }) => this.#stand(new Map([...model.state.places, ...places])));
  }

  #acts() {
    const { model } = this;
    const chosen = () => [...model.state.selected];
    const some = (act) => () => (chosen().length ? act(chosen()) : this.say(this.words.nothing));
    return {
      undo: () => model.undo(),
      redo: () => model.redo(),
      hide: some((ids) => model.hide(ids)),
      reveal: () => model.reveal(),
      remove: some((ids) => model.remove(ids)),
      pin: some((ids) => model.pin(ids)),
      group: some((ids) => this.#group(ids)),
      ungroup: some((ids) => model.ungroup(ids)),
      expand: () => (chosen().length === 1 ? this.panel.entity(chosen()[0], true) : this.say(this.words.one)),
      between: () => (chosen().length === 2 ? this.panel.ways(...chosen()) : this.say(this.words.two)),
      all: () => model.select(model.seen.nodes),
      none: () => model.select([]),
      arrange: () => this.arrange(true),
      fit: () => this.canvas.fit(),
      nearer: () => this.canvas.zoom(1.3),
      further: () => this.canvas.zoom(1 / 1.3),
      mode: (mode) => this.#mode(mode),
    };
  }

  #mode(mode) {
    this.unsheet?.();
    this.unsheet = null;
    this.canvas.boxes(mode === "box");
    if (mode === "lasso") {
      this.unsheet = lasso(this.sheet, (line) =>
        this.model.select([...this.model.state.selected, ...this.canvas.inside(line)]));
    }
  }

  #group(ids) {
    const number = this.model.state.groups.length + 1;
    const name = make("input", { id: "group-name", maxlength: "80", required: true,
      value: this.words.group_default.replace("{number}", number) });
    const form = make("form", { class: "row naming" },
      make("div", { class: "field" }, make("label", { for: "group-name" }, this.words.group_name), name),
      make("button", { type: "submit", class: "primary" }, this.words.group),
      make("button", { type: "button", onclick: () => form.remove() }, this.words.close));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      form.remove();
      this.#gather(ids, name.value.trim() || this.words.group_default.replace("{number}", number));
    });
    this.message.after(form);
    name.select();
  }

  /** A group of these, near one another: nobody else stands among them. */
  #gather(ids, name) {
    const { model } = this;
    const { places, pinned } = model.state;
    const groups = model.grouped(ids, name);
    const nodes = model.seen.nodes.filter((id) => places.has(id)).map((id) => ({ id, name: this.lists.name(id), ...places.get(id) }));
    const moved = nodes.some(({ id }) => ids.includes(id)) ? gathered(nodes, ids, pinned) : {};
    this.#stand(new Map([...places, ...Object.entries(moved)]), { groups });
  }

  #forms() {
    document.getElementById("name").addEventListener("suggest:chosen", (event) => {
      event.target.value = "";
      this.add([short(event.detail.id)], null);
    });
    const view = document.getElementById("view");
    view?.addEventListener("submit", (event) => {
      const { name, value } = event.submitter ?? {};
      if (name === "expand") this.panel.entity(value, true);
      else if (name === "edge") this.look(value, true);
      else return;
      event.preventDefault();
    });
    view?.addEventListener("change", (event) => {
      if (event.target.name === "selected") this.#ticked();
    });
  }

  #ticked() {
    const boxes = document.querySelectorAll("#entities [name=selected]:checked");
    this.model.select([...boxes].map((box) => box.closest("li").dataset.id));
  }

  /** Look at a link: what it is and who says so. */
  look(id, focus = false) {
    this.model.note({ edge: id });
    this.panel.edge(id).then(() => focus && this.panel.element.focus());
  }

  say(text) {
    this.message.textContent = text;
  }

  /** Bring entities into view, unless that is too much; `by` is the one they were found from. */
  async add(ids, by) {
    const { model, words } = this;
    const fresh = ids.filter((id) => !model.state.nodes.includes(id));
    if (!fresh.length) {
      this.say(words.here);
      return;
    }
    if (!document.getElementById("entities")) {
      carry(written({ ...model.state, nodes: fresh }));
      location.reload(); // the first of all: the page with its lists comes from the server
      return;
    }
    let found;
    const wanted = [...model.state.nodes, ...fresh];
    if (wanted.length > this.told.limits.nodes) {
      this.#over(wanted.length);
      return;
    }
    try {
      found = await viewOf(wanted);
    } catch (error) {
      this.say(words.failed.replace("{why}", error.message));
      return;
    }
    const total = found.nodes.length + found.edges.length;
    if (found.cut || total > this.told.limits.elements) {
      this.#over(total, found.cut);
      return;
    }
    const nodes = model.learn(found);
    const text = words.added.replace("{number}", nodes.length - model.state.nodes.length);
    const hidden = new Set([...model.state.hidden].filter((id) => !ids.includes(id)));
    model.change({ nodes, hidden });
    this.say(text);
    if (by) this.panel.entity(by);
    await this.arrange(false);
  }

  #over(total, cut = 0) {
    const { elements } = this.told.limits;
    this.say(this.words.over.replace("{number}", cut ? `> ${elements}` : total).replace("{most}", elements));
  }

  /** Compute places: of what has none, or of all but what is pinned. */
  async arrange(all) {
    const { model } = this;
    const { nodes, edges } = model.seen;
    const { places, pinned } = model.state;
    const grown = places.size > 0 && !all;
    const missing = nodes.filter((id) => !places.has(id));
    if (!nodes.length || (!all && !missing.length)) return;
    this.picture.dataset.arranging = "true";
    const parents = new Map(model.state.groups.flatMap(({ members }, at) => members.map((id) => [id, `group ${at}`])));
    const found = await this.layout.ask({
      nodes: nodes.map((id) => {
        const at = places.get(id);
        const keep = at && (grown || pinned.has(id));
        return { id, name: this.lists.name(id), parent: parents.get(id), ...(keep ? { x: at.x, y: at.y, fixed: true } : {}) };
      }),
      edges: edges.map(({ source, target }) => [source, target]),
    });
    delete this.picture.dataset.arranging;
    if (!found) return;
    const next = held(new Map([...places, ...Object.entries(found)])).places;
    if (all && places.size) model.change({ places: next });
    else model.note({ places: next });
    this.placed = true; // painted only now: there was no place for anything
    this.#paint(model.seen);
    this.canvas.fit();
  }

  /** A change of where entities stand; where the address cannot hold that, all move, and the eye with them. */
  #stand(places, more = {}) {
    const next = held(places);
    this.model.change({ ...more, places: next.places });
    this.canvas.follow(next.dx, next.dy);
  }

  #first() {
    const { places } = this.model.state;
    const { nodes } = this.model.seen;
    if (nodes.every((id) => places.has(id))) {
      this.placed = true;
      this.#paint(this.model.seen);
      this.canvas.fit();
    } else {
      this.arrange(false);
    }
    if (this.model.state.edge) this.panel.edge(this.model.state.edge);
    this.#asked();
  }

  /** What was asked without scripts goes on in the panel. */
  #asked() {
    const around = document.getElementById("around");
    if (around && this.model.nodes.has(around.dataset.entity)) {
      this.panel.entity(around.dataset.entity);
      around.remove();
    }
    const ways = document.getElementById("ways");
    const ends = ways?.dataset.ends.split(" ") ?? [];
    if (ways && ends.every((id) => this.model.nodes.has(id))) {
      this.panel.ways(...ends);
      ways.remove();
    }
  }

  /** Everything that shows the view. */
  show() {
    const { seen, state } = this.model;
    if (document.getElementById("entities")) this.lists.show(seen);
    if (this.placed) this.#paint(seen);
    const kinds = new Set(state.nodes.map((id) => this.model.nodes.get(id).type));
    document.querySelectorAll("#shapes li").forEach((item) => {
      item.hidden = !kinds.has(item.dataset.kind);
    });
    this.#count(seen);
    this.#told();
    const loose = seen.nodes.some((id) => !state.places.has(id));
    if (loose && this.placed) this.arrange(false);
  }

  #paint(seen) {
    this.canvas.show(seen);
    this.canvas.place(this.model.state.places);
    if (this.canvas.lost) this.canvas.fit();
  }

  /** What is selected and looked at, of a view that stays. */
  mark() {
    if (document.getElementById("entities")) this.lists.mark();
    this.canvas.mark();
    this.#told();
  }

  #told() {
    this.tools.refresh();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => carry(written(this.model.state)), WAIT);
  }

  #count({ nodes, edges }) {
    const rules = new Intl.PluralRules(document.documentElement.lang);
    const count = (key, number) => this.words[key][rules.select(number)].replace("{number}", number);
    const parts = [count("entities", nodes.length), count("statements", edges.length)];
    if (this.model.state.hidden.size) parts.push(count("hidden", this.model.state.hidden.size));
    const text = parts.join(" · ");
    if (this.status && this.status.textContent.trim() !== text) this.status.textContent = text;
  }
}

globalThis.respondeatExplorer = new Explorer(toldBy("explorer"));
