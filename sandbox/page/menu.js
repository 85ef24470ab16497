// A menu that opens at a button: arrows move, Enter chooses, Escape leaves.

import { h } from "./dom.js";

let open = null;

/** Put something floating beside an anchor, inside the same dialog so that it can be reached. */
export function float(anchor, node, { wide = false } = {}) {
  node.classList.add("floating");
  (anchor.closest("dialog") ?? document.body).append(node);
  const at = anchor.getBoundingClientRect();
  if (wide) node.style.minWidth = `${at.width}px`;
  Object.assign(node.style, { top: "0", left: "0" });
  const size = node.getBoundingClientRect();
  const below = at.bottom + 4 + size.height <= innerHeight || at.top < size.height;
  node.style.top = `${below ? Math.min(at.bottom + 4, Math.max(4, innerHeight - size.height - 4)) : at.top - size.height - 4}px`;
  node.style.left = `${Math.max(4, Math.min(at.left, innerWidth - size.width - 4))}px`;
}

export function closeMenu({ focus = false } = {}) {
  if (!open) return;
  const { anchor, node } = open;
  open = null;
  node.remove();
  anchor.setAttribute("aria-expanded", "false");
  document.removeEventListener("pointerdown", outside, true);
  if (focus) anchor.focus();
}

function outside(event) {
  if (open && !open.node.contains(event.target) && !open.anchor.contains(event.target)) closeMenu();
}

/** Open a menu of `{words, more, href, chosen, checked}` at a button; at a second press it closes. */
export function openMenu(anchor, items, { label = "Actions" } = {}) {
  const again = open?.anchor === anchor;
  closeMenu();
  if (again) return;
  const node = h("div", { class: "menu", role: "menu", "aria-label": label, onkeydown: keys }, items.map(item));
  open = { anchor, node };
  anchor.setAttribute("aria-expanded", "true");
  float(anchor, node);
  document.addEventListener("pointerdown", outside, true);
  (node.querySelector("[aria-checked=true]") ?? node.querySelector("[role^=menuitem]"))?.focus();
}

function item(one) {
  const props = {
    class: "menu-item",
    role: one.checked === undefined ? "menuitem" : "menuitemradio",
    tabIndex: -1,
    onclick: () => { closeMenu({ focus: true }); one.chosen?.(); },
  };
  if (one.checked !== undefined) props["aria-checked"] = String(one.checked);
  if (one.href && /^(https?|mailto):/i.test(one.href)) {
    return h("a", { ...props, href: one.href, target: "_blank", rel: "noopener noreferrer" }, words(one));
  }
  return h("button", { ...props, type: "button" }, words(one));
}

const words = (one) => [one.before ?? null, h("span", {}, one.words), one.more ? h("small", {}, one.more) : null];

function keys(event) {
  const all = [...event.currentTarget.querySelectorAll("[role^=menuitem]")];
  const at = all.indexOf(document.activeElement);
  const steps = { ArrowDown: at + 1, ArrowUp: at - 1 + all.length, Home: 0, End: all.length - 1 };
  if (event.key in steps) all[steps[event.key] % all.length].focus();
  else if (event.key === "Escape") closeMenu({ focus: true });
  else if (event.key === "Tab") { closeMenu({ focus: true }); return; }
  else if (event.key.length === 1) {
    const wanted = event.key.toLowerCase();
    [...all.slice(at + 1), ...all].find((one) => one.textContent.toLowerCase().startsWith(wanted))?.focus();
    return;
  } else return;
  event.preventDefault();
  event.stopPropagation();
}
