// @ts-check
/** What all screens have: a heading, an element, and an end at which nothing of them is left. */

import { Resource } from "../data.js";
import { el, icon } from "../dom.js";
import { t } from "../i18n.js";

/** @typedef {import("../context.js").Context} Context */

export class Screen {
  /** @type {Array<() => void>} */
  #ends = [];

  /**
   * @param {Context} context
   * @param {string} title
   * @param {{back?: string}} [options]
   */
  constructor(context, title, { back } = {}) {
    this.context = context;
    this.title = title;
    this.heading = el("h1", { tabindex: "-1" }, title);
    this.element = el("div", { class: "screen" }, el("div", { class: "head" }, back && backLink(back), this.heading));
  }

  /** Begin; the element is in the page. */
  open() {}

  /** End: everything that was tracked is undone. */
  close() {
    for (const end of this.#ends.splice(0)) end();
  }

  now = () => this.context.clock.now();

  /** @param {...(() => void)} ends */
  track(...ends) {
    this.#ends.push(...ends);
  }

  /**
   * @param {number} ms
   * @param {() => void} act
   */
  every(ms, act) {
    const timer = setInterval(act, ms);
    this.track(() => clearInterval(timer));
  }

  /**
   * Do something that may fail; the person is told.
   * @param {() => Promise<unknown>} act
   */
  async attempt(act) {
    try {
      await act();
    } catch (thrown) {
      this.context.fail(thrown);
    }
  }

  /**
   * Show a resource now and whenever it changes.
   * @param {import("../data.js").Resource} resource
   * @param {() => void} show
   */
  watch(resource, show) {
    this.track(resource.on("change", show));
    show();
  }

  /**
   * Open a resource of this screen alone: asked anew whenever the connection is back, dropped at
   * the end.
   * @param {string} path
   * @param {import("../api.js").Query} query
   * @param {(resource: import("../data.js").Resource) => void} show
   */
  resource(path, query, show) {
    const { api, store, live } = this.context;
    const resource = new Resource(api, store, path, query);
    this.watch(resource, () => show(resource));
    this.track(
      live.on("state", (state) => (state === "live" ? void resource.refresh() : resource.stale())),
      () => resource.close(),
    );
    void resource.open();
    return resource;
  }
}

/** @param {string} href */
function backLink(href) {
  return el("a", { class: "button icon-only", href, "aria-label": t("back") }, icon("arrow-left"));
}
