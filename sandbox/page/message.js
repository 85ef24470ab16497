// One message: who said it and when, what it shows, and the thread under it.

import { avatar } from "./avatar.js";
import { showBlocks } from "./blocks/index.js";
import { Place, TROUBLE } from "./blocks/place.js";
import { act } from "./api.js";
import { showFiles } from "./attached.js";
import { fill, h, icon, iconButton, toast } from "./dom.js";
import { openMenu } from "./menu.js";
import { mrkdwn } from "./mrkdwn.js";
import { goTo } from "./routes.js";
import { person, store } from "./store.js";
import { ago, inFull, ofTs, time } from "./when.js";

/** Draw a message into `holder`, anew only where it looks different. */
export function showMessage(holder, message, { follows = false, replies = [], inThread = false } = {}) {
  const thread = inThread ? "" : replies.map((one) => `${one.ts}${one.user}`).join();
  const key = `${store.me} ${message.key} ${follows} ${thread} ${store.open.threadsReadTo[message.ts] ?? ""} ${replies.length ? store.glance.now.slice(0, 13) : ""}`;
  if (holder.drawn === key) return;
  holder.drawn = key;
  if (!holder.parts) {
    holder.parts = begun(message, inThread);
    holder.append(holder.parts.node);
  }
  const { node, head, body, blocks, files, foot, side } = holder.parts;
  node.classList.toggle("follows", Boolean(follows));
  node.classList.toggle("ephemeral", Boolean(message.ephemeral));
  fill(side, follows ? h("span", { class: "message-time small" }, time(ofTs(message.ts)).replace(/ [AP]M$/, "")) : avatar(author(message)));
  fill(head, follows ? null : heading(message));
  drawBody(message, body, blocks);
  fill(files, message.deleted ? null : showFiles(message.files));
  fill(foot, inThread ? null : threadBar(message, replies));
}

const author = (message) => (message.notice ? { id: "slackbot", name: "Slackbot" } : person(message.user));

function begun(message, inThread) {
  const head = h("div", { class: "message-head" });
  const body = h("div", { class: "message-text" });
  const blocks = h("div", { class: "blocks" });
  const files = h("div", { class: "message-files" });
  const foot = h("div", { class: "message-foot" });
  const side = h("div", { class: "message-side" });
  const tools = message.notice || message.ephemeral || inThread ? null : h("div", { class: "message-tools" },
    iconButton("reply", `Reply in thread to the message of ${time(ofTs(message.ts))}`, () => openThread(message)), shortcuts(message));
  const node = h("article", { class: "message", "aria-label": `${author(message).name}, ${inFull(ofTs(message.ts))}` },
    side, h("div", { class: "message-main" }, head, body, blocks, files, foot), tools);
  return { node, head, body, blocks, files, foot, side };
}

/** What the app offers to do with a message. */
function shortcuts(message) {
  const all = store.about.shortcuts.filter((one) => one.kind === "message");
  if (!all.length) return null;
  const button = iconButton("more", "More actions with this message", () => openMenu(button, all.map((one) => ({
    words: one.name,
    chosen: () => act(store.me, "shortcut", { name: one.id, channel: message.channel, ts: message.ts })
      .then((told) => { if (told.error) toast(TROUBLE[told.error] ?? told.error, { kind: "trouble" }); }, (error) => toast(error.message, { kind: "trouble" })),
  }))), { "aria-haspopup": "menu" });
  return button;
}

function heading(message) {
  const who = author(message);
  return [
    message.ephemeral ? h("span", { class: "only-you" }, icon("eye", 14), "Only visible to you") : null,
    h("span", { class: "message-author" }, who.name),
    who.is_bot || message.notice ? h("span", { class: "app-badge" }, "APP") : null,
    h("time", { class: "message-time", dateTime: ofTs(message.ts).toISOString(), title: inFull(ofTs(message.ts)) }, time(ofTs(message.ts))),
  ];
}

function drawBody(message, body, blocks) {
  if (message.deleted) {
    fill(body, h("em", { class: "deleted" }, "This message was deleted."));
    fill(blocks);
    return;
  }
  if (message.blocks.length) fill(body);
  else fill(body, mrkdwn(message.text), message.edited ? h("span", { class: "edited" }, " (edited)") : null);
  const place = new Place({ channel: message.channel, ts: message.ts }, { state: message.state });
  showBlocks(blocks, message.blocks, place);
}

function threadBar(message, replies) {
  if (!replies.length) return null;
  const last = replies.at(-1);
  const people = [...new Set(replies.map((one) => one.user))].slice(0, 4).map((id) => avatar(person(id), 20));
  const isNew = last.ts > (store.open.threadsReadTo[message.ts] ?? "") && replies.some((one) => one.user !== store.me);
  return h("button", { type: "button", class: `thread-bar${isNew ? " unread" : ""}`, onclick: () => openThread(message) },
    people, h("span", { class: "thread-count" }, `${replies.length} ${replies.length === 1 ? "reply" : "replies"}`),
    h("span", { class: "thread-last" }, isNew ? "New · " : "", `Last reply ${ago(ofTs(last.ts))}`));
}

const openThread = (message) => goTo({ thread: message.ts, tab: "messages" });
