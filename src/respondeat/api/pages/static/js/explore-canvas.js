// The view as a picture: shapes by kind, lines by how sure, marks for what something speaks against.

import cytoscape from "../vendor/cytoscape.js";
import { painted } from "./dom.js";

const LONGEST = 70;
const LABELLED = 25;
const MANY = 400;
const NARROW = 500; // pixels, below which letters are larger: the picture is seen from further away
const LEGIBLE = 9; // pixels of a letter when all is in sight, where few enough are that names have room
const LARGEST = 26;
const NAMED = 80;
const MARKS = { supported: "", contested: "//" };

export class Canvas extends EventTarget {
  #cy;
  #model;
  #told;
  #groups = new Set();
  #letters = 0;

  constructor(container, model, told) {
    super();
    this.#model = model;
    this.#told = told;
    this.#cy = cytoscape({
      container,
      style: style(container),
      minZoom: 0.05,
      maxZoom: 4,
      boxSelectionEnabled: true,
      selectionType: "single",
      autounselectify: true,
      hideEdgesOnViewport: false,
      layout: { name: "preset" },
    });
    const paint = () => this.#cy.style(style(container, this.#letters));
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", paint);
    this.#listen();
  }

  /** What is painted: ids of entities and links. For whoever checks that the list says the same. */
  get painted() {
    return {
      nodes: this.#cy.nodes().filter((node) => !this.#groups.has(node.id())).map((node) => node.id()),
      edges: this.#cy.edges().map((edge) => edge.id()),
    };
  }

  /** The groups of what is painted, and whether the box of each is. */
  get groups() {
    return [...this.#groups].map((id) => {
      const group = this.#cy.getElementById(id);
      return { name: group.data("label"), members: this.#members(id), drawn: !group.hasClass("scattered") };
    });
  }

  /** What is written below each entity. */
  get labels() {
    return Object.fromEntries(this.#cy.nodes().filter((node) => !this.#groups.has(node.id()))
      .map((node) => [node.id(), node.data("label")]));
  }

  /** How high the letters of names are, in pixels. */
  get letters() {
    const [one] = this.#cy.nodes().filter((node) => !this.#groups.has(node.id()));
    return one ? one.numericStyle("font-size") * this.#cy.zoom() : 0;
  }

  #listen() {
    const cy = this.#cy;
    const tell = (name, detail) => this.dispatchEvent(new CustomEvent(name, { detail }));
    cy.on("tap", (event) => {
      const at = event.target;
      const more = event.originalEvent?.shiftKey || event.originalEvent?.ctrlKey || event.originalEvent?.metaKey;
      if (at === cy) tell("nothing", { more });
      else if (at.isEdge()) tell("edge", { id: at.id() });
      else if (this.#groups.has(at.id())) tell("nodes", { ids: this.#members(at.id()), more });
      else tell("node", { id: at.id(), more });
    });
    cy.on("dbltap", "node", (event) => {
      if (!this.#groups.has(event.target.id())) tell("expand", { id: event.target.id() });
    });
    cy.on("boxend", () => setTimeout(() => this.#boxed(tell)));
    let boxed = [];
    cy.on("box", "node", (event) => boxed.push(event.target.id()));
    this.#boxed = () => {
      const ids = boxed.filter((id) => !this.#groups.has(id));
      boxed = [];
      if (ids.length) tell("nodes", { ids, more: true });
    };
    cy.on("dragfree", "node", () => tell("moved", { places: this.places }));
    cy.on("drag", "node", () => this.#enclose());
  }

  #boxed = () => {};

  #members(group) {
    return this.#cy.getElementById(group).children().map((node) => node.id());
  }

  get places() {
    const found = new Map();
    this.#cy.nodes().forEach((node) => {
      if (!this.#groups.has(node.id())) found.set(node.id(), { ...node.position() });
    });
    return found;
  }

  /** Whether dragging on the ground selects what is in a box, or moves the picture. */
  boxes(on) {
    this.#cy.userPanningEnabled(!on);
  }

  /** Paint what is seen. */
  show({ nodes, edges }) {
    const cy = this.#cy;
    const { state } = this.#model;
    const wanted = new Set([...nodes, ...edges.map(({ id }) => id)]);
    const groups = state.groups.map(({ name, members }, at) => ({ id: `group ${at} ${name}`, name, members }));
    const parent = new Map(groups.flatMap(({ id, members }) => members.map((member) => [member, id])));
    cy.batch(() => {
      cy.elements().filter((one) => !wanted.has(one.id()) && !this.#groups.has(one.id())).remove();
      this.#regroup(groups, nodes, parent);
      const fresh = [];
      for (const id of nodes) if (cy.getElementById(id).empty()) fresh.push(this.#node(id, parent.get(id)));
      for (const edge of edges) {
        const known = cy.getElementById(edge.id);
        if (known.empty()) fresh.push(this.#edge(edge));
        else if (known.data("line") !== edge.line) known.data("line", edge.line);
      }
      if (fresh.length) cy.add(fresh);
      this.mark();
      const labelled = edges.length <= LABELLED;
      if (cy.scratch("labelled") !== labelled) {
        cy.scratch("labelled", labelled);
        cy.edges().toggleClass("labelled", labelled);
      } else if (labelled) cy.edges().addClass("labelled");
      cy.container().dataset.many = String(nodes.length + edges.length > MANY);
    });
  }

  #regroup(groups, nodes, parent) {
    const cy = this.#cy;
    const seen = new Set(nodes);
    const used = groups.filter(({ members }) => members.some((id) => seen.has(id)));
    for (const { id, name } of used) {
      if (cy.getElementById(id).empty()) cy.add({ group: "nodes", classes: "group", data: { id, label: name } });
    }
    cy.nodes().forEach((node) => {
      if (this.#groups.has(node.id()) || node.hasClass("group")) return;
      const own = parent.get(node.id()) ?? null;
      if ((node.data("parent") ?? null) !== own) node.move({ parent: own });
      const label = this.#label(node.id());
      if (node.data("label") !== label) node.data("label", label);
    });
    const kept = new Set(used.map(({ id }) => id));
    for (const id of this.#groups) if (!kept.has(id)) cy.getElementById(id).remove();
    this.#groups = kept;
  }

  #node(id, parent) {
    const told = this.#model.nodes.get(id);
    const position = this.#model.state.places.get(id);
    return {
      group: "nodes",
      data: { id, label: this.#label(id), shape: this.#told.shapes[told.type] ?? "ellipse", parent },
      classes: told.placeholder ? "placeholder" : "",
      ...(position ? { position: { ...position } } : {}),
    };
  }

  /** The name, and the group that it is a member of: a box alone could be round others too. */
  #label(id) {
    const { name } = this.#model.nodes.get(id);
    const group = this.#model.groupOf(id);
    const told = name.length > LONGEST ? `${name.slice(0, LONGEST)}…` : name;
    return group ? `${told}\n[${group.name}]` : told;
  }

  /** A group's box is drawn where none but its members stand in it. */
  #enclose() {
    const bodies = { includeLabels: false, includeOverlays: false, includeUnderlays: false };
    for (const id of this.#groups) {
      const group = this.#cy.getElementById(id);
      const { x1, x2, y1, y2 } = group.boundingBox(bodies);
      const strange = this.#cy.nodes().some((node) => {
        if (this.#groups.has(node.id()) || node.data("parent") === id) return false;
        const box = node.boundingBox(bodies);
        return box.x1 < x2 && box.x2 > x1 && box.y1 < y2 && box.y2 > y1;
      });
      if (group.hasClass("scattered") !== strange) group.toggleClass("scattered", strange);
    }
  }

  #edge({ id, source, target, label, title, state, line, directed }) {
    const mark = MARKS[state] ?? "✕";
    const said = title ? `${label} (${title})` : label;
    return {
      group: "edges",
      data: { id, source, target, line, mark, label: mark ? `${mark} ${said}` : said },
      classes: `${directed ? "directed" : ""} ${mark ? "against" : ""}`,
    };
  }

  /** Mark what is selected, pinned and looked at. */
  mark() {
    const { selected, pinned, edge } = this.#model.state;
    this.#cy.batch(() => {
      this.#cy.nodes().forEach((node) => {
        const id = node.id();
        if (this.#groups.has(id)) return;
        if (node.hasClass("chosen") !== selected.has(id)) node.toggleClass("chosen");
        if (node.hasClass("pinned") !== pinned.has(id)) node.toggleClass("pinned");
        if (pinned.has(id) !== node.locked()) node[pinned.has(id) ? "lock" : "unlock"]();
      });
      this.#cy.edges(".looked").filter((one) => one.id() !== edge).removeClass("looked");
      if (edge) this.#cy.getElementById(edge).addClass("looked");
    });
  }

  /** Put entities where they stand. */
  place(places) {
    this.#cy.batch(() => {
      this.#cy.nodes().forEach((node) => {
        const at = places.get(node.id());
        if (!at || this.#groups.has(node.id())) return;
        const { x, y } = node.position();
        if (x === at.x && y === at.y) return;
        const locked = node.locked();
        if (locked) node.unlock();
        node.position({ ...at });
        if (locked) node.lock();
      });
    });
    this.#enclose();
    if (places.size) painted();
  }

  /** Keep in sight what was moved. */
  follow(dx, dy) {
    const zoom = this.#cy.zoom();
    if (dx || dy) this.#cy.panBy({ x: -dx * zoom, y: -dy * zoom });
  }

  /** Whether there is something, and nothing of it is in sight. */
  get lost() {
    const { x1, x2, y1, y2 } = this.#cy.extent();
    const nodes = this.#cy.nodes();
    return nodes.nonempty() && !nodes.some((node) => {
      const { x, y } = node.position();
      return x > x1 && x < x2 && y > y1 && y < y2;
    });
  }

  fit() {
    this.#cy.resize();
    this.#cy.fit(undefined, 40);
    if (this.#cy.zoom() > 1.2) {
      this.#cy.zoom(1.2);
      this.#cy.center();
    }
    const letters = this.#cy.nodes().length > NAMED ? 0 : Math.min(LARGEST, Math.ceil(LEGIBLE / this.#cy.zoom()));
    if (letters === this.#letters) return;
    this.#letters = letters;
    this.#cy.style(style(this.#cy.container(), letters));
  }

  /** The picture has another size. */
  resize() {
    this.#cy.resize();
    this.#cy.style(style(this.#cy.container(), this.#letters));
  }

  zoom(by) {
    const { width, height } = this.#cy.container().getBoundingClientRect();
    this.#cy.zoom({ level: this.#cy.zoom() * by, renderedPosition: { x: width / 2, y: height / 2 } });
  }

  /** The entities that a closed line, in pixels of the picture, goes round. */
  inside(line) {
    return this.#cy.nodes().filter((node) => !this.#groups.has(node.id()) && holds(line, node.renderedPosition()))
      .map((node) => node.id());
  }

  /** Where an entity stands, in pixels of the picture. */
  rendered(id) {
    const node = this.#cy.getElementById(id);
    return node.empty() ? null : { ...node.renderedPosition() };
  }
}

