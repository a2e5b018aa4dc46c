// @ts-check
/** Everything that needs a person, with what to do. */

import { Screen } from "./screen.js";
import { actOnIssue, approve } from "../acts.js";
import { Emitter, Resource } from "../data.js";
import { KeyedList, button, el, fill } from "../dom.js";
import { distance, moment, named, number, t } from "../i18n.js";
import { Freshness, notice, severityPill, toneOf } from "../parts/notices.js";

/** What is done here; everything else is done at the console. */
const ACTS = ["run_job", "approve", "acknowledge"];
const AT_CONSOLE = ["map_carrier", "repair_record", "open_sku", "open_settings", "examine", "authorise"];

/** Tells `act` with {issue, action}. */
export class IssueCard extends Emitter {
  element = el("article", { class: "card issue" });
  #shown = "";

  /** @param {{now: () => number, operates: boolean}} options */
  constructor({ now, operates }) {
    super();
    this.#now = now;
    this.#operates = operates;
  }

  #now;
  #operates;

  /** @param {import("../types.js").Issue} issue */
  update(issue) {
    const now = this.#now();
    const since = t("issue.since", { when: moment(issue.since, now), distance: distance(issue.since, now) });
    const shown = JSON.stringify([issue, since]);
    if (shown === this.#shown) return;
    this.#shown = shown;
    const heading = `issue-${issue.id}`;
    const closed = issue.closed_at && t("issue.closed", { when: moment(issue.closed_at, now) });
    this.element.className = `card issue ${closed ? "" : toneOf(issue.severity)}`;
    this.element.setAttribute("aria-labelledby", heading);
    fill(
      this.element,
      el("header", null, el("h2", { id: heading }, issue.title), severityPill(issue.severity)),
      el("p", null, issue.means),
      issue.remedy && el("p", null, el("strong", null, t("issue.remedy")), " ", issue.remedy),
      el("p", { class: "small" }, since, closed && ` · ${closed}`),
      issue.acted_by && el("p", { class: "small" }, this.#acted(issue, now)),
      el("div", { class: "actions" }, subjectLink(issue), closed ? null : this.#buttons(issue)),
    );
  }

  /** @param {import("../types.js").Issue} issue */
  #buttons(issue) {
    if (!this.#operates) return [];
    const here = issue.actions.filter((action) => ACTS.includes(action));
    const buttons = here.map((action, place) =>
      button(named("action", action), () => this.emit("act", { issue, action }), { kind: place === 0 && action !== "acknowledge" ? "primary" : "" }),
    );
    const elsewhere = issue.actions.some((action) => AT_CONSOLE.includes(action));
    return [...buttons, elsewhere && el("p", { class: "small wide" }, t("issue.at_console"))];
  }

  /**
   * @param {import("../types.js").Issue} issue
   * @param {number} now
   */
  #acted(issue, now) {
    const what = named("action", issue.acted ?? "");
    return t("issue.acted", { who: issue.acted_by ?? "", what, when: moment(issue.acted_at, now) });
  }
}

/** @param {import("../types.js").Issue} issue */
function subjectLink({ subject_type: type, subject_key: key }) {
  const screens = /** @type {Record<string, string>} */ ({ order: "order", job: "job", run: "run" });
  const screen = screens[type];
  if (!screen || !key) return null;
  return el("a", { class: "button", href: `#${screen}/${encodeURIComponent(key)}` }, t(`issue.open.${screen}`));
}

const ORDER = ["critical", "warning", "info"];
const SAMPLE = 5;

/** @typedef {import("../types.js").Issue} Issue */

export class IssuesScreen extends Screen {
  #freshness = new Freshness();
  #approvals = el("div", { class: "cards" });
  #none = el("div");
  #cards = this.#list();
  #past = this.#list();
  #asked = false;
  #history = el("details", { ontoggle: () => this.#showHistory() }, el("summary", null, t("issues.history")), this.#past.element);

  /** @param {import("./screen.js").Context} context */
  constructor(context) {
    super(context, t("screen.issues"));
    this.element.append(this.#freshness.element, this.#approvals, this.#none, this.#cards.element, this.#history);
  }

  open() {
    const { issues, live } = this.context;
    this.watch(issues, () => this.#show());
    this.every(30_000, () => this.#show());
    const held = this.resource("/api/approvals", {}, ({ value }) => value && this.#showApprovals(value.items, held));
    this.track(live.on("issues", () => void held.refresh()));
  }

  #list() {
    return new KeyedList(
      el("div", { class: "cards" }),
      (/** @type {Issue} */ issue) => issue.id,
      () => {
        const card = new IssueCard({ now: this.now, operates: this.context.session.may("operator") });
        card.on("act", ({ issue, action }) => void actOnIssue(this.context, issue, action));
        return card;
      },
    );
  }

  #show() {
    const { issues } = this.context;
    this.#freshness.show(issues);
    /** @type {Issue[]} */
    const items = [...(issues.value?.items ?? [])];
    items.sort((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity));
    this.#cards.show(items);
    fill(this.#none, issues.fresh && !items.length ? notice("good", "circle-check", t("issues.none")) : null);
  }

  /**
   * @param {import("../types.js").Approval[]} items
   * @param {Resource} held
   */
  #showApprovals(items, held) {
    fill(this.#approvals, items.map((approval) => this.#approval(approval, held)));
  }

  /**
   * @param {import("../types.js").Approval} approval
   * @param {Resource} held
   */
  #approval(approval, held) {
    const sample = approval.sample.slice(0, SAMPLE).map((one) => el("li", null, sampleLine(one)));
    const act = async () => {
      await approve(this.context, approval);
      await held.refresh();
    };
    return el(
      "article",
      { class: "card warn" },
      el("h2", null, t("approval.title")),
      el("p", null, t("approval.what", { kind: named("approval", approval.kind), number: number(approval.count) })),
      el("p", { class: "small" }, t("approval.since", { when: moment(approval.requested_at, this.now()) })),
      sample.length ? el("ul", { class: "sample" }, sample) : null,
      this.context.session.may("operator") && el("div", { class: "actions" }, button(t("approval.yes"), () => void act(), { kind: "primary", sign: "check" })),
    );
  }

  #showHistory() {
    if (!this.#history.open || this.#asked) return;
    this.#asked = true;
    this.resource("/api/issues/history", { limit: 50 }, ({ value }) => value && this.#past.show(value.items));
  }
}

/** @param {Record<string, unknown>} one what is held back: a SKU with its quantities, an order */
function sampleLine({ sku, from, to, ...others }) {
  const plain = Object.values(others).filter((part) => part !== null && typeof part !== "object");
  const change = to === undefined ? "" : `: ${from ?? "–"} → ${to}`;
  return [sku === undefined ? "" : `${sku}${change}`, ...plain].filter(Boolean).join(" · ");
}
