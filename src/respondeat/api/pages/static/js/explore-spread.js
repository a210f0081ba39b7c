// Room for every name: entities and their names as boxes that do not cover one another, parts beside one another.

const WIDE = 150;
const HIGH = 44;
const LINE = 16;
const LETTERS = 17; // of a name, in a line below its entity
const MARGIN = 34; // of a group's box, round the boxes of its members
const TITLE = 26;
const STEP = 30;
const TURNS = 16;
const FAR = 4000;
const BROAD = 1.5; // a picture is that much wider than high

/** The room that an entity takes with its name below it; `x` and `y` are the middle of its shape. */
export function roomOf({ x, y }, name = "") {
  const lines = Math.ceil(name.length / LETTERS);
  return { left: x - WIDE / 2, right: x + WIDE / 2, top: y - HIGH / 2, bottom: y + HIGH / 2 + lines * LINE };
}

/** The room round several. */
export function around(rooms) {
  return {
    left: Math.min(...rooms.map(({ left }) => left)),
    right: Math.max(...rooms.map(({ right }) => right)),
    top: Math.min(...rooms.map(({ top }) => top)),
    bottom: Math.max(...rooms.map(({ bottom }) => bottom)),
  };
}

/** The room of a group: of its members, with an edge and its name. */
export function ofGroup(rooms) {
  const { left, right, top, bottom } = around(rooms);
  return { left: left - MARGIN, right: right + MARGIN, top: top - MARGIN - TITLE, bottom: bottom + MARGIN };
}

export function covers(one, other) {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}

/** Move what covers something to the nearest free place; what is in `taken` or comes earlier stays.
 * `free` have id, x, y and name. Places by id. */
export function apart(free, taken) {
  const rooms = [...taken];
  const found = {};
  for (const node of free) {
    const at = nearest(node, rooms);
    rooms.push(roomOf(at, node.name));
    found[node.id] = at;
  }
  return found;
}

function nearest({ x, y, name }, rooms) {
  const room = roomOf({ x, y }, name);
  const fits = (dx, dy) => !rooms.some((other) => covers(other,
    { left: room.left + dx, right: room.right + dx, top: room.top + dy, bottom: room.bottom + dy }));
  if (fits(0, 0)) return { x, y };
  for (let far = STEP; far < FAR; far += STEP) {
    for (let turn = 0; turn < TURNS; turn += 1) {
      const angle = (turn * 2 * Math.PI) / TURNS;
      const [dx, dy] = [far * Math.cos(angle), far * Math.sin(angle)];
      if (fits(dx, dy)) return { x: x + dx, y: y + dy };
    }
  }
  return { x, y };
}

/** Members of a group near one another, whoever stands among them out of their way. Places of all that moved. */
export function gathered(nodes, members, fixed) {
  const own = new Set(members);
  const inside = nodes.filter(({ id }) => own.has(id));
  const found = {};
  if (!inside.some(({ id }) => fixed.has(id))) Object.assign(found, inGrid(inside));
  const room = ofGroup(inside.map((node) => roomOf(found[node.id] ?? node, node.name)));
  const others = nodes.filter(({ id }) => !own.has(id));
  const away = others.filter((node) => !fixed.has(node.id) && covers(room, roomOf(node, node.name)));
  const stay = others.filter((node) => !away.includes(node)).map((node) => roomOf(node, node.name));
  return Object.assign(found, apart(away, [room, ...stay]));
}

/** In rows about the middle of where they stood, in the order in which they stood. */
function inGrid(nodes) {
  const mean = (axis) => nodes.reduce((sum, node) => sum + node[axis], 0) / nodes.length;
  const columns = Math.ceil(Math.sqrt(nodes.length));
  const rows = Math.ceil(nodes.length / columns);
  const high = Math.max(...nodes.map(({ name }) => HIGH + LINE * Math.ceil(name.length / LETTERS))) + 20;
  const [x, y] = [mean("x"), mean("y")];
  const sorted = [...nodes].sort((a, b) => a.y - b.y || a.x - b.x);
  const found = {};
  for (let row = 0; row < rows; row += 1) {
    const line = sorted.slice(row * columns, (row + 1) * columns).sort((a, b) => a.x - b.x);
    line.forEach(({ id }, column) => {
      found[id] = { x: x + (column - (columns - 1) / 2) * (WIDE + 20), y: y + (row - (rows - 1) / 2) * high };
    });
  }
  return found;
}

/** Parts of the network that no link joins, on shelves, the largest first. Changes the places in `found`. */
export function shelved(found, nodes, joined) {
  const parts = partsOf(nodes.map(({ id }) => id), joined);
  if (parts.length < 2) return found;
  const names = new Map(nodes.map(({ id, name }) => [id, name]));
  const boxes = parts.map((ids) => ({ ids, ...around(ids.map((id) => roomOf(found[id], names.get(id)))) }))
    .map((box) => ({ ...box, wide: box.right - box.left + 40, high: box.bottom - box.top + 40 }))
    .sort((a, b) => b.ids.length - a.ids.length || b.high - a.high);
  const area = boxes.reduce((sum, { wide, high }) => sum + wide * high, 0);
  const width = Math.max(Math.sqrt(area * BROAD) * 1.1, ...boxes.map(({ wide }) => wide));
  let [x, y, tall] = [0, 0, 0];
  for (const { ids, left, top, wide, high } of boxes) {
    if (x && x + wide > width) [x, y, tall] = [0, y + tall, 0];
    for (const id of ids) found[id] = { x: found[id].x - left + x, y: found[id].y - top + y };
    x += wide;
    tall = Math.max(tall, high);
  }
  return found;
}

function partsOf(ids, joined) {
  const over = new Map(ids.map((id) => [id, id]));
  const root = (id) => {
    let at = id;
    while (over.get(at) !== at) at = over.get(at);
    over.set(id, at);
    return at;
  };
  for (const [a, b] of joined) if (over.has(a) && over.has(b)) over.set(root(a), root(b));
  const parts = new Map();
  for (const id of ids) parts.set(root(id), [...(parts.get(root(id)) ?? []), id]);
  return [...parts.values()];
}
