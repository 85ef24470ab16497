// The markdown block: headings, lists, quotes and what stands in a line.

import { h } from "../dom.js";
import { mrkdwn } from "../mrkdwn.js";

const inSlacks = (text) => text
  .replace(/(?<!\*)\*(?!\*)([^*\n]+)\*(?!\*)/g, "_$1_")
  .replace(/\*\*([^*\n]+)\*\*/g, "*$1*")
  .replace(/~~([^~\n]+)~~/g, "~$1~")
  .replace(/\[([^\]\n]+)\]\((https?:[^)\s]+)\)/g, "<$2|$1>");

export function drawMarkdown(text) {
  const escaped = String(text).replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  return h("div", { class: "markdown" }, escaped.split("\n").map((line) => {
    const heading = line.match(/^(#{1,3})\s+(.*)/);
    const bullet = line.match(/^\s*[-*]\s+(.*)/);
    if (heading) return h("p", { class: "markdown-heading" }, mrkdwn(inSlacks(heading[2])));
    if (bullet) return h("p", { class: "markdown-bullet" }, "• ", mrkdwn(inSlacks(bullet[1])));
    return h("p", {}, line ? mrkdwn(inSlacks(line)) : h("br"));
  }));
}
