// Fields to type into: words of one line or many, numbers, addresses; with what room is left.

import { h } from "../dom.js";
import { wordsOf } from "../mrkdwn.js";

/** Real milliseconds of rest after which what is typed reaches the workspace. */
const REST = 250;

/** Real milliseconds in which an older telling may still arrive; it must not undo what was typed since. */
const ECHO = 1500;

const KINDS = { email_text_input: "email", url_text_input: "url" };

export function drawTextField({ element, block, place, labelledby, label, required, describedby, errorId }) {
  const many = element.multiline || element.type === "rich_text_input";
  const most = element.max_length ?? (element.type === "plain_text_input" ? 3000 : null);
  const counted = Boolean(element.max_length);
  const field = h(many ? "textarea" : "input", {
    class: "text-field",
    placeholder: wordsOf(element.placeholder),
    "aria-labelledby": labelledby ?? label?.id ?? null,
    "aria-label": labelledby || label ? null : wordsOf(element.placeholder) || "Text",
    "aria-required": required ? "true" : null,
    "aria-describedby": describedby ?? null,
    "data-focus": `${element.action_id}:`,
    autocomplete: "off",
    oninput: typed,
    onblur: () => flush(),
    onkeydown: keys,
  });
  if (!many) field.type = "text";
  if (KINDS[element.type]) field.setAttribute("inputmode", KINDS[element.type]);
  if (element.type === "number_input") field.setAttribute("inputmode", element.is_decimal_allowed ? "decimal" : "numeric");
  if (many) field.rows = element.type === "rich_text_input" ? 4 : 3;
  const left = counted ? h("span", { class: "counter", "aria-hidden": "true" }) : null;
  const node = h("div", { class: many ? "text-input many" : "text-input" }, field, left);

  let waiting = null;
  let told = null;
  let underway = 0;
  let typedAt = 0;

  function typed() {
    typedAt = Date.now();
    count();
    grow();
    clearTimeout(waiting);
    waiting = setTimeout(flush, REST);
  }
  async function flush() {
    clearTimeout(waiting);
    waiting = null;
    if (field.value === told) return;
    told = field.value;
    underway += 1;
    await place.fill(block, element, field.value);
    underway -= 1;
  }
  async function keys(event) {
    if (event.key !== "Enter" || event.isComposing || (many && !(event.metaKey || event.ctrlKey))) return;
    event.preventDefault();
    await flush();
    await place.enter(block, element);
    if (block.type === "input") field.closest("dialog")?.dispatchEvent(new CustomEvent("submitted"));
  }
  function count() {
    if (!counted) return;
    const room = most - field.value.length;
    left.textContent = room.toLocaleString("en-US");
    left.classList.toggle("over", room < 0);
  }
  function grow() {
    if (!many) return;
    field.style.height = "auto";
    if (field.scrollHeight) field.style.height = `${Math.min(field.scrollHeight + 2, 260)}px`;
  }
  node.flush = flush;
  node.sync = (again) => {
    place = again;
    const wrong = again.errors[block.block_id];
    field.setAttribute("aria-invalid", wrong ? "true" : "false");
    field.setAttribute("aria-describedby", [describedby, wrong ? errorId : null].filter(Boolean).join(" "));
    const held = textOf(again.held(block, element));
    const busy = waiting !== null || underway > 0 || Date.now() - typedAt < ECHO;
    if (busy || held === field.value) return;
    field.value = held;
    told = held;
    count();
    requestAnimationFrame(grow);
  };
  node.sync(place);
  told ??= field.value;
  count();
  return node;
}

function textOf(held) {
  if (held.rich_text_value) return richWords(held.rich_text_value);
  return held.value ?? "";
}

const richWords = (value) => (value.elements ?? []).map((part) => (part.elements ?? []).map((one) => one.text ?? "").join("")).join("\n");
