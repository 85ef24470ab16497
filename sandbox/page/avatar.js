// A person's picture: their initials on a colour of their own; the app has its mark.

import { h } from "./dom.js";

const COLOURS = 8;

function numberOf(id) {
  return [...id].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)) % 9973, 7) % COLOURS;
}

function initials(name) {
  const words = name.split(/\s+/).filter(Boolean);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : words;
  return letters.map((word) => [...word][0].toUpperCase()).join("");
}

export function avatar(person, size = 36) {
  const sized = `avatar size-${size}`;
  if (person.is_bot) return h("img", { class: sized, src: "/page/icon.svg", alt: "" });
  return h("span", { class: `${sized} colour-${numberOf(person.id)}`, "aria-hidden": "true" }, initials(person.name));
}
