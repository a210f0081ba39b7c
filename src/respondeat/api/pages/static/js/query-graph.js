// Triples as a drawing, in colours of the page; the table beside it says the same. It lies the same at each load.

import { arranged } from "./explore-arrange.js";
import { make } from "./dom.js";

const LEAST = 0.7; // words stay large enough to be read
const EDGE = 16; // round all of it
const STEP = 1.4;
const WIDER = { x: 1.35, y: 1.6 }; // boxes with their names inside are larger than shapes with names below
const BOX = { width: 176, height: 78 };
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

const style = () => [
  {
    selector: "node",
    style: {
      shape: "round-rectangle", ...BOX, padding: 4, label: "data(label)", "text-wrap": "wrap",
      "text-max-width": 166, "text-valign": "center", "font-size": 15, "font-family": "system-ui, sans-serif",
      color: colour("ink"), "background-color": colour("raised"), "border-width": 1.5, "border-color": colour("line"),
    },
  },
  { selector: "node[href]", style: { "border-color": colour("link"), "border-width": 2 } },
  {
    selector: "edge",
    style: {
      width: 1.5, "line-color": colour("line"), "curve-style": "bezier", "target-arrow-shape": "triangle",
      "target-arrow-color": colour("line"), label: "data(label)", "font-size": 15, color: colour("soft"),
      "text-background-color": colour("paper"), "text-background-opacity": 0.85, "text-rotation": "autorotate",
      "min-zoomed-font-size": 9,
    },
  },
];

const short = (text) => (text.length > 62 ? `${text.slice(0, 61)}…` : text);

const placed = ({ x, y }) => ({ x: x * WIDER.x, y: y * WIDER.y });

/** Draw nodes and edges; a node that has a page leads to it. */
export async function draw(place, { nodes, edges }) {
  const { default: cytoscape } = await import("../vendor/cytoscape.js");
  place.hidden = false;
  const named = nodes.map(({ id, label }) => ({ id, name: short(label) }));
  const found = arranged(cytoscape, { nodes: named, edges: edges.map(({ source, target }) => [source, target]) });
  const elements = [
    ...nodes.map(({ href, label, ...node }) => (
      { data: { ...node, label: short(label), ...(href && { href }) }, position: placed(found[node.id]) })),
    ...edges.map((edge) => ({ data: edge })),
  ];
  const view = cytoscape({
    container: place, elements, style: style(), layout: { name: "preset" }, wheelSensitivity: 0.3, minZoom: 0.02, maxZoom: 2,
  });
  controls(place, view);
  shown(view);
  view.on("tap", "node[href]", (event) => location.assign(event.target.data("href")));
  view.on("mouseover", "node[href]", () => { place.style.cursor = "pointer"; });
  view.on("mouseout", "node[href]", () => { place.style.cursor = ""; });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => view.style(style()));
}

/** All of it where it can be read so; else what has most links, with what it is linked to. */
function shown(view) {
  view.fit(undefined, EDGE);
  if (view.zoom() > 1) view.zoom(1);
  if (view.zoom() >= LEAST) return void view.center();
  const hub = view.nodes().max((node) => node.degree()).ele;
  view.fit(hub.closedNeighborhood(), EDGE);
  if (view.zoom() > 1 || view.zoom() < LEAST) view.zoom(Math.min(1, Math.max(LEAST, view.zoom())));
  view.center(view.zoom() > LEAST ? hub.closedNeighborhood() : hub);
}

/** Buttons to see all of it, and more or less of it. */
function controls(place, view) {
  const middle = () => ({ x: view.width() / 2, y: view.height() / 2 });
  const by = (times) => view.zoom({ level: view.zoom() * times, renderedPosition: middle() });
  const button = (words, onclick) => make("button", { type: "button", onclick }, words);
  const { fit, nearer, farther } = place.dataset;
  place.after(make("div", { class: "row" },
    button(fit, () => view.fit(undefined, EDGE)), button(nearer, () => by(STEP)), button(farther, () => by(1 / STEP))));
}
