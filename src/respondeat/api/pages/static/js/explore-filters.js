// The form of filters: what is ticked is let through at once.

const LISTS = { type: "types", relation: "relations", origin: "origins", document: "documents" };
const DAY = /^\d{4}-\d\d-\d\d$/;

/** Let a change in the form be one of the view, and one of the view be one in the form. */
export function filtering(model) {
  const form = document.querySelector("#filters form");
  if (!form) return;
  const changed = () => {
    const read = told(form);
    if (read) model.filter(read);
  };
  form.addEventListener("change", changed);
  form.addEventListener("submit", (event) => {
    if (!told(form)) return; // a month, a year, EDTF: the server makes days of it
    event.preventDefault();
    changed();
  });
  form.querySelector("a.button").addEventListener("click", (event) => {
    event.preventDefault();
    model.filter({});
  });
  model.addEventListener("change", ({ detail }) => detail === "view" && show(form, model.state.filters));
}

/** What the form says; null where its days are none that can be compared here. */
function told(form) {
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
