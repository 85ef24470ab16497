// Modals: the uppermost of the stack is shown; the focus stays in it and goes back where it was.

import { act, inTurn, Away, NotPossible } from "./api.js";
import { showBlocks } from "./blocks/index.js";
import { Place } from "./blocks/place.js";
import { fill, h, icon, iconButton, newId, toast } from "./dom.js";
import { wordsOf } from "./mrkdwn.js";
import { store } from "./store.js";
import { refresh } from "./app.js";

let dialog = null;
let parts = null;
let before = null;

export function drawModals() {
  const stack = store.glance.modals;
  if (!stack.length) {
    if (dialog) closed();
    return;
  }
  if (!dialog) opened();
  const view = stack.at(-1);
  const isOther = parts.view?.id !== view.id;
  const isNew = parts.view?.version !== view.version || isOther;
  parts.view = view;
  if (!isNew) return;
  dialog.dataset.depth = String(stack.length);
  drawFrame(view, stack.length);
  const page = view.blocks.map((block) => block.block_id).join();
  const turned = isOther || (parts.page !== page && !view.blocks.some((block) => parts.page?.includes(block.block_id)));
  parts.page = page;
  if (isOther) parts.body.replaceChildren();
  const place = new Place({ view: view.id }, { state: view.state, errors: view.errors });
  showBlocks(parts.body, view.blocks, place);
  if (turned) parts.scroll.scrollTop = 0;
  if (turned || !dialog.contains(document.activeElement)) focusFirst();
}

function opened() {
  before = document.activeElement;
  const title = newId("modal");
  parts = {
    title: h("h2", { id: title, tabIndex: -1 }),
    back: iconButton("back", "Back", () => leave(false)),
    banner: h("div", { class: "banner", role: "alert", hidden: true }),
    body: h("div", { class: "modal-blocks" }),
    foot: h("footer", { class: "modal-foot" }),
  };
  parts.scroll = h("div", { class: "modal-scroll", tabIndex: -1 }, parts.body);
  dialog = h("dialog", { class: "modal", "aria-labelledby": title, oncancel: (event) => { event.preventDefault(); leave(true); } },
    h("div", { class: "modal-card" },
      h("header", { class: "modal-head" }, parts.back, h("img", { class: "modal-icon", src: "/page/icon.svg", alt: "" }), parts.title,
        iconButton("close", "Close", () => leave(true), { class: "icon-button to-the-end" })),
      parts.banner, parts.scroll, parts.foot));
  dialog.addEventListener("submitted", () => parts.view.submit && submit());
  // Chromium closes a dialog on the second Escape whatever its cancel event says.
  dialog.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    leave(true);
  });
  // A file that misses its field would be opened by the browser in place of this page.
  for (const kind of ["dragover", "drop"]) dialog.addEventListener(kind, (event) => event.preventDefault());
  document.body.append(dialog);
  dialog.showModal();
}

function closed() {
  dialog.close();
  dialog.remove();
  dialog = null;
  parts = null;
  const again = before?.isConnected ? before : document.querySelector(".composer-field") ?? document.getElementById("conversation");
  again?.focus({ preventScroll: true });
}

function drawFrame(view, depth) {
  parts.title.textContent = wordsOf(view.title);
  parts.back.hidden = depth < 2;
  parts.banner.hidden = !view.banner;
  fill(parts.banner, view.banner ? [icon("warning", 18), h("span", {}, view.banner)] : null);
  const key = JSON.stringify([view.id, view.close, view.submit, view.submit_disabled]);
  if (parts.footKey === key) return;
  parts.footKey = key;
  const submitButton = view.submit ? h("button", {
    type: "button", class: "button primary", "data-focus": "submit", disabled: view.submit_disabled, onclick: submit,
  }, wordsOf(view.submit)) : null;
  parts.submit = submitButton;
  fill(parts.foot, h("button", { type: "button", class: "button default", "data-focus": "close", onclick: () => leave(false) },
    wordsOf(view.close) || (view.submit ? "Cancel" : "Close")), submitButton);
}

function focusFirst() {
  const first = dialog.querySelector(".modal-blocks :is(input:not([type=file]), textarea, select, button.picker)");
  (first ?? parts.title).focus({ preventScroll: true });
}

async function flushed() {
  await Promise.all([...parts.body.querySelectorAll(".text-input")].map((one) => one.flush?.()));
}

async function submit() {
  const { view, submit: button } = parts;
  if (!button || button.disabled) return;
  button.disabled = true;
  button.classList.add("busy");
  try {
    await flushed();
    await inTurn(`${store.me} ${view.id}`, () => act(store.me, "submit", { view: view.id }));
  } catch (error) {
    tell(error);
  }
  await refresh();
  button.disabled = Boolean(view.submit_disabled);
  button.classList.remove("busy");
  if (parts?.view.id === view.id) focusWrong();
}

function focusWrong() {
  const wrong = dialog.querySelector(".input.wrong :is(input, textarea, button)");
  if (!wrong) return;
  wrong.focus();
  wrong.closest(".block").scrollIntoView({ block: "nearest" });
}

/** Leave the uppermost modal, or all of them: the cross takes the stack with it, as Slack's does. */
async function leave(everything) {
  const { view } = parts;
  await flushed();
  try {
    await inTurn(`${store.me} ${view.id}`, () => act(store.me, "close", { view: view.id, everything: everything && store.glance.modals.length > 1 }));
  } catch (error) {
    tell(error);
  }
  await refresh();
}

function tell(error) {
  if (!(error instanceof NotPossible || error instanceof Away)) throw error;
  if (error instanceof Away && parts) {
    parts.banner.hidden = false;
    fill(parts.banner, icon("warning", 18), h("span", {}, "We had some trouble connecting. Try again?"));
  } else if (!/not_found/.test(error.message)) toast(`That is not possible: ${error.message}.`, { kind: "trouble" });
}
