// Where one writes: messages, and commands, of which a list opens at the slash.

import { act, Away, NotPossible } from "./api.js";
import { fill, h, icon, newId } from "./dom.js";
import { openMenu } from "./menu.js";
import { store } from "./store.js";
import { refresh } from "./app.js";

const OFF = "Sending messages to this app has been turned off. Commands work: type / to see them.";
const kept = new Map();

/** A composer for a conversation, or for a thread of it. What is half-typed waits there for its writer. */
export function composer({ channel, thread = "", label, readOnly = false }) {
  const place = `${store.me} ${channel} ${thread}`;
  const listId = newId("commands");
  const list = h("div", { class: "commands", role: "listbox", id: listId, "aria-label": "Commands", hidden: true });
  const field = h("textarea", {
    class: "composer-field", rows: 1, placeholder: label, "aria-label": label, role: "combobox", "aria-expanded": "false",
    "aria-controls": listId, "aria-autocomplete": "list", "data-composer": thread ? "thread" : "conversation",
    value: kept.get(place) ?? "", oninput: changed, onkeydown: keys, onblur: () => setTimeout(hide, 150),
  });
  const send = h("button", { type: "submit", class: "send", "aria-label": "Send", disabled: true }, icon("send", 18));
  const word = h("p", { class: "composer-word", role: "alert", hidden: true });
  const tools = shortcuts(thread);
  const node = h("form", { class: "composer", onsubmit: (event) => { event.preventDefault(); sendIt(); } }, list,
    h("div", { class: "composer-box" }, field, h("div", { class: "composer-tools" }, tools, h("span", { class: "composer-hint" }, "Enter sends, Shift + Enter starts a new line"), send)), word);
  let active = 0;
  let found = [];

  function changed() {
    kept.set(place, field.value);
    send.disabled = !field.value.trim();
    word.hidden = true;
    field.style.height = "auto";
    if (field.scrollHeight) field.style.height = `${Math.min(field.scrollHeight, 200)}px`;
    found = thread || !/^\/\S*$/.test(field.value) ? [] : store.about.commands.filter((one) => one.name.startsWith(field.value.toLowerCase()));
    active = 0;
    show();
  }
  function show() {
    list.hidden = !found.length;
    field.setAttribute("aria-expanded", String(Boolean(found.length)));
    fill(list, found.map((one, at) => h("div", {
      class: `command${at === active ? " active" : ""}`, role: "option", id: `${listId}-${at}`, "aria-selected": String(at === active),
      onpointerdown: (event) => { event.preventDefault(); take(one); },
    }, h("strong", {}, one.name), one.hint ? h("span", { class: "command-hint" }, one.hint) : null, h("small", {}, one.about))));
    if (found.length) field.setAttribute("aria-activedescendant", `${listId}-${active}`);
    else field.removeAttribute("aria-activedescendant");
  }
  function hide() {
    found = [];
    show();
  }
  function take(one) {
    field.value = `${one.name} `;
    changed();
    field.focus();
  }
  function keys(event) {
    if (event.isComposing) return;
    if (found.length && ["ArrowDown", "ArrowUp", "Tab", "Escape"].includes(event.key)) {
      event.preventDefault();
      if (event.key === "Tab") take(found[active]);
      else if (event.key === "Escape") hide();
      else {
        active = (active + (event.key === "ArrowDown" ? 1 : found.length - 1)) % found.length;
        show();
      }
      return;
    }
    if (event.key !== "Enter" || event.shiftKey) return;
    event.preventDefault();
    const typed = field.value.trim().toLowerCase();
    if (found.length && !found.some((one) => one.name === typed)) take(found[active]);
    else sendIt();
  }
  async function sendIt() {
    const text = field.value.trim();
    if (!text) return;
    field.value = "";
    changed();
    try {
      if (text.startsWith("/")) await command(text);
      else if (readOnly) throw new NotPossible(OFF);
      else await act(store.me, "message", { channel, text, ...(thread ? { thread_ts: thread } : {}) });
      await refresh();
    } catch (error) {
      if (!(error instanceof NotPossible || error instanceof Away)) throw error;
      if (!field.value) field.value = text;
      changed();
      word.textContent = error instanceof Away ? "Not sent: the workspace cannot be reached." : error.message;
      word.hidden = false;
    }
  }
  async function command(text) {
    const [name, rest] = text.split(/\s+(.*)/s, 2);
    const said = await act(store.me, "command", { command: name, text: rest ?? "", channel, ...(thread ? { thread_ts: thread } : {}) });
    if (said.error) notice(said.text, { channel, thread, since: said.since });
  }
  changed();
  return node;
}

/** What Slack itself says in answer; only this person sees it, and only until they reload. */
function notice(text, { channel, thread, since }) {
  const ts = `${since}`;
  store.notices.push({
    ts, key: ts, channel, thread, user: "slackbot", notice: true, ephemeral: true, text, blocks: [], state: {}, is_reply: false, by_app: true,
  });
}

function shortcuts(thread) {
  const all = store.about.shortcuts.filter((one) => one.kind === "global");
  if (thread || !all.length) return null;
  const button = h("button", { type: "button", class: "icon-button", "aria-label": "Shortcuts", "aria-haspopup": "menu", onclick: () => openMenu(button,
    all.map((one) => ({ words: one.name, chosen: () => act(store.me, "shortcut", { name: one.id }) }))) }, icon("bolt", 18));
  return button;
}
