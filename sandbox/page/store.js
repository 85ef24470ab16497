// What the page knows: who looks, what they have open, and what the workspace told.

export const store = {
  about: null,
  people: new Map(),
  me: "",
  channel: "",
  thread: "",
  tab: "messages",
  glance: { conversations: [], modals: [], home: null, now: "", runs: false, changes: -1, connected: true },
  /** The conversation that is open: its messages by ts, and their order. */
  open: { id: "", version: "", earlier: 0, order: [], messages: new Map(), readTo: "", threadsReadTo: {} },
  views: new Map(),
  /** What Slack itself said to a person in answer to a command; it goes with the page, as there. */
  notices: [],
  most: 100,
};

export const person = (id) => store.people.get(id) ?? { id, name: id, timezone: "UTC", title: "" };
export const me = () => person(store.me);
export const app = () => store.about.app;
export const isApp = (id) => id === store.about.app.user;
export const conversation = (id) => store.glance.conversations.find((one) => one.id === id);

export function nameOf(one) {
  if (!one) return "";
  if (one.kind === "im") return one.partner === store.me ? `${me().name} (you)` : person(one.partner).name;
  if (one.kind === "mpim") return one.members.filter((id) => id !== store.me).map((id) => person(id).name).join(", ");
  return one.name;
}

export const directWithApp = () => store.glance.conversations.find((one) => one.kind === "im" && isApp(one.partner));
