// What every page does with scripts: nothing that reading needs.

import "./suggest.js";

document.documentElement.dataset.scripts = "on";

/** Sort a table by a column when its heading is pressed; texts by the language of the page, numbers as numbers. */
function sortable(table) {
  const body = table.tBodies[0];
  const heads = [...table.tHead.rows[0].cells];
  const compare = new Intl.Collator(document.documentElement.lang, { numeric: true }).compare;
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sort";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const up = head.getAttribute("aria-sort") !== "ascending";
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", up ? "ascending" : "descending");
      const text = (row) => (row.cells[column]?.dataset.value ?? row.cells[column]?.textContent ?? "").trim();
      const ordered = (a, b) => (a !== "" && b !== "" && Number(a) - Number(b)) || compare(a, b);
      const rows = [...body.rows].sort((a, b) => ordered(text(a), text(b)) * (up ? 1 : -1));
      body.append(...rows);
    });
  });
}

document.querySelectorAll("table.sortable").forEach(sortable);
