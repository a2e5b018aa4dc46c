// @ts-check
/** Jobs: all as cards, one with figures and history, one run with its steps. */

import { logLine } from "./logs.js";
import { Screen } from "./screen.js";
import { cancelJob, runJob, toggleJob } from "../acts.js";
import { KeyedList, el, fill, icon, refill } from "../dom.js";
import { duration, moment, named, number, percent, t } from "../i18n.js";
import { JobCard, stepList } from "../parts/jobs.js";
import { Freshness, nothing, notice, statePill, toneOf } from "../parts/notices.js";

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

const SPANS = ["24h", "7d", "30d"];

export class JobScreen extends Screen {
  #freshness = new Freshness();
  #place = el("div");
  #steps = el("div");
  #figures = el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": t("job.figures") });
  #runs = el("div");
  #logs = el("ol", { class: "lines" });

  /**
   * @param {import("./screen.js").Context} context
   * @param {string} id
   */
  constructor(context, id) {
    super(context, context.jobs.job(id)?.name ?? id, { back: "#jobs" });
    this.#id = id;
    const more = `#logs/${encodeURIComponent(JSON.stringify({ job_id: id }))}`;
    this.element.append(
      this.#freshness.element,
      this.#place,
      section(t("job.steps"), this.#steps),
      section(t("job.figures"), this.#figures),
      section(t("job.runs"), this.#runs),
      section(t("job.logs"), this.#logs, el("a", { class: "button", href: more }, t("job.all_logs"))),
    );
  }

  #id;
  /** @type {import("../parts/jobs.js").JobCard|null} */
  #card = null;

  open() {
    const path = `/api/jobs/${encodeURIComponent(this.#id)}`;
    const detail = this.resource(path, {}, ({ value }) => value && this.#show(value));
    this.watch(detail, () => this.#freshness.show(detail));
    const runs = this.resource("/api/runs", { job_id: this.#id, limit: 20 }, ({ value }) => value && this.#showRuns(value.items));
    this.watch(this.context.jobs, () => this.#showCard());
    this.every(20_000, () => this.#showCard());
    let later = 0;
    const again = (/** @type {{job: string}} */ { job }) => {
      if (job !== this.#id) return;
      clearTimeout(later);
      later = setTimeout(() => {
        void detail.refresh();
        void runs.refresh();
      }, 300);
    };
    this.track(this.context.live.on("run", again), this.context.live.on("step", again), () => clearTimeout(later));
  }

  #showCard() {
    const job = this.context.jobs.job(this.#id);
    if (!job) return;
    if (!this.#card) {
      this.#card = jobCard(this, job, false);
      fill(this.#place, this.#card.element);
      this.heading.textContent = job.name;
    }
    this.#card.update(job);
  }

  /** @param {import("../types.js").JobDetail} detail */
  #show({ steps, kpis, logs }) {
    fill(this.#steps, stepList(steps));
    fill(this.#figures, kpiTable(kpis));
    const nameOf = (/** @type {string} */ id) => this.context.jobs.job(id)?.name ?? id;
    fill(this.#logs, [...logs].reverse().map((line) => logLine(line, nameOf)));
  }

  /** @param {import("../types.js").Run[]} runs */
  #showRuns(runs) {
    const list = el("ul", { class: "rows" }, runs.map((run) => this.#runRow(run)));
    refill(this.#runs, [runs.length ? list : nothing(t("job.never"))]);
  }

  /** @param {import("../types.js").Run} run */
  #runRow(run) {
    const about = [named("trigger", run.trigger), duration(run.seconds), run.error?.title].filter(Boolean);
    return el(
      "li",
      null,
      el(
        "a",
        { class: "row", href: `#run/${encodeURIComponent(run.id)}` },
        el("span", null, moment(run.started_at, this.now()), el("br"), el("span", { class: "small" }, about.join(" · "))),
        statePill(run.state),
      ),
    );
  }
}

/**
 * @param {string} title
 * @param {...(Node|null)} content
 */
export function section(title, ...content) {
  return el("section", { class: "card" }, el("h2", null, title), content);
}

/** @param {Array<Array<string|null|undefined>>} facts */
export function factList(facts) {
  const known = facts.filter(([, value]) => value);
  return el("dl", { class: "facts" }, known.map(([name, value]) => el("div", null, el("dt", null, name), el("dd", null, value))));
}

/** @param {Record<string, import("../types.js").Kpi>} kpis */
function kpiTable(kpis) {
  const known = SPANS.filter((span) => kpis[span]);
  /** @type {Array<[string, (kpi: import("../types.js").Kpi) => string]>} */
  const lines = [
    [t("kpi.runs"), (kpi) => number(kpi.runs)],
    [t("kpi.success_rate"), (kpi) => percent(kpi.success_rate)],
    [t("kpi.failed"), (kpi) => number(kpi.failed)],
    [t("kpi.mean"), (kpi) => duration(kpi.mean)],
    [t("kpi.longest"), (kpi) => duration(kpi.longest)],
  ];
  const head = el("tr", null, el("td"), known.map((span) => el("th", { scope: "col" }, t(`span.${span}`))));
  const body = lines.map(([name, show]) =>
    el("tr", null, el("th", { scope: "row" }, name), known.map((span) => el("td", null, show(kpis[span])))),
  );
  return el("table", { class: "figures" }, el("thead", null, head), el("tbody", null, body));
}

const SHOWN = 200;

export class RunScreen extends Screen {
  #freshness = new Freshness();
  #body = el("div", { class: "stack" });

  /**
   * @param {import("./screen.js").Context} context
   * @param {string} id
   */
  constructor(context, id) {
    super(context, t("screen.run"), { back: "#jobs" });
    this.#id = id;
    this.element.append(this.#freshness.element, this.#body);
  }

  #id;

  open() {
    const run = this.resource(`/api/runs/${encodeURIComponent(this.#id)}`, {}, (resource) => {
      this.#freshness.show(resource);
      if (resource.value) this.#show(resource.value);
    });
    let later = 0;
    const again = (/** @type {{run: string}} */ data) => {
      if (data.run !== this.#id) return;
      clearTimeout(later);
      later = setTimeout(() => void run.refresh(), 200);
    };
    this.track(this.context.live.on("run", again), this.context.live.on("step", again), () => clearTimeout(later));
    // Dry runs are not announced.
    this.every(2000, () => isUnderWay(run.value?.run) && void run.refresh());
  }

  /** @param {{run: import("../types.js").Run, steps: import("../types.js").Step[], intended: Array<{target: string, action: string, subject: string}>}} found */
  #show({ run, steps, intended }) {
    const logs = `#logs/${encodeURIComponent(JSON.stringify({ run_id: run.id }))}`;
    fill(
      this.#body,
      this.#head(run),
      section(t("run.steps"), stepList(steps)),
      run.dry_run && !isUnderWay(run) ? section(t("run.intended"), intendedList(intended)) : null,
      el("div", { class: "actions" }, el("a", { class: "button", href: logs }, icon("scroll-text"), t("job.all_logs"))),
    );
  }

  /** @param {import("../types.js").Run} run */
  #head(run) {
    const name = this.context.jobs.job(run.job)?.name ?? run.job;
    const parameters = Object.entries(run.parameters).map(([key, value]) => `${named("parameter", key)}: ${named(`value.${key}`, String(value))}`);
    const facts = [
      [t("run.started_at"), moment(run.started_at, this.now())],
      [t("job.took"), duration(run.seconds)],
      [t("run.trigger"), `${named("trigger", run.trigger)} (${run.started_by})`],
      [t("run.parameters"), parameters.join(", ")],
      [t("run.number"), run.id],
    ];
    return el(
      "section",
      { class: "card" },
      el("header", null, el("h2", null, name), statePill(run.state)),
      run.dry_run && el("p", { class: "strong" }, t(isUnderWay(run) ? "run.is_dry" : "run.was_dry")),
      run.error && el("div", { class: `notice ${toneOf(run.state)}` }, el("p", { class: "strong" }, run.error.title || run.error.text), el("p", null, run.error.means), el("p", null, run.error.remedy)),
      factList(facts),
    );
  }
}

/** @param {Array<{target: string, action: string, subject: string}>} intended */
function intendedList(intended) {
  if (!intended.length) return el("p", { class: "nothing" }, t("run.intended.none"));
  const rows = intended.slice(0, SHOWN).map(({ target, action, subject }) => el("li", null, `${target.toUpperCase()}: ${action} · ${subject}`));
  const more = intended.length - rows.length;
  return el("div", null, el("ul", { class: "rows" }, rows), more > 0 && el("p", { class: "small" }, t("run.intended.more", { count: more })));
}

/** @param {import("../types.js").Run|undefined} run */
function isUnderWay(run) {
  return run !== undefined && ["scheduled", "running", "retrying"].includes(run.state);
}
