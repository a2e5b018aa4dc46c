// @ts-check
/** Orders: found by number, SKU, name, tracking or bar code; one with all that is known of it. */

import { IssueCard } from "./issues.js";
import { factList, section } from "./jobs.js";
import { Screen } from "./screen.js";
import { actOnIssue } from "../acts.js";
import { asProblem } from "../api.js";
import { Resource } from "../data.js";
import { button, el, fill, icon, refill } from "../dom.js";
import { distance, moment, money, named, t } from "../i18n.js";
import { Freshness, nothing, notice, pill, problemNotice } from "../parts/notices.js";

const VIEWS = [
  "all", "new", "waiting", "held", "in_jtl", "due_today", "overdue", "shipped_not_reported",
  "reported", "rejected", "cancelled", "external", "needs_person",
];
const PAGE = 50;
const TYPING_MS = 300;

/** @typedef {import("../types.js").Order} Order */

export class OrdersScreen extends Screen {
  #freshness = new Freshness();
  #search = el("input", { type: "search", id: "order-search", enterkeyhint: "search", autocomplete: "off", autocapitalize: "off", spellcheck: "false", oninput: () => this.#typed() });
  #view = el("select", { id: "order-view", onchange: () => this.#ask() }, VIEWS.map((view) => el("option", { value: view }, t(`view.${view}`))));
  #count = el("p", { class: "small", role: "status" });
  #list = el("ul", { class: "rows card" });
  #more = el("div", { class: "actions" });
  /** @type {Order[]} */
  #further = [];
  /** @type {string|null} */
  #next = null;
  #typing = 0;

