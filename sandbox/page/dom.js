// Building what is shown, out of nodes only: no text that somebody wrote is ever read as HTML.

/** Make an element. `props` are properties; `on…` listen, `class`, `role`, `aria-…` and `data-…` are attributes. */
export function h(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (/^(class|role|for|aria-.*|data-.*|list|maxlength|inputmode)$/.test(name)) {
      node.setAttribute(name, value === true ? "true" : String(value));
    } else node[name] = value;
  }
  node.append(...kept(children));
  return node;
}

function kept(children) {
  return children.flat(Infinity).filter((one) => one !== null && one !== undefined && one !== false);
}

/** Put these children in the place of those that are there. */
export function fill(node, ...children) {
  node.replaceChildren(...kept(children));
  return node;
}

const SVG = "http://www.w3.org/2000/svg";

const SHAPES = {
  back: "M12.5 4 6.5 10l6 6",
  close: "M5 5l10 10M15 5 5 15",
  down: "M5 8l5 5 5-5",
  send: "M3 4l14 6-14 6 2.5-6z",
  reply: "M4 4h12v9H9l-4 3v-3H4z",
  lock: "M6 9V7a4 4 0 0 1 8 0v2M5 9h10v7H5z",
  more: "M5 10h.01M10 10h.01M15 10h.01",
  traffic: "M4 7h11l-3-3M16 13H5l3 3",
  sun: "M10 6.5a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7M10 2v2M10 16v2M2 10h2M16 10h2M4.5 4.5l1.2 1.2M14.3 14.3l1.2 1.2M15.5 4.5l-1.2 1.2M5.7 14.3l-1.2 1.2",
  moon: "M16 11.5A6.5 6.5 0 0 1 8.5 4a6.5 6.5 0 1 0 7.5 7.5z",
  tour: "M10 2.5a7.5 7.5 0 1 1 0 15 7.5 7.5 0 0 1 0-15M8 8a2 2 0 1 1 2.7 1.9c-.5.2-.7.6-.7 1.1v.5M10 14h.01",
  clock: "M10 3a7 7 0 1 1 0 14 7 7 0 0 1 0-14M10 6v4l3 2",
  menu: "M3 5h14M3 10h14M3 15h14",
  eye: "M2 10s3-5 8-5 8 5 8 5-3 5-8 5-8-5-8-5zM10 8a2 2 0 1 1 0 4 2 2 0 0 1 0-4",
  shared: "M7 7a3 3 0 1 0 0 6 3 3 0 0 0 0-6M13 7a3 3 0 1 1 0 6 3 3 0 0 1 0-6",
  warning: "M10 3l8 14H2zM10 8v4M10 14.5h.01",
  calendar: "M4 5h12v11H4zM4 8h12M7 3v3M13 3v3",
  check: "M4 10l4 4 8-9",
  plus: "M10 4v12M4 10h12",
  play: "M6 4l10 6-10 6z",
  pause: "M7 4v12M13 4v12",
  bolt: "M11 2 4 11h5l-1 7 7-9h-5z",
  file: "M5 3h7l3 3v11H5zM12 3v3h3",
};

/** A small drawing that says nothing to a screen reader; whoever shows it says it in words. */
export function icon(name, size = 20) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("width", String(size));
  svg.setAttribute("height", String(size));
  svg.setAttribute("aria-hidden", "true");
  svg.classList.add("icon");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", SHAPES[name]);
  svg.append(path);
  return svg;
}

/** A button that shows a drawing only. */
export function iconButton(name, label, onclick, more = {}) {
  return h("button", { type: "button", class: "icon-button", "aria-label": label, title: label, onclick, ...more }, icon(name));
}

let made = 0;
/** An id that nothing else on the page has. */
export function newId(prefix) {
  made += 1;
  return `${prefix}-${made}`;
}

/** Say something to those who listen to the page. */
export function announce(words) {
  const region = document.getElementById("announcer");
  region.textContent = "";
  requestAnimationFrame(() => { region.textContent = words; });
}

/** Show a word that goes away by itself. */
export function toast(words, { kind = "" } = {}) {
  const shown = h("div", { class: `toast ${kind}` }, words,
    iconButton("close", "Dismiss", () => shown.remove()));
  document.getElementById("toasts").append(shown);
  setTimeout(() => shown.remove(), 9000);
}
