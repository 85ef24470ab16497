// Where blocks stand: a modal, the home tab or a message; what is held there, and how it is told.

import { act, inTurn, Away, NotPossible } from "../api.js";
import { toast } from "../dom.js";
import { store } from "../store.js";
import { asked } from "../confirm.js";

/** What a person is told where the app did not answer in time, or not at all. */
export const TROUBLE = {
  operation_timeout: "This app took too long to respond. Please try again.",
  dispatch_failed: "This app could not be reached. Please try again.",
};

export class Place {
  /** `where` is {view} or {channel, ts}; `state` is held there, as Slack's `state.values` has it. */
  constructor(where, { state = {}, errors = {} } = {}) {
    this.where = where;
    this.state = state;
    this.errors = errors;
  }

  same(other) {
    return this.where.view === other.where.view && this.where.ts === other.where.ts;
  }

  get key() {
    return `${store.me} ${this.where.view ?? `${this.where.channel} ${this.where.ts}`}`;
  }

  /** What is held for an element: Slack's own object, such as {type, selected_option}. */
  held(block, element) {
    return this.state?.[block.block_id]?.[element.action_id] ?? {};
  }

  /** Fill a field, and let the app hear of it where it listens. */
  fill(block, element, value) {
    return this.#tell("fill", { name: nameOf(block, element), value });
  }

  /** Upload a file into a field for files. */
  async attach(block, element, file) {
    try {
      const content = await inBase64(file);
      return await this.#tell("attach", { name: nameOf(block, element), file: file.name, content });
    } catch (error) {
      // A folder that was dropped has no bytes to read, nor has a file that is gone meanwhile.
      if (!(error instanceof DOMException)) throw error;
      toast(`${file.name} could not be read.`, { kind: "trouble" });
      return null;
    }
  }

  /** Take a file out of its field again. */
  detach(block, element, file) {
    return this.#tell("detach", { name: nameOf(block, element), file: file.id });
  }

  /** Tick or untick; on a message that was drawn anew meanwhile, the same box of it. */
  async tick(block, element, option, on) {
    const told = await this.#tell("tick", { option: option.value, on }, { quiet: true });
    if (told !== null) return told;
    const others = (this.held(block, element).selected_options ?? []).filter((one) => one.value !== option.value);
    return this.fill(block, element, on ? [...others, option] : others);
  }

  async press(block, element, option) {
    const told = await this.#tell("press", { name: nameOf(block, element), option }, { quiet: Boolean(element.value) });
    if (told === null && element.value) return this.#tell("press", { name: element.value, option });
    return told;
  }

  enter(block, element) {
    return this.#tell("enter", { name: nameOf(block, element) });
  }

  async suggest(block, element, query) {
    return act(store.me, "suggest", { name: nameOf(block, element), query, ...this.where });
  }

  /** Ask what the element wants confirmed; true where it asks nothing. */
  confirmed(element) {
    return element.confirm ? asked(element.confirm) : Promise.resolve(true);
  }

  async #tell(name, more, { quiet = false } = {}) {
    try {
      const told = await inTurn(this.key, () => act(store.me, name, { ...more, ...this.where }));
      if (told.error && !this.where.view) toast(TROUBLE[told.error] ?? told.error, { kind: "trouble" });
      return told;
    } catch (error) {
      if (!(error instanceof NotPossible || error instanceof Away)) throw error;
      if (!quiet) toast(wordsFor(error), { kind: "trouble" });
      return null;
    }
  }
}

function wordsFor(error) {
  if (error instanceof Away) return "That did not get through: the workspace cannot be reached.";
  return /nothing here is called|not there any more/.test(error.message)
    ? "That has changed in the meantime. Please look at it again."
    : `That is not possible: ${error.message}.`;
}

function inBase64(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(",") + 1));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}

const nameOf = (block, element) => `${block.block_id}/${element.action_id}`;
