// The thread that is open beside the conversation.

import { post } from "./api.js";
import { composer } from "./composer.js";
import { CLOSE_TO_THE_END } from "./conversation.js";
import { fill, h, iconButton } from "./dom.js";
import { showMessage } from "./message.js";
import { goTo } from "./routes.js";
import { conversation, nameOf, store } from "./store.js";

let frame = null;

export function drawThread() {
  const root = document.getElementById("thread");
  const parent = store.thread ? store.open.messages.get(store.thread) : null;
  root.hidden = !parent;
  document.body.classList.toggle("with-thread", Boolean(parent));
  if (!parent) {
    frame = null;
    fill(root);
    return;
  }
  const key = `${store.me} ${store.channel} ${parent.ts}`;
  if (frame?.key !== key) {
    frame = begun(key, parent);
    fill(root, frame.head, frame.body, frame.foot);
    const first = innerWidth > 720 ? frame.foot.querySelector("textarea") : frame.head.querySelector("button");
    first.focus({ preventScroll: true });
  }
  drawMessages(parent);
}

function begun(key, parent) {
  const one = conversation(store.channel);
  const list = h("ol", { class: "messages", "aria-label": "Replies" });
  return {
    key,
    list,
    fresh: true,
    head: h("header", { class: "conversation-head" }, h("h2", {}, "Thread"), h("span", { class: "head-note" }, one ? nameOf(one) : ""),
      iconButton("close", "Close the thread", close, { class: "icon-button to-the-end" })),
    body: h("div", { class: "scroll", tabIndex: 0, role: "region", "aria-label": "Thread" }, list),
    foot: composer({ channel: store.channel, thread: parent.ts, label: "Reply…" }),
  };
}

function drawMessages(parent) {
  const { list, body } = frame;
  const wasAtEnd = frame.fresh || body.scrollHeight - body.scrollTop - body.clientHeight < CLOSE_TO_THE_END;
  const replies = [...store.open.messages.values()].filter((one) => one.is_reply && one.thread_ts === parent.ts);
  const notices = store.notices.filter((one) => one.channel === store.channel && one.thread === parent.ts);
  const shown = [parent, ...replies, ...notices];
  const nodes = new Map([...list.children].map((node) => [node.dataset.key, node]));
  const wanted = shown.map((message) => {
    const node = nodes.get(message.ts) ?? h("li", { class: "message-holder", "data-key": message.ts });
    showMessage(node, message, { inThread: true });
    return node;
  });
  if (replies.length) wanted.splice(1, 0, list.querySelector(".day") ?? h("li", { class: "day replies", "data-key": "count" }, h("span", {}, "")));
  const kept = new Set(wanted);
  for (const node of [...list.children]) if (!kept.has(node)) node.remove();
  wanted.forEach((node, at) => { if (list.children[at] !== node) list.insertBefore(node, list.children[at] ?? null); });
  const count = list.querySelector(".day span");
  if (count) count.textContent = `${replies.length} ${replies.length === 1 ? "reply" : "replies"}`;
  if (wasAtEnd) body.scrollTop = body.scrollHeight;
  frame.fresh = false;
  const latest = replies.at(-1)?.ts;
  if (latest && latest > (store.open.threadsReadTo[parent.ts] ?? "") && frame.marked !== latest) {
    frame.marked = latest;
    store.open.threadsReadTo[parent.ts] = latest;
    post(`/people/${store.me}/read`, { channel: store.channel, thread: parent.ts, ts: latest }).catch(() => {});
  }
}

function close() {
  const parent = store.thread;
  goTo({ thread: "" }).then(() => {
    const again = document.querySelector(`#conversation [data-key="message ${parent}"] .thread-bar`);
    (again ?? document.getElementById("conversation")).focus({ preventScroll: true });
  });
}
