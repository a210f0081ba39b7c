// Names found while one types, in any spelling and script. Reading needs none of it: the field stays a field.
//
// How a form uses it: give an input one attribute,
//
//   <input name="target" data-suggest data-suggest-kinds="Body Person Event">
//
// and what is chosen fills the field with a text that means exactly one entity: its name, or its id where
// several bear the name. `data-suggest-kinds` (classes of the model, parted by spaces) leaves others out. With
// data-suggest="go" choosing leads to the page of the entity, as in the head of every page. Inputs that are
// made later are given to `suggesting(input)`. Choosing fires `input` and `change`, and `suggest:chosen`, whose
// detail is the hit (id, name, type, kind, means, told, href, …), as in the JSON of the search page.
//
// The pattern is that of a combobox with a list (ARIA Authoring Practices Guide 1.2): arrows go through it,
// Enter takes, Escape closes and then empties, Tab goes on.

import { address } from "./address.js";
import { legible, make } from "./dom.js";

const WAIT = 120;
const LEAST = 2;
const MOST = 8;
let fields = 0;

/** One input with its list. */
class Suggestions {
  #input;
  #list;
  #status;
  #hits = [];
  #active = -1;
  #timer = 0;
  #asking = null;
  #asked = "";

  constructor(input) {
    this.#input = input;
    const id = `suggest-${(fields += 1)}`;
    this.#list = make("ul", { id, role: "listbox", class: "suggestions", hidden: true, "aria-label": label(input) });
    this.#status = make("span", { class: "unseen", role: "status" });
    const around = make("span", { class: "suggest" });
    input.replaceWith(around);
    around.append(input, this.#list, this.#status);
    const told = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": id };
    for (const [name, value] of Object.entries({ ...told, autocomplete: "off" })) input.setAttribute(name, value);
    input.addEventListener("input", () => this.#later());
    input.addEventListener("keydown", (event) => this.#key(event));
    input.addEventListener("blur", () => this.#close());
    this.#list.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
    this.#list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.#choose([...this.#list.children].indexOf(option));
    });
  }

  get #open() {
    return !this.#list.hidden;
  }

  #later() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ask(), WAIT);
  }

  async #ask() {
    const text = this.#input.value.trim();
    this.#asking?.abort();
    if (text.length < LEAST || text.length > 200) {
      this.#close();
      return;
    }
    const asking = new AbortController();
    this.#asking = asking;
    const kinds = (this.#input.dataset.suggestKinds ?? "").split(" ").filter(Boolean);
    try {
      const asked = address("/", { text, format: "json", limit: String(MOST), kinds });
      const answer = await fetch(asked, { signal: asking.signal });
      if (!answer.ok) throw new Error(String(answer.status));
      const found = await answer.json();
      if (asking.signal.aborted || document.activeElement !== this.#input) return;
      this.#asked = text;
      this.#show(found);
    } catch (error) {
      if (!asking.signal.aborted) this.#close(); // without an answer the field is what it was
    }
  }

  #show(found) {
    this.#hits = found.hits;
    this.#active = -1;
    this.#input.removeAttribute("aria-activedescendant");
    this.#list.replaceChildren(...this.#hits.map((hit, at) => option(hit, `${this.#list.id}-${at}`)));
    this.#status.textContent = found.count;
    this.#expand(this.#hits.length > 0);
  }

  #expand(open) {
    this.#list.hidden = !open;
    this.#input.setAttribute("aria-expanded", String(open));
  }

  #close() {
    clearTimeout(this.#timer);
    this.#asking?.abort();
    this.#move(-1);
    this.#expand(false);
    this.#status.textContent = "";
  }

  #move(to) {
    this.#list.children[this.#active]?.setAttribute("aria-selected", "false");
    this.#active = to;
    const option = this.#list.children[to];
    if (!option) {
      this.#input.removeAttribute("aria-activedescendant");
      return;
    }
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    this.#input.setAttribute("aria-activedescendant", option.id);
  }

  #key(event) {
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (this.#open) this.#step(event.key === "ArrowDown" ? 1 : -1);
      else if (this.#hits.length && this.#asked === this.#input.value.trim()) this.#expand(true);
      else this.#ask();
    } else if (event.key === "Enter" && this.#open && this.#active >= 0) {
      event.preventDefault();
      this.#choose(this.#active);
    } else if (event.key === "Escape" && this.#open) {
      event.preventDefault(); // a first Escape closes the list, a second one empties the field
      event.stopPropagation();
      this.#close();
    } else if (event.key === "Escape" && this.#input.value) {
      event.preventDefault();
      this.#input.value = "";
      this.#input.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }

  /** One further, round by way of the field itself. */
  #step(by) {
    const places = this.#hits.length + 1;
    this.#move(((this.#active + 1 + by + places) % places) - 1);
  }

  #choose(at) {
    const hit = this.#hits[at];
    this.#close();
    const go = this.#input.dataset.suggest === "go";
    this.#input.value = go ? hit.name : hit.means;
    this.#asked = this.#input.value.trim();
    for (const name of ["input", "change"]) this.#input.dispatchEvent(new Event(name, { bubbles: true }));
    clearTimeout(this.#timer);
    const chosen = new CustomEvent("suggest:chosen", { bubbles: true, cancelable: true, detail: hit });
    if (this.#input.dispatchEvent(chosen) && go) location.assign(hit.href);
  }
}

/** An entity in the list: its name, what it is, and the form that was met where that is another one. */
function option(hit, id) {
  const met = !hit.form ? null : make("bdi", { class: "soft" }, ` (${legible(hit.form)})`);
  return make(
    "li",
    { id, role: "option", "aria-selected": "false" },
    make("span", {}, make("bdi", {}, legible(hit.name)), met),
    make("small", {}, legible([hit.kind, hit.told, hit.nearness].filter(Boolean).join(" · "))),
  );
}

function label(input) {
  return input.getAttribute("aria-label") ?? input.labels?.[0]?.textContent.trim() ?? input.placeholder;
}

/** Make an input suggest. Doing it twice does nothing. */
export function suggesting(input) {
  if (input.getAttribute("role") !== "combobox") new Suggestions(input);
}

document.querySelectorAll("input[data-suggest]").forEach(suggesting);
