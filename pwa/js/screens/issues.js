// @ts-check
/** Everything that needs a person, with what to do. */

import { actOnIssue, approve } from "../acts.js";
import { KeyedList, button, el, fill } from "../dom.js";
import { moment, number } from "../format.js";
import { named, t } from "../i18n.js";
import { IssueCard } from "../parts/issue_card.js";
import { Freshness, notice } from "../parts/notices.js";
import { Resource } from "../resource.js";
import { Screen } from "./screen.js";

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
    const sample = approval.sample.slice(0, SAMPLE).map((one) => el("li", null, Object.values(one).filter((part) => part !== null && typeof part !== "object").join(" · ")));
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
