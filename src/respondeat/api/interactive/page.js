"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const { words, told } = data;
  const make = (name, attributes, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  };
  const LEAST = 0.6; // names are read at it and above
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const ofNode = () => ({
    color: { background: colour("paper"), border: colour("ink"), highlight: { background: colour("chosen"), border: colour("link") } },
    font: { face: "system-ui, sans-serif", size: 15, color: colour("ink") },
  });
  const ofEdge = () => ({
    color: { color: colour("soft"), highlight: colour("link") },
    font: { face: "system-ui, sans-serif", size: 13, color: colour("ink"), strokeWidth: 4, strokeColor: colour("paper") },
  });
  const look = ofNode();
  const nodes = new vis.DataSet(data.nodes.map(({ dashed, ...node }) => ({
    ...look, borderWidth: 2, borderWidthSelected: 4, margin: 8, scaling: { label: { drawThreshold: 2 } },
    widthConstraint: { maximum: node.shape === "ellipse" ? 150 : 190 },
    shapeProperties: { borderDashes: dashed ? [6, 4] : false }, ...node,
  })));
  const pair = (edge) => [edge.from, edge.to].sort().join(" ");
  const beside = Map.groupBy ? Map.groupBy(data.edges, pair) : data.edges.reduce(
    (all, edge) => all.set(pair(edge), [...(all.get(pair(edge)) ?? []), edge]), new Map());
  // several between the same two: each bends its own way, so that their words stand apart
  const bent = (edge) => {
    const all = beside.get(pair(edge));
    const at = all.indexOf(edge) - (all.length - 1) / 2;
    if (!at) return false;
    const along = edge.from < edge.to ? at : -at; // the way of a bend is that of the arrow
    return { enabled: true, type: along > 0 ? "curvedCW" : "curvedCCW", roundness: Math.min(0.9, 0.36 * Math.abs(at)) };
  };
  const line = ofEdge();
  const edges = new vis.DataSet(data.edges.map((edge) => ({
    widthConstraint: { maximum: beside.get(pair(edge)).length > 1 ? 110 : 170 }, ...line, width: 2, selectionWidth: 2,
    arrows: "to", scaling: { label: { drawThreshold: 2 } }, smooth: bent(edge), ...edge,
  })));
  const drawing = document.getElementById("drawing");
  const network = new vis.Network(drawing, { nodes, edges }, {
    physics: false, layout: { randomSeed: 1, improvedLayout: false }, nodes: { shape: "box" },
    interaction: { dragNodes: true, hover: false, keyboard: { enabled: true, bindToWindow: false }, selectConnectedEdges: false },
  });
  const first = data.nodes[0]?.id;
  network.once("afterDrawing", () => { // what is asked about comes first, where all would be too small to read
    if (first === undefined || network.getScale() >= LEAST) return;
    const { x, y } = network.getPosition(first);
    const right = (drawing.clientWidth / 2 - 60) / LEAST; // it stands at the left: what is above it, at the right
    network.moveTo({ position: { x: x + right, y }, scale: LEAST, animation: false });
  });
  const own = (all, look) => all.map(({ id, color }) => ({ id, font: look.font, ...(!color && { color: look.color }) }));
  dark.addEventListener("change", () => {
    nodes.update(own(data.nodes, ofNode()));
    edges.update(own(data.edges, ofEdge()));
  });
  const canvas = drawing.querySelector("canvas");
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", `${document.title}. ${words.nodes}, ${words.edges}: ${nodes.length}, ${edges.length}`);
  const name = (id) => nodes.get(id)?.label ?? "";
  const title = (id) => {
    const edge = nodes.get(id) ? null : edges.get(id);
    return edge ? `${name(edge.from)} → ${name(edge.to)}: ${edge.label ?? ""}` : name(id);
  };

  const panel = document.getElementById("panel");
  const show = (id) => {
    const entry = id === undefined ? undefined : told[id];
    if (!entry) return panel.replaceChildren(make("p", {}, words.choose));
    const parts = [make("h2", {}, make("bdi", {}, title(id))), ...entry.lines.map((line) => make("p", {}, line))];
    if (entry.sources.length) {
      const list = make("ul", {}, ...entry.sources.map((one) => make("li", {}, make("bdi", {}, one))));
      parts.push(make("h2", {}, words.sources), list);
    }
    const links = data.edges.filter((edge) => edge.from === id || edge.to === id);
    if (links.length) {
      const list = make("ul", {}, ...links.map((edge) => {
        const lines = [title(edge.id), ...(told[edge.id]?.lines ?? [])];
        const button = make("button", { type: "button" }, make("bdi", {}, lines.join("\n")));
        button.addEventListener("click", () => choose(edge.id));
        return make("li", {}, button);
      }));
      parts.push(make("h2", {}, `${words.edges} (${links.length})`), list);
    }
    panel.replaceChildren(...parts);
  };
  const choose = (id) => {
    const edge = nodes.get(id) ? null : edges.get(id);
    if (edge) {
      network.selectEdges([id]);
      panel.focus(); // the button that was pressed is gone
      panel.scrollTop = 0;
    } else {
      network.selectNodes([id]);
      network.focus(id, { scale: 1, animation: false });
    }
    show(id);
  };
  network.on("select", (event) => show(event.nodes[0] ?? event.edges[0]));
  show();

  const field = make("input", { type: "search", id: "text", autocomplete: "off" });
  const found = make("div", { id: "found", role: "status" });
  const search = () => {
    const text = field.value.trim().toLocaleLowerCase();
    const hits = text ? nodes.get().filter((node) => node.label.toLocaleLowerCase().includes(text)).slice(0, 12) : [];
    const buttons = hits.map((node) => {
      const button = make("button", { type: "button" }, make("bdi", {}, node.label));
      button.addEventListener("click", () => choose(node.id));
      return button;
    });
    found.replaceChildren(...(text && !hits.length ? [words.nothing] : buttons));
  };
  field.addEventListener("input", search);
  const row = document.getElementById("search");
  row.append(make("label", { for: "text" }, words.search), field, found);
  const others = data.edges.filter((edge) => edge.hidden).map((edge) => edge.id);
  if (others.length) {
    const box = make("input", { type: "checkbox", id: "others" });
    box.addEventListener("change", () => edges.update(others.map((id) => ({ id, hidden: !box.checked }))));
    row.append(make("label", {}, box, ` ${words.others}`));
  }
})();
