// @ts-check
/** One job: its card, the steps of the newest run, figures, runs before, log. */

import { el, fill } from "../dom.js";
import { duration, moment, number, percent } from "../format.js";
import { named, t } from "../i18n.js";
import { logLine } from "./logs.js";
import { Freshness, nothing, statePill } from "../parts/notices.js";
import { stepList } from "../parts/runs.js";
import { jobCard } from "./jobs.js";
import { Screen } from "./screen.js";

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
  /** @type {import("../parts/job_card.js").JobCard|null} */
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
    if (!runs.length) return fill(this.#runs, nothing(t("job.never")));
    fill(this.#runs, el("ul", { class: "rows" }, runs.map((run) => this.#runRow(run))));
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
