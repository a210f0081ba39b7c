// Triples as a drawing, in colours of the page; the table beside it says the same.

const LEAST = 0.8;
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

const style = () => [
  {
    selector: "node",
    style: {
      shape: "round-rectangle", width: 176, height: 78, padding: 4, label: "data(label)", "text-wrap": "wrap",
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

/** Draw nodes and edges; a node that has a page leads to it. */
export async function draw(place, { nodes, edges }) {
  const { default: cytoscape } = await import("../vendor/cytoscape.js");
  place.hidden = false;
  const elements = [
    ...nodes.map(({ href, label, ...node }) => ({ data: { ...node, label: short(label), ...(href && { href }) } })),
    ...edges.map((edge) => ({ data: edge })),
  ];
  const layout = {
    name: "fcose", animate: false, randomize: true, nodeSeparation: 150, idealEdgeLength: 110, nodeRepulsion: 15000,
  };
  const view = cytoscape({ container: place, elements, style: style(), layout, wheelSensitivity: 0.3, maxZoom: 2 });
  if (view.zoom() < LEAST) {
    view.zoom(LEAST); // words stay large enough to be read; the rest is reached by dragging
    view.center(view.nodes().max((node) => node.degree()).ele);
  }
  view.on("tap", "node[href]", (event) => location.assign(event.target.data("href")));
  view.on("mouseover", "node[href]", () => { place.style.cursor = "pointer"; });
  view.on("mouseout", "node[href]", () => { place.style.cursor = ""; });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => view.style(style()));
}
