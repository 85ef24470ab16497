// The app's home tab, as it was last published for whoever looks.

import { showBlocks } from "./blocks/index.js";
import { Place } from "./blocks/place.js";
import { h } from "./dom.js";
import { store } from "./store.js";

export function drawHome(body) {
  const home = store.glance.home;
  let root = body.querySelector(".home");
  if (!root) {
    root = h("div", { class: "home" });
    body.replaceChildren(root);
  }
  if (!home) {
    root.replaceChildren(h("p", { class: "home-nothing" }, "This app has not shown anything here yet."));
    root.drawn = "";
    return;
  }
  if (root.drawn === `${home.id} ${home.version}`) return;
  if (!root.drawn) root.replaceChildren();
  root.drawn = `${home.id} ${home.version}`;
  showBlocks(root, home.blocks, new Place({ view: home.id }, { state: home.state }));
}
