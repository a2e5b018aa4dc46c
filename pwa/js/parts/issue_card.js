// @ts-check
/** One thing that needs a person: what it is, what it means, what to do. */

import { button, el, fill } from "../dom.js";
import { Emitter } from "../emitter.js";
import { distance, moment } from "../format.js";
import { named, t } from "../i18n.js";
import { severityPill, toneOf } from "./notices.js";

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
      el("header", null, el("h3", { id: heading }, issue.title), severityPill(issue.severity)),
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
