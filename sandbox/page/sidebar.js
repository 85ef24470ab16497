// Channels, direct messages and apps, with what is unread in them.

import { avatar } from "./avatar.js";
import { fill, h, icon, iconButton } from "./dom.js";
import { act } from "./api.js";
import { openMenu } from "./menu.js";
import { goTo } from "./routes.js";
import { isApp, nameOf, person, store } from "./store.js";

let drawn = "";

export function drawSidebar() {
  const all = store.glance.conversations;
  const key = JSON.stringify([store.me, store.channel, all.map((one) => [one.id, nameOf(one), one.unread, one.mentions, one.archived, one.shared_externally])]);
  if (key === drawn) return;
  drawn = key;
  const root = document.getElementById("sidebar");
  const focused = root.contains(document.activeElement) ? document.activeElement.dataset.channel : null;
  const rooms = all.filter((one) => ["public", "private"].includes(one.kind) && !one.archived).sort(byName);
  const apps = all.filter((one) => one.kind === "im" && isApp(one.partner));
  const people = all.filter((one) => ["im", "mpim"].includes(one.kind) && !apps.includes(one)).sort(byName);
  const add = iconButton("plus", "New direct message", () => openMenu(add, colleagues(), { label: "Write to" }), { "aria-haspopup": "menu" });
  fill(root,
    h("div", { class: "sidebar-name" }, store.about.name),
    group("Channels", rooms),
    group("Direct messages", people, add),
    group("Apps", apps));
  if (focused) root.querySelector(`[data-channel="${CSS.escape(focused)}"]`)?.focus();
}

const byName = (one, other) => nameOf(one).localeCompare(nameOf(other));

function group(title, conversations, tool = null) {
  return h("section", { class: "sidebar-group", "aria-label": title },
    h("div", { class: "sidebar-head" }, h("h2", {}, title), tool),
    h("ul", {}, conversations.map((one) => h("li", {}, entry(one)))));
}

function entry(one) {
  const isOpen = one.id === store.channel;
  const words = one.unread && !isOpen ? `${nameOf(one)}, ${one.unread} unread` : nameOf(one);
  return h("button", {
    type: "button",
    class: `sidebar-entry${one.unread && !isOpen ? " unread" : ""}`,
    "aria-current": isOpen ? "page" : null,
    "aria-label": `${words}${one.kind === "private" ? ", private channel" : ""}${one.shared_externally ? ", shared with other organisations" : ""}`,
    "data-channel": one.id,
    onclick: () => choose(one),
  }, mark(one), h("span", { class: "sidebar-words" }, nameOf(one)),
  one.mentions && !isOpen ? h("span", { class: "badge", "aria-hidden": "true" }, String(one.mentions)) : null);
}

function mark(one) {
  if (one.kind === "im") return avatar(person(one.partner), 20);
  if (one.kind === "mpim") return h("span", { class: "sidebar-mark" }, String(one.members.length - 1));
  if (one.shared_externally) return icon("shared", 16);
  return one.kind === "private" ? icon("lock", 16) : h("span", { class: "sidebar-mark" }, "#");
}

function choose(one) {
  document.body.classList.remove("choosing");
  goTo({ channel: one.id, thread: "", tab: "messages" });
  if (one.kind === "im" && isApp(one.partner)) act(store.me, "open_home", { tab: "messages" }).catch(() => {});
  document.getElementById("conversation").focus({ preventScroll: true });
}

function colleagues() {
  return [...store.people.values()].filter((one) => !one.is_bot && !one.deleted).map((one) => ({
    words: one.name,
    more: one.title,
    before: avatar(one, 28),
    chosen: async () => {
      const made = await act(store.me, "talk", { to: one.id });
      goTo({ channel: made.channel, thread: "", tab: "messages" });
    },
  }));
}
