// What is known, what is in view, and what of it is seen; every change can be undone. The same as view.py.

import { NO_FILTERS } from "./explore-address.js";

const CONFIDENCE = ["low", "moderate", "high"];
const STEPS = 100;

/** How sure a link is in the days that are let through: certain, possible, open; "" when it does not hold.
 * What a document names is no fact with days: it is cited, and has no grade. */
export function line(edge, { first, last, certain }) {
  if (edge.relation === "Attestation") return "cited";
  const meets = ([from, to]) => !(from && last && from > last) && !(to && first && to < first);
  if (!meets(edge.days)) return "";
  if (edge.sure && meets(edge.sure)) return "certain";
  if (certain) return "";
  return edge.dated ? "possible" : "open";
}

function passes(edge, filters) {
  const among = (chosen, values) => !chosen.length || values.some((value) => chosen.includes(value));
  const weak = filters.confidence ? CONFIDENCE.slice(0, CONFIDENCE.indexOf(filters.confidence)) : [];
  return among(filters.relations, [edge.relation]) && among(filters.origins, edge.origins)
    && among(filters.documents, edge.documents) && !(filters.unopposed && edge.state !== "supported")
    && !weak.includes(edge.confidence);
}

export class Model extends EventTarget {
  nodes = new Map();
  edges = new Map();
  origins = new Map();
  documents = new Map();
  #past = [];
  #coming = [];

  constructor(state, limits) {
    super();
    this.state = state;
    this.limits = limits;
  }

  /** Take in what the server told of a view; its ids. */
  learn(told) {
    const ids = told.nodes.map((node) => {
      this.nodes.set(node.id, node);
      return node.id;
    });
    for (const [id, name] of told.origins) this.origins.set(id, name);
    for (const [id, name] of told.documents) this.documents.set(id, name);
    for (const edge of told.edges) {
      this.edges.set(edge.id, {
        ...edge,
        source: ids[edge.source],
        target: ids[edge.target],
        origins: edge.origins.map((at) => told.origins[at][0]),
        documents: edge.documents.map((at) => told.documents[at][0]),
      });
    }
    return ids;
  }

  /** The links among entities, whatever is let through. */
  among(ids) {
    const known = new Set(ids);
    return [...this.edges.values()].filter(({ source, target }) => known.has(source) && known.has(target));
  }

  /** What is seen: entities in their order, links with how sure they are. */
  get seen() {
    const { nodes, hidden, filters } = this.state;
    const { types } = filters;
    const shown = nodes.filter((id) => !hidden.has(id) && (!types.length || types.includes(this.nodes.get(id).type)));
    const edges = this.among(shown).map((edge) => ({ ...edge, line: line(edge, filters) }))
      .filter((edge) => edge.line && passes(edge, filters));
    const place = new Map(nodes.map((id, at) => [id, at]));
    const later = (edge) => Math.max(place.get(edge.source), place.get(edge.target));
    edges.sort((a, b) => later(a) - later(b) || (a.id < b.id ? -1 : 1));
    return { nodes: shown, edges };
  }

  get canUndo() {
    return this.#past.length > 0;
  }

  get canRedo() {
    return this.#coming.length > 0;
  }

  /** A change that can be undone. */
  change(changes) {
    this.#past = [...this.#past.slice(1 - STEPS), this.state];
    this.#coming = [];
    this.#set({ ...this.state, ...changes });
  }

  /** A change that is none of the view: a selection, a place that was computed. */
  note(changes) {
    this.#set({ ...this.state, ...changes }, "places" in changes ? "places" : "marks");
  }

  undo() {
    if (!this.canUndo) return;
    this.#coming.push(this.state);
    this.#set(this.#past.pop());
  }

  redo() {
    if (!this.canRedo) return;
    this.#past.push(this.state);
    this.#set(this.#coming.pop());
  }

  #set(state, what = "view") {
    const kept = new Set(state.nodes);
    state.selected = new Set([...state.selected].filter((id) => kept.has(id)));
    this.state = state;
    this.dispatchEvent(new CustomEvent("change", { detail: what }));
  }

  select(ids) {
    this.note({ selected: new Set(ids) });
  }

  remove(ids) {
    const gone = new Set(ids);
    const { state } = this;
    const but = (set) => new Set([...set].filter((id) => !gone.has(id)));
    this.change({
      nodes: state.nodes.filter((id) => !gone.has(id)),
      hidden: but(state.hidden),
      pinned: but(state.pinned),
      selected: new Set(),
      groups: ungrouped(state.groups, gone),
    });
  }

  hide(ids) {
    this.change({ hidden: new Set([...this.state.hidden, ...ids]), selected: new Set() });
  }

  reveal() {
    this.change({ hidden: new Set() });
  }

  /** Pin all of these, or, where all are, let them loose. */
  pin(ids) {
    const { pinned } = this.state;
    const loose = ids.every((id) => pinned.has(id));
    const next = new Set(pinned);
    for (const id of ids) next[loose ? "delete" : "add"](id);
    this.change({ pinned: next });
  }

  /** The groups, with one more of these. */
  grouped(ids, name) {
    return [...ungrouped(this.state.groups, new Set(ids)), { name, members: [...ids] }];
  }

  ungroup(ids) {
    const touched = new Set(ids);
    this.change({ groups: this.state.groups.filter(({ members }) => !members.some((id) => touched.has(id))) });
  }

  groupOf(id) {
    return this.state.groups.find(({ members }) => members.includes(id));
  }

  filter(filters) {
    this.change({ filters: { ...NO_FILTERS, ...filters } });
  }
}

function ungrouped(groups, ids) {
  return groups.map(({ name, members }) => ({ name, members: members.filter((id) => !ids.has(id)) }))
    .filter(({ members }) => members.length);
}
