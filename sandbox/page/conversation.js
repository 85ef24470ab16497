// The conversation that is open: its head, its messages by days, and where one writes.

import { act, post, Away, NotPossible } from "./api.js";
import { avatar } from "./avatar.js";
import { composer } from "./composer.js";
import { announce, fill, h, icon, iconButton } from "./dom.js";
import { drawHome } from "./home.js";
import { showMessage } from "./message.js";
import { goTo } from "./routes.js";
import { app, conversation, isApp, nameOf, person, store } from "./store.js";
import { divider, ofTs } from "./when.js";
import { refresh } from "./app.js";

export const CLOSE_TO_THE_END = 120;
const ONE_SPELL = 300;

const FRAMES = 8;

let frame = null;
/** What was drawn of the last few conversations, so that going back to one is quick. */
const frames = new Map();

function keep(key, one) {
  frames.delete(key);
  frames.set(key, one);
  if (frames.size > FRAMES) frames.delete(frames.keys().next().value);
}

/** What was seen of conversations before, by person and conversation. */
const known = new Map();

/** Take up a conversation as it was last seen; false where it never was. */
export function recalled(id) {
  const one = conversation(id);
  if (!one) return false;
  const key = `${store.me} ${id}`;
  const was = known.has(key);
  if (!was) known.set(key, { id, me: store.me, version: "", earlier: 0, messages: new Map(), order: [], threadsReadTo: {} });
  if (store.open !== known.get(key)) Object.assign(known.get(key), { newFrom: one.read_to });
  store.open = known.get(key);
  return was;
}

/** Count nothing of what was told as known; what is drawn, and what somebody types there, stays. */
export function forgetConversations() {
  known.clear();
  store.open = { id: "", version: "", earlier: 0, order: [], messages: new Map(), threadsReadTo: {} };
}

/** Fetch what is new in the open conversation; the rest is known. */
export async function loadConversation() {
  const one = conversation(store.channel);
  if (!one) return;
  const isOther = store.open.id !== one.id || store.open.me !== store.me;
  if (isOther) recalled(one.id);
  const open = store.open;
  if (open.version === one.version && open.most === store.most) return;
  const have = Object.fromEntries([...open.messages].map(([ts, message]) => [ts, message.key]));
  try {
    const told = await post(`/people/${store.me}/conversation`, { channel: one.id, have, most: store.most });
    if (open !== store.open) return;
    const kept = new Map(told.order.map((ts) => [ts, told.messages[ts] ?? open.messages.get(ts)]));
    if (!isOther) tellNew(kept, open.messages);
    Object.assign(open, { version: told.version, earlier: told.earlier, order: told.order, messages: kept, most: store.most, threadsReadTo: told.threads_read_to });
  } catch (error) {
    if (!(error instanceof NotPossible)) throw error;
  }
}

function tellNew(messages, before) {
  const fresh = [...messages.values()].filter((one) => !before.has(one.ts) && one.user !== store.me);
  const last = fresh.at(-1);
  if (last) announce(`${person(last.user).name}: ${last.text.slice(0, 300)}`);
}

export function drawConversation() {
  const root = document.getElementById("conversation");
  const one = conversation(store.channel);
  if (!one) {
    frame = null;
    fill(root);
    return;
  }
  const key = `${store.me} ${one.id} ${store.tab}`;
  if (frame?.key !== key) {
    const kept = frames.get(key);
    frame = kept ?? begun(one, key);
    frame.fresh = true;
    keep(key, frame);
    fill(root, frame.head, frame.body, frame.foot);
  }
  drawHead(one);
  if (store.tab === "home") drawHome(frame.body);
  else if (store.tab === "about") drawAbout(frame.body);
  else drawMessages(one);
}

function begun(one, key) {
  const messages = h("ol", { class: "messages", "aria-label": `Messages with ${nameOf(one)}` });
  const isTab = store.tab !== "messages";
  const body = h("div", { class: isTab ? "scroll tab" : "scroll", tabIndex: 0, role: "region", "aria-label": isTab ? store.tab : "Messages" }, isTab ? null : messages);
  return {
    key, messages, body, fresh: true,
    head: h("header", { class: "conversation-head" }),
    foot: isTab ? null : composer({ channel: one.id, label: placeholderOf(one), readOnly: isReadOnly(one) }),
  };
}

