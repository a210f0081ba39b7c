// Where boxes and lines of a diagram stand: columns from left to right, one more step up in each.
//
// dagre orders the boxes and keeps room for what stands on the lines; the lines are drawn here, with right angles
// and each for itself: a place of its own on the side of a box, a lane of its own between two columns.

import { Graph, layout } from "../vendor/dagre.js";

const LANE = 7;
const PORT = 10;
const EDGE = 16;
const LEAST = 22;

/**
 * Places for boxes [{id, width, height}] and lines [{id, lower, higher, width, height}] (the size of what stands
 * on a line; none where nothing does). Gives {width, height, boxes: {id: {x, y, width, height}},
 * lines: {id: {points, x, y}}} with left upper corners of boxes and middles of what stands on lines.
 */
export function arranged(boxes, lines) {
  const kept = lines.filter((line) => line.lower !== line.higher);
  const tall = taller(boxes, kept);
  const placed = ordered(boxes, kept, tall);
  const columns = columnsOf(placed, boxes, kept);
  const ways = kept.map((line) => wayOf(line, placed, columns));
  docked(boxes, ways, placed, tall);
  const channels = lanes(ways, columns.length);
  const edges = spread(columns, channels);
  return drawn(boxes, kept, placed, tall, columns, ways, edges);
}

/** The height of each box, with room on its sides for the lines that end there. */
function taller(boxes, lines) {
  const count = new Map(boxes.map(({ id }) => [id, [0, 0]]));
  for (const line of lines) {
    count.get(line.lower)[0] += 1;
    count.get(line.higher)[1] += 1;
  }
  return new Map(boxes.map(({ id, height }) => [id, Math.max(height, Math.max(...count.get(id)) * PORT + 12)]));
}

function ordered(boxes, lines, tall) {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: "LR", nodesep: 16, edgesep: 12, ranksep: 40, ranker: boxes.length > 60 ? "tight-tree" : "network-simplex" });
  for (const { id, width } of boxes) graph.setNode(id, { width, height: tall.get(id) });
  for (const { id, lower, higher, width = 0, height = 0 } of lines) {
    graph.setEdge(lower, higher, { width, height, labelpos: "c", labeloffset: 0 }, id);
  }
  layout(graph);
  const places = { boxes: new Map(), lines: new Map() };
  for (const { id } of boxes) places.boxes.set(id, graph.node(id));
  for (const { id, lower, higher } of lines) {
    const edge = graph.edge(lower, higher, id);
    places.lines.set(id, { x: edge.x, y: edge.y, inner: edge.points.slice(1, -1) });
  }
  return places;
}

/** The columns from left to right: the middle of each and half its width. */
function columnsOf(placed, boxes, lines) {
  const found = new Map();
  const add = (x, half) => {
    const key = Math.round(x);
    const near = [key, key - 1, key + 1].find((one) => found.has(one)) ?? key;
    found.set(near, Math.max(found.get(near) ?? 0, half));
  };
  for (const { id, width } of boxes) add(placed.boxes.get(id).x, width / 2);
  for (const { id, width = 0 } of lines) {
    const line = placed.lines.get(id);
    for (const point of line.inner) add(point.x, 0);
    if (line.x !== undefined) add(line.x, width / 2);
  }
  return [...found].map(([middle, half]) => ({ middle, half })).sort((a, b) => a.middle - b.middle);
}

/** The columns a line goes through and how high in each, from left to right. */
function wayOf(line, placed, columns) {
  const at = (x) => {
    let best = 0;
    for (let n = 1; n < columns.length; n += 1) {
      if (Math.abs(columns[n].middle - x) < Math.abs(columns[best].middle - x)) best = n;
    }
    return best;
  };
  const from = placed.boxes.get(line.lower);
  const to = placed.boxes.get(line.higher);
  let stops = [from, ...placed.lines.get(line.id).inner, to].map(({ x, y }) => ({ column: at(x), y }));
  const turned = stops[0].column > stops.at(-1).column;
  if (turned) stops.reverse();
  stops = stops.filter((stop, n) => n === 0 || stop.column > stops[n - 1].column || n === stops.length - 1);
  return { line, stops, turned, left: turned ? line.higher : line.lower, right: turned ? line.lower : line.higher };
}

