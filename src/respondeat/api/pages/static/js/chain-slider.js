// A slider over the days, with a tick where something changes. Moving it leads to the same view on that day.

import { draw, make } from "./dom.js";

const DAY = 86_400_000;
const WAIT = 600;
const KEPT = "chain-slider";

const number = (iso) => Math.round(Date.parse(`${iso}T00:00:00Z`) / DAY);
const text = (day) => new Date(day * DAY).toISOString().slice(0, 10);

/** Puts the slider into an element; `data` has the day asked for (`on`), the days of change, the words. */
export function slider(home, { on, days, words }) {
  const known = days.map(number).filter(Number.isFinite);
  const here = number(on[0] ?? on[1]);
  if (known.length < 2 || !Number.isFinite(here)) return;
  const first = Math.min(here, ...known);
  const last = Math.max(here, ...known);
  const input = make("input", { type: "range", id: "day", min: first, max: last, step: 1, value: here });
  const output = make("output", { for: "day" }, on[0] ?? on[1]);
  const ticks = draw("svg", { viewBox: `0 0 ${last - first || 1} 10`, preserveAspectRatio: "none", "aria-hidden": "true" });
  for (const day of new Set(known)) ticks.append(draw("line", { x1: day - first, x2: day - first, y1: 0, y2: 10 }));
  home.append(
    make("div", { class: "slide" }, make("label", { for: "day" }, words.slider), make("div", { class: "track" }, input, ticks), output),
  );
  const told = () => {
    output.textContent = text(input.valueAsNumber);
    input.setAttribute("aria-valuetext", output.textContent);
  };
  told();
  let timer;
  let keyed = false;
  input.addEventListener("keydown", () => { keyed = true; });
  input.addEventListener("pointerdown", () => { keyed = false; });
  input.addEventListener("input", told);
  input.addEventListener("change", () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (input.valueAsNumber === here) return;
      if (keyed) sessionStorage.setItem(KEPT, "1");
      const url = new URL(location.href);
      url.searchParams.set("on", text(input.valueAsNumber));
      url.searchParams.delete("assumed");
      url.searchParams.delete("chosen"); // chains are numbered anew on each day
      location.assign(url);
    }, keyed ? WAIT : 0);
  });
  if (sessionStorage.getItem(KEPT)) {
    sessionStorage.removeItem(KEPT);
    input.focus();
  }
}
