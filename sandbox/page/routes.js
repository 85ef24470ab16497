// Who looks and what is open, as the address says it, so that Back and a second tab do what they should.

import { store } from "./store.js";

export const go = { moved: () => {} };

/** Read the address: #person/conversation/tab or #person/conversation/thread; or a message's own link. */
export function here() {
  const link = location.pathname.match(/^\/archives\/([^/]+)\/p(\d+)(\d{6})$/);
  const [me = "", channel = "", last = ""] = location.hash.slice(1).split("/").map(decodeURIComponent);
  if (link && !location.hash) return { me: "", channel: link[1], thread: "", tab: "messages" };
  const isTab = ["home", "about"].includes(last);
  return { me, channel, thread: isTab ? "" : last, tab: isTab ? last : "messages" };
}

/** Go somewhere else; what is not named stays as it is. */
export function goTo(wanted, { replace = false } = {}) {
  const to = { me: store.me, channel: store.channel, thread: store.thread, tab: store.tab, ...wanted };
  const last = to.tab !== "messages" ? to.tab : to.thread;
  const address = `/#${[to.me, to.channel, last].filter(Boolean).map(encodeURIComponent).join("/")}`;
  if (replace) history.replaceState(null, "", address);
  else history.pushState(null, "", address);
  return go.moved();
}