/** Whether a point is within a polygon: by the crossings of a ray. */
function holds(line, { x, y }) {
  let within = false;
  line.forEach(([ax, ay], at) => {
    const [bx, by] = line[(at || line.length) - 1];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) within = !within;
  });
  return within;
}

/** Colours of the page, light or dark; letters at least as large as asked for. */
function style(container, letters = 0) {
  const size = Math.max(letters, container.clientWidth && container.clientWidth < NARROW ? 22 : 13);
  const read = getComputedStyle(document.documentElement);
  const colour = (name) => read.getPropertyValue(`--${name}`).trim();
  const [ink, soft, paper, raised, link, loud, focus] =
    ["ink", "soft", "paper", "raised", "link", "loud", "focus"].map(colour);
  const font = "system-ui, \"Noto Sans\", sans-serif";
  return [
    {
      selector: "node",
      style: {
        "background-color": raised, "border-color": ink, "border-width": 2, shape: "data(shape)", width: 40,
        height: 32, label: "data(label)", color: ink, "font-family": font, "font-size": size,
        "text-wrap": "wrap", "text-max-width": `${size * 10}px`, "text-valign": "bottom", "text-margin-y": 4,
        "text-background-color": paper, "text-background-opacity": 0.85, "text-background-padding": "1px",
        "min-zoomed-font-size": 7, "overlay-opacity": 0,
      },
    },
    { selector: "node[shape = \"ellipse\"]", style: { width: 34 } },
    { selector: "node[shape = \"star\"], node[shape = \"diamond\"]", style: { width: 40, height: 38 } },
    { selector: "node.placeholder", style: { "border-style": "dashed" } },
    { selector: "node.pinned", style: { "border-width": 5, "border-style": "double" } },
    { selector: "node.chosen", style: { "background-color": link, "border-color": focus, "underlay-color": focus,
      "underlay-opacity": 0.3, "underlay-padding": 8 } },
    {
      selector: "node.group",
      style: {
        shape: "round-rectangle", "background-opacity": 0.35, "border-style": "dashed", "border-width": 1.5,
        "border-color": soft, padding: "24px", "text-valign": "top", "font-weight": "bold", label: "data(label)",
        "text-background-opacity": 1, "font-size": size + 2, "min-zoomed-font-size": 0,
      },
    },
    { selector: "node.group.scattered", style: { "background-opacity": 0, "border-width": 0, label: "", events: "no" } },
    { selector: "node.group > node", style: { "outline-width": 3, "outline-offset": 3, "outline-color": soft, "outline-style": "solid" } },
    {
      selector: "edge",
      style: {
        width: 1.8, "line-color": soft, "curve-style": "bezier", "target-arrow-color": soft, "overlay-opacity": 0,
        "control-point-step-size": 36, color: ink, "font-family": font, "font-size": 11,
        "text-background-color": paper, "text-background-opacity": 0.85, "min-zoomed-font-size": 9,
      },
    },
    { selector: "edge.directed", style: { "target-arrow-shape": "triangle", "arrow-scale": 1.1 } },
    { selector: "edge[line = \"possible\"]", style: { "line-style": "dashed", "line-dash-pattern": [9, 5] } },
    { selector: "edge[line = \"open\"]", style: { "line-style": "dashed", "line-dash-pattern": [2, 5] } },
    { selector: "edge[line = \"cited\"]", style: { "line-style": "dashed", "line-dash-pattern": [10, 3, 2, 3] } },
    { selector: "edge.labelled", style: { label: "data(label)", "text-rotation": "autorotate" } },
    { selector: "edge.against", style: { label: "data(mark)", color: loud, "line-color": loud, "font-size": 18,
      "font-weight": "bold", "target-arrow-color": loud, "min-zoomed-font-size": 0 } },
    { selector: "edge.looked", style: { width: 4, "line-color": link, "target-arrow-color": link,
      label: "data(label)", "font-size": 13, "min-zoomed-font-size": 0, color: ink, "z-index": 9 } },
  ];
}
