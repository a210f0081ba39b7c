// Buttons for all that is done to the view: the same by keyboard as by pointer.

import { make } from "./dom.js";

const NARROW = matchMedia("(max-width: 700px)");

/** The tools, and how to bring them up to date. `acts` are functions by the names of the buttons. */
export function tools(words, acts, model) {
  const button = (name, on = acts[name]) => make("button", { type: "button", onclick: on, dataset: { act: name } }, words[name]);
  const mode = make("select", { id: "mode" }, ...["move", "box", "lasso"].map((one) =>
    make("option", { value: one }, words[`mode_${one}`])));
  mode.addEventListener("change", () => acts.mode(mode.value));
  const selected = make("span", { class: "soft count" });
  const groups = [
    ["undo", "redo"],
    ["expand", "between"],
    ["hide", "reveal", "remove", "pin", "group", "ungroup"],
    ["all", "none"],
    ["arrange", "fit", "nearer", "further"],
  ];
  const element = make("details", { class: "tools", open: !NARROW.matches }, make("summary", {}, words.tools),
    ...groups.map((names) => make("div", { class: "set" }, ...names.map((name) => button(name)))),
    make("div", { class: "set" }, make("label", { for: "mode" }, words.mode), mode), selected);
  const buttons = new Map([...element.querySelectorAll("button")].map((one) => [one.dataset.act, one]));
  const able = (name, yes) => {
    buttons.get(name).setAttribute("aria-disabled", String(!yes));
  };
  const refresh = () => {
    const { state } = model;
    const chosen = [...state.selected];
    able("undo", model.canUndo);
    able("redo", model.canRedo);
    able("expand", chosen.length === 1);
    able("between", chosen.length === 2);
    for (const name of ["hide", "remove", "pin", "group", "none"]) able(name, chosen.length > 0);
    able("ungroup", chosen.some((id) => model.groupOf(id)));
    able("reveal", state.hidden.size > 0);
    const loose = chosen.length > 0 && chosen.every((id) => state.pinned.has(id));
    buttons.get("pin").textContent = loose ? words.unpin : words.pin;
    selected.textContent = words.selected.replace("{number}", chosen.length);
  };
  return { element, refresh };
}
