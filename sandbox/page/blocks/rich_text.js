// Rich text: paragraphs, lists, quotes and code, with what stands in them.

import { emoji } from "./emoji.js";
import { h } from "../dom.js";
import { mention, momentNode, room, safeLink } from "../mrkdwn.js";
import { byPattern } from "../when.js";

export const drawRichText = (block) => h("div", { class: "rich-text" }, listed(block.elements ?? []));

function listed(elements) {
  return elements.map((one) => {
    switch (one.type) {
      case "rich_text_section": return h("div", { class: "rich-section" }, parts(one.elements));
      case "rich_text_preformatted": return h("pre", { class: "code-block" }, parts(one.elements));
      case "rich_text_quote": return h("blockquote", {}, parts(one.elements));
      case "rich_text_list": return list(one);
      default: return null;
    }
  });
}

function list(one) {
  const node = h(one.style === "ordered" ? "ol" : "ul", { class: `rich-list indent-${Math.min(one.indent ?? 0, 8)}` },
    (one.elements ?? []).map((item) => h("li", {}, parts(item.elements))));
  if (one.style === "ordered" && one.offset) node.start = one.offset + 1;
  return node;
}

const parts = (elements = []) => elements.map((one) => styled(part(one), one.style ?? {}));

function part(one) {
  switch (one.type) {
    case "text": return broken(one.text);
    case "link": return safeLink(one.url, one.text ?? "");
    case "emoji": return emoji(one.name) ?? `:${one.name}:`;
    case "user": return mention(one.user_id);
    case "channel": return room(one.channel_id);
    case "usergroup": return h("span", { class: "mention" }, "@group");
    case "broadcast": return h("span", { class: "mention me" }, `@${one.range}`);
    case "date": return dated(one);
    case "color": return h("code", {}, one.value);
    default: return "";
  }
}

function dated(one) {
  const moment = new Date(one.timestamp * 1000);
  return momentNode(moment, byPattern(one.format ?? "{date}", moment), one.url ?? "");
}

const broken = (text) => text.split("\n").flatMap((line, index) => (index ? [h("br"), line] : [line]));

const TAGS = { bold: "strong", italic: "em", strike: "s", underline: "u", code: "code" };

function styled(content, style) {
  return Object.entries(TAGS).reduce((inner, [name, tag]) => (style[name] ? h(tag, {}, inner) : inner), content);
}
