// A line drawn freely round what is to be selected.

import { draw } from "./dom.js";

/** Lay a sheet over the picture on which a line is drawn; `done` is given its points. Returns how to end it. */
export function lasso(board, done) {
  const line = draw("polyline", { fill: "none", "stroke-width": "2", "stroke-dasharray": "5 4" });
  const sheet = draw("svg", { class: "lasso", "aria-hidden": "true" }, line);
  let points = null;
  const at = (event) => {
    const { left, top } = sheet.getBoundingClientRect();
    return [event.clientX - left, event.clientY - top];
  };
  const show = () => line.setAttribute("points", (points ?? []).map(([x, y]) => `${x},${y}`).join(" "));
  sheet.addEventListener("pointerdown", (event) => {
    sheet.setPointerCapture(event.pointerId);
    points = [at(event)];
  });
  sheet.addEventListener("pointermove", (event) => {
    if (!points) return;
    points.push(at(event));
    show();
  });
  const end = () => {
    if (points?.length > 2) done(points);
    points = null;
    show();
  };
  sheet.addEventListener("pointerup", end);
  sheet.addEventListener("pointercancel", () => {
    points = null;
    show();
  });
  board.append(sheet);
  return () => sheet.remove();
}