  /**
   * @param {import("./screen.js").Context} context
   * @param {string} [search]
   */
  constructor(context, search = "") {
    super(context, t("screen.orders"));
    this.#search.value = search;
    this.#orders = new Resource(context.api, context.store, "/api/orders", this.#query());
    const scan = "mediaDevices" in navigator ? button(t("scan"), () => void this.#scan(), { sign: "scan-barcode" }) : null;
    const form = el(
      "form",
      { role: "search", class: "filters", onsubmit: (/** @type {Event} */ event) => (event.preventDefault(), this.#ask()) },
      el("label", { class: "field grow", for: "order-search" }, el("span", null, t("orders.search")), this.#search),
      el("label", { class: "field", for: "order-view" }, el("span", null, t("orders.view")), this.#view),
      scan,
    );
    this.element.append(form, this.#freshness.element, this.#count, this.#list, this.#more);
  }

  #orders;

  open() {
    const { live } = this.context;
    this.watch(this.#orders, () => this.#show());
    let later = 0;
    const again = () => {
      clearTimeout(later);
      later = setTimeout(() => !this.#further.length && void this.#orders.refresh(), 1000);
    };
    this.track(
      live.on("orders", again),
      live.on("state", (state) => (state === "live" ? again() : this.#orders.stale())),
      () => clearTimeout(later),
      () => clearTimeout(this.#typing),
      () => this.#orders.close(),
    );
    void this.#orders.open();
  }

  #typed() {
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => this.#ask(), TYPING_MS);
  }

  #ask() {
    clearTimeout(this.#typing);
    this.#further = [];
    void this.#orders.ask(this.#query());
  }

  #query() {
    return { view: this.#view.value, search: this.#search.value.trim(), limit: PAGE };
  }

  async #scan() {
    await this.attempt(async () => {
      // With its decoder, the scanner is as large as all the rest: loaded when it is wanted.
      const { askScan } = await import("../scanner.js");
      const code = await askScan(this.context);
      if (!code) return;
      const { hits, nothing: why } = await this.context.api.get("/api/lookup", { code });
      const orders = new Set(hits.map((/** @type {import("../types.js").Hit} */ hit) => hit.order).filter(Boolean));
      if (orders.size === 1) location.hash = `#order/${encodeURIComponent([...orders][0])}`;
      else this.#scanned(code, hits.length > 0 && !why);
    });
  }

  /**
   * @param {string} code
   * @param {boolean} known
   */
  #scanned(code, known) {
    this.#search.value = code;
    this.#view.value = "all";
    this.#ask();
    if (!known) this.context.toast(t("scan.unknown", { code }), "bad");
  }

  #show() {
    const { value, fresh, loading, problem } = this.#orders;
    this.#freshness.show(this.#orders);
    if (!value) return fill(this.#list);
    const items = [...value.items, ...this.#further];
    this.#list.hidden = !items.length;
    refill(this.#list, items.map((order) => this.#row(order)));
    const { count } = value;
    const found = t("orders.count", { count: count.number });
    fill(this.#count, items.length ? (count.exact ? found : t("orders.at_least", { found })) : "");
    if (!this.#further.length) this.#next = value.next;
    const offline = problem?.isAway ? t("orders.offline") : "";
    const none = !items.length && !loading ? nothing(fresh ? t("orders.none") : offline) : null;
    fill(this.#more, none, this.#next ? button(t("more"), () => void this.#loadMore()) : null);
  }

  async #loadMore() {
    const asked = this.#query();
    try {
      const page = await this.context.api.get("/api/orders", { ...asked, after: this.#next });
      if (JSON.stringify(asked) !== JSON.stringify(this.#query())) return;
      this.#further.push(...page.items);
      this.#next = page.next;
      this.#show();
    } catch (thrown) {
      fill(this.#more, problemNotice(asProblem(thrown), () => void this.#loadMore()));
    }
  }

  /** @param {Order} order */
  #row(order) {
    const now = this.now();
    const facts = [order.buyer, order.country, t("orders.pieces", { count: order.pieces }), money(order.total, order.currency)];
    const trouble = order.hold_text || order.rejection_text;
    return el(
      "li",
      null,
      el(
        "a",
        { class: "row order", href: `#order/${encodeURIComponent(order.number)}` },
        el(
          "span",
          null,
          el("span", { class: "strong code" }, order.number),
          el("br"),
          el("span", { class: "small" }, facts.filter(Boolean).join(" · ")),
          deadline(order, now),
          trouble && el("span", { class: "small error" }, trouble),
        ),
        orderPill(order),
      ),
    );
  }
}

/** @param {Order} order */
export function orderPill(order) {
  const tones = /** @type {Record<string, string>} */ ({ importiert: "info", xml_erstellt: "info", versendet: "good", wartend: "warn" });
  if (order.cancelled_at) return pill(t("order.status.storniert"), "bad", "ban");
  if (order.rejection_reason) return pill(t("order.status.rejected"), "bad", "circle-x");
  if (order.hold_reason) return pill(t("order.status.held"), "warn", "hand");
  return pill(named("order.status", order.status), tones[order.status] ?? "neutral");
}

/**
 * When the order has to leave, while it has not.
 * @param {Order} order
 * @param {number} now
 */
export function deadline(order, now) {
  if (!order.ship_by_at || order.reported || order.status === "versendet" || order.cancelled_at || order.status === "extern") return null;
  const hours = (Date.parse(order.ship_by_at) - now) / 3_600_000;
  const tone = hours < 0 ? "bad" : hours < 24 ? "warn" : "";
  const text = t("order.ship_by", { when: moment(order.ship_by_at, now), distance: distance(order.ship_by_at, now) });
  return el("span", { class: `deadline ${tone}` }, tone && icon("clock"), text);
}

/** @typedef {import("../types.js").OrderDetail} OrderDetail */

export class OrderScreen extends Screen {
  #freshness = new Freshness();
  #body = el("div", { class: "stack" });

  /**
   * @param {import("./screen.js").Context} context
   * @param {string} number
   */
  constructor(context, number) {
    super(context, number, { back: "#orders" });
    this.heading.classList.add("code");
    this.#number = number;
    this.element.append(this.#freshness.element, this.#body);
  }

  #number;

  open() {
    const order = this.resource(`/api/orders/${encodeURIComponent(this.#number)}`, {}, (resource) => {
      this.#freshness.show(resource);
      if (resource.value) this.#show(resource.value);
    });
    this.track(
      this.context.live.on("orders", ({ numbers, count }) => {
        if (numbers.includes(this.#number) || count > numbers.length) void order.refresh();
      }),
    );
  }

  /** @param {OrderDetail} detail */
  #show(detail) {
    fill(
      this.#body,
      this.#head(detail),
      detail.rejection && notice("bad", "circle-x", detail.rejection.text),
      detail.issues.map((issue) => this.#issue(issue)),
      section(t("order.lines"), lines(detail)),
      section(t("order.parcels"), this.#parcels(detail)),
      detail.address && section(t("order.address"), address(detail.address)),
      section(t("order.timeline"), this.#timeline(detail)),
    );
  }

  /** @param {OrderDetail} detail */
  #head({ order, times, amounts, export: handed, labels, warnings }) {
    const now = this.now();
    const facts = [
      [t("order.buyer"), order?.buyer],
      [t("order.total"), amounts ? money(amounts.total_gross, amounts.currency) : null],
      [t("order.ordered"), times?.ordered_at && moment(times.ordered_at, now)],
      [t("order.wawi"), handed?.wawi_order_number],
      [t("order.export"), handed && named("export", handed.state)],
      [t("order.reported"), times?.reported_at && moment(times.reported_at, now)],
      [t("order.labels"), [...labels, ...warnings].map(remark).join(" ")],
    ];
    return el(
      "section",
      { class: "card" },
      order && el("header", null, deadline(order, now) ?? el("span"), orderPill(order)),
      order?.hold_text && el("p", { class: "error" }, order.hold_text),
      handed?.error && el("p", { class: "error" }, handed.error),
      factList(facts),
    );
  }

  /** @param {import("../types.js").Issue} issue */
  #issue(issue) {
    const card = new IssueCard({ now: this.now, operates: this.context.session.may("operator") });
    card.on("act", ({ action }) => void actOnIssue(this.context, issue, action));
    card.update(issue);
    return card.element;
  }

  /** @param {OrderDetail} detail */
  #parcels({ parcels }) {
    if (!parcels.length) return el("p", { class: "nothing" }, t("order.no_parcels"));
    const rows = parcels.map((parcel) =>
      el(
        "li",
        null,
        el("p", { class: "strong code" }, parcel.tracking ?? t("order.no_tracking")),
        el("p", { class: "small" }, [parcel.method, named("parcel", parcel.state), parcel.shipped_at && moment(parcel.shipped_at, this.now())].filter(Boolean).join(" · ")),
        parcel.error && el("p", { class: "error" }, parcel.error),
      ),
    );
    return el("ul", { class: "rows" }, rows);
  }

  /** @param {OrderDetail} detail */
  #timeline({ timeline }) {
    const rows = timeline.map(({ event, at, data }) =>
      el(
        "li",
        null,
        el("p", { class: "small" }, el("time", { datetime: at }, moment(at, this.now()))),
        el("p", null, happening(event, data)),
        el("p", { class: "small" }, String(data.who ?? data.by ?? "")),
      ),
    );
    return rows.length ? el("ol", { class: "timeline" }, rows) : el("p", { class: "nothing" }, t("order.no_timeline"));
  }
}

const BLOCKED = "BLOCK_LOGISTICS_PROVIDERS_";

/**
 * A label or warning of TEMU's; the code itself where it is new to us.
 * @param {string} code
 */
function remark(code) {
  if (!code.startsWith(BLOCKED)) return named("remark", code);
  const names = code.slice(BLOCKED.length).replaceAll(/[{}]/g, "").replaceAll("_", ", ");
  return t("remark.blocked", { names });
}

/** @param {OrderDetail} detail */
function lines({ lines: items, order }) {
  const rows = items.map((item) =>
    el(
      "li",
      { class: "row" },
      el("span", null, el("span", { class: "strong" }, item.name ?? item.sku ?? item.number), el("br"), el("span", { class: "small" }, [item.variation, item.sku].filter(Boolean).join(" · "))),
      el("span", { class: "figure-right" }, `${item.quantity} ×`, el("br"), el("span", { class: "small" }, money(item.total_gross, order?.currency))),
    ),
  );
  return rows.length ? el("ul", { class: "rows" }, rows) : el("p", { class: "nothing" }, t("order.no_lines"));
}

/** @param {Record<string, string|null>} parts */
function address(parts) {
  const written = [
    [parts.first_name, parts.last_name],
    [parts.company],
    [parts.street],
    [parts.extra],
    [parts.post_code, parts.city],
    [parts.country],
    [parts.phone],
  ];
  const rows = written.map((words) => words.filter(Boolean).join(" ")).filter(Boolean);
  return el("address", null, rows.map((row) => el("p", null, row)));
}

/**
 * @param {string} event
 * @param {Record<string, unknown>} data
 */
function happening(event, data) {
  const [from, to] = [data.from, data.to].map((status) => named("order.status", String(status)));
  return named("event", event, { from, to });
}
