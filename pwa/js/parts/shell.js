// @ts-check
/** The frame: connection, navigation, banners, the screen, short messages. */

import { button, el, fill, icon } from "../dom.js";
import { moment, t } from "../i18n.js";
import { explained } from "./notices.js";
import { Screen } from "../screens/screen.js";

const PLACES = [
  ["jobs", "list", ""],
  ["orders", "shopping-cart", ""],
  ["issues", "triangle-alert", ""],
  ["logs", "scroll-text", ""],
  ["statistics", "chart-column", "wide-only"],
  ["settings", "settings", "wide-only"],
  ["diagnosis", "wrench", "wide-only"],
  ["more", "ellipsis", "narrow-only"],
];
/** Where a screen belongs in the navigation. */
const HOME = /** @type {Record<string, string>} */ ({ job: "jobs", run: "jobs", order: "orders" });
/** On a phone: what has no place in the bar at the bottom. */
const FURTHER = [
  ["statistics", "chart-column"],
  ["settings", "settings"],
  ["diagnosis", "wrench"],
];
const TOAST_MS = 6000;

export class Shell {
  #connection = el("a", { class: "connection", href: "#diagnosis" });
  #said = el("span", { class: "unseen", role: "status" });
  #nav = el("nav", { class: "nav", "aria-label": t("nav") });
  #badge = el("span", { class: "badge", hidden: true });
  #banners = el("div", { class: "banners", role: "status" });
  #toasts = el("div", { class: "toasts", role: "status", "aria-live": "polite" });
  main = el("main", { id: "main", tabindex: "-1" });
  /** @type {Map<string, HTMLElement>} */
  #links = new Map();
  /** @type {Map<string, Node>} */
  #standing = new Map();

  constructor() {
    const brand = el("a", { class: "brand", href: "#jobs" }, el("img", { src: "/icons/icon.svg", alt: "", width: 28, height: 28 }), "TEMU Desktop");
    for (const [name, sign, kind] of PLACES) this.#links.set(name, this.#link(name, sign, kind));
    this.#nav.append(...this.#links.values());
    const skip = el("a", { class: "skip", href: "#main", onclick: (/** @type {Event} */ event) => (event.preventDefault(), this.main.focus()) }, t("nav.skip"));
    const header = el("header", { class: "top" }, brand, this.#connection);
    this.element = el("div", { class: "shell" }, skip, header, this.#nav, el("div", { class: "content" }, this.#banners, this.main), this.#toasts, this.#said);
  }

  /**
   * @param {string} name
   * @param {string} sign
   * @param {string} kind
   */
  #link(name, sign, kind) {
    const badge = name === "issues" ? this.#badge : null;
    return el("a", { href: `#${name}`, class: kind }, el("span", { class: "sign" }, icon(sign), badge), el("span", null, t(`nav.${name}`)));
  }

  /**
   * Show a screen: its heading gets the focus, so that a screen reader begins there.
   * @param {Screen} screen
   * @param {string} name
   * @param {{focus: boolean, paired: boolean}} how
   */
  show(screen, name, { focus, paired }) {
    const place = HOME[name] ?? name;
    for (const [link, element] of this.#links) {
      const here = link === place || (link === "more" && FURTHER.some(([further]) => further === place));
      if (here) element.setAttribute("aria-current", "page");
      else element.removeAttribute("aria-current");
    }
    this.#nav.hidden = !paired;
    this.#connection.hidden = !paired;
    this.element.classList.toggle("unpaired", !paired);
    fill(this.main, screen.element);
    document.title = `${screen.title} · TEMU Desktop`;
    scrollTo({ top: 0 });
    if (focus) screen.heading.focus({ preventScroll: true });
  }

  /**
   * @param {import("../live.js").State} state
   * @param {number} since in ms of the device, 0: never
   */
  connection(state, since) {
    const signs = { live: "wifi", reconnecting: "loader", offline: "wifi-off", off: "wifi-off" };
    const tone = { live: "good", reconnecting: "warn", offline: "bad", off: "bad" }[state];
    const key = state === "off" ? "offline" : state;
    const text = state === "offline" && since ? t("connection.offline_since", { when: moment(since, Date.now()) }) : t(`connection.${key}`);
    if (this.#said.textContent === text) return;
    this.#connection.className = `connection ${tone}`;
    fill(this.#connection, icon(signs[state]), el("span", null, text));
    this.#said.textContent = text;
  }

  /** @param {{critical: number, warning: number}} counts */
  issues({ critical, warning }) {
    const count = critical + warning;
    this.#badge.hidden = count === 0;
    this.#badge.className = `badge ${critical ? "bad" : "warn"}`;
    fill(this.#badge, String(count), el("span", { class: "unseen" }, ` ${t("nav.issues.open")}`));
    const app = /** @type {any} */ (navigator);
    if (count) app.setAppBadge?.(count);
    else app.clearAppBadge?.();
  }

  /**
   * A standing message on top, one per name; null takes it away.
   * @param {string} name
   * @param {{tone: string, sign: string, text: string, action?: Node}|null} message
   */
  banner(name, message) {
    if (message) {
      const { tone, sign, text, action } = message;
      this.#standing.set(name, el("div", { class: `banner ${tone}` }, el("p", null, icon(sign), text), action));
    } else if (!this.#standing.delete(name)) return;
    fill(this.#banners, [...this.#standing.values()]);
  }

  /**
   * @param {string} text
   * @param {string} [tone]
   * @param {{href: string, text: string}} [link]
   */
  toast(text, tone = "", link) {
    this.#toast(el("p", null, text), tone, TOAST_MS, link && el("a", { href: link.href }, link.text));
  }

  /** @param {import("../api.js").Problem} problem */
  problem(problem) {
    this.#toast(el("div", null, el("p", { class: "strong" }, problem.title), explained(problem)), "bad", 0);
  }

  /**
   * @param {HTMLElement} body
   * @param {string} tone
   * @param {number} ms 0: until it is closed
   * @param {Node} [action]
   */
  #toast(body, tone, ms, action) {
    const close = () => toast.remove();
    const toast = el("div", { class: `toast ${tone}` }, body, action, button("", close, { sign: "x", label: t("close"), kind: "icon-only" }));
    this.#toasts.append(toast);
    while (this.#toasts.children.length > 3) this.#toasts.firstElementChild?.remove();
    if (ms) setTimeout(close, ms);
  }
}

/** The further places, as a list. */
export class MoreScreen extends Screen {
  /** @param {import("../context.js").Context} context */
  constructor(context) {
    super(context, t("screen.more"));
    const links = FURTHER.map(([name, sign]) =>
      el("li", null, el("a", { class: "row", href: `#${name}` }, el("span", null, icon(sign), t(`screen.${name}`)), icon("chevron-right"))),
    );
    this.element.append(el("ul", { class: "rows card" }, links));
  }
}
