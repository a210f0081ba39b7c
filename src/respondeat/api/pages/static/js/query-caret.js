// Where the caret of a text field stands, which browsers do not tell: measured in a copy of its text.

import { make } from "./dom.js";

const LIKE = [
  "fontFamily", "fontSize", "fontWeight", "lineHeight", "letterSpacing", "tabSize", "paddingTop", "paddingRight",
  "paddingBottom", "paddingLeft", "borderTopWidth", "borderRightWidth", "borderBottomWidth", "borderLeftWidth",
];

/** The place of the caret within the field, and the height of its line. */
export function caret(field) {
  const style = getComputedStyle(field);
  const mark = make("span", {}, "\u200b");
  const mirror = make("div", { class: "mirror", "aria-hidden": "true" }, field.value.slice(0, field.selectionStart), mark);
  for (const name of LIKE) mirror.style[name] = style[name];
  mirror.style.boxSizing = "border-box";
  mirror.style.borderStyle = "solid";
  mirror.style.width = `${field.clientWidth + parseFloat(style.borderLeftWidth) + parseFloat(style.borderRightWidth)}px`;
  field.parentElement.append(mirror);
  const found = {
    left: mark.offsetLeft - field.scrollLeft,
    top: mark.offsetTop - field.scrollTop,
    height: mark.offsetHeight,
  };
  mirror.remove();
  return found;
}
