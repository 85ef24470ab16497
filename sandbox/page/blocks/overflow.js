// The menu behind three dots.

import { h, icon } from "../dom.js";
import { wordsOf } from "../mrkdwn.js";
import { openMenu } from "../menu.js";

export function drawOverflow({ element, block, place }) {
  const button = h("button", {
    type: "button",
    class: "button default overflow",
    "aria-label": "More actions",
    "aria-haspopup": "menu",
    "data-focus": `${element.action_id}:`,
    onclick: () => openMenu(button, element.options.map((option) => ({
      words: wordsOf(option.text),
      more: wordsOf(option.description),
      href: option.url,
      chosen: () => choose(option),
    }))),
  }, icon("more"));

  async function choose(option) {
    if (await place.confirmed(element)) await place.press(block, element, option);
  }
  return button;
}
