// @ts-check
/** Figures: what is open, orders a day, how well and how fast the jobs run. */

import { factList, section } from "./jobs.js";
import { Screen } from "./screen.js";
import { el, fill } from "../dom.js";
import { dayName, duration, moment, named, number, percent, t } from "../i18n.js";
import { Freshness, nothing, toneOf } from "../parts/notices.js";

const SPANS = ["24h", "7d", "30d"];
const TILES = ["new", "due_today", "overdue", "waiting", "held", "rejected", "exported", "shipped_not_reported", "stock_differences", "unmapped_skus"];
const WARNS = ["overdue", "rejected"];
const DAYS = { "24h": 7, "7d": 7, "30d": 30 };
const RUNS = 30;

/** @typedef {keyof typeof DAYS} Span */

export class StatisticsScreen extends Screen {
  #freshness = new Freshness();
  /** @type {Span} */
  #span = "7d";
  #tiles = el("div", { class: "tiles" });
  #orders = el("div");
  #jobs = el("div", { class: "cards" });
  #exposure = el("div");
  #job = el("select", { id: "chart-job", onchange: () => void this.#askRuns() });
  #runs = el("div");
  /** @type {import("../data.js").Resource|null} */
  #durations = null;
  /** @type {import("../types.js").Statistics|null} */
  #value = null;

  /** @param {import("./screen.js").Context} context */
  constructor(context) {
    super(context, t("screen.statistics"));
    const spans = el(
      "fieldset",
      { class: "choices" },
      el("legend", { class: "unseen" }, t("statistics.span")),
      SPANS.map((span) => this.#choice(/** @type {Span} */ (span))),
    );
    fill(this.#job, context.jobs.jobs.map(({ id, name }) => el("option", { value: id }, name)));
    const which = el("label", { class: "field", for: "chart-job" }, el("span", null, t("logs.job")), this.#job);
    this.element.append(
      this.#freshness.element,
      this.#tiles,
      section(t("statistics.orders"), this.#orders),
      el("h2", null, t("statistics.jobs")),
      spans,
      this.#jobs,
      section(t("statistics.durations"), which, this.#runs),
      section(t("statistics.exposure"), this.#exposure),
    );
  }

  open() {
    const statistics = this.resource("/api/statistics", { days: 30 }, (resource) => {
      this.#freshness.show(resource);
      this.#value = resource.value;
      this.#show();
    });
    this.every(60_000, () => void statistics.refresh());
    void this.#askRuns();
  }

  /** @param {Span} span */
  #choice(span) {
    const choose = () => {
      this.#span = span;
      this.#show();
    };
    const input = el("input", { type: "radio", name: "span", value: span, checked: span === this.#span, onchange: choose });
    return el("label", { class: "choice" }, input, el("span", null, t(`span.${span}`)));
  }

  #show() {
    const value = this.#value;
    if (!value) return;
    fill(this.#tiles, TILES.filter((name) => name in value.tiles).map((name) => tile(name, Number(value.tiles[name] ?? 0))));
    const days = value.orders_per_day.slice(-DAYS[this.#span]);
    const bars = days.map(({ day, count }) => ({ label: dayName(day), value: count, shown: number(count) }));
    if (bars.length) void draw(this.#orders, t("statistics.orders_per_day"), bars);
    else fill(this.#orders, nothing(t("statistics.none")));
    fill(this.#jobs, Object.entries(value.kpis).map(([job, spans]) => this.#jobFigures(job, spans[this.#span])));
    fill(this.#exposure, exposures(value.exposure, this.#span));
  }

  /**
   * @param {string} id
   * @param {import("../types.js").Kpi|undefined} kpi
   */
  #jobFigures(id, kpi) {
    const name = this.context.jobs.job(id)?.name ?? id;
    const heading = el("h3", null, el("a", { href: `#job/${encodeURIComponent(id)}` }, name));
    if (!kpi?.runs) return el("article", { class: "card" }, heading, nothing(t("statistics.no_runs")));
    const facts = [
      [t("kpi.success_rate"), percent(kpi.success_rate)],
      [t("kpi.runs"), number(kpi.runs)],
      [t("kpi.mean"), duration(kpi.mean)],
      [t("kpi.longest"), duration(kpi.longest)],
    ];
    const meter = el("meter", { min: 0, max: 1, low: 0.9, high: 0.98, optimum: 1, value: kpi.success_rate ?? 0, "aria-label": `${t("kpi.success_rate")}: ${percent(kpi.success_rate)}` });
    return el("article", { class: "card" }, heading, meter, factList(facts));
  }

  async #askRuns() {
    const query = { job_id: this.#job.value, last: RUNS };
    if (!query.job_id) return fill(this.#runs, nothing(t("statistics.no_runs")));
    if (this.#durations) return this.#durations.ask(query);
    this.#durations = this.resource("/api/statistics/durations", query, ({ value }) => value && this.#showRuns(value.items));
  }

  /** @param {Array<{run: string, started_at: string, seconds: number|null, state: string}>} items */
  #showRuns(items) {
    if (!items.length) return fill(this.#runs, nothing(t("statistics.no_runs")));
    const bars = items.map((item) => ({
      label: moment(item.started_at, this.now()),
      value: item.seconds ?? 0,
      shown: `${duration(item.seconds)}, ${named("state", item.state)}`,
      tone: toneOf(item.state),
    }));
    void draw(this.#runs, t("statistics.last_runs", { count: items.length }), bars);
  }
}

/**
 * What draws is loaded with the first chart; without it the figures are there all the same.
 * @param {Element} place
 * @param {string} title
 * @param {import("../chart.js").Bar[]} bars
 */
async function draw(place, title, bars) {
  const chart = await import("../chart.js").catch(() => null);
  fill(place, chart ? chart.barChart(title, bars) : nothing(t("chart.missing")));
}

/**
 * @param {string} name
 * @param {number} count
 */
function tile(name, count) {
  const tone = count > 0 && WARNS.includes(name) ? "bad" : "";
  return el("div", { class: `tile ${tone}` }, el("span", { class: "big" }, number(count)), el("span", null, t(`tile.${name}`)));
}

/**
 * @param {import("../types.js").Statistics["exposure"]} exposure
 * @param {Span} span
 */
function exposures(exposure, span) {
  const facts = Object.entries(exposure).map(([kind, spans]) => {
    const known = spans[span];
    const text = known?.p50 === null || !known ? t("statistics.none") : t("exposure.both", { p50: duration(known.p50), p95: duration(known.p95) });
    return [named("exposure", kind), text];
  });
  return factList(facts);
}
