// The school's clock: where it stands, whether it runs, and the ways of moving it on.

import { get, post, Away, NotPossible } from "./api.js";
import { fill, h, icon, newId, toast } from "./dom.js";
import { closeMenu, float } from "./menu.js";
import { conversation, nameOf, store } from "./store.js";
import { forField, fromField, inFull, onTheClock } from "./when.js";

const SECOND = 1000;
let moving = false;
let toldAt = Date.now();
let toldNow = "";

const face = h("button", { type: "button", class: "clock", id: "clock", "aria-haspopup": "dialog", "aria-expanded": "false", onclick: openPanel });
const ways = h("span", { class: "clock-ways" });
const holder = h("span", { class: "clock-holder-top" }, face, ways);

export const clockNode = () => holder;

/** The moment it is at school; between two tellings a running clock runs on here. */
function moment() {
  const told = new Date(store.glance.now);
  return store.glance.runs ? new Date(told.getTime() + Date.now() - toldAt) : told;
}

export function drawClock() {
  if (store.glance.now !== toldNow) {
    toldNow = store.glance.now;
    toldAt = Date.now();
  }
  const zone = store.about.zone;
  const state = moving ? "going on …" : store.glance.runs ? "running" : "stopped";
  fill(face, icon("clock", 16), h("span", { class: "unseen" }, "School time: "), h("span", { class: "clock-words" }, onTheClock(moment(), zone)), h("span", { class: `clock-state ${state}` }, state));
  if (!ways.childElementCount) ways.append(...["next_morning", "next_event"].map((how) => wayButton(how)));
  for (const button of holder.querySelectorAll(".clock-way")) button.disabled = moving;
}

const WORDS = { next_morning: "Next morning", next_event: "Next event" };

function wayButton(how) {
  return h("button", { type: "button", class: "clock-way", "data-way": how, onclick: () => go(how) }, WORDS[how]);
}

async function go(how, more = {}) {
  if (moving) return;
  moving = true;
  drawClock();
  try {
    const said = await post(how === "to" ? "/clock" : `/clock/${how}`, how === "to" ? more : { person: store.me });
    if (said.where) tellWhat(said);
  } catch (error) {
    if (!(error instanceof Away || error instanceof NotPossible)) throw error;
    toast(error instanceof Away ? "The clock cannot be reached." : `The clock stays where it is: ${error.message}.`, { kind: "trouble" });
  } finally {
    moving = false;
    drawClock();
  }
}

function tellWhat({ where, now }) {
  const moment = onTheClock(new Date(now), store.about.zone);
  const rooms = where.map((id) => conversation(id)).filter(Boolean);
  if (!rooms.length) toast(`Nothing came for ${store.people.get(store.me).name} by ${moment}.`);
  else toast(`${moment}: new in ${rooms.map((one) => (one.kind === "im" ? nameOf(one) : `#${one.name}`)).join(", ")}.`);
}

let panel = null;

function openPanel() {
  if (panel) return closePanel();
  closeMenu();
  const zone = store.about.zone;
  const title = newId("clock");
  const field = h("input", { type: "datetime-local", value: forField(moment(), zone), min: forField(moment(), zone), "aria-labelledby": title, class: "clock-field", id: "clock-to" });
  const run = h("button", { type: "button", class: "button default", onclick: () => { closePanel(); go(store.glance.runs ? "stand" : "run"); } },
    store.glance.runs ? "Stop the clock" : "Let it run");
  panel = h("div", { class: "clock-panel", role: "dialog", "aria-label": "School time", onkeydown: (event) => { if (event.key === "Escape") closePanel(); } },
    h("p", { class: "clock-now" }, inFull(moment(), zone)),
    h("p", { class: "hint" }, "Mornings and afternoons between are not skipped: the assistant does the work of each."),
    h("div", { class: "clock-buttons" }, wayButtonIn("next_morning"), wayButtonIn("next_event"), run),
    h("form", { class: "clock-form", onsubmit: (event) => { event.preventDefault(); goThere(field.value, zone); } },
      h("label", { id: title, htmlFor: field.id }, "Go to …"), field, h("button", { type: "submit", class: "button primary" }, "Go")));
  face.setAttribute("aria-expanded", "true");
  float(face, panel);
  panel.querySelector("button").focus();
  document.addEventListener("pointerdown", outside, true);
  return undefined;
}

const wayButtonIn = (how) => h("button", { type: "button", class: "button default", onclick: () => { closePanel(); go(how); } }, WORDS[how]);

function goThere(text, zone) {
  if (!text) return;
  closePanel();
  go("to", { to: fromField(text, zone).toISOString() });
}

function outside(event) {
  if (!panel.contains(event.target) && !face.contains(event.target)) closePanel();
}

function closePanel() {
  panel?.remove();
  panel = null;
  face.setAttribute("aria-expanded", "false");
  document.removeEventListener("pointerdown", outside, true);
  face.focus();
}

export function startClock() {
  setInterval(() => { if (store.glance.runs) drawClock(); }, 15 * SECOND);
}

export const statusOf = () => get("/status");
