// Menus to pick from, one or several: of fixed options, of suggestions, of people or conversations.

import { h, icon } from "../dom.js";
import { wordsOf } from "../mrkdwn.js";
import { openList } from "./list.js";
import { optionsFor, suggestionsFor } from "./offers.js";

export function drawSelect({ element, block, place, labelledby, label, required, describedby, errorId }) {
  const several = element.type.startsWith("multi_");
  const asks = element.type.endsWith("external_select");
  const placeholder = wordsOf(element.placeholder) || "Choose an option";
  const chips = h("span", { class: "chips" });
  const field = h("input", {
    type: "text",
    class: "select-field",
    role: "combobox",
    autocomplete: "off",
    placeholder,
    "aria-expanded": "false",
    "aria-autocomplete": "list",
    "aria-haspopup": "listbox",
    "aria-labelledby": labelledby ?? label?.id ?? null,
    "aria-label": labelledby || label ? null : placeholder,
    "aria-required": required ? "true" : null,
    "data-focus": `${element.action_id}:`,
    onfocus: () => field.select(),
    onclick: () => open(),
    oninput: () => open(field.value),
    onkeydown: keys,
    onblur: () => { if (!list) show(); },
  });
  const clear = h("button", { type: "button", class: "select-clear", "aria-label": "Clear", tabIndex: -1, hidden: true, onclick: () => pick(null) }, icon("close", 14));
  const node = h("div", { class: `select ${several ? "several" : "one"}` }, chips, field, clear, icon("down", 16));
  node.addEventListener("click", (event) => { if (event.target === node || event.target.closest("svg.icon") && !event.target.closest("button")) { field.focus(); open(); } });

  let list = null;
  let chosen = [];
  let asking = null;

  async function open(query = "") {
    if (!list) {
      list = openList({ anchor: node, field, several, closed: () => { list = null; show(); }, picked: pick });
      query = field.value && chosen.some((one) => one.words === field.value) ? "" : query;
    }
    if (!asks) {
      list.show(optionsFor(element, query, place), chosen);
      return;
    }
    clearTimeout(asking);
    list.wait();
    asking = setTimeout(async () => {
      const found = await suggestionsFor(place, block, element, query);
      if (found) list?.show(found, chosen);
    }, query ? 120 : 0);
  }

  function keys(event) {
    if (list?.keys(event)) return;
    if (["ArrowDown", "ArrowUp", "Enter"].includes(event.key) && !list) {
      open();
      event.preventDefault();
    } else if (several && event.key === "Backspace" && !field.value && chosen.length) {
      drop(chosen.at(-1));
    }
  }

  async function pick(one) {
    if (!(await place.confirmed(element))) return;
    if (several) {
      const has = chosen.some((other) => other.id === one.id);
      chosen = has ? chosen.filter((other) => other.id !== one.id) : [...chosen, one];
      field.value = "";
      show();
      list?.show(null, chosen);
    } else {
      chosen = one ? [one] : [];
      list?.close();
      show();
    }
    await place.fill(block, element, several ? chosen.map((other) => other.value) : one?.value ?? null);
  }

  async function drop(one) {
    chosen = chosen.filter((other) => other.id !== one.id);
    show();
    field.focus();
    await place.fill(block, element, chosen.map((other) => other.value));
  }

  function show() {
    if (several) {
      chips.replaceChildren(...chosen.map((one) => h("span", { class: "chip" }, one.words,
        h("button", { type: "button", "aria-label": `Remove ${one.words}`, onclick: () => drop(one) }, icon("close", 12)))));
      field.placeholder = chosen.length ? "" : placeholder;
    } else {
      field.value = chosen[0]?.words ?? "";
    }
    clear.hidden = several || required || block.type !== "input" || !chosen.length;
  }

  node.sync = (again) => {
    place = again;
    const wrong = again.errors[block.block_id];
    field.setAttribute("aria-invalid", wrong ? "true" : "false");
    field.setAttribute("aria-describedby", [describedby, wrong ? errorId : null].filter(Boolean).join(" "));
    if (list) return;
    chosen = heldIn(again.held(block, element), element, again);
    show();
  };
  node.sync(place);
  return node;
}

function heldIn(held, element, place) {
  const raw = held.selected_options ?? held.selected_users ?? held.selected_conversations ?? held.selected_channels
    ?? [held.selected_option ?? held.selected_user ?? held.selected_conversation ?? held.selected_channel];
  const offered = element.type.includes("static") || element.type.includes("external") ? [] : optionsFor(element, "", place, { all: true });
  return raw.filter(Boolean).map((one) =>
    typeof one === "string" ? offered.find((other) => other.id === one) ?? { id: one, value: one, words: one } : asOne(one));
}

export const asOne = (option) => ({ id: option.value, value: option, words: wordsOf(option.text), more: wordsOf(option.description) });
