// A field for files. This workspace keeps none, and says so before anybody waits for an upload.

import { h, icon } from "../dom.js";

export function drawFiles({ element, labelledby, describedby }) {
  const kinds = (element.filetypes ?? []).map((kind) => `.${kind}`).join(",");
  const field = h("input", { type: "file", class: "unseen", multiple: (element.max_files ?? 10) > 1, accept: kinds, "aria-labelledby": labelledby ?? null, "aria-describedby": describedby ?? null, onchange: told });
  const word = h("p", { class: "hint", role: "status" });
  const node = h("div", { class: "files" },
    h("label", { class: "files-drop" }, icon("file"), h("span", {}, kinds ? `Add files (${kinds})` : "Add files"), field), word);

  function told() {
    field.value = "";
    word.textContent = "This local workspace keeps no files. In Slack they would be uploaded here.";
  }
  return node;
}
