// The list under a field: arrows move through it while the focus stays in the field.

import { h, icon, newId } from "../dom.js";
import { float } from "../menu.js";
import { avatar } from "../avatar.js";

/** Open a list under `anchor` for `field`. `picked` is told what is chosen; one choice closes it. */
export function openList({ anchor, field, several, closed, picked }) {
  const id = newId("list");
  const node = h("div", { class: "list", role: "listbox", id, "aria-label": "Options", "aria-multiselectable": several ? "true" : null });
  let options = [];
  let rows = [];
  let active = -1;

  field.setAttribute("aria-expanded", "true");
  field.setAttribute("aria-controls", id);
  float(anchor, node, { wide: true });
  document.addEventListener("pointerdown", outside, true);
  field.addEventListener("blur", left);

  function outside(event) {
    if (!node.contains(event.target) && !anchor.contains(event.target)) close();
  }
  function left() {
    setTimeout(() => { if (!node.contains(document.activeElement) && document.activeElement !== field) close(); }, 0);
  }
  function close() {
    if (!node.isConnected) return;
    node.remove();
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
    document.removeEventListener("pointerdown", outside, true);
    field.removeEventListener("blur", left);
    closed();
  }
  function show(found, chosen) {
    options = found ?? options;
    let group = "";
    rows = [];
    const children = [];
    for (const one of options) {
      if (one.group && one.group !== group) {
        group = one.group;
        children.push(h("div", { class: "list-group", role: "presentation" }, group));
      }
      const row = drawn(one, chosen.some((other) => other.id === one.id));
      rows.push(row);
      children.push(row);
    }
    node.replaceChildren(...(children.length ? children : [h("div", { class: "list-none", role: "option", "aria-disabled": "true" }, "No results")]));
    const at = options.findIndex((one) => chosen.some((other) => other.id === one.id));
    move(Math.max(found === null ? active : at, options.length ? 0 : -1));
    float(anchor, node, { wide: true });
  }
  function drawn(one, isChosen) {
    return h("div", {
      class: "list-option",
      role: "option",
      id: newId("option"),
      "aria-selected": String(isChosen),
      "aria-disabled": one.disabled ? "true" : null,
      onpointerdown: (event) => event.preventDefault(),
      onclick: () => { if (!one.disabled) picked(one); },
      onpointermove: (event) => { const at = rows.indexOf(event.currentTarget); if (at !== active) move(at, false); },
    }, one.person ? avatar(one.person, 20) : null, h("span", { class: "list-words" }, one.words,
      one.more ? h("small", {}, one.more) : null), isChosen ? icon("check", 16) : null);
  }
  function move(to, scroll = true) {
    rows[active]?.classList.remove("active");
    active = to;
    const row = rows[active];
    row?.classList.add("active");
    if (row) field.setAttribute("aria-activedescendant", row.id);
    else field.removeAttribute("aria-activedescendant");
    if (scroll) row?.scrollIntoView({ block: "nearest" });
  }
  return {
    show,
    close,
    wait: () => { if (!options.length) node.replaceChildren(h("div", { class: "list-none" }, "Loading…")); },
    keys(event) {
      if (event.key === "ArrowDown") move(Math.min(active + 1, rows.length - 1));
      else if (event.key === "ArrowUp") move(Math.max(active - 1, 0));
      else if (event.key === "Enter" && options[active] && !options[active].disabled) picked(options[active]);
      else if (event.key === "Enter") { /* Nothing is there to be chosen. */ }
      else if (event.key === "Escape") close();
      else if (event.key === "Tab") { close(); return false; }
      else return false;
      event.preventDefault();
      event.stopPropagation();
      return true;
    },
  };
}
