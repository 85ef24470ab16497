// Slack's own mark-up, drawn as nodes: bold, links, mentions, dates, code and quotes.

import { emoji, withEmoji } from "./blocks/emoji.js";
import { h } from "./dom.js";
import { conversation, nameOf, person, store } from "./store.js";
import { byPattern } from "./when.js";

const MARKS = { "*": "strong", _: "em", "~": "s" };
const OUTER = /[\p{L}\p{N}_*~]/u;

/** Draw a text object of Block Kit. */
export function drawText(text, { verbatim = false } = {}) {
  if (!text) return [];
  if (text.type === "mrkdwn") return mrkdwn(text.text, { verbatim: verbatim || text.verbatim });
  return lines(text.emoji === false ? text.text : withEmoji(text.text));
}

/** The words of a text object, for labels. */
export const wordsOf = (text) => (text ? withEmoji(String(text.text ?? "")) : "");

function lines(text) {
  return text.split("\n").flatMap((line, index) => (index ? [h("br"), line] : [line]));
}

const decoded = (text) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

/** Draw mark-up; a block of code first, then quotes line by line, then what stands in a line. */
export function mrkdwn(text, how = {}) {
  return String(text).split(/```\n?([\s\S]+?)\n?```/).flatMap((part, index) =>
    index % 2 ? [h("pre", { class: "code-block" }, decoded(part))] : quoted(part, how));
}

function quoted(text, how) {
  const found = [];
  let quote = [];
  let plain = [];
  const endQuote = () => {
    if (quote.length) found.push(h("blockquote", {}, broken(quote, how)));
    quote = [];
  };
  const endPlain = () => {
    if (plain.length) found.push(...broken(plain, how));
    plain = [];
  };
  const all = text.split("\n");
  for (let at = 0; at < all.length; at += 1) {
    const rest = all[at].match(/^(?:&gt;|>)(?!>|&gt;)\s?(.*)$/);
    const toTheEnd = all[at].match(/^(?:&gt;&gt;&gt;|>>>)\s?(.*)$/);
    if (toTheEnd) {
      endPlain();
      quote.push(toTheEnd[1], ...all.slice(at + 1));
      break;
    }
    if (rest) {
      endPlain();
      quote.push(rest[1]);
    } else {
      endQuote();
      plain.push(all[at]);
    }
  }
  endQuote();
  endPlain();
  return found;
}

const broken = (texts, how) => texts.flatMap((line, index) => (index ? [h("br"), ...inline(line, how)] : inline(line, how)));

function inline(text, how) {
  const nodes = [];
  let words = "";
  const flush = () => {
    if (words) nodes.push(...(how.verbatim ? [withEmoji(decoded(words))] : linked(withEmoji(decoded(words)))));
    words = "";
  };
  for (let at = 0; at < text.length;) {
    const found = codeAt(text, at) ?? tokenAt(text, at) ?? markAt(text, at, how);
    if (found) {
      flush();
      nodes.push(found.node);
      at = found.end;
    } else {
      words += text[at];
      at += 1;
    }
  }
  flush();
  return nodes;
}

function codeAt(text, at) {
  if (text[at] !== "`") return null;
  const end = text.indexOf("`", at + 1);
  return end > at + 1 ? { node: h("code", {}, decoded(text.slice(at + 1, end))), end: end + 1 } : null;
}

function tokenAt(text, at) {
  if (text[at] !== "<") return null;
  const end = text.indexOf(">", at);
  if (end < 0) return null;
  const node = token(text.slice(at + 1, end));
  return node === null ? null : { node, end: end + 1 };
}

function markAt(text, at, how) {
  const tag = MARKS[text[at]];
  if (!tag || (at > 0 && OUTER.test(text[at - 1])) || /\s|^$/.test(text[at + 1] ?? "")) return null;
  for (let end = text.indexOf(text[at], at + 2); end > 0; end = text.indexOf(text[at], end + 1)) {
    if (!/\s/.test(text[end - 1]) && !OUTER.test(text[end + 1] ?? " ")) {
      return { node: h(tag, {}, inline(text.slice(at + 1, end), how)), end: end + 1 };
    }
  }
  return null;
}

function token(inner) {
  const [what, label] = inner.split(/\|(.*)/s, 2);
  if (what.startsWith("@")) return mention(what.slice(1));
  if (what.startsWith("#")) return room(what.slice(1), label);
  if (what.startsWith("!")) return special(what.slice(1), label);
  return safeLink(what, label ? decoded(label) : "");
}

export function mention(id) {
  return h("span", { class: id === store.me ? "mention me" : "mention" }, `@${person(id).name}`);
}

export function room(id, label = "") {
  const found = conversation(id);
  return h("span", { class: "mention" }, `#${label || (found ? nameOf(found) : "private-channel")}`);
}

function special(what, label) {
  if (what.startsWith("date^")) return date(what, label);
  if (["channel", "here", "everyone"].includes(what)) return h("span", { class: "mention me" }, `@${what}`);
  if (what.startsWith("subteam^")) return h("span", { class: "mention" }, label || "@group");
  return document.createTextNode(decoded(label || `<!${what}>`));
}

function date(what, fallback) {
  const [, seconds, pattern, link] = what.split("^");
  const moment = new Date(Number(seconds) * 1000);
  if (Number.isNaN(moment.getTime()) || !pattern) return document.createTextNode(decoded(fallback ?? ""));
  return momentNode(moment, byPattern(decoded(pattern), moment), link ? decoded(link) : "");
}

export function momentNode(moment, words, link = "") {
  const shown = h("time", { dateTime: moment.toISOString() }, words);
  return link ? safeLink(link, shown) : shown;
}

/** A link that leaves the page only when it is pressed; what is no web or mail address is words. */
export function safeLink(url, label) {
  const address = decoded(url);
  const shown = label || address.replace(/^mailto:/, "");
  if (!/^(https?:\/\/|mailto:|tel:)/i.test(address)) {
    return typeof shown === "string" ? document.createTextNode(label ? `${shown} (${address})` : `<${address}>`) : shown;
  }
  return h("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, shown);
}

function linked(text) {
  return text.split(/(https?:\/\/[^\s<>]+[^\s<>.,;:!?)'"])/).map((part, index) => (index % 2 ? safeLink(part, part) : part));
}

export { emoji };