/** Gives each line a place of its own on the sides of its boxes, as near to where it goes as can be. */
function docked(boxes, ways, placed, tall) {
  for (const { id } of boxes) {
    const middle = placed.boxes.get(id).y;
    const top = middle - tall.get(id) / 2 + EDGE / 2;
    const bottom = middle + tall.get(id) / 2 - EDGE / 2;
    for (const [side, here, next] of [["left", 0, 1], ["right", -1, -2]]) {
      const ends = ways.filter((way) => way[side] === id).map(({ stops }) => [stops.at(here), stops.at(next)]);
      ends.sort((a, b) => a[1].y - b[1].y);
      const step = Math.min(PORT, (bottom - top) / Math.max(1, ends.length - 1));
      let least = top;
      ends.forEach(([stop, other], n) => {
        const most = bottom - (ends.length - 1 - n) * step;
        stop.y = Math.min(most, Math.max(least, other.y));
        least = stop.y + step;
      });
    }
  }
}

/** Gives each turn between two columns a lane of its own, so that no two lines share one; how many there are. */
function lanes(ways, columns) {
  const turns = Array.from({ length: Math.max(0, columns - 1) }, () => []);
  for (const way of ways) {
    way.lanes = [];
    for (let n = 1; n < way.stops.length; n += 1) {
      const [a, b] = [way.stops[n - 1], way.stops[n]];
      if (Math.abs(a.y - b.y) > 0.5) turns[a.column]?.push({ way, n, a: a.y, b: b.y, low: Math.min(a.y, b.y), high: Math.max(a.y, b.y) });
    }
  }
  return turns.map((those) => {
    // of those that go down the lowest turns first, of those that go up the highest: so they cross least
    those.sort((p, q) => (p.b > p.a) - (q.b > q.a) || (p.b > p.a ? q.a - p.a : p.a - q.a));
    let count = 0;
    those.forEach((turn, at) => {
      const taken = new Set();
      let after = 0;
      for (const other of those.slice(0, at)) {
        if (other.high + 4 < turn.low || other.low - 4 > turn.high) continue;
        taken.add(other.lane);
        if ((other.b > other.a) === (turn.b > turn.a)) after = Math.max(after, other.lane + 1);
      }
      let lane = after;
      while (taken.has(lane)) lane += 1;
      turn.lane = lane;
      turn.way.lanes[turn.n] = lane;
      count = Math.max(count, lane + 1);
    });
    return count;
  });
}

/** The left and right edge of every column, with room for the lanes between. */
function spread(columns, channels) {
  let x = EDGE;
  return columns.map(({ half }, n) => {
    const left = x;
    const right = left + 2 * half;
    x = right + Math.max(LEAST, ((channels[n] ?? 0) + 1) * LANE + 8);
    return { left, right };
  });
}

function drawn(boxes, lines, placed, tall, columns, ways, edges) {
  const told = { width: edges.at(-1)?.right + EDGE || 0, height: 0, boxes: {}, lines: {} };
  for (const { id, width } of boxes) {
    const { x, y } = placed.boxes.get(id);
    const height = tall.get(id);
    const column = nearest(columns, x);
    const middle = (edges[column].left + edges[column].right) / 2;
    told.boxes[id] = { x: middle - width / 2, y: y - height / 2 + EDGE, width, height };
    told.height = Math.max(told.height, y + height / 2 + 2 * EDGE);
  }
  for (const way of ways) {
    const { line, stops, turned, left, right } = way;
    const start = told.boxes[left];
    const end = told.boxes[right];
    const points = [[start.x + start.width, stops[0].y + EDGE]];
    for (let n = 1; n < stops.length; n += 1) {
      const lane = way.lanes[n];
      if (lane !== undefined) {
        const x = edges[stops[n - 1].column].right + 8 + lane * LANE;
        points.push([x, stops[n - 1].y + EDGE], [x, stops[n].y + EDGE]);
      }
    }
    points.push([end.x, stops.at(-1).y + EDGE]);
    const { x, y } = placed.lines.get(line.id);
    const column = x === undefined ? null : edges[nearest(columns, x)];
    told.lines[line.id] = {
      points: turned ? points.reverse() : points,
      x: column && (column.left + column.right) / 2,
      y: column && y + EDGE,
    };
    told.height = Math.max(told.height, ...points.map(([, at]) => at + EDGE), column ? y + (line.height ?? 0) / 2 + 2 * EDGE : 0);
  }
  return told;
}

function nearest(columns, x) {
  return columns.reduce((best, one, n) => (Math.abs(one.middle - x) < Math.abs(columns[best].middle - x) ? n : best), 0);
}
