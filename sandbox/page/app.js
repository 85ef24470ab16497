// The page put together: what it opens with, how it hears of changes, and who redraws what.

import { act, Away, get, NotPossible, post } from "./api.js";
import { drawClock, startClock } from "./clock.js";
import { drawConversation, forgetConversations, loadConversation, recalled } from "./conversation.js";
import { announce, toast } from "./dom.js";
import { drawTop } from "./top.js";
import { drawModals } from "./modal.js";
import { drawSidebar } from "./sidebar.js";
import { drawThread } from "./thread.js";
import { drawTraffic } from "./traffic.js";
import { beginTour } from "./tour.js";
import { go, goTo, here } from "./routes.js";
import { directWithApp, me, nameOf, store } from "./store.js";
import { wearTheme } from "./theme.js";

const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 5000;
let pause = FIRST_PAUSE;
let turn = 0;

async function learn() {
  store.about = await get("/about");
  store.people = new Map(store.about.people.map((one) => [one.id, one]));
}

async function look(after = -1) {
  const mine = turn;
  const have = Object.fromEntries([...store.views.values()].map((view) => [view.id, view.version]));
  const seen = await post(`/people/${store.me}/glance`, { after, have });
  if (mine !== turn) return;
  const views = [...seen.modals, seen.home].filter(Boolean);
  store.views = new Map(views.map((view) => [view.id, view.same ? store.views.get(view.id) : view]));
  seen.modals = seen.modals.map((view) => store.views.get(view.id));
  seen.home = seen.home && store.views.get(seen.home.id);
  const strangers = seen.people !== store.people.size;
  store.glance = seen;
  if (strangers) await learn();
  await redraw();
}

/** Show what the workspace told last; the conversation is fetched where it has changed. */
async function redraw() {
  await loadConversation();
  draw();
}

function draw() {
  drawTop();
  drawClock();
  drawSidebar();
  drawConversation();
  drawThread();
  drawModals();
  drawTraffic();
  const unread = store.glance.conversations.filter((one) => one.unread && one.id !== store.channel).length;
  const open = store.glance.conversations.find((one) => one.id === store.channel);
  document.title = `${unread ? `(${unread}) ` : ""}${open ? nameOf(open) : "Home"} · ${store.about.name}`;
}

/** Look at once, rather than when the next change is told. */
export async function refresh() {
  try {
    await look();
  } catch (error) {
    if (!(error instanceof Away)) throw error;
    lost();
  }
}

function lost() {
  const word = document.getElementById("offline");
  if (!word.hidden) return;
  word.textContent = "The connection to the workspace is lost. Trying again; what you typed stays here.";
  word.hidden = false;
}

async function back() {
  const word = document.getElementById("offline");
  if (word.hidden) return;
  word.hidden = true;
  // The workspace may have been started anew meanwhile: nothing known of it counts any more.
  store.views.clear();
  forgetConversations();
  await learn();
  await look();
  announce("Connected again");
  toast("Connected again.");
}

async function follow() {
  for (;;) {
    try {
      await look(document.getElementById("offline").hidden ? store.glance.changes : -1);
      await back();
      pause = FIRST_PAUSE;
    } catch (error) {
      if (!(error instanceof Away || error instanceof NotPossible)) throw error;
      lost();
      await new Promise((resolve) => setTimeout(resolve, pause));
      pause = Math.min(pause * 1.6, LONGEST_PAUSE);
    }
  }
}

async function moved() {
  const wanted = here();
  const somebodyElse = wanted.me && wanted.me !== store.me;
  turn += 1;
  store.me = store.people.has(wanted.me) ? wanted.me : store.about.first;
  if (somebodyElse) {
    store.views.clear();
    store.notices = [];
    store.glance = { ...store.glance, modals: [], home: null, conversations: [] };
    drawModals();
  }
  const channel = wanted.channel || "";
  if (channel !== store.channel || somebodyElse) store.most = 100;
  Object.assign(store, { channel, thread: wanted.thread, tab: wanted.tab });
  if (!somebodyElse && recalled(channel)) draw();
  await refresh();
  if (!store.glance.conversations.some((one) => one.id === store.channel)) {
    await goTo({ channel: directWithApp()?.id ?? "", thread: "", tab: "messages" }, { replace: true });
    return;
  }
  if (somebodyElse) announce(`You are ${me().name}`);
}

async function begin() {
  wearTheme();
  for (;;) {
    try {
      await learn();
      break;
    } catch (error) {
      if (!(error instanceof Away)) throw error;
      lost();
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
  const wanted = here();
  store.me = store.people.has(wanted.me) ? wanted.me : store.about.first;
  if (performance.getEntriesByType("navigation")[0]?.type === "reload") {
    // As in Slack: what was open for this person only is gone; what the assistant kept is not.
    await act(store.me, "reload").catch(() => {});
  }
  addEventListener("popstate", moved);
  addEventListener("hashchange", moved);
  go.moved = moved;
  await moved();
  startClock();
  beginTour();
  document.body.classList.add("ready");
  follow();
}

begin();
