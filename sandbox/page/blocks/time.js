// A time of day, or a day and a time, as the browser's own fields ask for it.

import { h } from "../dom.js";
import { forField, fromField } from "../when.js";
import { me } from "../store.js";

export const drawTime = (drawn) => drawClockField(drawn, {
  type: "time",
  read: (held) => held.selected_time ?? "",
  told: (text) => text || null,
});

/** Slack keeps seconds since 1970; the field shows the zone of whoever looks. */
export const drawMoment = (drawn) => drawClockField(drawn, {
  type: "datetime-local",
  read: (held) => (held.selected_date_time ? forField(new Date(held.selected_date_time * 1000), me().timezone) : ""),
  told: (text) => (text ? Math.round(fromField(text, me().timezone).getTime() / 1000) : null),
});

function drawClockField({ element, block, place, labelledby, label, required, describedby, errorId }, how) {
  const field = h("input", {
    type: how.type,
    class: "clock-field",
    "aria-labelledby": labelledby ?? label?.id ?? null,
    "aria-label": labelledby || label ? null : "Time",
    "aria-required": required ? "true" : null,
    "data-focus": `${element.action_id}:`,
    onchange: changed,
  });
  const node = h("div", { class: "clock-holder" }, field);

  async function changed() {
    if (!(await place.confirmed(element))) return node.sync(place);
    return place.fill(block, element, how.told(field.value));
  }
  node.sync = (again) => {
    place = again;
    field.setAttribute("aria-describedby", [describedby, again.errors[block.block_id] ? errorId : null].filter(Boolean).join(" "));
    if (document.activeElement !== field) field.value = how.read(again.held(block, element));
  };
  node.sync(place);
  return node;
}
