// Elements by hand: text only ever becomes text, so that nothing in the data is read as markup.

/** An element with attributes, properties of `dataset`, listeners (`onclick`) and children (nodes or texts). */
export function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (key === "dataset") Object.assign(element.dataset, value);
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

const SVG = "http://www.w3.org/2000/svg";

/** The same for an element of SVG. */
export function draw(name, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

// what turns the direction of text, and other signs that are not seen: shown as what they are not, as on pages
const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

/** A text that came as data, as a page shows it. */
export function legible(text) {
  return text.replace(UNSEEN, "\ufffd");
}

/** What the server put into `<script type="application/json" id="…">`. */
export function told(id) {
  return JSON.parse(document.getElementById(id).textContent);
}

/** Notes in the browser's own record of times, once, that a picture stands: when the frame after it has begun. */
export function painted() {
  if (performance.getEntriesByName("painted").length) return;
  requestAnimationFrame(() => requestAnimationFrame(() => performance.mark("painted")));
}

/** Change the address to say what is seen now, without loading anything. `null` leaves a parameter out. */
export function remember(changes) {
  const url = new URL(location.href);
  for (const [name, value] of Object.entries(changes)) {
    url.searchParams.delete(name);
    for (const one of [value ?? []].flat()) url.searchParams.append(name, one);
  }
  history.replaceState(history.state, "", url);
}
