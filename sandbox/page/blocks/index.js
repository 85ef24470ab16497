// Blocks, drawn one by one; those that did not change keep their nodes, and so what is typed there.

import { h } from "../dom.js";
import { drawText } from "../mrkdwn.js";
import { drawElement } from "./elements.js";
import { drawInput } from "./input.js";
import { drawImage, drawSmallImage } from "./image.js";
import { drawMarkdown } from "./markdown.js";
import { drawRichText } from "./rich_text.js";
import { drawTable } from "./table.js";

const DRAWN = {
  section: drawSection,
  header: (block) => h("h3", { class: "block-header" }, drawText(block.text)),
  divider: () => h("hr", { class: "block-divider" }),
  context: drawContext,
  actions: drawActions,
  context_actions: drawActions,
  input: drawInput,
  image: drawImage,
  rich_text: (block) => drawRichText(block),
  table: drawTable,
  markdown: (block) => drawMarkdown(block.text),
  alert: (block) => h("div", { class: `block-alert ${block.level ?? ""}` }, drawText(block.text)),
};

/** Show these blocks in `root`. `place` says where they stand, what is held there and what can be done. */
export function showBlocks(root, blocks, place) {
  const before = new Map([...root.children].map((node) => [node.blockKey, node]));
  const focus = focusKey(root);
  const shown = blocks.map((block) => {
    const key = JSON.stringify(block);
    const kept = before.get(key);
    if (kept && kept.place.same(place)) {
      kept.place = place;
      kept.refresh?.(place);
      before.delete(key);
      return kept;
    }
    return drawBlock(block, key, place);
  });
  if (shown.length !== root.children.length || shown.some((node, at) => root.children[at] !== node)) {
    place_(root, shown);
  }
  if (focus && !root.contains(document.activeElement)) {
    const again = root.querySelector(`[data-focus="${CSS.escape(focus)}"]`);
    again?.focus({ preventScroll: true });
  }
}

/** Move as little as possible: a node that is taken out and put back loses its focus. */
function place_(root, shown) {
  const wanted = new Set(shown);
  for (const node of [...root.children]) if (!wanted.has(node)) node.remove();
  shown.forEach((node, at) => {
    if (root.children[at] !== node) root.insertBefore(node, root.children[at] ?? null);
  });
}

function focusKey(root) {
  return root.contains(document.activeElement) ? document.activeElement.dataset.focus : null;
}

function drawBlock(block, key, place) {
  const draw = DRAWN[block.type];
  const inner = draw ? draw(block, place) : h("p", { class: "block-unknown" }, `A block of the kind “${block.type}” is not drawn here.`);
  const node = h("div", { class: `block block-of-${block.type}`, "data-block": block.block_id ?? "" }, inner);
  node.blockKey = key;
  node.place = place;
  node.refresh = (again) => {
    for (const control of node.querySelectorAll("[data-control]")) control.sync?.(again);
    inner.refresh?.(again);
  };
  inner.refresh?.(place);
  return node;
}

function drawSection(block, place) {
  const words = h("div", { class: "section-words" },
    block.text ? h("div", { class: "section-text" }, drawText(block.text)) : null,
    block.fields ? h("div", { class: "section-fields" }, block.fields.map((one) => h("div", {}, drawText(one)))) : null);
  if (!block.accessory) return h("div", { class: "section" }, words);
  const beside = block.accessory.type === "image" ? drawSmallImage(block.accessory, "accessory-image")
    : drawElement(block.accessory, block, place, { label: block.text ? words : null });
  return h("div", { class: `section with-${kindOf(block.accessory)}` }, words, h("div", { class: "accessory" }, beside));
}

const kindOf = (element) => (["checkboxes", "radio_buttons"].includes(element.type) ? "choices" : "control");

function drawContext(block) {
  return h("div", { class: "context" }, block.elements.map((one) =>
    one.type === "image" ? drawSmallImage(one, "context-image") : h("span", { class: "context-text" }, drawText(one))));
}

function drawActions(block, place) {
  return h("div", { class: "actions" }, block.elements.map((one) => drawElement(one, block, place)));
}
