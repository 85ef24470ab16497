// A calendar to pick a day from, with arrows for days, weeks and months.

import { h, icon, iconButton, newId } from "../dom.js";
import { wordsOf } from "../mrkdwn.js";
import { float } from "../menu.js";
import { forField, now } from "../when.js";

const format = (options) => new Intl.DateTimeFormat("en-US", { ...options, timeZone: "UTC" });
const MONTH = format({ month: "long", year: "numeric" });
const SHOWN = format({ month: "long", day: "numeric", year: "numeric" });
const IN_FULL = format({ weekday: "long", month: "long", day: "numeric", year: "numeric" });
const A_DAY = 86_400_000;

const dayOf = (text) => new Date(`${text}T00:00:00Z`);
const textOf = (day) => day.toISOString().slice(0, 10);
const later = (day, days) => new Date(day.getTime() + days * A_DAY);

function monthsLater(day, months) {
  const first = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + months, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  return later(first, Math.min(day.getUTCDate(), last) - 1);
}

export function drawDate({ element, block, place, labelledby, label, required, describedby, errorId }) {
  const own = newId("date");
  const words = h("span", { id: own });
  const button = h("button", {
    type: "button",
    class: "picker",
    "aria-haspopup": "dialog",
    "aria-expanded": "false",
    "aria-labelledby": [labelledby ?? label?.id, own].filter(Boolean).join(" "),
    "data-focus": `${element.action_id}:`,
    onclick: open,
  }, icon("calendar", 16), words, icon("down", 16));
  const clear = iconButton("close", "Clear the date", () => pick(null), { class: "icon-button picker-clear" });
  const node = h("div", { class: "picker-holder" }, button, clear);
  let chosen = null;
  let shown = null;

  function open() {
    if (shown) return close();
    shown = calendar(chosen ? dayOf(chosen) : dayOf(forField(now()).slice(0, 10)), chosen, pick, close);
    button.setAttribute("aria-expanded", "true");
    float(button, shown);
    shown.begin();
    document.addEventListener("pointerdown", outside, true);
  }
  function outside(event) {
    if (!shown?.contains(event.target) && !button.contains(event.target)) close();
  }
  function close() {
    shown?.remove();
    shown = null;
    button.setAttribute("aria-expanded", "false");
    document.removeEventListener("pointerdown", outside, true);
  }
  async function pick(day) {
    close();
    button.focus();
    if (!(await place.confirmed(element))) return;
    chosen = day;
    show();
    await place.fill(block, element, day);
  }
  function show() {
    words.textContent = chosen ? SHOWN.format(dayOf(chosen)) : wordsOf(element.placeholder) || "Select a date";
    words.classList.toggle("nothing", !chosen);
    clear.hidden = !chosen || required || block.type !== "input";
  }
  node.sync = (again) => {
    place = again;
    button.setAttribute("aria-describedby", [describedby, again.errors[block.block_id] ? errorId : null].filter(Boolean).join(" "));
    chosen = again.held(block, element).selected_date ?? null;
    show();
  };
  node.sync(place);
  return node;
}

/** The month around `day` as a grid; `picked` is told the day, as YYYY-MM-DD. */
function calendar(day, chosen, picked, closed) {
  const today = forField(now()).slice(0, 10);
  const title = h("strong", { "aria-live": "polite" });
  const grid = h("div", { class: "calendar-days", role: "group" });
  const node = h("div", { class: "calendar", role: "dialog", "aria-label": "Choose a date", onkeydown: keys },
    h("div", { class: "calendar-head" }, iconButton("back", "Previous month", () => turn(-1)), title,
      iconButton("back", "Next month", () => turn(1), { class: "icon-button turned" })),
    h("div", { class: "calendar-names", "aria-hidden": "true" }, ["S", "M", "T", "W", "T", "F", "S"].map((one) => h("span", {}, one))),
    grid);

  const turn = (months) => { day = monthsLater(day, months); draw(); };
  function draw() {
    title.textContent = MONTH.format(day);
    const first = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth(), 1));
    const start = later(first, -first.getUTCDay());
    const cells = [];
    for (let at = 0; at < 42; at += 1) cells.push(cell(later(start, at)));
    grid.replaceChildren(...cells);
  }
  function cell(one) {
    const text = textOf(one);
    const inside = one.getUTCMonth() === day.getUTCMonth();
    return h("button", {
      type: "button",
      class: `calendar-day${inside ? "" : " outside"}${text === today ? " today" : ""}`,
      "aria-label": IN_FULL.format(one),
      "aria-pressed": String(text === chosen),
      "data-day": text,
      tabIndex: text === textOf(day) ? 0 : -1,
      onclick: () => picked(text),
    }, String(one.getUTCDate()));
  }
  function keys(event) {
    const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };
    if (event.key in steps && document.activeElement.dataset.day) day = later(day, steps[event.key]);
    else if (event.key === "PageUp") day = monthsLater(day, -1);
    else if (event.key === "PageDown") day = monthsLater(day, 1);
    else if (event.key === "Escape") { event.preventDefault(); event.stopPropagation(); closed(); return; }
    else return;
    event.preventDefault();
    draw();
    node.begin();
  }
  node.begin = () => grid.querySelector(`[data-day="${textOf(day)}"]`).focus();
  draw();
  return node;
}
