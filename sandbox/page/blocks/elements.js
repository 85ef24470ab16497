// Which control draws which element.

import { h } from "../dom.js";
import { drawButton } from "./button.js";
import { drawChoices } from "./choices.js";
import { drawDate } from "./date.js";
import { drawFiles } from "./files.js";
import { drawMoment, drawTime } from "./time.js";
import { drawOverflow } from "./overflow.js";
import { drawSelect } from "./select.js";
import { drawTextField } from "./text.js";

const SELECT = /^(multi_)?(static|external|users|conversations|channels)_select$/;

const CONTROLS = {
  button: drawButton,
  workflow_button: drawButton,
  icon_button: drawButton,
  overflow: drawOverflow,
  checkboxes: drawChoices,
  radio_buttons: drawChoices,
  plain_text_input: drawTextField,
  email_text_input: drawTextField,
  url_text_input: drawTextField,
  number_input: drawTextField,
  rich_text_input: drawTextField,
  datepicker: drawDate,
  timepicker: drawTime,
  datetimepicker: drawMoment,
  file_input: drawFiles,
};

/** Draw an interactive element. `more` tells its label's node or words, and whether it may stay empty. */
export function drawElement(element, block, place, more = {}) {
  const draw = SELECT.test(element.type) ? drawSelect : CONTROLS[element.type];
  if (!draw) return h("span", { class: "block-unknown" }, `An element of the kind “${element.type}” is not drawn here.`);
  const node = draw({ element, block, place, ...more });
  node.dataset.control = element.type;
  return node;
}
