// A field for files: each is chosen or dropped, is uploaded at once, and can be taken out again.

import { fill, h, icon, iconButton } from "../dom.js";

export function drawFiles({ element, block, place, labelledby, required, describedby, errorId }) {
  const most = element.max_files ?? 10;
  const kinds = (element.filetypes ?? []).map((kind) => `.${kind}`).join(",");
  const what = most > 1 ? "Add files" : "Add a file";
  const field = h("input", {
    type: "file",
    class: "unseen",
    multiple: most > 1,
    accept: kinds,
    "aria-labelledby": labelledby ?? null,
    "aria-required": required ? "true" : null,
    "data-focus": `${element.action_id}:`,
    onchange: () => take([...field.files]),
  });
  const target = h("label", {
    class: "files-drop",
    ondragover: (event) => over(event, true),
    ondragleave: (event) => over(event, false),
    ondrop: (event) => { over(event, false); take([...event.dataTransfer.files]); },
  }, icon("file"), h("span", {}, `${kinds ? `${what} (${kinds})` : what}, or drop ${most > 1 ? "them" : "it"} here`), field);
  const list = h("ul", { class: "files-list" });
  const word = h("p", { class: "hint", role: "status" });
  const node = h("div", { class: "files" }, list, target, word);
  let shown = "";

  function over(event, isOver) {
    event.preventDefault();
    target.classList.toggle("over", isOver);
  }
  async function take(files) {
    for (const file of files) {
      word.textContent = `Adding ${file.name} …`;
      await place.attach(block, element, file);
    }
    field.value = "";
    word.textContent = "";
  }
  function row(file) {
    const out = iconButton("close", `Remove ${file.name}`, () => place.detach(block, element, file), { "data-focus": `${file.id}:out` });
    return h("li", { class: "files-one" }, icon("file", 16), h("span", {}, file.name), out);
  }
  node.sync = (again) => {
    place = again;
    const wrong = again.errors[block.block_id];
    field.setAttribute("aria-invalid", wrong ? "true" : "false");
    field.setAttribute("aria-describedby", [describedby, wrong ? errorId : null].filter(Boolean).join(" "));
    const held = again.held(block, element).files ?? [];
    const key = held.map((file) => file.id).join();
    if (key === shown) return;
    shown = key;
    const focused = node.contains(document.activeElement);
    fill(list, held.map(row));
    target.hidden = held.length >= most;
    if (focused) (target.hidden ? list.querySelector("button") : field).focus();
  };
  node.sync(place);
  return node;
}