const isReadOnly = (one) => one.kind === "im" && isApp(one.partner) && app().read_only;
const placeholderOf = (one) => (isReadOnly(one) ? "Type / for a command" : `Message ${one.kind === "im" || one.kind === "mpim" ? nameOf(one) : `#${one.name}`}`);

function drawHead(one) {
  const key = JSON.stringify([nameOf(one), one.members.length, one.shared_externally, store.tab]);
  if (frame.headKey === key) return;
  frame.headKey = key;
  const mark = one.kind === "im" ? avatar(person(one.partner), 28)
    : one.kind === "private" ? icon("lock", 18) : h("span", { class: "head-mark" }, "#");
  const count = ["public", "private"].includes(one.kind) ? h("span", { class: "head-note" }, `${one.members.length} members`) : null;
  const shared = one.shared_externally ? h("span", { class: "head-note shared" }, icon("shared", 14), "Shared with another organisation") : null;
  fill(frame.head,
    iconButton("menu", "All conversations", () => document.body.classList.add("choosing"), { class: "icon-button to-sidebar" }),
    mark, h("h1", {}, nameOf(one)), count, shared,
    isApp(one.partner) ? tabs() : null);
}

function tabs() {
  const names = [...(app().home_tab ? [["home", "Home"]] : []), ["messages", "Messages"], ["about", "About"]];
  return h("div", { class: "tabs", role: "tablist", onkeydown: arrows }, names.map(([tab, words]) => h("button", {
    type: "button", role: "tab", class: "tab-button", "aria-selected": String(store.tab === tab), tabIndex: store.tab === tab ? 0 : -1,
    "data-tab": tab, onclick: () => openTab(tab),
  }, words)));
}

function arrows(event) {
  if (!["ArrowLeft", "ArrowRight"].includes(event.key)) return;
  const all = [...event.currentTarget.children];
  const step = event.key === "ArrowRight" ? 1 : all.length - 1;
  openTab(all[(all.indexOf(document.activeElement) + step) % all.length].dataset.tab);
}

async function openTab(tab) {
  if (tab !== "about") act(store.me, "open_home", { tab }).catch(() => {});
  await goTo({ tab, thread: "" });
  frame.head.querySelector(`[data-tab=${tab}]`)?.focus();
}

function drawAbout(body) {
  fill(body, h("div", { class: "about" }, h("h2", {}, app().name),
    h("p", {}, "This is a local workspace. Nothing here leaves your machine, and nobody in it exists."),
    h("ul", {}, store.about.commands.map((one) => h("li", {}, h("code", {}, one.name), ` ${one.about}`)))));
}

function drawMessages(one) {
  const { body, messages } = frame;
  const wasAtEnd = frame.fresh || body.scrollHeight - body.scrollTop - body.clientHeight < CLOSE_TO_THE_END;
  const nodes = new Map([...messages.children].map((node) => [node.dataset.key, node]));
  const wanted = [];
  const item = (key, node) => { node.dataset.key = key; return node; };
  const put = (key, make) => wanted.push(nodes.get(key) ?? item(key, make()));
  if (store.open.earlier) put(`earlier ${store.open.earlier}`, earlier);
  else put("beginning", () => beginning(one));
  let before = null;
  let told = false;
  for (const message of shownHere()) {
    const moment = ofTs(message.ts);
    const day = divider(moment);
    if (before?.day !== day) put(`day ${day}`, () => h("li", { class: "day" }, h("span", {}, day)));
    if (!told && store.open.newFrom !== undefined && message.ts > store.open.newFrom && message.user !== store.me && before) {
      put("new", () => h("li", { class: "new-line" }, h("span", {}, "New")));
      told = true;
    }
    const follows = before && before.day === day && before.user === message.user && !before.ephemeral && !message.ephemeral
      && !before.deleted && moment - ofTs(before.ts) < ONE_SPELL * 1000 && !message.by_app;
    const key = `message ${message.ts}`;
    const node = nodes.get(key) ?? item(key, h("li", { class: "message-holder" }));
    showMessage(node, message, { follows, replies: repliesTo(message) });
    wanted.push(node);
    before = { ...message, day };
  }
  arrange(messages, wanted);
  if (wasAtEnd) body.scrollTop = body.scrollHeight;
  frame.fresh = false;
  if (store.open.order.length) markRead(one);
}

function arrange(list, wanted) {
  const kept = new Set(wanted);
  for (const node of [...list.children]) if (!kept.has(node)) node.remove();
  wanted.forEach((node, at) => { if (list.children[at] !== node) list.insertBefore(node, list.children[at] ?? null); });
}

function shownHere() {
  const said = store.open.order.map((ts) => store.open.messages.get(ts)).filter((one) => one && (!one.is_reply || one.broadcast));
  const notices = store.notices.filter((one) => one.channel === store.channel && !one.thread);
  return [...said, ...notices].sort((one, other) => (one.ts < other.ts ? -1 : 1));
}

const repliesTo = (message) => [...store.open.messages.values()].filter((one) => one.is_reply && one.thread_ts === message.ts);

function beginning(one) {
  const words = isApp(one.partner) ? "What the assistant has to tell you comes here. Type / in the box below for its commands."
    : one.kind === "im" ? "This is the very beginning of your direct messages." : "This is the very beginning of the conversation.";
  return h("li", { class: "beginning" }, h("h2", {}, one.kind === "im" || one.kind === "mpim" ? nameOf(one) : one.kind === "private" ? one.name : `# ${one.name}`), h("p", {}, words));
}

const earlier = () => h("li", { class: "earlier" }, h("button", {
  type: "button", class: "button default", onclick: () => { store.most += 200; refresh(); },
}, `Show earlier messages (${store.open.earlier})`));

let marked = "";

async function markRead(one) {
  const latest = store.open.order.at(-1);
  const key = `${store.me} ${one.id} ${latest}`;
  if (!one.unread || marked === key || document.hidden) return;
  marked = key;
  try {
    await post(`/people/${store.me}/read`, { channel: one.id, ts: latest });
  } catch (error) {
    if (!(error instanceof Away)) throw error;
    marked = "";
  }
}
