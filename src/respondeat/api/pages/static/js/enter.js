// Dates are read by the server as they are typed, so that what was meant and what was understood can be compared.
// Without this the preview says the same.

import { make } from "./dom.js";

const WAIT = 400;

async function read(input, output, means) {
  const text = input.value.trim();
  if (!text) {
    output.textContent = "";
    input.removeAttribute("aria-invalid");
    return;
  }
  const asked = new URLSearchParams({ text, means: means(), language: document.documentElement.lang });
  const answer = await fetch(`/enter/date?${asked}`, { headers: { accept: "application/json" } });
  if (!answer.ok || text !== input.value.trim()) return;
  const told = await answer.json();
  output.textContent = told.said;
  output.className = told.wrong ? "wrong" : "means";
  input.toggleAttribute("aria-invalid", false);
  if (told.wrong) input.setAttribute("aria-invalid", "true");
}

for (const input of document.querySelectorAll("input[data-date]")) {
  const kind = input.form.elements[`${input.name}-is`];
  const output = make("output", { for: input.id, "aria-live": "polite" });
  let timer = 0;
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(() => read(input, output, () => kind?.value ?? "edtf"), WAIT);
  };
  input.closest(".field").append(output);
  input.addEventListener("input", later);
  kind?.addEventListener("change", later);
}
