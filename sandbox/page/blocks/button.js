// A button, with its style, its confirmation and the link that it may be.

import { h } from "../dom.js";
import { drawText } from "../mrkdwn.js";

export function drawButton({ element, block, place }) {
  const style = element.style ?? "default";
  const button = h(element.url ? "a" : "button", {
    class: `button ${style}`,
    "aria-label": element.accessibility_label || null,
    "data-focus": `${element.action_id}:${element.value ?? ""}`,
    title: element.accessibility_label || null,
    onclick: () => press(),
  }, drawText(element.text));
  if (element.url) {
    if (/^(https?|mailto|tel):/i.test(element.url)) Object.assign(button, { href: element.url, target: "_blank", rel: "noopener noreferrer" });
    button.setAttribute("role", "button");
    button.tabIndex = 0;
  } else button.type = "button";

  async function press() {
    if (button.classList.contains("busy") || !(await place.confirmed(element))) return;
    button.classList.add("busy");
    button.setAttribute("aria-busy", "true");
    const told = await place.press(block, element);
    button.classList.remove("busy");
    button.removeAttribute("aria-busy");
    button.classList.toggle("failed", !told || Boolean(told.error));
  }
  return button;
}
