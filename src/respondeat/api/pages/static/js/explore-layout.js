// Asks the worker for layouts; the newest question alone is answered. Where no worker runs, the page does it.

import cytoscape from "../vendor/cytoscape.js";
import { arranged } from "./explore-arrange.js";

export class Layout {
  #worker = null;
  #number = 0;
  #waiting = new Map();

  constructor(address) {
    const url = new URL(address, location.origin).href;
    try {
      this.#worker = new Worker(trusted(url), { type: "module" });
      this.#worker.addEventListener("message", ({ data }) => this.#answer(data));
      this.#worker.addEventListener("error", () => this.#lost());
    } catch (error) {
      this.#worker = null;
    }
  }

  /** Places by id; null when another layout was asked for since. */
  ask(job) {
    this.#number += 1;
    const number = this.#number;
    for (const [other, waiting] of this.#waiting) {
      this.#waiting.delete(other);
      waiting.done(null);
    }
    if (!this.#worker) return Promise.resolve(arranged(cytoscape, job));
    return new Promise((done) => {
      this.#waiting.set(number, { done, job });
      this.#worker.postMessage({ number, ...job });
    });
  }

  #answer({ number, found }) {
    const waiting = this.#waiting.get(number);
    if (!waiting) return;
    this.#waiting.delete(number);
    waiting.done(found ?? arranged(cytoscape, waiting.job));
  }

  #lost() {
    this.#worker = null;
    for (const { done, job } of this.#waiting.values()) done(arranged(cytoscape, job));
    this.#waiting.clear();
  }
}

/** The one address that a script may be run from, for browsers that ask. */
function trusted(url) {
  if (!globalThis.trustedTypes) return url;
  const policy = trustedTypes.createPolicy("respondeat", {
    createScriptURL: (asked) => {
      if (asked !== url) throw new TypeError("no script of this page");
      return asked;
    },
  });
  return policy.createScriptURL(url);
}
