// The form of filters: what is ticked is let through at once; what can be ticked is what is in view.

import { make } from "./dom.js";

const LISTS = { type: "types", relation: "relations", origin: "origins", document: "documents" };
const DAY = /^\d{4}-\d\d-\d\d$/;

/** Let a change in the form be one of the view, and one of the view be one in the form. */
export function filtering(model, told) {
  const form = document.querySelector("#filters form");
  if (!form) return;
  const changed = () => {
    const read = said(form);
    if (read) model.filter(read);
  };
  form.addEventListener("change", changed);
  form.addEventListener("submit", (event) => {
    if (!said(form)) return; // a month, a year, EDTF: the server makes days of it
    event.preventDefault();
    changed();
  });
  form.querySelector("a.button").addEventListener("click", (event) => {
    event.preventDefault();
    model.filter({});
  });
  let offered = model.state.nodes;
  model.addEventListener("change", ({ detail }) => {
    if (detail !== "view") return;
    if (offered !== model.state.nodes) {
      offered = model.state.nodes;
      offer(form, model, told);
    }
    show(form, model.state.filters);
  });
}

/** What the form says; null where its days are none that can be compared here. */
function said(form) {
  const one = (name) => form.elements.namedItem(name).value.trim();
  const [first, last] = [one("from"), one("to")];
  if ([first, last].some((day) => day && !DAY.test(day))) return null;
  const lists = Object.fromEntries(Object.entries(LISTS).map(([name, key]) => [key,
    [...form.querySelectorAll(`input[type=checkbox][name=${name}]:checked`)].map((box) => box.value)]));
  const confidence = one("confidence");
  return {
    ...lists,
    first,
    last,
    certain: one("grade") === "certain",
    confidence: confidence === "low" ? "" : confidence,
    unopposed: one("against") === "hidden",
  };
}

function show(form, filters) {
  const set = (name, value) => {
    const field = form.elements.namedItem(name);
    if (field.value !== value) field.value = value;
  };
  set("from", filters.first);
  set("to", filters.last);
  set("grade", filters.certain ? "certain" : "possible");
  set("confidence", filters.confidence || "low");
  set("against", filters.unopposed ? "hidden" : "shown");
  for (const [name, key] of Object.entries(LISTS)) {
    for (const box of form.querySelectorAll(`input[type=checkbox][name=${name}]`)) box.checked = filters[key].includes(box.value);
  }
}

/** Names of what can be chosen: of all that is in view, hidden or not, and of what is chosen already. */
function choices(model, { kinds, names }) {
  const { state, nodes, origins, documents } = model;
  const { filters } = state;
  const edges = model.among(state.nodes);
  const named = (ids, name) => new Map([...new Set(ids)].filter(Boolean).map((id) => [id, name(id) ?? id]));
  return {
    type: named([...state.nodes.map((id) => nodes.get(id).type), ...filters.types], (id) => kinds[id]),
    relation: named([...edges.map(({ relation }) => relation), ...filters.relations], (id) => names[id]),
    origin: named([...edges.flatMap((edge) => edge.origins), ...filters.origins], (id) => origins.get(id)),
    document: named([...edges.flatMap((edge) => edge.documents), ...filters.documents], (id) => documents.get(id)),
  };
}

/** Boxes for all of these, by their names; those that are there already stay, with who stands on them. */
function offer(form, model, told) {
  const offered = choices(model, told);
  for (const name of Object.keys(LISTS)) listed(form.querySelector(`[data-filter=${name}] ul`), name, offered[name]);
}

function listed(list, name, names) {
  const there = new Map([...list.querySelectorAll("input")].map((box) => [box.value, box.closest("li")]));
  for (const [value, item] of there) if (!names.has(value)) item.remove();
  const order = [...names].sort(([, a], [, b]) => (a < b ? -1 : a > b ? 1 : 0));
  order.forEach(([value, text], at) => {
    const item = there.get(value) ?? make("li", {},
      make("label", {}, make("input", { type: "checkbox", name, value }), " ", make("bdi", {}, text)));
    if (list.children[at] !== item) list.insertBefore(item, list.children[at] ?? null);
  });
}
