// The question before a deed that reaches others.

import { h, newId } from "./dom.js";
import { drawText, wordsOf } from "./mrkdwn.js";

/** Ask a confirmation of Block Kit; resolves true for yes. */
export function asked(confirm) {
  return new Promise((resolve) => {
    const title = newId("title");
    const before = document.activeElement;
    const dialog = h("dialog", { class: "confirm", "aria-labelledby": title, onclose: done },
      h("h2", { id: title }, wordsOf(confirm.title)),
      h("p", {}, drawText(confirm.text)),
      h("div", { class: "confirm-buttons" },
        h("button", { type: "button", class: "button default", onclick: () => dialog.close("no") }, wordsOf(confirm.deny)),
        h("button", { type: "button", class: `button ${confirm.style === "danger" ? "danger" : "primary"}`, onclick: () => dialog.close("yes") },
          wordsOf(confirm.confirm))));

    function done() {
      dialog.remove();
      before?.focus?.();
      resolve(dialog.returnValue === "yes");
    }
    (before?.closest?.("dialog") ?? document.body).append(dialog);
    dialog.showModal();
    dialog.querySelector(".button:last-child").focus();
  });
}
