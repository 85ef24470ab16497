// The files that a message shows: each with its name, and a way of getting it.

import { h, icon } from "./dom.js";
import { store } from "./store.js";

const GONE = "tombstone";

export const showFiles = (files) => (files ?? []).map((one) => (one.mode === GONE ? gone() : shown(one)));

function shown(file) {
  return h("div", { class: "file" }, icon("file", 20),
    h("div", { class: "file-about" }, h("span", { class: "file-title" }, file.title), h("span", { class: "file-kind" }, `${file.filetype.toUpperCase()}, ${size(file.size)}`)),
    h("a", { class: "button", href: `/sandbox/people/${store.me}/files/${file.id}`, download: file.name, "aria-label": `Download ${file.title}` }, "Download"));
}

const gone = () => h("div", { class: "file gone" }, icon("file", 20), h("em", {}, "This file was deleted."));

const size = (bytes) => (bytes < 1000 ? `${bytes} bytes` : bytes < 1000000 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1000000).toFixed(1)} MB`);
