// The editor of queries: words to complete with, the place of an error, a drawing of triples. The form, the
// answer, its table and its chart are there without it.
//
// A list under the caret, as the ARIA Authoring Practices have it for a text with suggestions: the editor stays
// a text field and keeps the focus. Ctrl and space open it, and so does typing a prefixed name or a variable;
// arrows go through it, Enter takes what is marked, Escape closes. Tab always goes on.

import { draw as drawn } from "./query-graph.js";
import { caret } from "./query-caret.js";
import { candidates, token } from "./query-words.js";
import { make, told } from "./dom.js";

/** The list of words at the caret of an editor. */
class Words {
  #editor;
  #terms;
  #list;
  #status;
  #found = [];
  #active = -1;

  constructor(editor, terms) {
    this.#editor = editor;
    this.#terms = terms;
    const keys = make("p", { id: "query-keys", class: "soft" }, editor.dataset.keys);
    this.#list = make("ul", {
      id: "query-words", role: "listbox", class: "words", hidden: true, "aria-label": editor.labels[0].textContent,
    });
    this.#status = make("span", { class: "unseen", role: "status" });
    const around = make("div", { class: "editor" });
    editor.replaceWith(around);
    around.append(editor, this.#list, this.#status);
    around.after(keys);
    const told = { "aria-autocomplete": "list", "aria-haspopup": "listbox", "aria-controls": "query-words" };
    for (const [name, value] of Object.entries(told)) editor.setAttribute(name, value);
    editor.setAttribute("aria-describedby", keys.id);
    editor.addEventListener("keydown", (event) => this.#key(event));
    editor.addEventListener("input", (event) => this.#typed(event));
    editor.addEventListener("blur", () => this.#close());
    for (const name of ["click", "scroll"]) editor.addEventListener(name, () => this.#close());
    this.#list.addEventListener("pointerdown", (event) => event.preventDefault()); // the editor keeps the focus
    this.#list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.#take([...this.#list.children].indexOf(option));
    });
  }

  get #open() {
    return !this.#list.hidden;
  }

  /** While one types, only what surely is no word of a text: a prefixed name, a variable. */
  #typed(event) {
    const { word } = token(this.#editor);
    if (event.isComposing || event.inputType === "insertFromPaste") return;
    if (this.#open || /^[?$]\w|^[\p{L}\w]*:[\p{L}\w]/u.test(word)) this.#show(false);
  }

  #show(asked) {
    const { word } = token(this.#editor);
    this.#found = candidates(this.#terms, this.#editor, word);
    const alone = this.#found.length === 1 && this.#found[0][0] === word;
    if (!this.#found.length || (alone && !asked)) {
      this.#close();
      if (asked) this.#status.textContent = this.#editor.dataset.none;
      return;
    }
    this.#list.replaceChildren(...this.#found.map(option));
    this.#list.hidden = false;
    this.#place();
    this.#move(asked ? 0 : -1);
    this.#status.textContent = String(this.#found.length);
  }

  /** Under the caret, or over it where there is no room, never out of the editor's sides. */
  #place() {
    const { left, top, height } = caret(this.#editor);
    const room = this.#editor.clientWidth - this.#list.offsetWidth;
    this.#list.style.left = `${Math.max(0, Math.min(left, room))}px`;
    this.#list.style.top = `${top + height + 4}px`;
    this.#list.scrollTop = 0;
  }

  #close() {
    this.#list.hidden = true;
    this.#move(-1);
    this.#status.textContent = "";
  }

  #move(to) {
    this.#list.children[this.#active]?.setAttribute("aria-selected", "false");
    this.#active = to;
    const option = this.#list.children[to];
    if (!option || !this.#open) {
      this.#editor.removeAttribute("aria-activedescendant");
      return;
    }
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    this.#editor.setAttribute("aria-activedescendant", option.id);
  }

  #key(event) {
    if (event.isComposing) return;
    if (event.key === " " && event.ctrlKey) {
      event.preventDefault();
      this.#show(true);
    } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      this.#editor.form.requestSubmit();
    } else if (this.#open && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      const places = this.#found.length;
      const by = event.key === "ArrowDown" ? 1 : -1;
      this.#move(this.#active < 0 ? (by > 0 ? 0 : places - 1) : (this.#active + by + places) % places);
    } else if (this.#open && event.key === "Enter" && this.#active >= 0) {
      event.preventDefault();
      this.#take(this.#active);
    } else if (this.#open && event.key === "Escape") {
      event.preventDefault();
      this.#close();
    }
  }

  #take(at) {
    const [written] = this.#found[at];
    const { start, end } = token(this.#editor);
    this.#close();
    this.#editor.focus();
    this.#editor.setSelectionRange(start, end);
    // typed in, so that it can be undone; a browser that cannot sets it
    if (!document.execCommand("insertText", false, written)) this.#editor.setRangeText(written, start, end, "end");
    this.#close();
  }
}

/** A word in the list: how it is written, what it is called. */
function option([written, called], at) {
  const name = make("code", {}, written);
  const small = called ? make("small", {}, called) : null;
  return make("li", { id: `query-word-${at}`, role: "option", "aria-selected": "false" }, name, small);
}

/** Beside an error a button that leads to its place in the text. */
function leading(editor) {
  const [line, column] = [Number(editor.dataset.line), Number(editor.dataset.column)];
  const before = editor.value.split("\n").slice(0, line - 1);
  const at = before.reduce((sum, text) => sum + text.length + 1, 0) + column - 1;
  const go = make("button", {
    type: "button",
    onclick: () => {
      editor.focus();
      editor.setSelectionRange(at, Math.min(at + 1, editor.value.length));
    },
  }, editor.dataset.go);
  document.querySelector("pre.at")?.after(go);
}

const editor = document.getElementById("query");
new Words(editor, told("terms"));
if (editor.dataset.line) leading(editor);
if (document.getElementById("graph")) drawn(document.getElementById("drawing"), told("graph"));
