// The bar at the top: where we are, what time it is, who we are, and the page's own switches.

import { avatar } from "./avatar.js";
import { clockNode } from "./clock.js";
import { fill, h, iconButton } from "./dom.js";
import { openMenu } from "./menu.js";
import { goTo } from "./routes.js";
import { me, store } from "./store.js";
import { isDark, switchTheme } from "./theme.js";
import { beginTour } from "./tour.js";
import { toggleTraffic } from "./traffic.js";

let drawnFor = "";

export function drawTop() {
  const key = `${store.me} ${isDark()} ${store.people.size}`;
  if (key === drawnFor) return;
  drawnFor = key;
  const who = h("button", {
    type: "button", class: "who", id: "who", "aria-haspopup": "menu", "aria-expanded": "false",
    title: "Be somebody else", onclick: () => openMenu(who, people(), { label: "Be somebody else" }),
  }, avatar(me(), 28), h("span", { class: "unseen" }, "You are "), h("span", { class: "who-name" }, me().name));
  fill(document.getElementById("top"),
    h("span", { class: "top-name" }, store.about.name),
    clockNode(),
    h("span", { class: "top-tools" },
      iconButton("traffic", "Traffic between Slack and the assistant", toggleTraffic, { id: "traffic-switch" }),
      iconButton(isDark() ? "sun" : "moon", isDark() ? "Light colours" : "Dark colours", () => { switchTheme(); drawTop(); }),
      iconButton("tour", "Show the tour", () => beginTour({ again: true })),
      who));
}

function people() {
  return [...store.people.values()].filter((one) => !one.is_bot && !one.deleted).map((one) => ({
    words: one.name,
    more: [one.title, one.is_guest ? "guest" : ""].filter(Boolean).join(", "),
    before: avatar(one, 28),
    checked: one.id === store.me,
    chosen: () => goTo({ me: one.id, channel: "", thread: "", tab: "messages" }),
  }));
}
