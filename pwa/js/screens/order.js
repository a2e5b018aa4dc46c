// @ts-check
/** One order: deadline, what is wrong, lines, parcels, address, what happened when. */

import { actOnIssue } from "../acts.js";
import { el, fill } from "../dom.js";
import { moment, money } from "../format.js";
import { named, t } from "../i18n.js";
import { IssueCard } from "../parts/issue_card.js";
import { Freshness, notice } from "../parts/notices.js";
import { section } from "./job.js";
import { deadline, orderPill } from "./orders.js";
import { Screen } from "./screen.js";

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
      [t("order.labels"), [...labels, ...warnings].join(", ")],
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

/** @param {Array<Array<string|null|undefined>>} facts */
export function factList(facts) {
  const known = facts.filter(([, value]) => value);
  return el("dl", { class: "facts" }, known.map(([name, value]) => el("div", null, el("dt", null, name), el("dd", null, value))));
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
