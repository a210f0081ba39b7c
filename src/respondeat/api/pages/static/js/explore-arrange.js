// A layout of a network, the same for the same network: in a worker, or, where there is none, in the page.

import { apart, ofGroup, roomOf, shelved } from "./explore-spread.js";

const HELD = 3;
const MIDDLE = 8000; // of what an address can hold: far from its edges, that a view may grow to all sides
const CROWD = 400; // entities from which names are not read anyway

/** Places by id. `nodes` have id, name, and x, y and `fixed` where they stand already; `edges` are pairs of ids. */
export function arranged(cytoscape, { nodes, edges }) {
  const random = Math.random;
  Math.random = seeded(nodes.length * 7919 + edges.length);
  try {
    return laidOut(cytoscape, nodes, edges);
  } finally {
    Math.random = random;
  }
}

function laidOut(cytoscape, nodes, edges) {
  const known = new Set(nodes.map(({ id }) => id));
  const placed = nodes.filter(({ x }) => x !== undefined);
  const free = nodes.length - placed.length;
  if (nodes.length === 1) return { [nodes[0].id]: { x: MIDDLE, y: MIDDLE } };
  const cy = cytoscape({
    headless: true,
    styleEnabled: true,
    style: [{ selector: "node", style: { width: 120, height: 64, shape: "rectangle" } }],
    elements: [
      ...[...new Set(nodes.map(({ parent }) => parent).filter(Boolean))]
        .map((id) => ({ group: "nodes", data: { id } })),
      ...nodes.map(({ id, parent, x, y }) => ({
        group: "nodes",
        data: { id, parent },
        position: x === undefined ? near(id, placed, edges) : { x, y },
      })),
      ...edges.filter(([a, b]) => known.has(a) && known.has(b) && a !== b)
        .map(([source, target], at) => ({ group: "edges", data: { id: `${at} `, source, target } })),
    ],
  });
  const fixed = placed.filter((node) => node.fixed);
  const held = fixed.length >= HELD ? fixed : []; // fewer tell the layout no direction: it would fold into a line
  cy.layout({
    name: "fcose",
    animate: false,
    fit: false,
    quality: nodes.length > 700 ? "draft" : "default",
    randomize: placed.length < HELD,
    numIter: free > 250 ? 250 : free > 100 ? 600 : 1500,
    idealEdgeLength: nodes.length > 150 ? 140 : 200,
    nodeRepulsion: 40000,
    nodeSeparation: 150,
    tilingPaddingVertical: 30,
    tilingPaddingHorizontal: 30,
    fixedNodeConstraint: held.length
      ? held.map(({ id, x, y }) => ({ nodeId: id, position: { x, y } })) : undefined,
  }).run();
  const found = {};
  cy.nodes().forEach((node) => {
    if (known.has(node.id())) found[node.id()] = { ...node.position() };
  });
  cy.destroy();
  if (!fixed.length) {
    legible(found, nodes, []);
    return within(shelved(found, nodes, [...edges, ...alike(nodes)]));
  }
  const [{ id, x, y }] = fixed;
  const [dx, dy] = held.length ? [0, 0] : [x - found[id].x, y - found[id].y];
  for (const at of Object.values(found)) {
    at.x += dx;
    at.y += dy;
  }
  for (const node of fixed) found[node.id] = { x: node.x, y: node.y };
  legible(found, nodes, fixed);
  return found;
}

/** No name under another, and nobody in the box of a group that he is none of. */
function legible(found, nodes, fixed) {
  if (nodes.length > CROWD) return;
  const room = ({ id, name }) => roomOf(found[id], name);
  const groups = new Map();
  for (const node of nodes) if (node.parent) groups.set(node.parent, [...(groups.get(node.parent) ?? []), node]);
  const stay = new Set(fixed.map(({ id }) => id));
  const closed = [...groups.values()].filter((members) => !fixed.length || members.every(({ id }) => stay.has(id)));
  for (const members of closed) {
    if (!fixed.length) Object.assign(found, apart(members.map((node) => ({ ...node, ...found[node.id] })), []));
    for (const { id } of members) stay.add(id);
  }
  const taken = [...nodes.filter(({ id }) => stay.has(id)).map(room), ...closed.map((one) => ofGroup(one.map(room)))];
  Object.assign(found, apart(nodes.filter(({ id }) => !stay.has(id)).map((node) => ({ ...node, ...found[node.id] })), taken));
}

/** Members of one group as pairs. */
function alike(nodes) {
  const first = new Map();
  for (const { id, parent } of nodes) if (parent && !first.has(parent)) first.set(parent, id);
  return nodes.filter(({ parent }) => parent).map(({ id, parent }) => [first.get(parent), id]);
}

/** Beside a neighbour that stands already, else anywhere. */
function near(id, placed, edges) {
  const at = new Map(placed.map((node) => [node.id, node]));
  for (const [a, b] of edges) {
    const other = a === id ? at.get(b) : b === id ? at.get(a) : undefined;
    if (other) return { x: other.x + (Math.random() - 0.5) * 300, y: other.y + (Math.random() - 0.5) * 300 };
  }
  return { x: 600 + Math.random() * 600, y: 400 + Math.random() * 400 };
}

/** All of it about the middle of what addresses can hold. */
function within(found) {
  const all = Object.values(found);
  for (const axis of ["x", "y"]) {
    const values = all.map((at) => at[axis]);
    const shift = MIDDLE - (Math.min(...values) + Math.max(...values)) / 2;
    for (const at of all) at[axis] += shift;
  }
  return found;
}

/** mulberry32: numbers that are the same each time. */
function seeded(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
