// The layout, off the thread that paints.

import cytoscape from "../vendor/cytoscape.js";
import { arranged } from "./explore-arrange.js";

addEventListener("message", ({ data }) => {
  try {
    postMessage({ number: data.number, found: arranged(cytoscape, data) });
  } catch (error) {
    postMessage({ number: data.number, failed: String(error) });
  }
});
