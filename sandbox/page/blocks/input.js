// An input of a form: label, mark, field, hint, and what is wrong with it.

import { h, icon, newId } from "../dom.js";
import { drawText } from "../mrkdwn.js";
import { drawElement } from "./elements.js";

export function drawInput(block, place) {
  const label = newId("label");
  const errorId = newId("error");
  const hint = block.hint ? newId("hint") : null;
  const required = !block.optional;
  const error = h("p", { class: "field-error", id: errorId, hidden: true });
  const node = h("div", { class: "input" },
    h("div", { class: "input-label", id: label }, drawText(block.label), required
      ? h("span", { class: "required", "aria-hidden": "true" }, " *")
      : h("span", { class: "optional" }, " (optional)")),
    drawElement(block.element, block, place, { labelledby: label, required, describedby: hint, errorId }),
    error,
    hint ? h("p", { class: "hint", id: hint }, drawText(block.hint)) : null);
  node.querySelector(".input-label").addEventListener("click", () => node.querySelector("input, textarea, button")?.focus());
  node.refresh = (again) => {
    const wrong = again.errors[block.block_id];
    error.hidden = !wrong;
    error.replaceChildren(...(wrong ? [icon("warning", 16), wrong] : []));
    node.classList.toggle("wrong", Boolean(wrong));
  };
  return node;
}
