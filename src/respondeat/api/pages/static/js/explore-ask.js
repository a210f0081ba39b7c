// What the explorer asks of the server, with the eyes of the page: its level, its moment, what is set aside.

import { joined, packed } from "./explore-address.js";

const LASTING = [
  "level", "recorded_at", "without_document", "without_origin", "without_modality", "min_confidence",
];

async function asked(path, given) {
  const here = new URLSearchParams(location.search);
  const query = new URLSearchParams();
  for (const [name, values] of Object.entries(given)) {
    for (const value of [values ?? []].flat()) if (value !== "") query.append(name, value);
  }
  for (const name of LASTING) for (const value of here.getAll(name)) query.append(name, value);
  query.append("language", document.documentElement.lang);
  const answer = await fetch(`${path}?${query}`, { headers: { Accept: "application/json" } });
  const told = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(told.detail ?? String(answer.status));
  return told;
}

/** The address of another page, seen by the same eyes. */
export function address(path, given = {}) {
  const here = new URLSearchParams(location.search);
  const query = new URLSearchParams(given);
  for (const name of LASTING) for (const value of here.getAll(name)) query.append(name, value);
  query.append("language", document.documentElement.lang);
  return `${path}?${query}`;
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

const PREFIX = "https://w3id.org/respondeat/id/";

export const whole = (id) => (id.includes(":") ? id : PREFIX + id);

export const short = (id) => (id.startsWith(PREFIX) ? id.slice(PREFIX.length) : id);
