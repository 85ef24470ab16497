// Check boxes and radio buttons, each with its description.

import { h, newId } from "../dom.js";
import { drawText } from "../mrkdwn.js";

export function drawChoices({ element, block, place, labelledby, label, errorId }) {
  const several = element.type === "checkboxes";
  const name = newId("choice");
  if (label && !label.id) label.id = newId("label");
  const boxes = element.options.map((option) => {
    const description = option.description ? newId("description") : null;
    const box = h("input", {
      type: several ? "checkbox" : "radio",
      name,
      value: option.value,
      "aria-describedby": description,
      "data-focus": `${element.action_id}:${option.value}`,
      onchange: () => changed(option, box),
    });
    const row = h("label", { class: "choice" }, box, h("span", { class: "choice-words" }, h("span", {}, drawText(option.text)),
      description ? h("span", { class: "choice-description", id: description }, drawText(option.description)) : null));
    return { option, box, row };
  });
  const group = h("div", {
    class: "choices",
    role: several ? "group" : "radiogroup",
    "aria-labelledby": labelledby ?? label?.id ?? null,
    "aria-label": labelledby || label ? null : "Choices",
  }, boxes.map((one) => one.row));

  async function changed(option, box) {
    if (!(await place.confirmed(element))) {
      group.sync(place);
      return;
    }
    if (several) await place.tick(block, element, option, box.checked);
    else await place.fill(block, element, option);
  }
  group.sync = (again) => {
    place = again;
    const held = again.held(block, element);
    const picked = several ? (held.selected_options ?? []).map((one) => one.value) : [held.selected_option?.value];
    for (const { option, box } of boxes) box.checked = picked.includes(option.value);
    group.setAttribute("aria-describedby", again.errors[block.block_id] ? errorId : "");
  };
  group.sync(place);
  return group;
}
