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
  const font = { face: "system-ui, sans-serif", size: 15, color: "#1b1b1b" };
  const plain = { background: "#ffffff", border: "#1b1b1b", highlight: { background: "#dbe9fb", border: "#0b4f9e" } };
  const nodes = new vis.DataSet(data.nodes.map(({ dashed, ...node }) => ({
    color: plain, font, borderWidth: 2, borderWidthSelected: 4, margin: 8, widthConstraint: { maximum: 190 },
    shapeProperties: { borderDashes: dashed ? [6, 4] : false }, ...node,
  })));
  const pairs = new Map();
  const bent = (edge) => {
    const pair = [edge.from, edge.to].sort().join(" ");
    const before = pairs.get(pair) ?? 0;
    pairs.set(pair, before + 1);
    return before ? { enabled: true, type: before % 2 ? "curvedCW" : "curvedCCW", roundness: 0.18 * Math.ceil(before / 2) } : false;
  };
  const edges = new vis.DataSet(data.edges.map((edge) => ({
    widthConstraint: { maximum: 170 }, color: { color: "#545454", highlight: "#0b4f9e" }, width: 2, selectionWidth: 2, arrows: "to",
    font: { ...font, size: 13, strokeWidth: 4, strokeColor: "#ffffff" }, smooth: bent(edge), ...edge,
  })));
  const drawing = document.getElementById("drawing");
  const network = new vis.Network(drawing, { nodes, edges }, {
    physics: false, layout: { randomSeed: 1, improvedLayout: false }, nodes: { shape: "box" },
    interaction: { dragNodes: true, hover: false, keyboard: { enabled: true, bindToWindow: false }, selectConnectedEdges: false },
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
    panel.replaceChildren(...parts);
  };
  const choose = (id) => {
    network.selectNodes([id]);
    network.focus(id, { scale: 1, animation: false });
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
