// The view as its address has it: what is in it, where it stands, what is let through. The same as state.py.

import { told as toldBy } from "./dom.js";

// `state` are the parameters that say what is in view, `once` those that ask for something once.
const {
  letters: LETTERS, grid: GRID, room: ROOM, plain: PLAIN, members: MEMBERS, prefix: PREFIX, state: STATE, once: ONCE,
} = toldBy("explorer").address;

const MOST = 4094 * GRID;

export const NO_FILTERS = {
  types: [], relations: [], origins: [], documents: [], first: "", last: "", certain: false, confidence: "",
  unopposed: false,
};

/** The state of a view whose nodes are known, from the parameters that the server wrote. */
export function read(told, nodes) {
  const numbered = (values) => (values ?? []).join(" ").split(" ").filter(Boolean).map((n) => nodes[n - 1]);
  const one = (name) => told[name]?.[0] ?? "";
  return {
    nodes,
    hidden: new Set(numbered(told.hidden)),
    pinned: new Set(numbered(told.pinned)),
    selected: new Set(numbered(told.selected)),
    groups: (told.group ?? []).map(group(nodes)),
    places: places((told.at ?? []).join(""), nodes),
    edge: one("edge"),
    filters: {
      types: told.type ?? [],
      relations: told.relation ?? [],
      origins: told.origin ?? [],
      documents: told.document ?? [],
      first: one("from"),
      last: one("to"),
      certain: one("grade") === "certain",
      confidence: one("confidence"),
      unopposed: one("against") === "hidden",
    },
  };
}

function group(nodes) {
  return (told) => {
    const space = told.indexOf(" ");
    return { name: told.slice(space + 1), members: told.slice(0, space).split(".").map((n) => nodes[n - 1]) };
  };
}

function places(letters, nodes) {
  const found = new Map();
  nodes.forEach((id, number) => {
    const at = letters.slice(4 * number, 4 * number + 4);
    if (at.length < 4 || at === "____") return;
    const [a, b, c, d] = [...at].map((letter) => LETTERS.indexOf(letter));
    found.set(id, { x: (a * 64 + b) * GRID, y: (c * 64 + d) * GRID });
  });
  return found;
}

/** The parameters of a state, each with its values. */
export function written(state) {
  const number = new Map(state.nodes.map((id, at) => [id, at + 1]));
  const those = (ids) => joined(state.nodes.filter((id) => ids.has(id)).map((id) => String(number.get(id))));
  const at = state.places.size ? state.nodes.map((id) => place(state.places.get(id))).join("") : "";
  const { filters } = state;
  return {
    node: joined(state.nodes.length > PLAIN ? state.nodes.map(packed) : state.nodes),
    at: at.match(new RegExp(`.{1,${ROOM}}`, "g")) ?? [],
    hidden: those(state.hidden),
    pinned: those(state.pinned),
    selected: those(state.selected),
    edge: one(state.edge),
    group: state.groups.map(({ name, members }) =>
      `${members.slice(0, MEMBERS).map((id) => number.get(id)).join(".")} ${name}`),
    type: [...filters.types].sort(),
    relation: [...filters.relations].sort(),
    from: one(filters.first),
    to: one(filters.last),
    grade: filters.certain ? ["certain"] : [],
    confidence: one(filters.confidence),
    against: filters.unopposed ? ["hidden"] : [],
    origin: [...filters.origins].sort(),
    document: [...filters.documents].sort(),
  };
}

const one = (text) => (text ? [text] : []);

/** Ids in as few values as hold them. */
export function joined(ids) {
  const values = [];
  for (const id of ids) {
    const last = values.length - 1;
    if (last >= 0 && values[last].length + id.length < ROOM) values[last] += ` ${id}`;
    else values.push(id);
  }
  return values;
}

/** An id in fewer letters, where it is made of a hash. */
export function packed(id) {
  const found = /^([a-z]+)-([0-9a-f]{32})$/.exec(id);
  if (!found) return id;
  const bytes = found[2].match(/../g).map((pair) => String.fromCharCode(parseInt(pair, 16))).join("");
  return `${found[1]}-${btoa(bytes).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "")}`;
}

function place(at) {
  if (!at) return "____";
  return [at.x, at.y].map((part) => {
    const step = Math.min(4094, Math.max(0, Math.round(part / GRID)));
    return LETTERS[step >> 6] + LETTERS[step & 63];
  }).join("");
}

/** Places as the address holds them, and how far all were moved for that: it holds none beyond its edges. */
export function held(places) {
  const moved = ["x", "y"].map((axis) => {
    const values = [...places.values()].map((at) => at[axis]);
    const [least, most] = [Math.min(...values), Math.max(...values)];
    return least < 0 || most > MOST ? Math.round(((MOST - least - most) / 2) / GRID) * GRID : 0;
  });
  const step = (part) => Math.min(MOST, Math.max(0, Math.round(part / GRID) * GRID));
  const found = new Map([...places].map(([id, { x, y }]) => [id, { x: step(x + moved[0]), y: step(y + moved[1]) }]));
  return { places: found, dx: moved[0], dy: moved[1] };
}

export const whole = (id) => (id.includes(":") ? id : PREFIX + id);

export const short = (id) => (id.startsWith(PREFIX) ? id.slice(PREFIX.length) : id);

let pending = null;

/** Change the address; links and forms of the page carry the view on as soon as somebody turns to one. */
export function carry(told) {
  const kept = new URLSearchParams(location.search);
  for (const name of [...STATE, ...ONCE]) kept.delete(name);
  const state = queried(told);
  history.replaceState(history.state, "", `?${[state, kept.toString()].filter(Boolean).join("&")}`);
  pending = { told, state };
}

function queried(told) {
  const query = new URLSearchParams();
  for (const [name, values] of Object.entries(told)) for (const value of values) query.append(name, value);
  return query.toString();
}

function carried() {
  if (!pending) return;
  const { told, state } = pending;
  pending = null;
  for (const link of document.querySelectorAll(".exports a, .languages a:not(.account)")) {
    const own = new URLSearchParams(new URL(link.href).search);
    for (const name of STATE) own.delete(name);
    link.href = `${location.pathname}?${[state, own.toString()].filter(Boolean).join("&")}`;
  }
  for (const hidden of document.querySelectorAll("[data-carried]")) refill(hidden, told);
}

for (const turned of ["pointerdown", "pointerover", "focusin", "click", "submit", "contextmenu"]) {
  document.addEventListener(turned, (event) => {
    if (event.target.closest?.(".exports, .languages, form.explorer")) carried();
  }, { capture: true });
}

function refill(hidden, told) {
  const but = hidden.dataset.carried.split(" ");
  const own = new Set([...but, ...STATE]);
  for (const input of [...hidden.children]) if (own.has(input.name)) input.remove();
  for (const [name, values] of Object.entries(told)) {
    if (but.includes(name)) continue;
    for (const value of values) {
      const input = document.createElement("input");
      Object.assign(input, { type: "hidden", name, value });
      hidden.append(input);
    }
  }
}
