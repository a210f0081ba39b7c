// What the explorer asks of the server, with the eyes of the page: its level, its moment, what is set aside.

import { address } from "./address.js";
import { legible } from "./dom.js";
import { joined, packed, whole } from "./explore-address.js";

const seen = (_, value) => (typeof value === "string" ? legible(value) : value);

async function asked(path, given) {
  const answer = await fetch(address(path, given), { headers: { Accept: "application/json" } });
  const text = await answer.text();
  if (!answer.ok) throw new Error(reason(text) ?? String(answer.status));
  return JSON.parse(text, seen);
}

/** What a problem (RFC 9457) says of itself. */
function reason(text) {
  try {
    return JSON.parse(text, seen).detail;
  } catch {
    return null;
  }
}

/** These entities with all links among them. */
export function viewOf(ids) {
  return asked("/explore", { format: "json", drawn: "true", node: joined(ids.map(packed)) });
}

/** What a link rests on, in words. */
export async function detailOf(edge) {
  return (await asked("/explore", { format: "json", drawn: "true", edge })).detail;
}

const time = ({ first, last, certain }) => ({
  on: first && last ? `${first}/${last}` : "",
  grade: certain ? "certain" : "",
});

/** The relations of an entity, and the neighbours by those named. */
export function neighboursOf(id, filters, relations, limit) {
  return asked("/v1/neighbours", { target: whole(id), relations, limit: String(limit), ...time(filters) });
}

/** The shortest ways between two. */
export function waysBetween(source, target, on, filters) {
  const told = time(filters);
  const { relations } = filters;
  return asked("/v1/path", { source: whole(source), target: whole(target), ...told, relations, on: on || told.on });
}
