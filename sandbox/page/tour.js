// A short tour along the three uses: the conversation, the digest, the day of a meeting.

import { h, newId } from "./dom.js";

const KEPT = "preiep-sandbox-tour";

const STEPS = [
  ["Welcome", "This is a Slack workspace of its own, on your machine only, with the real assistant in it. You are a case manager; the people, the school and the students are invented.", "#who"],
  ["Talk with parents first", "Type /preiep in the box below and press Enter. The form takes down what a parent says. Leave it half-way if you like: it waits for you.", ".composer-field"],
  ["The morning digest", "Press “Next morning”. On days before the 10th one message lists what is due for next month's meetings; tick it where it stands.", ".clock-holder-top"],
  ["The day of a meeting", "Go to the day before one of your meetings, 3 in the afternoon, and look into your own channel: a thread with the checklist waits there.", "#sidebar"],
  ["Look behind it", "The two arrows show what Slack and the assistant say to one another. The person at the top right can be somebody else: each sees only their own.", "#traffic-switch"],
];

let at = 0;
let card = null;

const isOver = () => {
  try {
    return localStorage.getItem(KEPT) === "over";
  } catch {
    return false;
  }
};

/** Begin with the first step, unless it was seen to its end before. */
export function beginTour({ again = false } = {}) {
  if (!again && isOver()) return;
  at = 0;
  show(again);
}

function show(focus = true) {
  leave();
  const [title, words, pointed] = STEPS[at];
  const id = newId("tour");
  const last = at === STEPS.length - 1;
  card = h("section", { class: "tour", role: "dialog", "aria-labelledby": id, onkeydown: (event) => { if (event.key === "Escape") end(); } },
    h("p", { class: "tour-step" }, `Step ${at + 1} of ${STEPS.length}`),
    h("h2", { id }, title),
    h("p", {}, words),
    h("div", { class: "tour-buttons" },
      h("button", { type: "button", class: "button default", onclick: end }, last ? "Close" : "Skip the tour"),
      at ? h("button", { type: "button", class: "button default", onclick: () => { at -= 1; show(); } }, "Back") : null,
      last ? null : h("button", { type: "button", class: "button primary", onclick: () => { at += 1; show(); } }, "Next")));
  document.body.append(card);
  document.querySelector(pointed)?.classList.add("pointed");
  if (focus) card.querySelector(".button:last-child").focus();
}

function leave() {
  card?.remove();
  card = null;
  for (const node of document.querySelectorAll(".pointed")) node.classList.remove("pointed");
}

function end() {
  leave();
  try {
    localStorage.setItem(KEPT, "over");
  } catch {
    // A browser that keeps nothing shows the tour again; that is all.
  }
  document.querySelector(".composer-field")?.focus();
}
