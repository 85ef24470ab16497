// Tables: the first row is the head; columns may be aligned.

import { h } from "../dom.js";
import { drawRichText } from "./rich_text.js";

export function drawTable(block) {
  const settings = block.column_settings ?? [];
  const [head, ...rows] = block.rows ?? [];
  const line = (cells, tag) => h("tr", {}, cells.map((cell, at) => h(tag, { class: settings[at]?.align ? `align-${settings[at].align}` : "" }, content(cell))));
  return h("div", { class: "table-holder", tabIndex: 0, role: "region", "aria-label": "Table" },
    h("table", {}, head ? h("thead", {}, line(head, "th")) : null, h("tbody", {}, rows.map((row) => line(row, "td")))));
}

function content(cell) {
  if (cell.type === "rich_text") return drawRichText(cell);
  return String(cell.text ?? cell.value ?? "");
}
