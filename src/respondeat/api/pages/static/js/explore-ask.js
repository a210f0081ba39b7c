// What the explorer asks of the server, with the eyes of the page: its level, its moment, what is set aside.

import { joined, packed } from "./explore-address.js";

const LASTING = [
  "level", "recorded_at", "without_document", "without_origin", "without_modality", "min_confidence",
];

// what turns the direction of text, and other signs that are not seen: shown as what they are not, as on pages
const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

const legible = (_, value) => (typeof value === "string" ? value.replace(UNSEEN, "\ufffd") : value);

async function asked(path, given) {
  const here = new URLSearchParams(location.search);
  const query = new URLSearchParams();
  for (const [name, values] of Object.entries(given)) {
    for (const value of [values ?? []].flat()) if (value !== "") query.append(name, value);
  }
  for (const name of LASTING) for (const value of here.getAll(name)) query.append(name, value);
  query.append("language", document.documentElement.lang);
  const answer = await fetch(`${path}?${query}`, { headers: { Accept: "application/json" } });
  const text = await answer.text();
  if (!answer.ok) throw new Error(reason(text) ?? String(answer.status));
  return JSON.parse(text, legible);
}

/** What a problem (RFC 9457) says of itself. */
function reason(text) {
  try {
    return JSON.parse(text, legible).detail;
  } catch {
    return null;
  }
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
