// @ts-check
/** All jobs as cards. */

import { cancelJob, runJob, toggleJob } from "../acts.js";
import { KeyedList, el, fill } from "../dom.js";
import { t } from "../i18n.js";
import { JobCard } from "../parts/job_card.js";
import { Freshness, notice, nothing } from "../parts/notices.js";
import { Screen } from "./screen.js";

export class JobsScreen extends Screen {
  #freshness = new Freshness();
  #notices = el("div");
  #empty = el("div");
  #cards = new KeyedList(
    el("div", { class: "cards" }),
    (/** @type {import("../types.js").Job} */ job) => job.id,
    (job) => jobCard(this, job, true),
  );

  /** @param {import("./screen.js").Context} context */
  constructor(context) {
    super(context, t("screen.jobs"));
    this.element.append(this.#freshness.element, this.#notices, this.#cards.element, this.#empty);
  }

  open() {
    this.watch(this.context.jobs, () => this.#show());
    this.every(20_000, () => this.#show());
  }

  #show() {
    const { jobs } = this.context;
    this.#freshness.show(jobs);
    const idle = jobs.fresh && jobs.value && !jobs.value.acting;
    fill(this.#notices, idle ? notice("warn", "circle-alert", t("jobs.nobody_acts")) : null);
    this.#cards.show(jobs.jobs);
    fill(this.#empty, jobs.fresh && !jobs.jobs.length ? nothing(t("jobs.none")) : null);
  }
}

/**
 * A card whose buttons work.
 * @param {Screen} screen
 * @param {import("../types.js").Job} job
 * @param {boolean} linked
 */
export function jobCard(screen, job, linked) {
  const { context } = screen;
  const card = new JobCard(job, { now: screen.now, operates: context.session.may("operator"), linked });
  card.on("run", (known) => void runJob(context, known));
  card.on("cancel", (known) => void cancelJob(context, known));
  card.on("toggle", (known) => void toggleJob(context, known));
  return card;
}
