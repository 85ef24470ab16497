// What goes to and fro between Slack and the assistant, as it happens.

import { get, Away } from "./api.js";
import { fill, h, iconButton } from "./dom.js";
import { store } from "./store.js";
import { onTheClock } from "./when.js";

const KINDS = {
  api: "Web API", slash_commands: "command", interactive: "interaction", events_api: "event", response_url: "response URL",
  socket: "socket", act: "person", deed: "workspace", ack: "acknowledgement", webhook: "webhook",
};
const MOST = 400;

let isOpen = false;
let rows = new Map();
let seen = 0;
let asking = false;
let parts = null;
let refusedOnly = false;

export function toggleTraffic() {
  isOpen = !isOpen;
  const root = document.getElementById("traffic");
  root.hidden = !isOpen;
  document.body.classList.toggle("with-traffic", isOpen);
  document.getElementById("traffic-switch")?.setAttribute("aria-pressed", String(isOpen));
  if (isOpen) {
    begin(root);
    drawTraffic();
    parts.close.focus();
  } else document.getElementById("traffic-switch")?.focus();
}

function begin(root) {
  if (parts) return;
  const filter = h("input", { type: "checkbox", onchange: () => { refusedOnly = filter.checked; list(); } });
  parts = {
    close: iconButton("close", "Close the traffic", toggleTraffic),
    status: h("span", { class: "head-note" }),
    body: h("tbody"),
    detail: h("pre", { class: "traffic-detail", tabIndex: 0, "aria-label": "The whole exchange", hidden: true }),
  };
  parts.holder = h("div", { class: "traffic-list", tabIndex: 0, role: "region", "aria-label": "Exchanges" }, h("table", {},
    h("caption", { class: "unseen" }, "Exchanges between Slack and the assistant, the latest last"),
    h("thead", {}, h("tr", {}, ["Time at school", "", "Kind", "What", "Answer", "Took"].map((one) => h("th", { scope: "col" }, one)))), parts.body));
  fill(root, h("header", { class: "traffic-head" }, h("h2", {}, "Traffic"), parts.status,
    h("label", { class: "traffic-filter" }, filter, "Only what was refused"), parts.close), h("div", { class: "traffic-main" }, parts.holder, parts.detail));
}

export async function drawTraffic() {
  if (!isOpen || asking) return;
  asking = true;
  try {
    const told = await get(`/traffic?after=${seen}`);
    if (told.length && told.at(-1).number < seen) rows = new Map();
    for (const one of told) rows.set(one.number, one);
    seen = Math.max(seen, ...told.filter((one) => !one.open).map((one) => one.number));
    const open = told.filter((one) => one.open).map((one) => one.number);
    if (open.length) seen = Math.min(seen, Math.min(...open) - 1);
    for (const number of [...rows.keys()].sort((one, other) => one - other).slice(0, -MOST)) rows.delete(number);
    list();
  } catch (error) {
    if (!(error instanceof Away)) throw error;
  } finally {
    asking = false;
  }
}

function list() {
  parts.status.textContent = store.glance.connected ? "The assistant is connected" : "The assistant is not connected";
  const { holder, body } = parts;
  const atEnd = holder.scrollHeight - holder.scrollTop - holder.clientHeight < 60;
  const shown = [...rows.values()].sort((one, other) => one.number - other.number).filter((one) => !refusedOnly || one.refused);
  const before = new Map([...body.children].map((node) => [node.dataset.key, node]));
  const wanted = shown.map((one) => {
    const key = `${one.number} ${one.open}`;
    return before.get(key) ?? row(one, key);
  });
  body.replaceChildren(...(wanted.length ? wanted : [h("tr", {}, h("td", { colSpan: 6 }, "Nothing yet."))]));
  if (atEnd) holder.scrollTop = holder.scrollHeight;
}

function row(one, key) {
  return h("tr", { class: one.refused ? "refused" : "", "data-key": key },
    h("td", {}, onTheClock(new Date(one.school_at), store.about.zone)),
    h("td", {}, { "to app": "→", "from app": "←" }[one.direction] ?? "", h("span", { class: "unseen" }, one.direction)),
    h("td", {}, KINDS[one.kind] ?? one.kind),
    h("td", {}, h("button", { type: "button", class: "traffic-what", onclick: () => showWhole(one.number) }, one.name, one.about ? h("small", {}, ` ${one.about}`) : null)),
    h("td", {}, answerOf(one)),
    h("td", { class: "took" }, one.took === null ? "" : `${(one.took * 1000).toFixed(0)} ms`));
}

function answerOf(one) {
  if (one.refused) return `${one.by_fault ? "fault: " : ""}${one.refused}`;
  if (one.open) return "…";
  if (one.took === null) return "";
  const word = one.direction === "to app" ? "acknowledged" : "ok";
  return [word, ...one.notes].join(", ");
}

async function showWhole(number) {
  const told = await get(`/traffic/${number}`);
  parts.detail.hidden = false;
  parts.detail.textContent = JSON.stringify({ request: told.request, answer: told.response, refused: told.refused ?? undefined, notes: told.notes }, null, 2);
  parts.detail.focus();
}
