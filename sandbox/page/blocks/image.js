// Pictures. The page asks nothing of other hosts, so one from elsewhere is told, not fetched.

import { h } from "../dom.js";
import { drawText } from "../mrkdwn.js";

const ours = (url) => {
  try {
    return new URL(url, location.href).origin === location.origin;
  } catch {
    return false;
  }
};

export function drawSmallImage(element, kind) {
  if (element.image_url && ours(element.image_url)) return h("img", { class: kind, src: element.image_url, alt: element.alt_text });
  return h("span", { class: `${kind} picture-told`, role: "img", "aria-label": element.alt_text, title: element.alt_text }, "🖼");
}

export function drawImage(block) {
  const title = block.title ? h("figcaption", {}, drawText(block.title)) : null;
  if (block.image_url && ours(block.image_url)) return h("figure", { class: "picture" }, title, h("img", { src: block.image_url, alt: block.alt_text }));
  return h("figure", { class: "picture" }, title,
    h("div", { class: "picture-away", role: "img", "aria-label": block.alt_text },
      h("span", {}, block.alt_text),
      block.image_url ? h("small", {}, `A picture at ${block.image_url}`) : null));
}
