// Which words can complete a query: pure functions of its text.

const MOST = 40;
const PART = /[\p{L}\p{N}_:?$-]*$/u;
const VARIABLE = /[?$][\p{L}_][\p{L}\p{N}_]*/gu;

/** The word before the caret of an editor, from where to where. */
export function token(editor) {
  const end = editor.selectionStart;
  const [word] = PART.exec(editor.value.slice(0, end));
  return { word, start: end - word.length, end };
}

/** Variables of a text, each once, without the one that is being written. */
function variables(text, start) {
  const found = new Set();
  for (const one of text.matchAll(VARIABLE)) if (one.index !== start) found.add(`?${one[0].slice(1)}`);
  return [...found].map((name) => [name, "", "variable"]);
}

/** Terms that a word begins, or whose label holds it; those whose name it begins come first, the short ones before. */
export function candidates(terms, editor, word) {
  const { start } = token(editor);
  const all = [...variables(editor.value, start), ...terms];
  const wanted = word.toLocaleLowerCase().replace(/^\$/, "?");
  if (!wanted) return all.filter(([, , kind]) => kind === "variable" || kind === "prefix").slice(0, MOST);
  const bare = wanted.slice(wanted.indexOf(":") + 1);
  const ranked = [];
  for (const term of all) {
    const [written, called] = [term[0].toLocaleLowerCase(), term[1].toLocaleLowerCase()];
    const local = written.slice(written.indexOf(":") + 1);
    const prefixed = wanted.includes(":") && !written.startsWith(wanted.slice(0, wanted.indexOf(":") + 1));
    if (prefixed) continue;
    if (written.startsWith(wanted)) ranked.push([0, term]);
    else if (bare && local.startsWith(bare)) ranked.push([1, term]);
    else if (bare.length > 1 && (local.includes(bare) || (term[2] !== "prefix" && called.includes(bare)))) {
      ranked.push([2, term]);
    }
  }
  ranked.sort(([a, one], [b, other]) => a - b || one[0].length - other[0].length);
  return ranked.map(([, term]) => term).slice(0, MOST);
}
