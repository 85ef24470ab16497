// What a menu offers: its own options, people, conversations, or what the app suggests.

import { NotPossible, Away } from "../api.js";
import { wordsOf } from "../mrkdwn.js";
import { isApp, nameOf, store } from "../store.js";
import { asOne } from "./select.js";

const matches = (words, query) => {
  const wanted = query.trim().toLowerCase();
  return !wanted || words.toLowerCase().includes(wanted);
};

/** The options that fit what is typed; `group` heads each group. */
export function optionsFor(element, query, _place, { all = false } = {}) {
  if (element.type.endsWith("users_select")) return people(query, all);
  if (/(conversations|channels)_select$/.test(element.type)) return conversations(element, query, all);
  const groups = element.option_groups ?? [{ label: null, options: element.options ?? [] }];
  return groups.flatMap((group) => group.options.map((option) => ({ ...asOne(option), group: group.label ? wordsOf(group.label) : "" })))
    .filter((one) => matches(one.words, query));
}

function people(query, all) {
  return [...store.people.values()]
    .filter((one) => all || (!one.deleted && !one.is_bot))
    .map((one) => ({ id: one.id, value: one.id, words: one.name, more: one.title, person: one }))
    .filter((one) => matches(`${one.words} ${one.person.handle}`, query));
}

function conversations(element, query, all) {
  const wanted = element.filter ?? {};
  return store.glance.conversations
    .filter((one) => all || offered(one, element.type, wanted))
    .map((one) => ({ id: one.id, value: one.id, words: one.kind === "im" || one.kind === "mpim" ? nameOf(one) : `# ${one.name}` }))
    .filter((one) => matches(one.words, query));
}

function offered(one, type, wanted) {
  if (one.archived) return false;
  if (type.endsWith("channels_select")) return one.kind === "public";
  if (wanted.exclude_external_shared_channels && one.shared_externally) return false;
  if (wanted.exclude_bot_users && one.kind === "im" && isApp(one.partner)) return false;
  return !wanted.include || wanted.include.includes(one.kind);
}

let asked = 0;

/** What the app suggests; null where a later question has overtaken this one. */
export async function suggestionsFor(place, block, element, query) {
  asked += 1;
  const mine = asked;
  const shortest = element.min_query_length ?? 3;
  if (query.length < shortest) return [{ words: `Type at least ${shortest} characters to search`, disabled: true }];
  try {
    const said = await place.suggest(block, element, query);
    return mine === asked ? said.offered.map(asOne) : null;
  } catch (error) {
    if (!(error instanceof NotPossible || error instanceof Away)) throw error;
    return mine === asked ? [] : null;
  }
}
